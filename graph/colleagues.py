"""Who knows about some skills: the search behind every result list.

KNOWS is read in the order of its index on (skill, score): the work does not grow with the number
of people who know a skill, only with the number of skills asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.algorithms.ranking import EPOCH, HALF_LIFE
from graph.database import Queryable
from graph.filters import FITTING, NO_FILTERS, Filters, fitting
from graph.records import Knows, Ref, Statement
from graph.values import day, from_milliseconds

_ROWS_OVERALL = 300
_FEWEST_OF_A_SKILL, _MOST_OF_A_SKILL = 3, 200
_POOL = 60


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
    """One skill that somebody is found for, and what statements about it add up to.

    `statements` are the weightiest of them, once `graph.grounds` has read them.
    """

    skill: Ref
    knows: Knows
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody found, by id: how much of the question they answer, how strongly, and for what.

    `strength` is the weighted sum of today's strengths over all the skills asked for; `known`
    holds the strongest few of these skills, `skills` how many there are.
    """

    person: str
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

# All comes back as one row: of a hundred rows the driver would take as long as the server.
_STANDING: LiteralString = """
CALL (found) {
  UNWIND found AS each
  WITH each[1] AS k ORDER BY each[0] DESC, k.skill LIMIT $explained
  RETURN collect([k.skill, endNode(k).label, k.score, k.level, k.taggers, k.self_level,
    k.documents, k.answers, k.last_confirmed.epochMillis]) AS known
}
WITH p.id AS id, p.left AS left, coverage, strength, size(found) AS skills, known
ORDER BY coverage DESC, strength DESC, id
RETURN collect([id, left, coverage, strength, skills, known]) AS found
"""

OF_ONE_SKILL: LiteralString = _OF_ONE_SKILL + _IN_ORDER + _STANDING
OF_ONE_SKILL_FILTERED: LiteralString = _OF_ONE_SKILL + _FILTERED + _IN_ORDER + _STANDING
OF_ONE_TERM: LiteralString = _OF_EACH_SKILL + _TAKEN + _ONE_TERM + _STANDING
OF_ONE_TERM_FILTERED: LiteralString = _OF_EACH_SKILL + _FILTERED + _TAKEN + _ONE_TERM + _STANDING
OF_SEVERAL_TERMS: LiteralString = _OF_EACH_SKILL + _TAKEN + _SEVERAL_TERMS + _STANDING
OF_SEVERAL_TERMS_FILTERED: LiteralString = (
    _OF_EACH_SKILL + _FILTERED + _TAKEN + _SEVERAL_TERMS + _STANDING
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
    skills of each person are returned.
    """
    if not seeds:
        return []
    values = _values(seeds, now, limit, explained, filters)
    plain, filtered = _queries(seeds)
    rows = db.read(filtered if filters else plain, **values)[0]["found"]
    staying = [row for row in rows if row[1] is None or day(row[1]) >= now.date()]
    if len(staying) < len(rows) == limit:
        staying = db.read(filtered, **values)[0]["found"]
    return [_candidate(row) for row in staying]


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


def _candidate(row: Sequence[Any]) -> Candidate:
    person, _, coverage, strength, skills, known = row
    return Candidate(person, coverage, strength, skills, tuple(_known(person, k) for k in known))


def _known(person: str, row: Sequence[Any]) -> Known:
    skill, label, score, level, taggers, self_level, documents, answers, confirmed = row
    knows = Knows(
        person=person,
        skill=skill,
        score=score,
        level=level,
        taggers=taggers or 0,
        self_level=self_level,
        documents=documents or 0,
        answers=answers or 0,
        last_confirmed=from_milliseconds(confirmed),
    )
    return Known(Ref(skill, label), knows)
