"""Review rounds in the store: one, somebody's, those that are open, and their items.

What a new round is made from is in `gathering`, what writes in `writing`.
"""

from collections.abc import Collection, Sequence

from graph.database import Queryable, Row
from graph.records import (
    ItemKind,
    ItemState,
    Progress,
    ReviewItem,
    ReviewRound,
    RoundStatus,
    Scope,
    Verdict,
)
from graph.values import day, instant, instant_or_none, ref, refs

__all__ = [
    "about", "asks", "get", "items", "of_person", "opened_by", "progress", "stands_apart",
    "unfinished", "waiting_for",
]  # fmt: skip

MANY = """
UNWIND $ids AS id
MATCH (opener:Person)-[:OPENED]->(r:ReviewRound {id: id})
RETURN r {.*} AS round, opener {.id, .name} AS opener,
  COLLECT { MATCH (r)-[:REVIEWS]->(t:Team) RETURN t {.id, .name} } AS teams,
  COLLECT { MATCH (r)-[:OF]->(s:Skill)
    RETURN s {.id, name: s.label} ORDER BY s.label, s.id } AS skills
"""


def _many(db: Queryable, ids: Sequence[str]) -> list[ReviewRound]:
    return [_round(row) for row in db.read(MANY, ids=list(ids))]


def get(db: Queryable, round_id: str) -> ReviewRound | None:
    """Return one round, or None; whoever asks."""
    found = _many(db, [round_id])
    return found[0] if found else None


OF_PERSON = """
MATCH (:Person {id: $person})<-[:ASKS]-(i:ReviewItem)-[:IN]->(r:ReviewRound)
WITH DISTINCT r
RETURN r.id AS id ORDER BY r.opened DESC, id LIMIT $limit
"""


def of_person(db: Queryable, person_id: str, limit: int = 20) -> list[ReviewRound]:
    """Return the rounds that ask somebody something, the newest first."""
    return _many(db, [row["id"] for row in db.read(OF_PERSON, person=person_id, limit=limit)])


OPENED_BY = """
MATCH (p:Person)-[:OPENED]->(r:ReviewRound)
WHERE $person IS NULL OR p.id = $person
RETURN r.id AS id ORDER BY r.opened DESC, id LIMIT $limit
"""


def opened_by(db: Queryable, person_id: str | None, limit: int = 50) -> list[ReviewRound]:
    """Return the rounds that somebody opened (None: anybody), the newest first."""
    return _many(db, [row["id"] for row in db.read(OPENED_BY, person=person_id, limit=limit)])


ABOUT = """
MATCH (p:Person)<-[:ABOUT]-(:ReviewItem)-[:IN]->(r:ReviewRound)
WHERE p.id IN $people
WITH DISTINCT r
RETURN r.id AS id ORDER BY r.opened DESC, id LIMIT $limit
"""


def about(db: Queryable, people: Collection[str], limit: int = 50) -> list[ReviewRound]:
    """Return the rounds that review any of these people, the newest first."""
    if not people:
        return []
    rows = db.read(ABOUT, people=sorted(people), limit=limit)
    return _many(db, [row["id"] for row in rows])


UNFINISHED = """
MATCH (r:ReviewRound {status: 'open'})
RETURN r.id AS id ORDER BY id
"""


def unfinished(db: Queryable) -> list[str]:
    """Return the ids of the open rounds."""
    return [row["id"] for row in db.read(UNFINISHED)]


ITEMS = """
MATCH (r:ReviewRound {id: $round})<-[:IN]-(i:ReviewItem)-[:ASKS]->(reviewer:Person)
WHERE $reviewer IS NULL OR reviewer.id = $reviewer
MATCH (i)-[:ABOUT]->(p:Person)
MATCH (i)-[:OF]->(s:Skill)
RETURN i {.*} AS item, reviewer {.id, .name} AS reviewer, p {.id, .name} AS person,
  s {.id, name: s.label} AS skill,
  NOT EXISTS { (p)-[:REFUSES]->(s) } AND (p.left IS NULL OR p.left >= date()) AS live
ORDER BY reviewer.id <> p.id, p.name, p.id, toLower(s.label), s.id, reviewer.id
"""


