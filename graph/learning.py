"""Learning in the store: people's goals, what their roles ask more of, who could teach."""

from collections.abc import Sequence
from typing import Any

from graph.database import Queryable, Row, Transaction
from graph.records import Coaching, Goal, GoalState, Known, Ref, RoleGap
from graph.values import day_or_none, instant, instant_or_none, ref, ref_or_none

GOALS_BY_ID = """
UNWIND $ids AS id
MATCH (p:Person)-[:PLANS]->(g:LearningGoal {id: id})-[:OF]->(s:Skill)
OPTIONAL MATCH (g)-[c:COACHED_BY]->(coach:Person)
RETURN g {.*} AS goal, p {.id, .name} AS person, s {.id, name: s.label} AS skill,
  coach {.id, .name} AS coach, c.state AS coaching
ORDER BY g.state = 'open' DESC, g.by IS NULL, g.by, s.label, g.id
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Goal]:
    """Return these goals: open ones first, by when they are to be reached."""
    return [_goal(row) for row in db.read(GOALS_BY_ID, ids=list(ids))]


def get(db: Queryable, goal_id: str) -> Goal | None:
    """Return one goal, or None; whoever asks."""
    found = get_many(db, [goal_id])
    return found[0] if found else None


OF_PERSON = "MATCH (:Person {id: $person})-[:PLANS]->(g:LearningGoal) RETURN g.id AS id"


def of_person(db: Queryable, person_id: str) -> list[Goal]:
    """Return somebody's goals."""
    return get_many(db, [row["id"] for row in db.read(OF_PERSON, person=person_id)])


COACHED = """
MATCH (:Person {id: $coach})<-[c:COACHED_BY]-(g:LearningGoal {state: 'open'})
WHERE c.state IN ['asked', 'agreed']
RETURN g.id AS id
"""


def coached_by(db: Queryable, coach_id: str) -> list[Goal]:
    """Return the open goals with which somebody is asked to help, or helps."""
    return get_many(db, [row["id"] for row in db.read(COACHED, coach=coach_id)])


SHARED_WITH = """
MATCH (:Person {id: $manager})<-[:REPORTS_TO]-(:Person)-[:PLANS]->(g:LearningGoal {state: 'open'})
WHERE g.to_manager
RETURN g.id AS id
"""


def shared_with(db: Queryable, manager_id: str) -> list[Goal]:
    """Return the open goals that people share with their manager."""
    return get_many(db, [row["id"] for row in db.read(SHARED_WITH, manager=manager_id)])


PUT = """
MATCH (p:Person {id: $person}), (s:Skill {id: $skill})
MERGE (g:LearningGoal {id: $id})
SET g = $state
MERGE (p)-[:PLANS]->(g)
MERGE (g)-[:OF]->(s)
WITH g
CALL (g) {
  MATCH (g)-[old:COACHED_BY]->(c:Person) WHERE $coach IS NULL OR c.id <> $coach DELETE old
}
CALL (g) {
  MATCH (c:Person {id: $coach}) MERGE (g)-[new:COACHED_BY]->(c) SET new.state = $coaching
}
"""


def put(tx: Transaction, goal: Goal) -> None:
    """Write a goal exactly as given; there is one for each person and skill."""
    state: dict[str, Any] = {
        "id": goal.id,
        "level": goal.level,
        "by": goal.by,
        "why": goal.why or None,
        "state": goal.state.value,
        "shown": goal.shown,
        "to_manager": goal.to_manager,
        "made": goal.made,
        "confirmed": goal.confirmed,
    }
    tx.write(
        PUT,
        id=goal.id,
        person=goal.person.id,
        skill=goal.skill.id,
        state=state,
        coach=goal.coach.id if goal.coach else None,
        coaching=goal.coaching.value,
    )


REMOVE = "MATCH (g:LearningGoal {id: $id}) DETACH DELETE g"


def remove(tx: Transaction, goal_id: str) -> None:
    """Delete a goal for good."""
    tx.write(REMOVE, id=goal_id)


# The others' word counts before one's own; a level that nobody gave is 0.
ROLE_GAPS = """
MATCH (p:Person {id: $person})-[:HOLDS]->(role:Role)-[r:REQUIRES]->(s:Skill)
OPTIONAL MATCH (p)-[k:KNOWS]->(s)
WITH role, r, s, toFloat(coalesce(k.level, k.self_level, 0)) AS level
WHERE r.level - level >= 0.5
RETURN role {.id, .name} AS role, s {.id, name: s.label} AS skill, r.level AS needed,
  r.importance AS importance, level
ORDER BY importance * (needed - level) DESC, s.label, s.id, role.id
"""


