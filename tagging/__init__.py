"""The use cases and their rules: who may do what, and what it means."""
