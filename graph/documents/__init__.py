"""Labour-market documents: what they say about themselves, who wrote and who maintains them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.database import Queryable, Row, Transaction
from graph.ids import derived_id, fold
from graph.knows import lock, refresh_knows
from graph.records import Analysis, Document, Ref, SaveCounts, Space
from graph.saving import sorted_out
from graph.values import day_or_none, instant_or_none, ref_or_none, refs, words

_TEXTS = (
    "id", "title", "text", "summary", "kind", "interpretation", "region", "geography", "sector",
    "source", "method", "licence", "use", "original_name", "original_type", "original_digest",
)  # fmt: skip
_LISTS = ("author_names", "lmi_types", "sic", "soc", "audience")
_DAYS = ("source_date", "published", "review_due")
_FLAGS = ("personal_data_checked", "superseded")
# Who may see the document `d`: everybody, the members of its team, or its owner and authors.
# `$viewer` is the id of a person; null sees what is there for everybody.
VISIBLE = """(d.space = 'organisation'
  OR EXISTS { (d)<-[:OWNS|WROTE]-(:Person {id: $viewer}) }
  OR (d.space = 'team'
    AND EXISTS { (d)-[:SHARED_WITH]->(:Team)<-[:MEMBER_OF]-(:Person {id: $viewer}) }))"""

MANY = """
MATCH (d:Document) WHERE d.id IN $ids
RETURN d {.*} AS document,
  [(d)<-[:WROTE]-(p:Person) | p {.id, .name}] AS authors,
  [(d)<-[:OWNS]-(p:Person) | p {.id, .name}][0] AS owner,
  [(d)-[:SHARED_WITH]->(t:Team) | t {.id, .name}][0] AS team,
  [(d)-[:COVERS]->(s:Skill) | s {.id, name: s.label}] AS skills
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Document]:
    """Return the documents with these ids, in the order of `ids`; unknown ids are left out.

    Nobody's right to see them is asked after here: see `seen_by`.
    """
    found = {row["document"]["id"]: _document(row) for row in db.read(MANY, ids=list(ids))}
    return [found[document_id] for document_id in ids if document_id in found]


def get(db: Queryable, document_id: str) -> Document | None:
    """Return one document, or None, whoever asks."""
    found = get_many(db, [document_id])
    return found[0] if found else None


SEEN_BY = f"""
MATCH (d:Document) WHERE d.id IN $ids AND {VISIBLE}
RETURN d.id AS id
"""


def seen_by(db: Queryable, ids: Sequence[str], viewer: str | None) -> set[str]:
    """Return those of `ids` that the person `viewer` may see (None: what is there for all)."""
    return {row["id"] for row in db.read(SEEN_BY, ids=list(ids), viewer=viewer)}


def visible(db: Queryable, document_id: str, viewer: str | None) -> Document | None:
    """Return one document where the person `viewer` may see it, else None."""
    return get(db, document_id) if seen_by(db, [document_id], viewer) else None


def text_digest(text: str) -> str:
    """Return what two documents with the same words in the same order have in common."""
    return derived_id("text", fold(text))


BY_CONTENT = f"""
MATCH (d:Document)
WHERE (d.original_digest = $original OR d.text_digest = $text) AND {VISIBLE}
RETURN d.id AS id ORDER BY d.id LIMIT 1
"""


def same_content(
    db: Queryable, *, original_digest: str, text: str, viewer: str | None
) -> Document | None:
    """Return a document of the same file or the same words that `viewer` may see, or None."""
    rows = db.read(
        BY_CONTENT, original=original_digest or None, text=text_digest(text), viewer=viewer
    )
    return get(db, rows[0]["id"]) if rows else None


