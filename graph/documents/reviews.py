"""Who is asked to look at a document again, why, and what they answered.

`(Person)-[:ASKED_TO_REVIEW]->(Document)` is open until it is `answered`. It stays afterwards, so
that the same person is not asked again and again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graph.database import Queryable, Row, Transaction
from graph.documents import VISIBLE
from graph.records import Ref
from graph.values import instant, ref


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody is asked to look at a document: `reason` is 'due', 'newer edition' or 'passed on'.

    `by` names who passed it on, '' where nobody did.
    """

    person: Ref
    document: str
    reason: str
    asked: datetime
    by: str = ""


DUE = """
MATCH (d:Document)
WHERE d.review_due <= $today AND coalesce(d.superseded, false) = false
  AND NOT EXISTS { (d)<-[asked:ASKED_TO_REVIEW]-(:Person) WHERE asked.answered IS NULL }
RETURN d.id AS id ORDER BY d.review_due, d.id LIMIT $limit
"""


def due(db: Queryable, today: date, limit: int = 500) -> list[str]:
    """Return documents due for review that nobody is asked about, those longest due first."""
    return [row["id"] for row in db.read(DUE, today=today, limit=limit)]


NEW_EDITIONS = """
MATCH (newer:Document)-[:REPLACES]->(older:Document)
WHERE NOT EXISTS { (newer)<-[asked:ASKED_TO_REVIEW]-(:Person) WHERE asked.edition }
RETURN newer.id AS newer, older.id AS older ORDER BY newer.id, older.id LIMIT $limit
"""


def new_editions(db: Queryable, limit: int = 500) -> list[tuple[str, str]]:
    """Return (newer, older) editions that nobody has been asked to compare yet."""
    return [(row["newer"], row["older"]) for row in db.read(NEW_EDITIONS, limit=limit)]


CANDIDATES = """
MATCH (d:Document {id: $id})
CALL (d) {
  MATCH (d)<-[:OWNS]-(p:Person) RETURN p, 0 AS rank, 0.0 AS strength
  UNION
  MATCH (d)<-[:WROTE]-(p:Person) RETURN p, 1 AS rank, 0.0 AS strength
  UNION
  MATCH (d)-[c:COVERS]->(s:Skill)
  CALL (s) {
    MATCH (p:Person)-[k:KNOWS]->() USING INDEX SEEK k:KNOWS(skill, score)
    WHERE k.skill = s.id AND k.score >= 0
    RETURN p, k ORDER BY k.skill DESC, k.score DESC LIMIT $each
  }
  RETURN p, 2 AS rank, sum(coalesce(c.score, 1.0) * 2.0 ^ (k.score - $age)) AS strength
}
WITH d, p, min(rank) AS rank, max(strength) AS strength
WHERE p.kind = 'staff' AND (p.left IS NULL OR p.left >= $today)
  AND NOT coalesce(p.absent_since <= $today AND coalesce(p.absent_until >= $today, true), false)
  AND (d.space = 'organisation' OR rank < 2
    OR d.space = 'team' AND EXISTS { (d)-[:SHARED_WITH]->(:Team)<-[:MEMBER_OF]-(p) })
OPTIONAL MATCH (p)-[before:ASKED_TO_REVIEW]->(d)
WITH p, rank, strength, before,
  COUNT { (p)-[open:ASKED_TO_REVIEW]->(:Document) WHERE open.answered IS NULL } AS waiting
RETURN p {.id, .name} AS person, rank, strength, waiting, before.answer AS answer,
  coalesce(before.times, 0) AS times
ORDER BY rank, strength DESC, person.id LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could look at a document: `rank` 0 owns it, 1 wrote it, 2 knows its topics.

    `strength` is what they know of its topics (as in a search), `waiting` how many documents wait
    for them already; `answer` what they did when they were asked about this one before.
    """

    person: Ref
    rank: int
    strength: float
    waiting: int
    answer: str
    times: int


def candidates(
    db: Queryable, document_id: str, today: date, age: float, limit: int = 20
) -> list[Candidate]:
    """Return the staff here today who could look at a document and may see it, closest first.

    `age` is the time since the epoch of the scores in half-lives.
    """
    rows = db.read(CANDIDATES, id=document_id, today=today, age=age, each=20, limit=limit)
    return [
        Candidate(
            ref(row["person"]),
            row["rank"],
            row["strength"],
            row["waiting"],
            row["answer"] or "",
            row["times"],
        )
        for row in rows
    ]


