"""What counts as a gap, and what weighs most: for settings, without loading anything heavy."""

from graph.algorithms.gap_policy import POLICY, Policy

__all__ = ["POLICY", "Policy"]
