"""Whose turn it is: the rules of time and order, on plain records.

A question put in turn goes on to the next person after one working day, or as soon as somebody
passes; those who are asked are reminded once, after two days; after two weeks it is closed.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph.records import PutTo, Question, QuestionStatus, Turn

REMIND_AFTER = timedelta(days=2)
CLOSE_AFTER = timedelta(days=14)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What is due: turns that change, who is to be asked next, whether it is over."""

    remind: tuple[PutTo, ...] = ()
    ask: PutTo | None = None
    close: bool = False


def due(question: Question, now: datetime) -> Step:
    """Return what is due for a question at `now`; the same asked again once done is nothing."""
    if question.status is not QuestionStatus.OPEN:
        return Step()
    if now - _last_put(question) >= CLOSE_AFTER:
        return Step(close=True)
    remind = tuple(one for one in question.put_to if _to_remind(one, now))
    return Step(remind, upcoming(question, now))


def upcoming(question: Question, now: datetime) -> PutTo | None:
    """Return whose turn begins now, or None while somebody's is running or nobody is left."""
    waiting = [one for one in question.put_to if one.state is Turn.WAITING]
    if question.status is not QuestionStatus.OPEN or not waiting:
        return None
    running = [one for one in question.put_to if one.state is Turn.ASKED and one.at]
    if any(now < a_working_day_after(one.at) for one in running if one.at):
        return None
    return min(waiting, key=lambda one: one.place)


def nobody_left(question: Question) -> bool:
    """Say whether nobody who was to be asked can answer any more."""
    return not any(one.state in (Turn.ASKED, Turn.WAITING) for one in question.put_to)


def a_working_day_after(at: datetime) -> datetime:
    """Return the same time on the next day that is neither Saturday nor Sunday."""
    then = at + timedelta(days=1)
    while then.weekday() >= _SATURDAY:
        then += timedelta(days=1)
    return then


def asked(turn: PutTo, now: datetime) -> PutTo:
    """Return a turn that begins now."""
    return replace(turn, state=Turn.ASKED, at=now)


def _to_remind(one: PutTo, now: datetime) -> bool:
    if one.state is not Turn.ASKED or one.at is None or one.reminded is not None:
        return False
    return now - one.at >= REMIND_AFTER


def _last_put(question: Question) -> datetime:
    return max([question.asked, *(one.at for one in question.put_to if one.at)])
