"""Review rounds into the store: as a whole, then one answer at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from graph.database import Queryable, Transaction
from graph.records import ReviewItem, ReviewRound

LOCK = """
MATCH (r:ReviewRound {id: $id})
SET r.locked = true
REMOVE r.locked
"""


def lock(tx: Transaction, round_id: str) -> None:
    """Hold a round until the transaction ends: another writer's `lock` of it waits."""
    tx.write(LOCK, id=round_id)


PUT = """
MATCH (opener:Person {id: $opener})
MERGE (r:ReviewRound {id: $id})
SET r += $properties
MERGE (opener)-[:OPENED]->(r)
WITH r
CALL (r) { UNWIND $of AS id MATCH (t:Team {id: id}) MERGE (r)-[:REVIEWS]->(t) }
CALL (r) { UNWIND $of AS id MATCH (s:Skill {id: id}) MERGE (r)-[:OF]->(s) }
"""


def put(tx: Transaction, one: ReviewRound) -> None:
    """Write a round exactly as given; what it is about is linked once."""
    properties: dict[str, Any] = {
        "name": one.name,
        "opened": one.opened,
        "deadline": one.deadline,
        "scope": one.scope.value,
        "peers": one.peers,
        "stale_days": one.stale_days,
        "status": one.status.value,
        "reminded": one.reminded,
        "closed": one.closed,
    }
    tx.write(
        PUT,
        id=one.id,
        opener=one.opener.id,
        properties=properties,
        of=[each.id for each in one.of],
    )


PUT_ITEMS = """
UNWIND $rows AS row
MATCH (r:ReviewRound {id: $round})
MATCH (reviewer:Person {id: row.reviewer})
MATCH (p:Person {id: row.person})
MATCH (s:Skill {id: row.skill})
MERGE (i:ReviewItem {id: row.id})
SET i = row.state
MERGE (i)-[:IN]->(r)
MERGE (i)-[:ASKS]->(reviewer)
MERGE (i)-[:ABOUT]->(p)
MERGE (i)-[:OF]->(s)
"""


def put_items(tx: Transaction, round_id: str, items: Sequence[ReviewItem]) -> None:
    """Write these items exactly as given, new or not."""
    rows = [
        {
            "id": one.id,
            "reviewer": one.reviewer.id,
            "person": one.person.id,
            "skill": one.skill.id,
            "state": _state(one),
        }
        for one in items
    ]
    if rows:
        tx.write(PUT_ITEMS, round=round_id, rows=rows)


def _state(one: ReviewItem) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "state": one.state.value,
        "why": one.why or None,
        "confirmed": one.confirmed,
        "verdict": one.verdict.value if one.verdict else None,
        "level": one.level,
        "was": one.was,
        "at": one.at,
    }


DECLINE = """
MATCH (:ReviewRound {id: $round})<-[:IN]-(i:ReviewItem {state: 'open'})-[:ASKS]->(p:Person)
WHERE p.id = $person
SET i.state = 'declined', i.at = $now
RETURN count(i) AS items
"""


def decline(tx: Transaction, round_id: str, person_id: str, now: datetime) -> int:
    """Note that somebody answers none of what is still open; returns how many that were."""
    rows = tx.write(DECLINE, round=round_id, person=person_id, now=now)
    return int(rows[0]["items"])


EXPIRE = """
MATCH (:ReviewRound {id: $round})<-[:IN]-(i:ReviewItem {state: 'open'})
SET i.state = 'expired'
"""


def expire(tx: Transaction, round_id: str) -> None:
    """Note that nobody is asked the open items of a round any more."""
    tx.write(EXPIRE, round=round_id)


KEEP_APART = "MATCH (p:Person {id: $person}) SET p.reviews_apart = $apart"


def keep_apart(tx: Transaction, person_id: str, apart: bool) -> None:
    """Keep whether somebody stays out of reviews by colleagues; nothing is kept where not."""
    tx.write(KEEP_APART, person=person_id, apart=apart or None)


WITHDRAW = """
MATCH (i:ReviewItem {state: 'open', kind: 'colleague'})-[:ASKS|ABOUT]->(:Person {id: $person})
MATCH (i)-[:IN]->(:ReviewRound {status: 'open'})
SET i.state = 'declined', i.at = $now
"""


def withdraw_from(tx: Transaction, person_id: str, now: datetime) -> None:
    """Take back all open questions between somebody and their colleagues."""
    tx.write(WITHDRAW, person=person_id, now=now)


FORGET = """
MATCH (r:ReviewRound {status: 'closed'}) WHERE r.closed < $before
WITH r LIMIT 20
OPTIONAL MATCH (i:ReviewItem)-[:IN]->(r)
DETACH DELETE i
WITH DISTINCT r
DETACH DELETE r
RETURN count(*) AS forgotten
"""


def forget(db: Queryable, before: datetime) -> int:
    """Delete rounds that closed before then, with who was asked what (20 at once); say how many."""
    return int(db.write(FORGET, before=before)[0]["forgotten"])
