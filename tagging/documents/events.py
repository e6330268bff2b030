"""The trail of what was done to a document: who did it, when, what; never what it says."""

from dataclasses import dataclass
from datetime import datetime

from graph import audit, people
from graph.database import Queryable, Transaction
from graph.ids import derived_id
from graph.records import AuditEvent, Document
from tagging.permissions import Viewer


@dataclass(frozen=True, slots=True)
class Last:
    """Who changed a document last (their name, '' where it is not known) and when."""

    name: str
    at: datetime | None


def note(
    tx: Transaction,
    viewer: Viewer,
    action: str,
    document: Document,
    now: datetime,
    details: str = "",
) -> None:
    """Note what this viewer did to a document, in the transaction that does it."""
    audit.record(
        tx,
        AuditEvent(
            id=derived_id("event", action, document.id, viewer.actor, now.isoformat()),
            at=now,
            actor=viewer.actor,
            action=action,
            subject=document.id,
            after=details,
        ),
    )


def last_change(db: Queryable, document: Document) -> Last:
    """Return who changed a document last, as far as the trail tells."""
    events = audit.of_subject(db, document.id, limit=1)
    if not events:
        return Last("", document.changed)
    return Last(name_of(db, events[0].actor), events[0].at)


def name_of(db: Queryable, actor: str) -> str:
    """Return the name of whoever is named so in the trail."""
    person = people.get(db, actor)
    return person.name if person else "the operator" if actor == "operator" else ""
