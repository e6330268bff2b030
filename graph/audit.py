"""The audit trail: every change, with who made it and the state before and after."""

from graph.database import Queryable, Row, Transaction
from graph.records import AuditEvent
from graph.values import instant

RECORD = """
MERGE (e:AuditEvent {id: $id})
ON CREATE SET e.at = $at, e.actor = $actor, e.action = $action, e.subject = $subject,
  e.before = $before, e.after = $after
"""


def record(tx: Transaction, event: AuditEvent) -> None:
    """Keep one event, in the transaction of the change itself. An event never changes again."""
    tx.write(
        RECORD,
        id=event.id,
        at=event.at,
        actor=event.actor,
        action=event.action,
        subject=event.subject,
        before=event.before,
        after=event.after,
    )


GET = "MATCH (e:AuditEvent {id: $id}) RETURN e {.*} AS event"


def get(db: Queryable, event_id: str) -> AuditEvent | None:
    """Return one event, or None."""
    rows = db.read(GET, id=event_id)
    return _event(rows[0]) if rows else None


OF_SUBJECT = """
MATCH (e:AuditEvent {subject: $subject})
RETURN e {.*} AS event
ORDER BY e.at DESC, e.id
LIMIT $limit
"""


def of_subject(db: Queryable, subject: str, limit: int = 100) -> list[AuditEvent]:
    """Return what happened to one node, the newest first."""
    return [_event(row) for row in db.read(OF_SUBJECT, subject=subject, limit=limit)]


LATEST = """
MATCH (e:AuditEvent {subject: $subject})
WHERE e.actor = $actor
RETURN e.id AS id
ORDER BY e.at DESC, e.id
LIMIT 1
"""


def latest(db: Queryable, subject: str, actor: str) -> str | None:
    """Return the id of the newest event of this actor on this node, or None."""
    rows = db.read(LATEST, subject=subject, actor=actor)
    return str(rows[0]["id"]) if rows else None


def _event(row: Row) -> AuditEvent:
    return AuditEvent(**row["event"] | {"at": instant(row["event"]["at"])})