ASK = """
MATCH (p:Person {id: $person}), (d:Document {id: $document})
WHERE $again OR NOT EXISTS { (d)<-[open:ASKED_TO_REVIEW]-(:Person) WHERE open.answered IS NULL }
MERGE (p)-[asked:ASKED_TO_REVIEW]->(d)
ON CREATE SET asked.times = 0
SET asked.reason = $reason, asked.asked = $at, asked.by = $by, asked.times = asked.times + 1,
  asked.edition = coalesce(asked.edition, false) OR $reason = 'newer edition'
REMOVE asked.answered, asked.answer
RETURN p.id AS id
"""


def ask(tx: Transaction, asked: Asked, *, again: bool = False) -> bool:
    """Ask somebody to look at a document, unless somebody is asked already (or `again`)."""
    rows = tx.write(
        ASK,
        person=asked.person.id,
        document=asked.document,
        reason=asked.reason,
        at=asked.asked,
        by=asked.by or None,
        again=again,
    )
    return bool(rows)


ANSWER = """
MATCH (:Person)-[asked:ASKED_TO_REVIEW]->(:Document {id: $document})
WHERE asked.answered IS NULL AND ($person IS NULL OR startNode(asked).id = $person)
SET asked.answered = $at, asked.answer = $answer
RETURN count(*) AS answered
"""


def answer(
    tx: Transaction, document_id: str, answer: str, at: datetime, person_id: str | None = None
) -> int:
    """Close what is asked about a document (of one person, or of everybody); returns how many."""
    rows = tx.write(ANSWER, document=document_id, answer=answer, at=at, person=person_id)
    return int(rows[0]["answered"])


SET_DUE = """
MATCH (d:Document {id: $id}) SET d.review_due = $due, d.reviewed = $at, d.reviewed_by = $by
"""


def set_due(tx: Transaction, document_id: str, due: date | None, at: datetime, by: str) -> None:
    """Note that somebody looked at a document, and when it is due again."""
    tx.write(SET_DUE, id=document_id, due=due, at=at, by=by)


REVIEWED = """
MATCH (d:Document {id: $id}) WHERE d.reviewed IS NOT NULL
OPTIONAL MATCH (p:Person {id: d.reviewed_by})
RETURN d.reviewed AS at, coalesce(p.name, d.reviewed_by) AS by
"""


def reviewed(db: Queryable, document_id: str) -> tuple[datetime, str] | None:
    """Return when a document was last found to be still right, and by whom (their name)."""
    rows = db.read(REVIEWED, id=document_id)
    return (instant(rows[0]["at"]), rows[0]["by"]) if rows else None


OPEN = f"""
MATCH (p:Person)-[asked:ASKED_TO_REVIEW]->(d:Document)
WHERE asked.answered IS NULL AND ($person IS NULL OR p.id = $person)
  AND ($documents IS NULL OR d.id IN $documents) AND {VISIBLE}
OPTIONAL MATCH (by:Person {{id: asked.by}})
RETURN p {{.id, .name}} AS person, d.id AS document, asked {{.*}} AS asked, by.name AS by
ORDER BY d.review_due, d.title, d.id LIMIT $limit
"""


def open_questions(
    db: Queryable,
    viewer: str | None,
    *,
    person_id: str | None = None,
    documents: Sequence[str] | None = None,
    limit: int = 200,
) -> list[Asked]:
    """Return who is asked about which documents that `viewer` may see, the longest due first."""
    rows = db.read(
        OPEN,
        viewer=viewer,
        person=person_id,
        documents=None if documents is None else list(documents),
        limit=limit,
    )
    return [_asked(row) for row in rows]


def _asked(row: Row) -> Asked:
    stored = row["asked"]
    return Asked(
        ref(row["person"]),
        row["document"],
        stored["reason"],
        instant(stored["asked"]),
        row["by"] or "",
    )


TO_REVIEW = f"""
MATCH (d:Document)
WHERE d.review_due <= $until AND coalesce(d.superseded, false) = false AND {VISIBLE}
  AND ($mine IS NULL OR EXISTS {{ (d)<-[:OWNS|WROTE]-(:Person {{id: $mine}}) }})
RETURN d.id AS id ORDER BY d.review_due, d.title, d.id LIMIT $limit
"""


def to_review(
    db: Queryable, viewer: str | None, until: date, *, mine: str | None = None, limit: int = 200
) -> list[str]:
    """Return documents due by a day that `viewer` may see (of one person: `mine`), by due day."""
    rows = db.read(TO_REVIEW, viewer=viewer, until=until, mine=mine, limit=limit)
    return [row["id"] for row in rows]
