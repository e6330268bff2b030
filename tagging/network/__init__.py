"""The network: how people hang together, who is like whom, communities, what stands round what."""
