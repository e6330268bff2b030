"""What teams need: roles with a headcount; and whether anything that is needed has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.database import Queryable, Row, Transaction
from graph.records import Ref, TeamNeed


@dataclass(frozen=True, slots=True)
class RoleSkill:
    """One line of all role profiles: a role (id, name) requires a skill (id)."""

    role: Ref
    skill: str
    level: int
    importance: float


EVERY = """
MATCH (role:Role)-[r:REQUIRES]->(s:Skill)
WHERE coalesce(s.status, '') <> 'retired'
RETURN role.id AS id, role.name AS name, s.id AS skill, r.level AS level,
  r.importance AS importance
ORDER BY name, id, importance DESC, skill
"""


def every(db: Queryable) -> list[RoleSkill]:
    """Return what all roles require, by role, without skills that are no longer used."""
    return [RoleSkill(Ref(row.pop("id"), row.pop("name")), **row) for row in db.read(EVERY)]


HEADCOUNTS = """
MATCH (team:Team)-[n:NEEDS]->(role:Role)
WHERE ($team IS NULL OR team.id = $team) AND ($role IS NULL OR role.id = $role)
RETURN team {.id, .name} AS team, role {.id, .name} AS role, n.headcount AS headcount
ORDER BY toLower(team.name), team.id, role.name, role.id
"""


def headcounts(
    db: Queryable, *, team: str | None = None, role: str | None = None
) -> list[TeamNeed]:
    """Return how many people of which role teams need: all, or those of one team or role."""
    return [_team_need(row) for row in db.read(HEADCOUNTS, team=team, role=role)]


def _team_need(row: Row) -> TeamNeed:
    team, role = (Ref(row[name]["id"], row[name]["name"]) for name in ("team", "role"))
    return TeamNeed(team, role, row["headcount"])


PUT_HEADCOUNTS = """
UNWIND $rows AS row
MATCH (team:Team {id: row.team}), (role:Role {id: row.role})
MERGE (team)-[n:NEEDS]->(role)
SET n.headcount = row.headcount
RETURN count(*) AS written
"""

REMOVE_HEADCOUNTS = """
UNWIND $rows AS row
MATCH (:Team {id: row.team})-[n:NEEDS]->(:Role {id: row.role})
DELETE n
"""


def put_headcounts(tx: Transaction, given: Sequence[tuple[str, str, int | None]]) -> None:
    """Set how many people of a role a team needs, as (team, role, headcount); None unsays it."""
    rows = [{"team": team, "role": role, "headcount": number} for team, role, number in given]
    said = [row for row in rows if row["headcount"] is not None]
    unsaid = [row for row in rows if row["headcount"] is None]
    if said:
        tx.write(PUT_HEADCOUNTS, rows=said)
    if unsaid:
        tx.write(REMOVE_HEADCOUNTS, rows=unsaid)
    if rows:
        mark_changed(tx)


HELD = """
MATCH (person:Person {kind: 'staff'})-[:HOLDS]->(role:Role)
WHERE person.left IS NULL OR person.left >= date()
MATCH (person)-[:MEMBER_OF]->(team:Team)
WHERE ($team IS NULL OR team.id = $team) AND ($role IS NULL OR role.id = $role)
RETURN team {.id, .name} AS team, role {.id, .name} AS role, count(person) AS headcount
ORDER BY toLower(team.name), team.id, role.name, role.id
"""


def held(db: Queryable, *, team: str | None = None, role: str | None = None) -> list[TeamNeed]:
    """Return how many staff of each team hold which role today; the figure is in `headcount`."""
    return [_team_need(row) for row in db.read(HELD, team=team, role=role)]


@dataclass(frozen=True, slots=True)
class CoveredSkill:
    """In how many documents of a period a skill is covered, and in how many of the one before."""

    skill: Ref
    now: int
    before: int


DOCUMENTS = """
MATCH (d:Document)
WHERE coalesce(d.superseded, false) = false AND d.space = 'organisation'
  AND d.published > $from AND d.published <= $until
RETURN count(CASE WHEN d.published > $since THEN 1 END) AS now,
  count(CASE WHEN d.published <= $since THEN 1 END) AS before
"""

COVERED = """
MATCH (d:Document)-[:COVERS]->(s:Skill)
WHERE coalesce(d.superseded, false) = false AND d.space = 'organisation'
  AND d.published > $from AND d.published <= $until
WITH s, count(DISTINCT CASE WHEN d.published > $since THEN d END) AS now,
  count(DISTINCT CASE WHEN d.published <= $since THEN d END) AS before
WHERE now > 0
RETURN s.id AS id, s.label AS name, now, before ORDER BY id
"""


def covered(
    db: Queryable, start: date, since: date, until: date
) -> tuple[int, int, list[CoveredSkill]]:
    """Return how many documents there are after `since` and before, and their skills.

    Only what is there for everybody counts, published after `start` and by `until`.
    """
    period = {"from": start, "since": since, "until": until}
    totals = db.read(DOCUMENTS, **period)[0]
    rows = db.read(COVERED, **period)
    return (
        totals["now"],
        totals["before"],
        [CoveredSkill(Ref(row.pop("id"), row.pop("name")), **row) for row in rows],
    )


MARK_CHANGED = """
MERGE (lock:Lock {id: 'needs'}) SET lock.version = randomUUID()
"""


def mark_changed(tx: Transaction) -> None:
    """Note that what roles, teams or work need has changed: part of every such write."""
    tx.write(MARK_CHANGED)


EDITION = """
OPTIONAL MATCH (lock:Lock {id: 'needs'}) RETURN coalesce(lock.version, '') AS version
"""


def edition(db: Queryable) -> str:
    """Return a text that differs after any change of roles, headcounts and work.

    It says nothing about searches, questions and documents: those change with every day.
    """
    return str(db.read(EDITION)[0]["version"])
