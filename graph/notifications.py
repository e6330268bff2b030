"""Notifications: what is to be told to whom, written in the transaction of what happened.

`(Notification)-[:FOR]->(Person)`. A person's preferences are properties of the person:
`told` (a `Way`), `quiet_from` and `quiet_until` ("18:00").
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, time
from typing import Final

from graph.database import Queryable, Row
from graph.records import (
    Message,
    Notification,
    NotificationState,
    Preferences,
    Waiting,
    Way,
)
from graph.values import instant, instant_or_none

PUT: Final = """
UNWIND $rows AS row
MATCH (p:Person {id: row.person})
MERGE (n:Notification {id: row.id})
ON CREATE SET n += row.properties, n.made = row.made, n.due = row.made, n.state = 'waiting',
  n.tries = 0
MERGE (n)-[:FOR]->(p)
"""


def put(tx: Queryable, notifications: Sequence[Notification]) -> None:
    """Keep what is to be told, in the transaction of what happened; once, however often called.

    What is for a person who is not there is left out.
    """
    rows = [_row(notification) for notification in notifications]
    if rows:
        tx.write(PUT, rows=rows)


def _row(notification: Notification) -> Row:
    fields = asdict(notification)
    return {
        "id": fields.pop("id"),
        "person": fields.pop("person"),
        "made": fields.pop("made"),
        "properties": fields,
    }


# What was being sent when its worker died is due again at the time its claim set.
WAITING: Final = """
MATCH (n:Notification)
WHERE n.state IN ['waiting', 'sending'] AND n.due <= $now
WITH n ORDER BY n.due, n.id LIMIT $limit
MATCH (n)-[:FOR]->(p:Person)
RETURN n {.*} AS notification, p {.id, .name, .told, .quiet_from, .quiet_until} AS person,
  CASE WHEN p.left IS NULL OR p.left > date($now) THEN coalesce(p.email, '') ELSE '' END AS email,
  EXISTS { (:Account {disabled: false})-[:BELONGS_TO]->(p) } AS has_account
ORDER BY n.due, n.id
"""


def waiting(db: Queryable, now: datetime, limit: int = 500) -> list[Waiting]:
    """Return what may be due now, the longest due first; whether it is, preferences say."""
    return [
        Waiting(
            _notification(row["notification"], row["person"]["id"]),
            row["person"]["name"],
            row["email"],
            row["has_account"],
            _preferences(row["person"]),
            row["notification"]["tries"],
        )
        for row in db.read(WAITING, now=now, limit=limit)
    ]


PUT_OFF: Final = """
UNWIND $rows AS row
MATCH (n:Notification {id: row.id}) WHERE n.state IN ['waiting', 'sending']
SET n.state = 'waiting', n.due = row.due
"""


def put_off(db: Queryable, due: dict[str, datetime]) -> None:
    """Let these wait until the instants given."""
    if due:
        db.write(PUT_OFF, rows=[{"id": key, "due": at} for key, at in due.items()])


# Writing first takes the lock: of two workers that meet here, one claims.
CLAIM: Final = """
UNWIND $ids AS id
MATCH (n:Notification {id: id})
SET n.touched = $now
WITH n
WHERE n.state IN ['waiting', 'sending'] AND n.due <= $now
SET n.state = 'sending', n.due = $until, n.tries = n.tries + 1
REMOVE n.touched
RETURN n.id AS id
"""


def claim(db: Queryable, ids: Sequence[str], now: datetime, until: datetime) -> set[str]:
    """Take these to send them, before anything is sent; returns which are the caller's to send.

    Should the caller die, they are due again `until` then.
    """
    return {row["id"] for row in db.write(CLAIM, ids=sorted(ids), now=now, until=until)}


SETTLE: Final = """
UNWIND $ids AS id
MATCH (n:Notification {id: id}) WHERE n.state IN ['waiting', 'sending']
SET n.state = $state, n.settled = $now, n.failure = $failure
"""


def settle(
    db: Queryable,
    ids: Sequence[str],
    state: NotificationState,
    now: datetime,
    failure: str | None = None,
) -> None:
    """Note that these are sent, kept for reading in Signpost alone, or given up (and why)."""
    if ids:
        db.write(SETTLE, ids=list(ids), state=state.value, now=now, failure=failure)


PREFERENCES: Final = """
MATCH (p:Person {id: $person}) RETURN p {.told, .quiet_from, .quiet_until} AS person
"""


def preferences(db: Queryable, person_id: str) -> Preferences | None:
    """Return how a person likes to be told, None where there is no such person."""
    for row in db.read(PREFERENCES, person=person_id):
        return _preferences(row["person"])
    return None


# What already waits is looked at anew: `due` is worked out from the preferences.
SET_PREFERENCES: Final = """
MATCH (p:Person {id: $person})
SET p.told = $told, p.quiet_from = $quiet_from, p.quiet_until = $quiet_until
WITH p
MATCH (n:Notification {state: 'waiting', tries: 0})-[:FOR]->(p)
SET n.due = n.made
"""


def set_preferences(db: Queryable, person_id: str, chosen: Preferences) -> None:
    """Keep how a person likes to be told; it holds for what already waits as well."""
    db.write(
        SET_PREFERENCES,
        person=person_id,
        told=chosen.way.value,
        quiet_from=chosen.quiet_from.isoformat("minutes"),
        quiet_until=chosen.quiet_until.isoformat("minutes"),
    )


MESSAGES: Final = """
MATCH (n:Notification)-[:FOR]->(p:Person {id: $person})
OPTIONAL MATCH (last:Notification {id: $f.before})-[:FOR]->(p)
WITH n, last
WHERE last IS NULL OR n.made < last.made OR (n.made = last.made AND n.id > last.id)
RETURN n {.*} AS notification
ORDER BY n.made DESC, n.id LIMIT $limit
"""


def messages(db: Queryable, person_id: str, limit: int, before: str | None = None) -> list[Message]:
    """Return what a person was told, the newest first; only what comes after the one `before`."""
    rows = db.read(MESSAGES, person=person_id, f={"before": before}, limit=limit)
    return [_message(row["notification"], person_id) for row in rows]


MESSAGE: Final = """
MATCH (n:Notification {id: $id})-[:FOR]->(:Person {id: $person})
RETURN n {.*} AS notification
"""


def message(db: Queryable, person_id: str, notification_id: str) -> Message | None:
    """Return one of a person's own messages, or None."""
    for row in db.read(MESSAGE, id=notification_id, person=person_id):
        return _message(row["notification"], person_id)
    return None