def role_gaps(db: Queryable, person_id: str) -> list[RoleGap]:
    """Return what somebody's roles require more of than is said of them, what matters most first.

    Half a level is no gap: the others' mean is not that exact.
    """
    return [
        RoleGap(ref(row["role"]), ref(row["skill"]), row["needed"], row["importance"], row["level"])
        for row in db.read(ROLE_GAPS, person=person_id)
    ]


LEVELS = """
UNWIND $pairs AS pair
MATCH (p:Person {id: pair[0]})-[k:KNOWS]->(s:Skill {id: pair[1]})
RETURN pair[0] AS person, pair[1] AS skill,
  toFloat(coalesce(k.level, k.self_level, 0)) AS level
"""


def levels(db: Queryable, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Return at which level these people are said to know these skills; 0 where none was said."""
    rows = db.read(LEVELS, pairs=[list(pair) for pair in pairs])
    return {(row["person"], row["skill"]): row["level"] for row in rows}


TEACHERS = """
MATCH (p:Person)-[k:KNOWS]->(s:Skill)
WHERE k.skill IN $skills AND coalesce(p.kind, 'staff') = 'staff'
  AND (p.left IS NULL OR p.left > date()) AND coalesce(k.level, k.self_level, 0) >= $least
OPTIONAL MATCH (p)-[:MEMBER_OF]->(t:Team)
WITH p, k, s, min(t.id) AS team
RETURN p {.id, .name} AS person, s {.id, name: s.label} AS skill,
  toFloat(coalesce(k.level, k.self_level)) AS level, p.approachable AS likes, team,
  EXISTS {
    (p)<-[:ABOUT]-(h:Tagging {kind: 'helps', status: 'active'})-[:OF]->(s)
  } AS helps,
  COUNT {
    (p)<-[c:COACHED_BY]-(:LearningGoal {state: 'open'}) WHERE c.state IN ['asked', 'agreed']
  } AS learners
ORDER BY level DESC, p.name, p.id
"""


def teachers(db: Queryable, skills: Sequence[str], least: float) -> list[Known]:
    """Return the staff at this level or above in these skills, with how many they coach already."""
    return [
        Known(
            ref(row["person"]), ref(row["skill"]), row["level"], row["helps"], row["likes"],
            row["team"] or "", row["learners"],
        )
        for row in db.read(TEACHERS, skills=list(skills), least=least)
    ]  # fmt: skip


# What people say openly that they are learning, not their goals: those are private.
WISHES = """
MATCH (p:Person)<-[:ABOUT]-(t:Tagging {kind: 'learning', status: 'active'})-[:OF]->(s:Skill)
WHERE split(t.id, '.')[0] = p.id AND (p.left IS NULL OR p.left > date())
  AND NOT EXISTS { (p)-[:REFUSES]->(s) }
OPTIONAL MATCH (p)-[:MEMBER_OF]->(team:Team)
WITH p, s, min(team.id) AS team
WHERE $team IS NULL OR EXISTS {
  MATCH (:Team {id: $team})<-[:PART_OF*0..8]-(:Team)<-[:MEMBER_OF]-(p)
}
RETURN p {.id, .name} AS person, s {.id, name: s.label} AS skill, coalesce(team, '') AS team
ORDER BY p.name, p.id, s.label, s.id LIMIT $limit
"""


def wishes(db: Queryable, team_id: str | None, limit: int = 300) -> list[tuple[Ref, Ref, str]]:
    """Return who says that they are learning what, with their team; of one team (and below)."""
    return [
        (ref(row["person"]), ref(row["skill"]), row["team"])
        for row in db.read(WISHES, team=team_id, limit=limit)
    ]


def _goal(row: Row) -> Goal:
    stored = row["goal"]
    return Goal(
        id=stored["id"],
        person=ref(row["person"]),
        skill=ref(row["skill"]),
        level=stored["level"],
        made=instant(stored["made"]),
        by=day_or_none(stored.get("by")),
        why=stored.get("why") or "",
        state=GoalState(stored["state"]),
        shown=bool(stored.get("shown")),
        to_manager=bool(stored.get("to_manager")),
        coach=ref_or_none(row["coach"]),
        coaching=Coaching(row["coaching"]) if row["coaching"] else Coaching.NONE,
        confirmed=instant_or_none(stored.get("confirmed")),
    )
