"""What time brings to rounds: one reminder, the end, and that they are forgotten."""

from dataclasses import replace
from datetime import datetime

from graph import rounds as store
from graph.database import Database, Transaction
from graph.records import ReviewRound, RoundStatus
from graph.rounds import writing
from tagging.rounds import telling, timing


def on_time(db: Database, now: datetime) -> int:
    """Do what is due for every open round, and return for how many it was.

    Safe to repeat and beside people: each round is held and read anew before it is changed.
    """
    return sum(
        db.transact(lambda tx, one=one: _step(tx, one, now))  # type: ignore[misc]
        for one in store.unfinished(db)
    )


def _step(tx: Transaction, round_id: str, now: datetime) -> bool:
    one = store.get(tx, round_id)
    if one is None or timing.due(one, now) == timing.Step():
        return False
    writing.lock(tx, round_id)
    one = store.get(tx, round_id) or one
    step = timing.due(one, now)
    if step.close:
        close(tx, one, now)
    elif step.remind:
        telling.tell_reminder(tx, one, store.asks(tx, one.id), now)
        writing.put(tx, replace(one, reminded=now))
    return step.close or step.remind


def close(tx: Transaction, one: ReviewRound, now: datetime) -> ReviewRound:
    """End a round: nobody is asked any more, and there are results."""
    people = {each.reviewer.id for each in store.items(tx, one.id)}
    writing.expire(tx, one.id)
    ended = replace(one, status=RoundStatus.CLOSED, closed=now)
    writing.put(tx, ended)
    telling.tell_ended(tx, ended, people, now)
    return ended


def forget(db: Database, now: datetime) -> int:
    """Delete rounds that ended long ago, with who was asked what; returns how many."""
    before, total = now - timing.FORGET_AFTER, 0
    while number := writing.forget(db, before):
        total += number
    return total
