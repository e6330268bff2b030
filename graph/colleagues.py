"""Who knows about some skills: the search behind every result list.

KNOWS is read in the order of its index on (skill, score): the work does not grow with the number
of people who know a skill, only with the number of skills asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.algorithms.ranking import EPOCH, HALF_LIFE
from graph.database import Queryable, Row
from graph.filters import FITTING, NO_FILTERS, Filters, fitting
from graph.people_found import PERSON_COLUMNS, person_of
from graph.records import Knows, Person, Ref, Source, Statement, Tagging, TaggingKind
from graph.values import from_milliseconds

_ROWS_OVERALL = 300
_FEWEST_OF_A_SKILL, _MOST_OF_A_SKILL = 3, 200
_POOL = 60
_VOICES, _LONGEST_NOTE = 3, 400


@dataclass(frozen=True, slots=True)
class Seed:
    """A skill to look for. `term` numbers the part of the question that it answers.

    `weight` multiplies what somebody is said to know of it; `certainty` is how much knowing it
    counts as an answer to the term (both 0 to 1).
    """

    skill: str
    term: int = 0
    weight: float = 1.0
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Known:
    """One skill that somebody is found for, and the weightiest statements behind it."""

    skill: Ref
    knows: Knows
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody found: how much of the question they answer, how strongly, and for what.

    `strength` is the weighted sum of today's strengths over all the skills asked for; `known`
    holds the strongest few of these skills, `skills` how many there are.
    """

    person: Person
    coverage: float
    strength: float
    skills: int
    known: tuple[Known, ...]


_FITTING_SKILL: LiteralString = """
    AND ($f.level IS NULL OR coalesce(k.level, k.self_level, 0) >= $f.level - 0.5)
    AND (NOT $f.helped OR k.answers > 0)
"""
_FILTERED: LiteralString = FITTING + _FITTING_SKILL

_OF_ONE_SKILL: LiteralString = """
MATCH (p)-[k:KNOWS]->() USING INDEX SEEK k:KNOWS(skill, score)
WHERE k.skill = $skill AND k.score >= 0
"""

_IN_ORDER: LiteralString = """
WITH p, k ORDER BY k.skill DESC, k.score DESC LIMIT $limit
WITH p, $certainty AS coverage, $weight * 2 ^ (k.score - $age) AS strength, [[1.0, k]] AS found
"""

# Skills travel as one string of ids with full stops between them (no id holds one): the driver
# takes longer to pack two hundred strings than the server to find them.
_OF_EACH_SKILL: LiteralString = """
UNWIND $groups AS g
UNWIND split(g.skills, '.') AS skill
CALL (skill) {
  MATCH (p)-[k:KNOWS]->() USING INDEX SEEK k:KNOWS(skill, score)
  WHERE k.skill = skill AND k.score >= 0
"""

_TAKEN: LiteralString = """
  RETURN p, k ORDER BY k.skill DESC, k.score DESC LIMIT $take
}
"""

_ONE_TERM: LiteralString = """
WITH p, k, g.weight * 2 ^ (k.score - $age) AS value
WITH p, $certainty AS coverage, sum(value) AS strength, collect([value, k]) AS found
ORDER BY strength DESC LIMIT $limit
"""

_SEVERAL_TERMS: LiteralString = """
WITH p, g.term AS term, max(g.certainty) AS certainty, sum(g.weight * 2 ^ (k.score - $age)) AS value
WITH p, sum(certainty) AS coverage, sum(value) AS strength
ORDER BY coverage DESC, strength DESC LIMIT $pool
CALL (p) {
  MATCH (p)-[k:KNOWS]->()
  WITH k, head([g IN $groups WHERE '.' + g.skills + '.' CONTAINS '.' + k.skill + '.' | g]) AS g
  WHERE g IS NOT NULL
    AND ($f.level IS NULL OR coalesce(k.level, k.self_level, 0) >= $f.level - 0.5)
  WITH g.term AS term, g.certainty AS certainty, k, g.weight * 2 ^ (k.score - $age) AS value
  WITH term, max(certainty) AS certainty, sum(value) AS value, collect([value, k]) AS found
  RETURN sum(certainty) AS coverage_in_all, sum(value) AS strength_in_all,
    reduce(all = [], some IN collect(found) | all + some) AS found
}
WITH p, coverage_in_all AS coverage, strength_in_all AS strength, found
ORDER BY coverage DESC, strength DESC LIMIT $limit
"""

_EXPLAINED: LiteralString = """
CALL (found) {
  UNWIND found AS each
  WITH each[1] AS k ORDER BY each[0] DESC, k.skill LIMIT $explained
  RETURN collect(k) AS known
}
CALL (p, known) {
  UNWIND known[..$voiced] AS k
  WITH p, k.skill AS skill, '.' + p.id + '.' + k.skill + '.' AS about
  MATCH (p)<-[:ABOUT]-(t)
  WHERE t.id CONTAINS about AND t.status = 'active' AND t.kind <> 'learning'
  MATCH (by)-[:MADE]->(t)
  WITH skill, by, t, by = p AS own
  ORDER BY own, t.source <> 'manager', coalesce(t.level, 0) DESC, t.confirmed DESC, by.id
  WITH skill, collect([by.id, by.name, t.kind, t.level, t.source,
    t.confirmed.epochMillis, left(t.note, $note)]) AS said
  RETURN collect([skill, said[..$voices]]) AS voices
}
WITH p, properties(p) AS x, coverage, strength, found, known, voices
ORDER BY coverage DESC, strength DESC, x.id
RETURN coverage, strength, size(found) AS skills, voices,
  [k IN known | [k.skill, endNode(k).label, k.score, k.level, k.taggers, k.self_level,
    k.documents, k.answers, k.last_confirmed.epochMillis]] AS known,
"""
_SHOWN: LiteralString = _EXPLAINED + PERSON_COLUMNS

