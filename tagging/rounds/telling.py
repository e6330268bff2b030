"""What is told to whom about a round: notifications, in the transaction of what happened."""

from collections.abc import Mapping
from datetime import date, datetime

from graph import audit, notifications
from graph.database import Transaction
from graph.ids import derived_id
from graph.records import AuditEvent, Notification, ReviewRound


def tell_asked(tx: Transaction, one: ReviewRound, asked: Mapping[str, int], now: datetime) -> None:
    """Tell people that a round asks them so many small questions."""
    for person, number in asked.items():
        text = (
            f"{one.opener.name} opened the review '{one.name}'. It asks you {_questions(number)}: "
            "do they still hold, what is said of you, and what colleagues know whom you know? "
            f"Most take a few seconds. Please answer by {_day(one.deadline)}. "
            "'I cannot say' is an answer too, and you can leave the whole review out."
        )
        _tell(
            tx, one, person, "review", f"{_questions(number).capitalize()}: {one.name}", text, now
        )


def tell_reminder(
    tx: Transaction, one: ReviewRound, asked: Mapping[str, int], now: datetime
) -> None:
    """Remind people of what still waits for them."""
    for person, number in asked.items():
        text = f"{_questions(number).capitalize()} still open, until {_day(one.deadline)}."
        _tell(tx, one, person, "review reminder", f"Still waiting for you: {one.name}", text, now)


def tell_ended(tx: Transaction, one: ReviewRound, people: set[str], now: datetime) -> None:
    """Tell those who were asked, and the opener, that there are results."""
    for person in sorted({*people, one.opener.id}):
        text = "What came of it is on its page: of what is said of you, only you see the detail."
        _tell(tx, one, person, "review ended", f"The review has ended: {one.name}", text, now)


def _tell(
    tx: Transaction, one: ReviewRound, person: str, kind: str, subject: str, text: str,
    now: datetime,
) -> None:  # fmt: skip
    key = derived_id("notification", one.id, person, kind)
    path = f"/reviews/{one.id}"
    notifications.put(tx, [Notification(key, person, kind, subject, text, path, now)])


def note(tx: Transaction, actor: str, action: str, subject: str, now: datetime) -> None:
    """Keep in the audit trail that something happened to a round or a plan; never its words."""
    key = derived_id("event", action, subject, actor, now.isoformat())
    audit.record(tx, AuditEvent(key, now, actor, action, subject))


def _questions(number: int) -> str:
    return f"{number} small question{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
