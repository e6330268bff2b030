"""Learning: one's own plan, who helps with it, and who could teach whom."""
