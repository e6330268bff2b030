"""Labour-market documents: their text, their authors and the skills that they cover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.database import Queryable, Row, Transaction
from graph.knows import lock, refresh_knows
from graph.records import Document, Page, Ref, SaveCounts
from graph.values import day_or_none, refs, words

_PLAIN = ("id", "title", "text", "kind", "region", "sector", "source")

MANY = """
MATCH (d:Document) WHERE d.id IN $ids
RETURN d {.*} AS document,
  [(d)<-[:WROTE]-(p:Person) | p {.id, .name}] AS authors,
  [(d)-[:COVERS]->(s:Skill) | s {.id, name: s.label}] AS skills
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Document]:
    """Return the documents with these ids, in the order of `ids`; unknown ids are left out."""
    found = {row["document"]["id"]: _document(row) for row in db.read(MANY, ids=list(ids))}
    return [found[document_id] for document_id in ids if document_id in found]


def get(db: Queryable, document_id: str) -> Document | None:
    """Return one document, or None."""
    found = get_many(db, [document_id])
    return found[0] if found else None


def _document(row: Row) -> Document:
    stored = row["document"]
    return Document(
        **{name: stored.get(name, "") for name in _PLAIN},
        lmi_types=words(stored.get("lmi_types")),
        published=day_or_none(stored.get("published")),
        review_due=day_or_none(stored.get("review_due")),
        authors=_by_name(refs(row["authors"])),
        skills=_by_name(refs(row["skills"])),
    )


def _by_name(values: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(sorted(values, key=lambda ref: (ref.name, ref.id)))


SAVE = """
UNWIND $rows AS row
MERGE (d:Document {id: row.id})
SET d += row.properties
"""

UNLINK = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
CALL (d) { MATCH (d)<-[link:WROTE]-(:Person) DELETE link }
CALL (d) { MATCH (d)-[link:COVERS]->(:Skill) WHERE link.source = 'import' DELETE link }
"""

LINK = """
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
CALL (d, row) {
  UNWIND row.authors AS author
  MATCH (p:Person {id: author}) MERGE (p)-[:WROTE]->(d)
}
CALL (d, row) {
  UNWIND row.skills AS skill
  MATCH (s:Skill {id: skill})
  WHERE NOT EXISTS { (d)-[:COVERS]->(s) }
  MERGE (d)-[:COVERS {source: 'import', score: 1.0, evidence: ''}]->(s)
}
"""


def save(tx: Transaction, documents: Sequence[Document], batch: str | None = None) -> SaveCounts:
    """Write these documents as given, with links to those authors and skills that are there.

    Returns what was new, different or the same.
    """
    stored = {one.id: one for one in get_many(tx, [document.id for document in documents])}
    added = [one for one in documents if one.id not in stored]
    changed = [
        one
        for one in documents
        if one.id in stored and _comparable(one) != _comparable(stored[one.id])
    ]
    if added or changed:
        _write(tx, [*added, *changed], [one.id for one in changed], batch)
        _refresh_knows(tx, [*added, *changed, *(stored[one.id] for one in changed)])
    touched = {one.id for one in [*added, *changed]}
    return SaveCounts(
        added=tuple(one.id for one in added),
        changed=tuple(one.id for one in changed),
        unchanged=tuple(one.id for one in documents if one.id not in touched),
    )


def _write(
    tx: Transaction, documents: Sequence[Document], relink: Sequence[str], batch: str | None
) -> None:
    tx.write(
        SAVE, rows=[{"id": one.id, "properties": _properties(one, batch)} for one in documents]
    )
    if relink:
        tx.write(UNLINK, ids=list(relink))
    tx.write(
        LINK,
        rows=[
            {
                "id": one.id,
                "authors": [author.id for author in one.authors],
                "skills": [skill.id for skill in one.skills],
            }
            for one in documents
        ],
    )


def _refresh_knows(tx: Transaction, documents: Sequence[Document]) -> None:
    """Count anew, for every author and skill, the documents that stand beside the statements."""
    lock(tx, [author.id for one in documents for author in one.authors])
    refresh_knows(
        tx,
        {
            (author.id, skill.id)
            for one in documents
            for author in one.authors
            for skill in one.skills
        },
    )


def _comparable(document: Document) -> Document:
    def bare(values: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(Ref(ref_id, "") for ref_id in sorted({ref.id for ref in values}))

    return replace(document, authors=bare(document.authors), skills=bare(document.skills))


def _properties(document: Document, batch: str | None) -> dict[str, Any]:
    properties: dict[str, Any] = {name: getattr(document, name) or None for name in _PLAIN}
    properties |= {
        "lmi_types": list(document.lmi_types) or None,
        "published": document.published,
        "review_due": document.review_due,
    }
    return properties | ({"batch": batch} if batch else {})


BY_AUTHOR = """
MATCH (:Person {id: $id})-[:WROTE]->(d:Document)
RETURN d.id AS id ORDER BY d.published DESC, d.title, d.id LIMIT $limit
"""


def by_author(db: Queryable, person_id: str, limit: int = 50) -> list[Document]:
    """Return what a person wrote, the latest first."""
    return get_many(db, [row["id"] for row in db.read(BY_AUTHOR, id=person_id, limit=limit)])


COVERING_SKILL = """
MATCH (d:Document)-[covers:COVERS]->(:Skill {id: $id})
RETURN d.id AS id ORDER BY covers.score DESC, d.published DESC, d.title, d.id LIMIT $limit
"""


def covering_skill(db: Queryable, skill_id: str, limit: int = 20) -> list[Document]:
    """Return the documents that cover a skill, those that cover it best first."""
    return get_many(db, [row["id"] for row in db.read(COVERING_SKILL, id=skill_id, limit=limit)])


@dataclass(frozen=True, slots=True)
class Cover:
    """A skill that a document covers: who says so, how surely (0 to 1), from which words."""

    skill: Ref
    source: str
    score: float
    evidence: str


COVERS = """
MATCH (:Document {id: $id})-[covers:COVERS]->(s:Skill)
RETURN s.id AS id, s.label AS name, covers.source AS source, covers.score AS score,
  covers.evidence AS evidence
ORDER BY score DESC, name, id
"""


def covers(db: Queryable, document_id: str) -> list[Cover]:
    """Return the skills that a document covers, with what shows it, the surest first."""
    return [
        Cover(Ref(row["id"], row["name"]), row["source"], row["score"], row["evidence"] or "")
        for row in db.read(COVERS, id=document_id)
    ]


PAGE = """
MATCH (d:Document)
WHERE d.title > $title OR (d.title = $title AND d.id > $id)
RETURN d.id AS id, d.title AS title ORDER BY d.title, d.id LIMIT $limit
"""


def page(db: Queryable, *, after: str | None = None, limit: int = 50) -> Page[Document]:
    """Return documents by title from the key `after` on."""
    id_after, _, title_after = (after or "").partition(":")
    rows = db.read(PAGE, title=title_after, id=id_after, limit=limit + 1)
    shown = rows[:limit]
    next_key = f"{shown[-1]['id']}:{shown[-1]['title']}" if len(rows) > limit else None
    return Page(tuple(get_many(db, [row["id"] for row in shown])), next_key)
