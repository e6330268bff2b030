"""What is read from the store for a workforce: lists of numbers and ids, few round trips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString

import numpy as np

from graph.database import Queryable, Row
from graph.statement_columns import Columns, Ends, columns
from graph.values import from_milliseconds

PEOPLE_TOKEN, NEEDS_TOKEN, SKILLS_TOKEN = "people", "needs", "vocabulary"
_KINDS = {"knows": 0, "helps": 1, "learning": 2}
_PAGE = 25_000


@dataclass(frozen=True, slots=True)
class Edition:
    """What shows whether anything has changed.

    `tokens` are texts that every write of people, needs or skills renews, `people_written` is
    when people last were (instants are milliseconds since 1970, 0 for never); `people`, `skills`
    and `statements` are how many there are in all; `recent` is how many statements were written
    since the instant asked for, and `newest` when the last of them was.
    """

    tokens: Mapping[str, str]
    people_written: int
    people: int
    skills: int
    statements: int
    recent: int
    newest: int


EDITION = """
CALL () {
  MATCH (lock:Lock) WHERE lock.id IN $tokens
  RETURN collect([lock.id, coalesce(lock.version, '')]) AS tokens,
    coalesce(max(CASE lock.id WHEN 'people' THEN lock.at END).epochMillis, 0) AS people_written
}
CALL () { MATCH (p:Person) RETURN count(p) AS people }
CALL () { MATCH (s:Skill) RETURN count(s) AS skills }
CALL () { MATCH (t:Tagging) RETURN count(t) AS statements }
CALL () {
  MATCH (t:Tagging) WHERE t.changed >= $since
  RETURN count(t) AS recent, max(t.changed) AS newest
}
RETURN tokens, people_written, people, skills, statements, recent,
  coalesce(newest.epochMillis, 0) AS newest
"""


def edition(db: Queryable, since: int) -> Edition:
    """Return the store's edition; `since` is in milliseconds since 1970. One round trip."""
    wanted = [PEOPLE_TOKEN, NEEDS_TOKEN, SKILLS_TOKEN]
    row = db.read(EDITION, tokens=wanted, since=from_milliseconds(since))[0]
    return Edition(**row | {"tokens": dict(row["tokens"])})


NEWEST = """
MATCH (t:Tagging) WHERE t.changed >= $begin
WITH t.changed AS changed ORDER BY changed DESC LIMIT 1
RETURN changed.epochMillis AS newest
"""
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


def newest(db: Queryable) -> int:
    """Return when the last statement was written, in milliseconds since 1970; 0 if never."""
    rows = db.read(NEWEST, begin=_BEGIN)
    return int(rows[0]["newest"]) if rows else 0


# Numbers are packed as `graph.statement_columns.columns` takes them apart: lists of two numbers
# and an id are read many times as fast as rows of maps with instants. 719163 is the ordinal of
# 1970-01-01.
_LISTS: LiteralString = """
RETURN collect(t.id) AS ids, collect(
  (((t.made.epochSeconds / 86400 + 719163) * 4194304
    + t.confirmed.epochSeconds / 86400 + 719163) * 8 + coalesce(t.level, 0)) * 8
  + CASE t.source WHEN 'self' THEN 0 WHEN 'peer' THEN 2 WHEN 'manager' THEN 4 ELSE 6 END
  + CASE t.status WHEN 'active' THEN 1 ELSE 0 END
) AS packed, collect(coalesce(t.changed.epochMillis, 0)) AS changed
"""
STATEMENTS: LiteralString = f"""
MATCH (t:Tagging) WHERE t.id > $after
WITH t ORDER BY t.id LIMIT $limit
{_LISTS}"""
CHANGED_STATEMENTS: LiteralString = f"""
MATCH (t:Tagging) WHERE t.changed >= $since
WITH t
{_LISTS}"""


Places = Mapping[str, int]


def statements(db: Queryable, people: Places, skills: Places) -> Iterator[Columns]:
    """Yield all statements, page by page; people and skills by their positions."""
    after = ""
    while (row := db.read(STATEMENTS, after=after, limit=_PAGE)[0])["ids"]:
        after = row["ids"][-1]
        yield _columns(row, people, skills)


def changed_statements(db: Queryable, since: int, people: Places, skills: Places) -> Columns:
    """Return the statements that were written at or after an instant (milliseconds since 1970)."""
    return _columns(db.read(CHANGED_STATEMENTS, since=from_milliseconds(since))[0], people, skills)


