"""What a round is made from: people, their claims, and colleagues who can know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graph.database import Queryable
from graph.records import Ref
from graph.values import instant, ref

IN_TEAM = """
MATCH (top:Team {id: $team})<-[:PART_OF*0..8]-(t:Team)<-[:MEMBER_OF]-(p:Person)
WHERE ($within OR t = top) AND coalesce(p.kind, 'staff') = 'staff'
  AND (p.left IS NULL OR p.left > $day)
RETURN DISTINCT p.id AS id ORDER BY id
"""


def in_team(db: Queryable, team_id: str, *, within: bool, day: date) -> list[str]:
    """Return the staff of a team; `within` with that of the teams within it."""
    return [row["id"] for row in db.read(IN_TEAM, team=team_id, within=within, day=day)]


REPORTS = """
MATCH (p:Person)-[:REPORTS_TO*1..8]->(:Person {id: $manager})
WHERE coalesce(p.kind, 'staff') = 'staff' AND (p.left IS NULL OR p.left > $day)
  AND p.id <> $manager
RETURN DISTINCT p.id AS id ORDER BY id
"""


def reports(db: Queryable, manager_id: str, day: date) -> list[str]:
    """Return who reports to somebody, down the line."""
    return [row["id"] for row in db.read(REPORTS, manager=manager_id, day=day)]


HOLDERS = """
MATCH (p:Person)-[k:KNOWS]->(:Skill)
WHERE k.skill IN $skills AND coalesce(p.kind, 'staff') = 'staff'
  AND (p.left IS NULL OR p.left > $day)
RETURN DISTINCT p.id AS id ORDER BY id
"""


def holders(db: Queryable, skills: Sequence[str], day: date) -> list[str]:
    """Return the staff who are said to know one of these skills."""
    return [row["id"] for row in db.read(HOLDERS, skills=list(skills), day=day)]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is said of somebody and not refused: by whom, and when it was last confirmed."""

    person: Ref
    skill: Ref
    confirmed: datetime
    taggers: tuple[str, ...]


CLAIMS = """
UNWIND $people AS id
MATCH (p:Person {id: id})<-[:ABOUT]-(t:Tagging {status: 'active'})
WHERE t.kind IN ['knows', 'helps']
WITH p, split(t.id, '.') AS part, t.confirmed AS confirmed
WITH p, part[2] AS skill, max(confirmed) AS confirmed, collect(DISTINCT part[0]) AS taggers
MATCH (s:Skill {id: skill})
WHERE coalesce(s.status, '') <> 'retired' AND NOT EXISTS { (p)-[:REFUSES]->(s) }
  AND (size($skills) = 0 OR s.id IN $skills)
RETURN p {.id, .name} AS person, s {.id, name: s.label} AS skill, confirmed, taggers
ORDER BY p.id, s.id
"""


def claims(db: Queryable, people: Sequence[str], skills: Sequence[str] = ()) -> list[Claimed]:
    """Return the claims of these people (of some skills alone); what they refuse is left out."""
    rows = db.read(CLAIMS, people=list(people), skills=list(skills))
    return [
        Claimed(
            ref(row["person"]), ref(row["skill"]), instant(row["confirmed"]),
            tuple(sorted(row["taggers"])),
        )
        for row in rows
    ]  # fmt: skip


MATES = """
UNWIND $people AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[:MEMBER_OF]->(:Team)<-[:MEMBER_OF]-(c:Person) RETURN c, 'team' AS how
  UNION MATCH (p)-[:REPORTS_TO]->(c:Person) RETURN c, 'leads' AS how
  UNION MATCH (c:Person)-[:REPORTS_TO]->(p) RETURN c, 'team' AS how
}
WITH p, c, how WHERE c <> p
RETURN p.id AS person, c.id AS colleague, how
ORDER BY person, colleague, how
"""


def mates(db: Queryable, people: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return (person, colleague, how): managers `leads`, team mates and reports `team`."""
    rows = db.read(MATES, people=list(people))
    return [(row["person"], row["colleague"], row["how"]) for row in rows]


ASKERS = """
UNWIND $people AS id
MATCH (p:Person {id: id})-[:GAVE]->(:Answer)-[:TO]->(q:Question)-[:OF]->(s:Skill)
MATCH (c:Person)-[:ASKED]->(q)
WHERE c <> p
RETURN DISTINCT p.id AS person, s.id AS skill, c.id AS colleague ORDER BY person, skill, colleague
"""


def askers(db: Queryable, people: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return (person, skill, colleague) where the colleague asked and the person answered."""
    rows = db.read(ASKERS, people=list(people))
    return [(row["person"], row["skill"], row["colleague"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who can be asked: whether they stay apart, and what they are asked already."""

    person: Ref
    apart: bool
    busy: int


REVIEWERS = """
UNWIND $people AS id
MATCH (p:Person {id: id})
WHERE coalesce(p.kind, 'staff') = 'staff' AND (p.left IS NULL OR p.left > $deadline)
  AND NOT (p.absent_since IS NOT NULL AND p.absent_since <= $day
    AND (p.absent_until IS NULL OR p.absent_until >= $deadline))
RETURN p {.id, .name} AS person, coalesce(p.reviews_apart, false) AS apart, COUNT {
    (p)<-[:ASKS]-(:ReviewItem {state: 'open'})-[:IN]->(:ReviewRound {status: 'open'})
  } AS busy
"""


def reviewers(
    db: Queryable, people: Sequence[str], day: date, deadline: date
) -> dict[str, Reviewer]:
    """Return which of these can be asked: staff who stay, and are here before the deadline."""
    rows = db.read(REVIEWERS, people=sorted(set(people)), day=day, deadline=deadline)
    return {
        row["person"]["id"]: Reviewer(ref(row["person"]), row["apart"], row["busy"]) for row in rows
    }


GOALS = """
UNWIND $people AS id
MATCH (p:Person {id: id})-[:PLANS]->(g:LearningGoal {state: 'open'})-[:OF]->(s:Skill)
WHERE (size($skills) = 0 OR s.id IN $skills) AND NOT EXISTS { (p)-[:REFUSES]->(s) }
RETURN p {.id, .name} AS person, s {.id, name: s.label} AS skill ORDER BY p.id, g.by, s.id
"""


def goals(
    db: Queryable, people: Sequence[str], skills: Sequence[str] = ()
) -> list[tuple[Ref, Ref]]:
    """Return the (person, skill) of open learning goals, which only the person is asked about."""
    rows = db.read(GOALS, people=list(people), skills=list(skills))
    return [(ref(row["person"]), ref(row["skill"])) for row in rows]


TEAM = "MATCH (t:Team {id: $id}) RETURN t {.id, .name} AS team"


def team(db: Queryable, team_id: str) -> Ref | None:
    """Return a team by its id, or None."""
    rows = db.read(TEAM, id=team_id)
    return ref(rows[0]["team"]) if rows else None
