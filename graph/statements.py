"""Statements as they are read from the store: one, by person, by tagger, by skill."""

from collections.abc import Sequence
from typing import Any

from graph.database import Queryable, Row
from graph.records import Source, Statement, Tagging, TaggingKind, TaggingStatus
from graph.values import instant, instant_or_none, ref

_STATEMENT = """
MATCH (tagger:Person)-[:MADE]->(t)-[:ABOUT]->(person:Person)
MATCH (t)-[:OF]->(s:Skill)
RETURN t {.*} AS tagging, tagger {.id, .name} AS tagger, person {.id, .name} AS person,
  s {.id, name: s.label} AS skill,
  tagger <> person AND EXISTS {
    MATCH (opposite:Tagging {id: person.id + '.' + tagger.id + '.' + s.id + '.' + t.kind})
    WHERE opposite.status = 'active'
  } AS reciprocal
"""
GET_MANY = "UNWIND $ids AS id MATCH (t:Tagging {id: id})" + _STATEMENT


def get(db: Queryable, tagging_id: str) -> Statement | None:
    """Return one statement, or None."""
    found = get_many(db, [tagging_id])
    return found[0] if found else None


def get_many(db: Queryable, ids: Sequence[str]) -> list[Statement]:
    """Return the statements with these ids; ids that are not there are left out."""
    return [_statement(row) for row in db.read(GET_MANY, ids=list(ids))]


ABOUT = (
    "MATCH (:Person {id: $id})<-[:ABOUT]-(t:Tagging)"
    + _STATEMENT
    + "ORDER BY skill.name, skill.id, t.confirmed DESC, t.id"
)


def about(db: Queryable, person_id: str) -> list[Statement]:
    """Return all that was said about a person, hidden and withdrawn too, by skill, newest first."""
    return [_statement(row) for row in db.read(ABOUT, id=person_id)]


ABOUT_PAIR = (
    "MATCH (:Person {id: $id})<-[:ABOUT]-(t:Tagging) WHERE split(t.id, '.')[2] = $skill"
    + _STATEMENT
    + "ORDER BY t.id"
)


def about_pair(db: Queryable, person_id: str, skill_id: str) -> list[Statement]:
    """Return all that was said about a person and one skill, whatever its kind and status."""
    return [_statement(row) for row in db.read(ABOUT_PAIR, id=person_id, skill=skill_id)]


MADE_BY = (
    "MATCH (:Person {id: $id})-[:MADE]->(t:Tagging)"
    + _STATEMENT
    + "ORDER BY t.confirmed DESC, t.id"
)


def made_by(db: Queryable, person_id: str) -> list[Statement]:
    """Return all that a person said, about themself and others, the newest first."""
    return [_statement(row) for row in db.read(MADE_BY, id=person_id)]


OF_SKILL = """
MATCH (:Skill {id: $id})<-[:OF]-(t:Tagging {status: 'active'})
WITH t ORDER BY t.confirmed DESC, t.id LIMIT $limit
""" + (_STATEMENT + "ORDER BY t.confirmed DESC, t.id")


def of_skill(db: Queryable, skill_id: str, limit: int = 50) -> list[Statement]:
    """Return the newest active statements about one skill."""
    return [_statement(row) for row in db.read(OF_SKILL, id=skill_id, limit=limit)]


def _statement(row: Row) -> Statement:
    return Statement(
        tagging=tagging(row["tagging"]),
        tagger=ref(row["tagger"]),
        person=ref(row["person"]),
        skill=ref(row["skill"]),
        reciprocal=row["reciprocal"],
    )


def tagging(stored: Row) -> Tagging:
    """Return the statement that a Tagging node's properties hold."""
    tagger, person, skill, kind = stored["id"].split(".")
    return Tagging(
        tagger=tagger,
        person=person,
        skill=skill,
        kind=TaggingKind(kind),
        made=instant(stored["made"]),
        confirmed=instant(stored["confirmed"]),
        level=stored.get("level"),
        note=stored.get("note", ""),
        source=Source(stored["source"]),
        status=TaggingStatus(stored["status"]),
        accepted=instant_or_none(stored.get("accepted")),
        reply=stored.get("reply", ""),
        batch=stored.get("batch"),
    )


def properties(tagging: Tagging) -> dict[str, Any]:
    """Return every property of a statement; what is None is not stored."""
    return {
        "id": tagging.id,
        "kind": tagging.kind,
        "level": tagging.level,
        "note": tagging.note,
        "source": tagging.source,
        "status": tagging.status,
        "made": tagging.made,
        "confirmed": tagging.confirmed,
        "accepted": tagging.accepted,
        "reply": tagging.reply,
        "batch": tagging.batch,
    }
