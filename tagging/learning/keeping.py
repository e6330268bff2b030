"""Goals and what is openly said kept in step: 'is learning' while a goal is shown and open."""

from dataclasses import replace
from datetime import datetime

from graph import learning as store
from graph import taggings as statements_store
from graph.database import Database
from graph.ids import derived_id, tagging_id
from graph.records import Coaching, Goal, GoalState, TaggingKind, TaggingStatus
from tagging import taggings
from tagging.permissions import Viewer


def goal_id(person: str, skill: str) -> str:
    """Return the id of somebody's goal for a skill: there is one for each."""
    return derived_id("learning goal", person, skill)


def in_step(db: Database, viewer: Viewer, goal: Goal, now: datetime) -> None:
    """Make what the viewer openly says of learning the goal's skill agree with the goal."""
    me = goal.person.id
    key = tagging_id(me, me, goal.skill.id, TaggingKind.LEARNING)
    there = statements_store.get(db, key)
    said = there is not None and there.tagging.status is not TaggingStatus.WITHDRAWN
    wanted = goal.shown and goal.state is GoalState.OPEN
    if wanted and not said:
        taggings.tag(db, viewer, me, [goal.skill.id], kind=TaggingKind.LEARNING, now=now)
    if said and not wanted:
        taggings.withdraw(db, viewer, key, now)


def look_again(
    db: Database, viewer: Viewer, skill: str, level: int | None, now: datetime
) -> Goal | None:
    """Note that a review looked at the viewer's goal for a skill; at its level it is reached.

    Returns the goal as it stands, None where there is none that is open.
    """
    goal = store.get(db, goal_id(viewer.person_id or "", skill))
    if goal is None or goal.state is not GoalState.OPEN:
        return None
    looked = replace(goal, confirmed=now)
    if level is not None and level >= goal.level:
        looked = replace(looked, state=GoalState.REACHED)
    db.transact(lambda tx: store.put(tx, looked))
    if looked.state is GoalState.REACHED:
        in_step(db, viewer, looked, now)
    return looked


def without_coach(goal: Goal) -> Goal:
    """Return the goal with nobody helping."""
    return replace(goal, coach=None, coaching=Coaching.NONE)