READ: Final = """
MATCH (n:Notification {id: $id})-[:FOR]->(:Person {id: $person})
WHERE n.read IS NULL
SET n.read = $now
"""


def mark_read(db: Queryable, person_id: str, notification_id: str, now: datetime) -> None:
    """Note when a person first opened a message of theirs in Signpost."""
    db.write(READ, id=notification_id, person=person_id, now=now)


READ_ALL: Final = """
MATCH (n:Notification)-[:FOR]->(:Person {id: $person})
WHERE n.read IS NULL AND n.made <= $now
SET n.read = $now
"""


def mark_all_read(db: Queryable, person_id: str, now: datetime) -> None:
    """Note that a person has read all that was there for them by now."""
    db.write(READ_ALL, person=person_id, now=now)


UNREAD: Final = """
MATCH (n:Notification)-[:FOR]->(:Person {id: $person})
WHERE n.read IS NULL AND n.state <> 'sent'
RETURN count(n) AS unread
"""


def unread(db: Queryable, person_id: str) -> int:
    """Return how many messages a person has neither opened nor been sent by e-mail."""
    return int(db.read(UNREAD, person=person_id)[0]["unread"])


FAILED: Final = """
MATCH (n:Notification) WHERE n.made >= $since
RETURN sum(CASE n.state WHEN 'failed' THEN 1 ELSE 0 END) AS failed,
  sum(CASE WHEN n.state IN ['waiting', 'sending'] AND n.tries > 0 THEN 1 ELSE 0 END) AS trying,
  [failure IN collect(DISTINCT n.failure) WHERE failure IS NOT NULL][..3] AS reasons
"""


def failures(db: Queryable, since: datetime) -> tuple[int, int, tuple[str, ...]]:
    """Return how many were given up, how many are being tried again, and (three) reasons why."""
    row = db.read(FAILED, since=since)[0]
    return row["failed"], row["trying"], tuple(row["reasons"])


FORGET: Final = """
MATCH (n:Notification) WHERE n.made < $before AND NOT n.state IN ['waiting', 'sending']
WITH n LIMIT 10000
DETACH DELETE n
RETURN count(*) AS forgotten
"""


def forget(db: Queryable, before: datetime) -> int:
    """Delete what was made before then and is settled (10,000 at once); say how many."""
    return int(db.write(FORGET, before=before)[0]["forgotten"])


def _preferences(person: Row) -> Preferences:
    usual = Preferences()
    return Preferences(
        Way(person["told"]) if person["told"] else usual.way,
        time.fromisoformat(person["quiet_from"]) if person["quiet_from"] else usual.quiet_from,
        time.fromisoformat(person["quiet_until"]) if person["quiet_until"] else usual.quiet_until,
    )


def _notification(stored: Row, person_id: str) -> Notification:
    return Notification(
        id=stored["id"],
        person=person_id,
        kind=stored["kind"],
        subject=stored["subject"],
        text=stored["text"],
        path=stored["path"],
        made=instant(stored["made"]),
        reply_to=stored["reply_to"],
    )


def _message(stored: Row, person_id: str) -> Message:
    return Message(
        _notification(stored, person_id),
        NotificationState(stored["state"]),
        instant_or_none(stored.get("settled")),
        instant_or_none(stored.get("read")),
    )
