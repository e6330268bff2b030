"""Demand: what people look for in vain. Never who looked."""

from datetime import date, timedelta

from graph import demand as store
from graph.database import Database
from graph.demand import Unmet
from tagging.permissions import Permission, Viewer, require

__all__ = ["Unmet", "unmet"]

_LOOKED_BACK = timedelta(days=365)


def unmet(db: Database, viewer: Viewer, today: date, limit: int = 100) -> tuple[Unmet, ...]:
    """Return what was searched for in vain in the past year, the most frequent first."""
    require(viewer, Permission.SEE_DEMAND)
    return tuple(store.unmet(db, today - _LOOKED_BACK, limit))
