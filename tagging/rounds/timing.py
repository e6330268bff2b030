"""When a round reminds and when it ends: rules on plain records."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from graph.records import ReviewRound, RoundStatus

REMIND_BEFORE = timedelta(days=3)
FORGET_AFTER = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Step:
    """What is due for a round."""

    remind: bool = False
    close: bool = False


def due(one: ReviewRound, now: datetime) -> Step:
    """Return what is due at `now`; the same asked again once it is done is nothing."""
    if one.status is not RoundStatus.OPEN:
        return Step()
    if now >= ends(one):
        return Step(close=True)
    return Step(remind=one.reminded is None and now >= reminds(one))


def ends(one: ReviewRound) -> datetime:
    """Return the instant at which the deadline's day is over."""
    return datetime.combine(one.deadline, time(), UTC) + timedelta(days=1)


def reminds(one: ReviewRound) -> datetime:
    """Return when people are reminded: three days before the end, or half-way if that is later."""
    end = ends(one)
    return max(end - REMIND_BEFORE, one.opened + (end - one.opened) / 2)
