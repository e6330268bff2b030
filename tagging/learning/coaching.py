"""Coaches: who could help with a goal, asking them, and their answer."""

from dataclasses import dataclass, replace
from datetime import datetime

from graph import learning as store
from graph import notifications
from graph.algorithms.matching import MOST_LEARNERS, TEACHING_LEVEL
from graph.database import Database, Transaction
from graph.ids import derived_id
from graph.records import Coaching, Goal, GoalState, Known, Notification
from tagging.errors import Conflict, Invalid, NotFound
from tagging.learning import keeping, plan
from tagging.permissions import Permission, Viewer, require
from tagging.rounds.telling import note

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could help with a goal. `full` coach as many as one can, so they are not offered."""

    line: plan.Line
    free: tuple[Known, ...]
    full: int


def candidates(db: Database, viewer: Viewer, goal_id: str) -> Candidates:
    """Return who could help with one's goal: at its level or above, willing, not coaching many.

    Who is said to help others comes first, then who likes being asked, then by level.
    """
    require(viewer, Permission.EDIT_OWN_PAGE)
    goal = plan.own(db, viewer, goal_id)
    line = plan.read(db, viewer, goal_id)
    least = max(TEACHING_LEVEL, goal.level)
    able = [
        one
        for one in store.teachers(db, [goal.skill.id], least)
        if one.person.id != viewer.person_id and one.likes is not False
    ]
    free = [one for one in able if one.learners < MOST_LEARNERS]
    order = sorted(free, key=lambda one: (not one.helps, one.likes is not True, -one.level))
    return Candidates(line, tuple(order[:MOST_OFFERED]), len(able) - len(free))


def ask(db: Database, viewer: Viewer, goal_id: str, person_id: str, now: datetime) -> Goal:
    """Ask somebody to help with one's goal; from now on they read it. Replaces who was asked."""
    offered = candidates(db, viewer, goal_id)
    coach = next((one for one in offered.free if one.person.id == person_id), None)
    if offered.line.goal.state is not GoalState.OPEN:
        raise Conflict("The goal is not open any more.")
    if coach is None:
        raise Invalid("They cannot be asked (any more). Choose somebody else.", "to")

    def work(tx: Transaction) -> Goal:
        goal = replace(plan.own(tx, viewer, goal_id), coach=coach.person, coaching=Coaching.ASKED)
        store.put(tx, goal)
        text = (
            f"{viewer.name} wants to reach level {goal.level} in {goal.skill.name} and asks "
            "whether you would help. Say yes or no: either is fine."
        )
        subject = f"{viewer.name} asks you to help with {goal.skill.name}"
        _tell(tx, goal, coach.person.id, "coach asked", subject, text, now)
        note(tx, viewer.actor, "coach asked", goal.id, now)
        return goal

    return db.transact(work)


def answer(db: Database, viewer: Viewer, goal_id: str, agree: bool, now: datetime) -> Goal:
    """Say whether one helps with a goal, as the one who is asked; no also ends one's helping."""
    require(viewer, Permission.EDIT_OWN_PAGE)

    def work(tx: Transaction) -> Goal:
        goal = store.get(tx, goal_id)
        asked = goal and goal.coach and goal.coach.id == viewer.person_id
        if goal is None or not asked or goal.coaching is Coaching.DECLINED:
            raise NotFound("There is no such goal, or you are not asked to help with it.")
        answered = replace(goal, coaching=Coaching.AGREED if agree else Coaching.DECLINED)
        store.put(tx, answered)
        subject = f"{viewer.name} {'will help' if agree else 'cannot help'} with {goal.skill.name}"
        text = "Agree on a first time." if agree else "Choose somebody else: others may have time."
        _tell(tx, goal, goal.person.id, f"coach {answered.coaching}", subject, text, now)
        return answered

    return db.transact(work)


def without(db: Database, viewer: Viewer, goal_id: str) -> Goal:
    """Go on without a coach: who was asked does not read the goal any more."""
    require(viewer, Permission.EDIT_OWN_PAGE)

    def work(tx: Transaction) -> Goal:
        goal = keeping.without_coach(plan.own(tx, viewer, goal_id))
        store.put(tx, goal)
        return goal

    return db.transact(work)


def _tell(
    tx: Transaction, goal: Goal, person: str, kind: str, subject: str, text: str, now: datetime
) -> None:
    key = derived_id("notification", goal.id, person, kind, now.date().isoformat())
    path = f"/learning/{goal.id}"
    notifications.put(tx, [Notification(key, person, kind, subject, text, path, now)])
