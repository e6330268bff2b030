"""Who knows what, read for many people at once: for likeness and for communities of practice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.database import Queryable
from graph.records import Ref
from graph.values import ref

CANDIDATES = """
MATCH (p:Person {id: $person})-[k:KNOWS]->(s:Skill)
WITH p, k, s ORDER BY k.score DESC, s.id LIMIT $skills
CALL (p, s) {
  MATCH (other:Person)-[o:KNOWS]->(:Skill)
  WHERE o.skill = s.id AND o.score >= 0
  WITH p, other, o ORDER BY o.skill DESC, o.score DESC LIMIT $each
  WHERE other <> p AND (other.left IS NULL OR other.left >= $today)
  RETURN other
}
WITH other, count(*) AS shared ORDER BY shared DESC, other.id LIMIT $most
RETURN collect(other.id) AS ids
"""


def candidates(
    db: Queryable, person: str, today: date, *, skills: int = 20, each: int = 50, most: int = 200
) -> list[str]:
    """Return who may be like a person: of their best `skills`, the best `each` others.

    Those who share most of them come first. Each skill is read in the order of the index.
    """
    rows = db.read(CANDIDATES, person=person, today=today, skills=skills, each=each, most=most)
    return list(rows[0]["ids"])


@dataclass(frozen=True, slots=True)
class Known:
    """What some people are said to know (scores by person and skill), and all the names."""

    scores: Mapping[str, Mapping[str, float]]
    people: Mapping[str, Ref]
    skills: Mapping[str, Ref]
    holders: Mapping[str, int]
    everybody: int


KNOWN_BY = """
MATCH (p:Person) WHERE p.id IN $people
CALL (p) {
  MATCH (p)-[k:KNOWS]->(s:Skill)
  WITH k, s ORDER BY k.score DESC, s.id LIMIT $each
  RETURN s, k.score AS score
}
WITH collect([p {.id, .name}, s.id, score]) AS said, collect(DISTINCT s) AS skills
RETURN said, [s IN skills | [s {.id, name: s.label}, COUNT { (s)<-[:KNOWS]-() }]] AS skills,
  COUNT { (:Person) } AS everybody
"""


def known_by(db: Queryable, people: Sequence[str], each: int = 100) -> Known:
    """Return what these people are said to know, at most `each`, with how many know each skill."""
    row = db.read(KNOWN_BY, people=list(people), each=each)[0]
    scores: dict[str, dict[str, float]] = {}
    names = {}
    for person, skill, score in row["said"]:
        names[person["id"]] = ref(person)
        scores.setdefault(person["id"], {})[skill] = score
    return Known(
        scores,
        names,
        {one["id"]: ref(one) for one, _ in row["skills"]},
        {one["id"]: holders for one, holders in row["skills"]},
        row["everybody"],
    )


EVERYBODYS = """
MATCH (p:Person) WHERE p.left IS NULL OR p.left >= $today
WITH p LIMIT $people
CALL (p) {
  MATCH (p)-[k:KNOWS]->(:Skill)
  WITH k ORDER BY k.score DESC, k.skill LIMIT $each
  RETURN collect(k.skill) AS skills
}
WITH skills WHERE size(skills) > 1
RETURN collect(skills) AS found
"""


def everybodys(db: Queryable, today: date, *, people: int, each: int) -> list[list[str]]:
    """Return the best `each` skills of each of so many `people` who know several; no names."""
    return list(db.read(EVERYBODYS, today=today, people=people, each=each)[0]["found"])


KNOWS_COUNT = "MATCH ()-[k:KNOWS]->() RETURN count(k) AS number"


def knows_count(db: Queryable) -> int:
    """Return how many KNOWS there are: from the count store, in no time."""
    return int(db.read(KNOWS_COUNT)[0]["number"])


@dataclass(frozen=True, slots=True)
class Gathered:
    """People who know several of some skills, and how many there are (at most as many as read)."""

    people: tuple[tuple[Ref, tuple[str, ...]], ...]
    count: int


GATHERED = """
UNWIND range(0, size($groups) - 1) AS number
CALL (number) {
  UNWIND $groups[number] AS skill
  CALL (skill) {
    MATCH (p:Person)-[k:KNOWS]->(:Skill)
    WHERE k.skill = skill AND k.score >= 0
    RETURN p, k ORDER BY k.skill DESC, k.score DESC LIMIT $each
  }
  WITH p, collect(k.skill) AS skills, sum(k.score) AS score
  WHERE size(skills) > 1 AND (p.left IS NULL OR p.left >= $today)
  WITH p, skills, score ORDER BY size(skills) DESC, score DESC, p.id
  RETURN collect([p {.id, .name}, skills]) AS people
}
RETURN number, people[..$limit] AS people, size(people) AS count
ORDER BY number
"""


def gathered(
    db: Queryable, groups: Sequence[Sequence[str]], today: date, *, each: int = 100, limit: int = 12
) -> list[Gathered]:
    """Return, for each group of skills, who knows two or more of them now, those with most first.

    Of each skill the best `each` people are read, in the order of the index.
    """
    rows = db.read(
        GATHERED, groups=[list(one) for one in groups], today=today, each=each, limit=limit
    )
    return [
        Gathered(
            tuple((ref(person), tuple(skills)) for person, skills in row["people"]), row["count"]
        )
        for row in rows
    ]


NAMED = """
MATCH (s:Skill) WHERE s.id IN $ids
RETURN collect(s {.id, name: s.label}) AS skills
"""


def named(db: Queryable, ids: Sequence[str]) -> dict[str, Ref]:
    """Return skills by id; those that are gone are left out."""
    return {one["id"]: ref(one) for one in db.read(NAMED, ids=list(ids))[0]["skills"]}
