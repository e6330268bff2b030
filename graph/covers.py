"""COVERS: the skills that a document shows knowledge of, and what shows it."""

from collections.abc import Sequence

from graph.database import Queryable, Row, Transaction
from graph.knows import lock, refresh_knows
from graph.records import Cover, Ref

COVERS = """
MATCH (:Document {id: $id})-[covers:COVERS]->(s:Skill)
RETURN s {.id, name: s.label} AS skill, covers {.*} AS covers
ORDER BY covers.score DESC, skill.name, skill.id
"""


def covers(db: Queryable, document_id: str) -> list[Cover]:
    """Return the skills that a document covers, with what shows it, the surest first."""
    return [_cover(row) for row in db.read(COVERS, id=document_id)]


def _cover(row: Row) -> Cover:
    stored = row["covers"]
    skill = Ref(row["skill"]["id"], row["skill"]["name"])
    return Cover(skill, stored["source"], stored["score"], stored.get("evidence") or "")


PUT = """
MATCH (d:Document {id: $id})
UNWIND $rows AS row
MATCH (s:Skill {id: row.skill})
MERGE (d)-[covers:COVERS]->(s)
SET covers.source = row.source, covers.score = row.score, covers.evidence = row.evidence
"""


def put(tx: Transaction, document_id: str, given: Sequence[Cover]) -> None:
    """Let a document cover these skills, and count them for its authors."""
    rows = [
        {"skill": one.skill.id, "source": one.source, "score": one.score, "evidence": one.evidence}
        for one in given
    ]
    if rows:
        tx.write(PUT, id=document_id, rows=rows)
        _count_for_authors(tx, document_id, [one.skill.id for one in given])


REMOVE = """
MATCH (:Document {id: $id})-[covers:COVERS]->(s:Skill)
WHERE s.id IN $skills
DELETE covers
"""


def remove(tx: Transaction, document_id: str, skills: Sequence[str]) -> None:
    """Let a document no longer cover these skills, and count anew for its authors."""
    tx.write(REMOVE, id=document_id, skills=list(skills))
    _count_for_authors(tx, document_id, skills)


AUTHORS = """
MATCH (p:Person)-[:WROTE]->(:Document {id: $id}) RETURN p.id AS id
"""


def _count_for_authors(tx: Transaction, document_id: str, skills: Sequence[str]) -> None:
    authors = [row["id"] for row in tx.read(AUTHORS, id=document_id)]
    lock(tx, authors)
    refresh_knows(tx, {(author, skill) for author in authors for skill in skills})


OF_MANY = """
MATCH (d:Document)-[covers:COVERS]->(s:Skill) WHERE d.id IN $ids
RETURN d.id AS document, s {.id, name: s.label} AS skill, covers {.*} AS covers
ORDER BY covers.score DESC, skill.name, skill.id
"""


def of_many(db: Queryable, ids: Sequence[str]) -> dict[str, list[Cover]]:
    """Return the skills that these documents cover, the surest first, by the document's id."""
    found: dict[str, list[Cover]] = {}
    for row in db.read(OF_MANY, ids=list(ids)):
        found.setdefault(row["document"], []).append(_cover(row))
    return found
