"""Marks: how good a document is by each person's word, one voice each; and what it is used for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.database import Queryable, Row, Transaction
from graph.records import CRITERIA, Ref
from graph.values import instant


@dataclass(frozen=True, slots=True)
class Mark:
    """What one person makes of a document: 1 (poor) to 4 (very good) by criterion, and a note.

    Criteria that the person passed over are not in `marks`. `used` says that they have used it
    with clients; `author` that they wrote it, so that their own word can stand apart; `stale`
    that the text has changed since.
    """

    person: Ref
    marks: Mapping[str, int]
    note: str
    at: datetime
    used: bool = False
    author: bool = False
    stale: bool = False


MARKS = """
MATCH (p:Person)-[m:MARKED]->(d:Document {id: $id})
RETURN p {.id, .name} AS person, m {.*} AS mark, EXISTS { (p)-[:WROTE]->(d) } AS author,
  EXISTS { (d)-[:HAD]->(v:DocumentVersion) WHERE v.until > m.at AND v.text <> d.text } AS stale
ORDER BY m.at DESC, p.id
"""


def marks(db: Queryable, document_id: str) -> list[Mark]:
    """Return everybody's marks of a document, the latest first."""
    return [_mark(row) for row in db.read(MARKS, id=document_id)]


def _mark(row: Row) -> Mark:
    stored = row["mark"]
    return Mark(
        person=Ref(row["person"]["id"], row["person"]["name"]),
        marks={name: stored[name] for name in CRITERIA if stored.get(name)},
        note=stored.get("note") or "",
        at=instant(stored["at"]),
        used=bool(stored.get("used")),
        author=row["author"],
        stale=row["stale"],
    )


PUT = """
MATCH (p:Person {id: $person}), (d:Document {id: $document})
MERGE (p)-[m:MARKED]->(d)
SET m = $values
RETURN p.id AS id
"""


def put(tx: Transaction, document_id: str, mark: Mark) -> bool:
    """Let this be what the person makes of a document, in place of what they said before.

    Returns whether the person and the document are there.
    """
    given = {name: value for name, value in mark.marks.items() if name in CRITERIA}
    values = {**given, "note": mark.note, "used": mark.used or None, "at": mark.at}
    return bool(tx.write(PUT, person=mark.person.id, document=document_id, values=values))


REMOVE = """
MATCH (:Person {id: $person})-[m:MARKED]->(:Document {id: $document})
DELETE m
"""


def remove(tx: Transaction, document_id: str, person_id: str) -> None:
    """Let a person have said nothing of a document."""
    tx.write(REMOVE, person=person_id, document=document_id)


USED = """
MATCH (d:Document {id: $id})
RETURN COUNT { (d)<-[:HAS]-(:Collection) } + COUNT { (d)<-[:HAS]-(:Pack) }
  + COUNT { (d)<-[m:MARKED]-(:Person) WHERE m.used } AS used
"""


def used(db: Queryable, document_id: str) -> int:
    """Return in how many collections and client packs a document is, and who else has used it.

    Each person who says that they have used it with clients counts once.
    """
    rows = db.read(USED, id=document_id)
    return int(rows[0]["used"]) if rows else 0
