"""Collective review: rounds in which people confirm what is said of themselves and colleagues."""

from tagging.rounds.keeping_time import on_time

__all__ = ["on_time"]
