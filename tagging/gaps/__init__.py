"""Gaps: what is needed, what is there, what is missing, as each viewer may see it."""