def _columns(row: Row, people: Places, skills: Places) -> Columns:
    packed = np.array(row["packed"], np.int64)
    return columns(ends(row["ids"], people, skills), packed, np.array(row["changed"], np.int64))


def ends(ids: Sequence[str], people: Places, skills: Places) -> Ends:
    """Return whom and what statements are about, by their ids; -1 for what is not known."""
    parts = [each.split(".") for each in ids]

    def places(number: int, known: Places, kind: Any = np.int32) -> Any:
        return np.fromiter((known.get(each[number], -1) for each in parts), kind, len(parts))

    return Ends(places(0, people), places(1, people), places(2, skills), places(3, _KINDS, np.int8))


# A degree costs next to nothing, so that what was deleted is found without reading everything.
HOW_MANY = """
MATCH (s:Skill) WITH s.id AS skill, COUNT { (s)<-[:OF]-(:Tagging) } AS statements
WHERE statements > 0
RETURN collect([skill, statements]) AS counts
"""


def how_many(db: Queryable) -> dict[str, int]:
    """Return how many statements there are of each skill that has any."""
    return dict(db.read(HOW_MANY)[0]["counts"])


IDS_OF_SKILLS = """
MATCH (s:Skill) WHERE s.id IN $skills
MATCH (s)<-[:OF]-(t:Tagging)
RETURN collect(t.id) AS ids
"""


def ids_of_skills(db: Queryable, skills: Sequence[str]) -> list[str]:
    """Return the ids of all statements of these skills."""
    return list(db.read(IDS_OF_SKILLS, skills=list(skills))[0]["ids"])


_PERSON: LiteralString = """
RETURN collect([
  p.id, p.name, p.kind = 'staff',
  CASE WHEN p.left IS NULL THEN 0
    ELSE duration.inDays(date('1970-01-01'), p.left).days + 719163 END,
  CASE WHEN p.joined IS NULL THEN 0
    ELSE duration.inDays(date('1970-01-01'), p.joined).days + 719163 END,
  head([(p)-[:MEMBER_OF]->(team:Team) | team.id]),
  head([(p)-[:BASED_AT]->(place:Place) | place.id]),
  head([(p)-[:REPORTS_TO]->(manager:Person) | manager.id]),
  [(p)-[:HOLDS]->(role:Role) | role.id]
]) AS people
"""
PEOPLE: LiteralString = f"""
MATCH (p:Person) WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $limit
{_PERSON}"""
CHANGED_PEOPLE: LiteralString = f"""
MATCH (p:Person) WHERE p.changed >= $since
WITH p
{_PERSON}"""
PersonRow = list[Any]


def people(db: Queryable) -> list[PersonRow]:
    """Return everybody by id: id, name, whether staff, days of leaving and joining (0: none),
    ids of team, place and manager (None: none), and of roles.
    """
    found: list[PersonRow] = []
    while page := db.read(PEOPLE, after=found[-1][0] if found else "", limit=_PAGE)[0]["people"]:
        found += page
    return found


def changed_people(db: Queryable, since: int) -> list[PersonRow]:
    """Return who was written at or after an instant (milliseconds since 1970), as `people`."""
    return list(db.read(CHANGED_PEOPLE, since=from_milliseconds(since))[0]["people"])


SKILLS = """
MATCH (s:Skill) WITH s ORDER BY s.id
RETURN collect([s.id, s.label, [(s)-[:BROADER]->(wider:Skill) | wider.id],
  [(s)-[:RELATED]-(other:Skill) | other.id]]) AS skills
"""


def skills(db: Queryable) -> list[list[Any]]:
    """Return every skill by id: id, label, ids of broader and of related ones."""
    return list(db.read(SKILLS)[0]["skills"])


UNITS = """
CALL () {
  MATCH (team:Team) WITH team ORDER BY team.id
  RETURN collect([team.id, team.name, head([(team)-[:PART_OF]->(wider:Team) | wider.id])]) AS teams
}
CALL () { MATCH (p:Place) WITH p ORDER BY p.id RETURN collect([p.id, p.name, null]) AS places }
CALL () { MATCH (r:Role) WITH r ORDER BY r.id RETURN collect([r.id, r.name, null]) AS roles }
RETURN teams, places, roles
"""


def units(db: Queryable) -> dict[str, list[list[Any]]]:
    """Return `teams`, `places` and `roles` by id: id, name, and the id of the wider team."""
    return dict(db.read(UNITS)[0])
