"""What text analysis proposed for a document or a person, and what people answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import datetime
from enum import StrEnum
from typing import Any, LiteralString

from graph.database import Queryable, Row, Transaction
from graph.ids import derived_id
from graph.records import Ref
from graph.values import instant_or_none, ref_or_none

SKILL, NEW_TERM = "skill", "new term"


class Answer(StrEnum):
    """What somebody said to a suggestion; corrected: not this skill, but that one."""

    NONE = ""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something proposed for a subject (a document's or a person's id), and its answer.

    `field` is `skill`, `new term`, or the detail of a document that `value` is for; the `value` of
    a skill is its id. `start` and `end` are the places of the evidence words in the text whose
    digest is `text_digest`; `found` is when it was first found there. `skill` is the suggested
    skill as it is now: of one that was merged its successor, None where it is no longer used.
    `chosen` is the skill that the answer led to.
    """

    id: str
    subject: str
    field: str
    value: str
    label: str
    kind: str
    probability: float
    sentence: str
    start: int
    end: int
    decided: str = ""
    features: Mapping[str, float] = attribute(default_factory=dict)
    text_digest: str = ""
    found: datetime | None = None
    answer: Answer = Answer.NONE
    answered: datetime | None = None
    by: Ref | None = None
    skill: Ref | None = None
    chosen: Ref | None = None


def suggestion_id(subject: str, about: str, value: str) -> str:
    """Return the id of the suggestion of a value for a field of a document or a person."""
    return derived_id("suggestion", subject, about, value)


_RETURN: LiteralString = """
RETURN g {.*} AS suggestion, subject.id AS subject,
  [(g)<-[:ANSWERED]-(p:Person) | p {.id, .name}][0] AS by,
  [(g)-[:CHOSEN]->(c:Skill) | c {.id, name: c.label}][0] AS chosen,
  [(g)-[:OF]->(s:Skill) WHERE s.status <> 'retired' | s {.id, name: s.label}][0] AS skill,
  [(g)-[:OF]->(:Skill {status: 'retired'})-[:REPLACED_BY]->(n:Skill) WHERE n.status <> 'retired'
    | n {.id, name: n.label}][0] AS successor
ORDER BY g.probability DESC, g.label, g.id
"""
OF_DOCUMENT: LiteralString = "MATCH (subject:Document {id: $id})<-[:FOR]-(g:Suggestion)" + _RETURN


def of_document(db: Queryable, document_id: str) -> list[Suggestion]:
    """Return all that was suggested for a document, the most certain first."""
    return [_suggestion(row) for row in db.read(OF_DOCUMENT, id=document_id)]


OF_PERSON: LiteralString = "MATCH (subject:Person {id: $id})<-[:FOR]-(g:Suggestion)" + _RETURN


def of_person(db: Queryable, person_id: str) -> list[Suggestion]:
    """Return all that was suggested for a person, the most certain first."""
    return [_suggestion(row) for row in db.read(OF_PERSON, id=person_id)]


GET: LiteralString = "MATCH (subject)<-[:FOR]-(g:Suggestion {id: $id})" + _RETURN


def get(db: Queryable, suggestion_id: str) -> Suggestion | None:
    """Return one suggestion, or None."""
    rows = db.read(GET, id=suggestion_id)
    return _suggestion(rows[0]) if rows else None


def _suggestion(row: Row) -> Suggestion:
    stored = dict(row["suggestion"])
    return Suggestion(
        **stored
        | {
            "subject": row["subject"],
            "features": json.loads(stored.get("features") or "{}"),
            "answer": Answer(stored.get("answer") or ""),
            "found": instant_or_none(stored.get("found")),
            "answered": instant_or_none(stored.get("answered")),
            "by": ref_or_none(row["by"]),
            "chosen": ref_or_none(row["chosen"]),
            "skill": ref_or_none(row["skill"]) or ref_or_none(row["successor"]),
        }
    )


LOCK_DOCUMENT = "MATCH (d:Document {id: $id}) SET d.locked = true REMOVE d.locked RETURN d.id AS id"


def lock_document(tx: Transaction, document_id: str) -> bool:
    """Hold a document until the transaction ends; False where it is not there.

    Before the people that are held (`graph.knows.lock`), so that writers never wait in a circle.
    """
    return bool(tx.write(LOCK_DOCUMENT, id=document_id))


LOCK_PERSON = "MATCH (p:Person {id: $id}) SET p.locked = true REMOVE p.locked RETURN p.id AS id"


def lock_person(tx: Transaction, person_id: str) -> bool:
    """Hold a person until the transaction ends; False where they are not there."""
    return bool(tx.write(LOCK_PERSON, id=person_id))


PUT = """
UNWIND $rows AS row
MERGE (g:Suggestion {id: row.id})
ON CREATE SET g.found = $now
SET g += row.properties
WITH g, row
CALL (g, row) { MATCH (d:Document {id: row.subject}) MERGE (g)-[:FOR]->(d) }
CALL (g, row) { MATCH (p:Person {id: row.subject}) MERGE (g)-[:FOR]->(p) }
CALL (g, row) {
  MATCH (s:Skill {id: row.skill})
  MERGE (g)-[:OF]->(s)
}
"""


def put(tx: Transaction, suggestions: Sequence[Suggestion], now: datetime) -> None:
    """Write what is proposed, new (found now) or not; answers are left as they are."""
    if suggestions:
        tx.write(
            PUT,
            now=now,
            rows=[
                {
                    "id": one.id,
                    "subject": one.subject,
                    "skill": one.value if one.field == SKILL else None,
                    "properties": _properties(one),
                }
                for one in suggestions
            ],
        )


def _properties(one: Suggestion) -> dict[str, Any]:
    plain = (
        "field", "value", "label", "kind", "probability", "sentence", "start", "end", "decided",
        "text_digest",
    )  # fmt: skip
    features = json.dumps({sign: float(one.features[sign]) for sign in sorted(one.features)})
    return {name: getattr(one, name) for name in plain} | {"features": features}


REMOVE = "UNWIND $ids AS id MATCH (g:Suggestion {id: id}) DETACH DELETE g"


def remove(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete these suggestions with their answers."""
    if ids:
        tx.write(REMOVE, ids=list(ids))


REMOVE_OF_PERSON = "MATCH (:Person {id: $id})<-[:FOR]-(g:Suggestion) DETACH DELETE g"


def remove_of_person(tx: Transaction, person_id: str) -> None:
    """Delete all that was suggested for a person."""
    tx.write(REMOVE_OF_PERSON, id=person_id)


# A document that waits although an attempt has begun with another text, or none has begun, was
# changed while it was read: it is to be read anew.
NOTE_READ = """
MATCH (d:Document {id: $id})
WHERE coalesce(d.analysis, '') <> 'waiting'
  OR d.analysis_attempts IS NOT NULL AND d.analysis_of = d.text_digest
SET d.analysis = 'done'
"""


def note_read(tx: Transaction, document_id: str) -> None:
    """Note that the text analysis of a document is done, unless it was asked for again since."""
    tx.write(NOTE_READ, id=document_id)