def items(db: Queryable, round_id: str, reviewer: str | None = None) -> list[ReviewItem]:
    """Return a round's items (those that ask one person): their own first, then by name."""
    return [_item(row, round_id) for row in db.read(ITEMS, round=round_id, reviewer=reviewer)]


PROGRESS = """
MATCH (:ReviewRound {id: $round})<-[:IN]-(i:ReviewItem)-[:ASKS]->(reviewer:Person)
WHERE i.kind <> 'said' AND ($reviewer IS NULL OR reviewer.id = $reviewer)
WITH reviewer, count(i) AS items, sum(CASE i.state WHEN 'answered' THEN 1 ELSE 0 END) AS answered,
  sum(CASE i.state WHEN 'open' THEN 1 ELSE 0 END) AS open
RETURN sum(items) AS items, sum(answered) AS answered, count(reviewer) AS people,
  sum(CASE open WHEN 0 THEN 1 ELSE 0 END) AS done
"""


def progress(db: Queryable, round_id: str, reviewer: str | None = None) -> Progress:
    """Return how many items are answered, and how many people have none open (any more)."""
    row = db.read(PROGRESS, round=round_id, reviewer=reviewer)[0]
    return Progress(row["items"], row["answered"], row["people"], row["done"])


WAITING_FOR = """
MATCH (:Person {id: $person})<-[:ASKS]-(i:ReviewItem {state: 'open'})-[:IN]->(r:ReviewRound)
WHERE r.status = 'open'
RETURN count(i) AS items
"""


def waiting_for(db: Queryable, person_id: str) -> int:
    """Return how many items of open rounds wait for somebody."""
    return int(db.read(WAITING_FOR, person=person_id)[0]["items"])


ASKS = """
MATCH (:ReviewRound {id: $round})<-[:IN]-(i:ReviewItem {state: 'open'})-[:ASKS]->(p:Person)
RETURN p.id AS person, count(i) AS items ORDER BY person
"""


def asks(db: Queryable, round_id: str) -> dict[str, int]:
    """Return how many items of a round are open, by whom they ask."""
    return {row["person"]: row["items"] for row in db.read(ASKS, round=round_id)}


STANDS_APART = "MATCH (p:Person {id: $person}) RETURN coalesce(p.reviews_apart, false) AS apart"


def stands_apart(db: Queryable, person_id: str) -> bool:
    """Return whether somebody keeps out of reviews by colleagues."""
    rows = db.read(STANDS_APART, person=person_id)
    return bool(rows and rows[0]["apart"])


def _round(row: Row) -> ReviewRound:
    stored = row["round"]
    return ReviewRound(
        id=stored["id"],
        name=stored["name"],
        opener=ref(row["opener"]),
        opened=instant(stored["opened"]),
        deadline=day(stored["deadline"]),
        scope=Scope(stored["scope"]),
        of=refs(row["teams"] or row["skills"]),
        peers=stored["peers"],
        stale_days=stored["stale_days"],
        status=RoundStatus(stored["status"]),
        reminded=instant_or_none(stored.get("reminded")),
        closed=instant_or_none(stored.get("closed")),
    )


def _item(row: Row, round_id: str) -> ReviewItem:
    stored = row["item"]
    return ReviewItem(
        id=stored["id"],
        round=round_id,
        reviewer=ref(row["reviewer"]),
        person=ref(row["person"]),
        skill=ref(row["skill"]),
        kind=ItemKind(stored["kind"]),
        state=ItemState(stored["state"]),
        why=stored.get("why") or "",
        confirmed=instant_or_none(stored.get("confirmed")),
        verdict=Verdict(stored["verdict"]) if stored.get("verdict") else None,
        level=stored.get("level"),
        was=stored.get("was"),
        at=instant_or_none(stored.get("at")),
        live=bool(row["live"]),
    )
