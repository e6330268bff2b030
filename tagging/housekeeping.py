"""What is forgotten in time, so that nothing about people is kept longer than it is of use."""

from collections.abc import Callable
from datetime import datetime, timedelta

from graph import demand, notifications, packs, sessions, throttles, uploads
from graph.database import Database
from tagging.rounds import keeping_time
from tagging.throttling import FORGOTTEN_AFTER

UPLOADS_KEPT = timedelta(days=90)
MESSAGES_KEPT = timedelta(days=180)


def tidy(db: Database, now: datetime, *, unmet_days: int) -> dict[str, int]:
    """Forget ended sessions, brakes that no longer hold, old unmet searches, uploads, reviews,
    messages.

    `unmet_days` is for how many days searches that found nobody are kept. Returns how many of
    each are gone.
    """
    unmet_before = (now - timedelta(days=unmet_days)).date()
    return {
        "sessions": _all(lambda: sessions.forget_sessions(db, now)),
        "throttles": _all(lambda: throttles.forget_throttles(db, now - FORGOTTEN_AFTER)),
        "packs": _all(lambda: packs.forget(db, now)),
        "unmet searches": _all(lambda: demand.forget(db, unmet_before)),
        "uploads": _all(lambda: uploads.forget(db, now - UPLOADS_KEPT)),
        "reviews": keeping_time.forget(db, now),
        "messages": _all(lambda: notifications.forget(db, now - MESSAGES_KEPT)),
    }


def _all(forget_some: Callable[[], int]) -> int:
    """Forget batch by batch until nothing is left to forget."""
    total = 0
    while forgotten := forget_some():
        total += forgotten
    return total