def _document(row: Row) -> Document:
    stored = row["document"]
    plain: dict[str, Any] = {name: stored.get(name) or "" for name in _TEXTS}
    plain |= {name: words(stored.get(name)) for name in _LISTS}
    plain |= {name: day_or_none(stored.get(name)) for name in _DAYS}
    plain |= {name: bool(stored.get(name)) for name in _FLAGS}
    return Document(
        **plain,
        space=Space(stored.get("space") or Space.ORGANISATION),
        analysis=Analysis(stored.get("analysis") or ""),
        official=stored.get("official"),
        maturity=stored.get("maturity") or 1,
        added=instant_or_none(stored.get("added")),
        changed=instant_or_none(stored.get("changed")),
        authors=_by_name(refs(row["authors"])),
        owner=ref_or_none(row["owner"]),
        team=ref_or_none(row["team"]),
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
CALL (d) { MATCH (d)<-[link:WROTE|OWNS]-(:Person) DELETE link }
CALL (d) { MATCH (d)-[link:SHARED_WITH]->(:Team) DELETE link }
CALL (d) { MATCH (d)-[link:COVERS]->(:Skill) WHERE link.source = 'import' DELETE link }
"""

LINK = """
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
CALL (d, row) {
  UNWIND row.authors AS author
  MATCH (p:Person {id: author}) MERGE (p)-[:WROTE]->(d)
}
CALL (d, row) { MATCH (p:Person {id: row.owner}) MERGE (p)-[:OWNS]->(d) }
CALL (d, row) { MATCH (t:Team {id: row.team}) MERGE (d)-[:SHARED_WITH]->(t) }
CALL (d, row) {
  UNWIND row.skills AS skill
  MATCH (s:Skill {id: skill})
  WHERE NOT EXISTS { (d)-[:COVERS]->(s) }
  MERGE (d)-[:COVERS {source: 'import', score: 1.0, evidence: ''}]->(s)
}
"""


def save(tx: Transaction, documents: Sequence[Document], batch: str | None = None) -> SaveCounts:
    """Write these documents as given, with links to those people and skills that are there.

    Skills that someone added or said yes to stay (see `graph.covers`), and what each author is
    known for is counted anew. Returns what was new, different or the same.
    """
    ids = [document.id for document in documents]
    stored = {one.id: one for one in get_many(tx, ids)}
    by_hand = _covered_by_hand(tx, list(stored))
    added, changed, counts = sorted_out(
        documents, stored, lambda new, old: _differ(new, old, by_hand.get(new.id, set()))
    )
    if added or changed:
        _write(tx, [*added, *changed], [one.id for one in changed], batch)
        _refresh_knows(tx, [*added, *changed, *(stored[one.id] for one in changed)])
    return counts


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
                "owner": one.owner.id if one.owner else None,
                "team": one.team.id if one.team else None,
                "skills": [skill.id for skill in one.skills],
            }
            for one in documents
        ],
    )


COVERED_BY_HAND = """
MATCH (d:Document)-[covers:COVERS]->(s:Skill)
WHERE d.id IN $ids AND covers.source <> 'import'
RETURN d.id AS document, collect(s.id) AS skills
"""


def _covered_by_hand(tx: Transaction, ids: Sequence[str]) -> Mapping[str, set[str]]:
    rows = tx.read(COVERED_BY_HAND, ids=list(ids))
    return {row["document"]: set(row["skills"]) for row in rows}


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


def _differ(one: Document, other: Document, by_hand: set[str]) -> bool:
    """Say whether two documents differ in what can be given; skills `by_hand` do not count."""
    return _comparable(one, by_hand) != _comparable(other, by_hand)


def _comparable(document: Document, by_hand: set[str]) -> Document:
    """Return a document without names and without what is set beside its content."""

    def bare(values: Sequence[Ref]) -> tuple[Ref, ...]:
        return tuple(Ref(ref_id, "") for ref_id in sorted({ref.id for ref in values} - by_hand))

    def one(value: Ref | None) -> Ref | None:
        return Ref(value.id, "") if value else None

    return replace(
        document,
        added=None,
        changed=None,
        analysis=Analysis.NONE,
        superseded=False,
        authors=bare(document.authors),
        skills=bare(document.skills),
        owner=one(document.owner),
        team=one(document.team),
    )


def _properties(document: Document, batch: str | None) -> dict[str, Any]:
    properties: dict[str, Any] = {name: getattr(document, name) or None for name in _TEXTS}
    properties |= {name: list(getattr(document, name)) or None for name in _LISTS}
    properties |= {name: getattr(document, name) for name in _DAYS}
    properties |= {name: getattr(document, name) or None for name in _FLAGS}
    properties |= {
        "space": document.space.value,
        "analysis": document.analysis.value or None,
        "official": document.official,
        "maturity": document.maturity,
        "text_digest": text_digest(document.text),
    }
    given = {name: getattr(document, name) for name in ("added", "changed")}
    properties |= {name: at for name, at in given.items() if at}
    return properties | ({"batch": batch} if batch else {})


SET_ANALYSIS = """
MATCH (d:Document {id: $id}) SET d.analysis = $state
"""


def set_analysis(tx: Transaction, document_id: str, state: Analysis) -> None:
    """Note how far a document's text analysis has come."""
    tx.write(SET_ANALYSIS, id=document_id, state=state.value or None)
