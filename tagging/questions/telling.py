"""What is told to whom about a question: notifications, in the transaction of what happened."""

from datetime import datetime

from graph import notifications
from graph.database import Transaction
from graph.ids import derived_id
from graph.records import Notification, PutTo, Question

SOMEBODY = "A colleague"
_SHORT = 60


def path_of(question: Question) -> str:
    """Return the page of a question."""
    return f"/questions/{question.id}"


def asker_name(question: Question) -> str:
    """Return the asker as those asked may know them."""
    return SOMEBODY if question.anonymous else question.asker.name


def tell(
    tx: Transaction, question: Question, person: str, kind: str, subject: str, text: str,
    now: datetime, key: str = "",
) -> None:  # fmt: skip
    """Put one notification in line; told twice for the same reason it is told once."""
    told = derived_id("notification", question.id, person, kind, key)
    notifications.put(tx, [Notification(told, person, kind, subject, text, path_of(question), now)])


def tell_asked(tx: Transaction, question: Question, turn: PutTo, now: datetime) -> None:
    """Tell somebody that a question is put to them, and how it came to them."""
    via = f" It came to you through {turn.through.name}." if turn.through else ""
    text = (
        f"{asker_name(question)} asks:\n\n{question.text}\n\n"
        f"You can answer, pass it on, or say that it is not for you.{via}"
    )
    subject = f"{asker_name(question)} asks you about {_topics(question)}"
    tell(tx, question, turn.person.id, "question", subject, text, now)


def tell_reminder(tx: Transaction, question: Question, turn: PutTo, now: datetime) -> None:
    """Remind somebody of a question that waits for them."""
    subject = f"Still waiting for you: a question about {_topics(question)}"
    text = f"{question.text}\n\nIf it is not for you, pass it on: one click is an answer too."
    tell(tx, question, turn.person.id, "reminder", subject, text, now)


def tell_asker(
    tx: Transaction, question: Question, subject: str, text: str, now: datetime, key: str
) -> None:
    """Tell the asker what has come of their question."""
    tell(tx, question, question.asker.id, "answer", subject, text, now, key)


def _topics(question: Question) -> str:
    names = ", ".join(skill.name for skill in question.skills)
    return names or f"‘{question.text[:_SHORT]}’"