OF_ONE_SKILL: LiteralString = _OF_ONE_SKILL + _IN_ORDER + _SHOWN
OF_ONE_SKILL_FILTERED: LiteralString = _OF_ONE_SKILL + _FILTERED + _IN_ORDER + _SHOWN
OF_ONE_TERM: LiteralString = _OF_EACH_SKILL + _TAKEN + _ONE_TERM + _SHOWN
OF_ONE_TERM_FILTERED: LiteralString = _OF_EACH_SKILL + _FILTERED + _TAKEN + _ONE_TERM + _SHOWN
OF_SEVERAL_TERMS: LiteralString = _OF_EACH_SKILL + _TAKEN + _SEVERAL_TERMS + _SHOWN
OF_SEVERAL_TERMS_FILTERED: LiteralString = (
    _OF_EACH_SKILL + _FILTERED + _TAKEN + _SEVERAL_TERMS + _SHOWN
)


def best(
    db: Queryable,
    seeds: Sequence[Seed],
    now: datetime,
    *,
    filters: Filters = NO_FILTERS,
    limit: int = 10,
    explained: int = 2,
) -> list[Candidate]:
    """Return who answers most of the question, then who is said to know most; never leavers.

    Of each skill the best so many are looked at: 200 of one or a few, 3 of each of very many;
    what lies below is not added up. Where there are several terms, the most promising sixty are
    then looked at with all they know. A skill should be there once. `explained` is how many
    skills of each person are returned; the strongest (of several terms: all) with statements.
    """
    if not seeds:
        return []
    values = _values(seeds, now, limit, explained, filters)
    plain, filtered = _queries(seeds)
    rows = db.read(filtered if filters else plain, **values)
    found = [_candidate(row) for row in rows]
    staying = [one for one in found if one.person.left is None or one.person.left >= now.date()]
    if len(staying) < len(found) == limit:
        return [_candidate(row) for row in db.read(filtered, **values)]
    return staying


def _queries(seeds: Sequence[Seed]) -> tuple[LiteralString, LiteralString]:
    """Return the query that looks for leavers afterwards, and the one that filters as it goes."""
    if len(seeds) == 1:
        return OF_ONE_SKILL, OF_ONE_SKILL_FILTERED
    if len({seed.term for seed in seeds}) == 1:
        return OF_ONE_TERM, OF_ONE_TERM_FILTERED
    return OF_SEVERAL_TERMS, OF_SEVERAL_TERMS_FILTERED


def _values(
    seeds: Sequence[Seed], now: datetime, limit: int, explained: int, filters: Filters
) -> dict[str, Any]:
    take = max(_FEWEST_OF_A_SKILL, _ROWS_OVERALL // len(seeds))
    several = len({seed.term for seed in seeds}) > 1
    first = seeds[0]
    return {
        "skill": first.skill,
        "weight": first.weight,
        "certainty": first.certainty,
        "groups": _groups(seeds),
        "take": min(_MOST_OF_A_SKILL, take),
        "pool": max(_POOL, limit),
        "limit": limit,
        "explained": explained,
        "voiced": explained if several else min(1, explained),
        "voices": _VOICES,
        "note": _LONGEST_NOTE,
        "age": (now - EPOCH) / HALF_LIFE,
        "f": fitting(filters, now.date()),
    }


def _groups(seeds: Sequence[Seed]) -> list[dict[str, Any]]:
    together: dict[tuple[int, float, float], list[str]] = {}
    for seed in seeds:
        together.setdefault((seed.term, seed.weight, seed.certainty), []).append(seed.skill)
    return [
        {"term": term, "weight": weight, "certainty": certainty, "skills": ".".join(skills)}
        for (term, weight, certainty), skills in together.items()
    ]


def _candidate(row: Row) -> Candidate:
    person = person_of(row)
    ref = Ref(person.id, person.name)
    voices = dict(row["voices"])
    known = tuple(_known(ref, each, voices.get(each[0], [])) for each in row["known"])
    return Candidate(person, row["coverage"], row["strength"], row["skills"], known)


def _known(person: Ref, row: list[Any], voices: list[list[Any]]) -> Known:
    skill_id, label, score, level, taggers, self_level, documents, answers, confirmed = row
    skill = Ref(skill_id, label)
    knows = Knows(
        person=person.id,
        skill=skill_id,
        score=score,
        level=level,
        taggers=taggers or 0,
        self_level=self_level,
        documents=documents or 0,
        answers=answers or 0,
        last_confirmed=from_milliseconds(confirmed),
    )
    return Known(skill, knows, tuple(_statement(person, skill, voice) for voice in voices))


def _statement(person: Ref, skill: Ref, voice: list[Any]) -> Statement:
    tagger, name, kind, level, source, confirmed, note = voice
    last = from_milliseconds(confirmed)
    tagging = Tagging(
        tagger=tagger,
        person=person.id,
        skill=skill.id,
        made=last,
        confirmed=last,
        kind=TaggingKind(kind),
        level=level,
        note=note or "",
        source=Source(source),
    )
    return Statement(tagging, Ref(tagger, name), person, skill)
