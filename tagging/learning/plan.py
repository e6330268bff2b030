"""One's own plan: what one's roles ask more of, goals, and whom one shows which of them.

A goal is private. Its coach reads it from when they are asked, the manager where the person says
so; that somebody is learning a topic stands on their page only where they say that too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from graph import learning as store
from graph import people, skill_labels
from graph import taggings as statements_store
from graph.database import Database, Queryable, Transaction
from graph.documents import listed
from graph.records import (
    LEVELS,
    Coaching,
    Document,
    Goal,
    GoalState,
    Ref,
    RoleGap,
    Statement,
    TaggingKind,
    TaggingStatus,
)
from tagging.errors import Invalid, NotFound, NotPermitted
from tagging.gaps import people as people_gaps
from tagging.gaps.figures import Figures
from tagging.identity import skill_id
from tagging.learning import keeping
from tagging.permissions import Permission, Viewer, require
from tagging.statement_words import tidy_note

MOST_GOALS = 20
MOST_GAPS = 10
LONGEST = timedelta(days=5 * 366)
_LIKELY = 0.5
_READS = (Coaching.ASKED, Coaching.AGREED)


@dataclass(frozen=True, slots=True)
class Typed:
    """A goal as it is typed: `skill` is words or an id, `by` a day or nothing."""

    skill: str
    level: int | None
    by: date | None = None
    why: str = ""
    shown: bool = False
    to_manager: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A goal, the level that is said of the person now, and documents to read."""

    goal: Goal
    level: float
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Mine:
    """One's plan. `gaps` have no open goal yet, `learning` are statements without one.

    `coached` are others' goals that one helps with or is asked to, `shared` those of one's people.
    """

    gaps: tuple[RoleGap, ...]
    goals: tuple[Line, ...]
    past: tuple[Goal, ...]
    learning: tuple[Statement, ...]
    coached: tuple[Line, ...]
    shared: tuple[Line, ...]
    manager: Ref | None


def mine(db: Database, viewer: Viewer, figures: Figures | None = None) -> Mine:
    """Return the viewer's plan, and what others share with them.

    With `figures` a gap is what they are less than even likely to bring, as on the page of gaps;
    without, what is said of them is compared with what their roles require.
    """
    require(viewer, Permission.EDIT_OWN_PAGE)
    me = viewer.person_id or ""
    goals = store.of_person(db, me)
    open_ = [one for one in goals if one.state is GoalState.OPEN]
    has = {one.skill.id for one in open_}
    gaps = [one for one in _gaps(db, viewer, figures) if one.skill.id not in has]
    person = people.get(db, me)
    return Mine(
        gaps=tuple(gaps[:MOST_GAPS]),
        goals=_lines(db, viewer, open_),
        past=tuple(one for one in goals if one.state is not GoalState.OPEN),
        learning=tuple(one for one in _learning(db, me) if one.skill.id not in has),
        coached=_lines(db, viewer, store.coached_by(db, me)),
        shared=_lines(db, viewer, store.shared_with(db, me)),
        manager=person.manager if person else None,
    )


def opening(db: Database, viewer: Viewer, skill: str, figures: Figures | None = None) -> Typed:
    """Return what the form for a goal begins with: the goal there is, or what a role asks."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    me = viewer.person_id or ""
    found = (
        skill_labels.meant(db, skill) or skill_labels.meant(db, skill_id(skill)) if skill else None
    )
    if found is None:
        return Typed(skill, None)
    there = store.get(db, keeping.goal_id(me, found.skill.id))
    if there:
        return Typed(
            there.skill.name, there.level, there.by, there.why, there.shown, there.to_manager
        )
    needed = [one for one in _gaps(db, viewer, figures) if one.skill.id == found.skill.id]
    why = f"My role asks for it: {needed[0].role.name}" if needed else ""
    shown = any(one.skill.id == found.skill.id for one in _learning(db, me))
    return Typed(found.skill.name, needed[0].needed if needed else None, why=why, shown=shown)


def set_goal(db: Database, viewer: Viewer, typed: Typed, now: datetime) -> Goal:
    """Make a goal of the viewer's, or change the one for this skill; it is open from now on.

    What they openly say of learning it follows. Raises `Invalid` with the field.
    """
    require(viewer, Permission.EDIT_OWN_PAGE)
    me = viewer.person_id
    if me is None:
        raise NotPermitted("A plan needs somebody whose it is. Sign in as a person.")
    skill = _skill(db, typed.skill)
    level, by = _tidy(typed, now)
    why = tidy_note(typed.why, "why")

    def work(tx: Transaction) -> Goal:
        key = keeping.goal_id(me, skill.id)
        there = store.get(tx, key)
        if there is None and len(_open(tx, me)) >= MOST_GOALS:
            raise Invalid(f"You have {MOST_GOALS} goals. Reach or drop one first.", "skill")
        was = there or Goal(key, Ref(me, viewer.name), skill, level, now)
        goal = replace(
            was, level=level, by=by, why=why, state=GoalState.OPEN,
            shown=typed.shown, to_manager=typed.to_manager,
        )  # fmt: skip
        store.put(tx, goal)
        return goal

    goal = db.transact(work)
    keeping.in_step(db, viewer, goal, now)
    return goal


def set_state(db: Database, viewer: Viewer, goal_id: str, state: str, now: datetime) -> Goal:
    """Say that one's goal is reached, dropped, or open again; nobody coaches a closed one."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    if state not in tuple(GoalState):
        raise Invalid("Say how the goal stands.")
    was = own(db, viewer, goal_id)
    goal = replace(was, state=GoalState(state))
    if goal.state is not GoalState.OPEN:
        goal = keeping.without_coach(goal)
    db.transact(lambda tx: store.put(tx, goal))
    keeping.in_step(db, viewer, goal, now)
    return goal


def remove(db: Database, viewer: Viewer, goal_id: str, now: datetime) -> None:
    """Delete one's goal for good."""
    goal = set_state(db, viewer, goal_id, GoalState.DROPPED, now)
    db.transact(lambda tx: store.remove(tx, goal.id))


def read(db: Database, viewer: Viewer, goal_id: str) -> Line:
    """Return a goal as its person, coach or (where shared) manager; `NotFound` for others."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    goal = store.get(db, goal_id)
    if goal is None or not _may_read(db, viewer, goal):
        raise NotFound("There is no such goal, or it is not shared with you.")
    return _lines(db, viewer, [goal])[0]


def own(db: Queryable, viewer: Viewer, goal_id: str) -> Goal:
    """Return one of the viewer's own goals; raises `NotFound` for anybody else's."""
    goal = store.get(db, goal_id)
    if goal is None or goal.person.id != viewer.person_id:
        raise NotFound("There is no such goal of yours.")
    return goal


def _may_read(db: Queryable, viewer: Viewer, goal: Goal) -> bool:
    me = viewer.person_id
    if me is None:
        return False
    if goal.person.id == me:
        return True
    if goal.state is not GoalState.OPEN:
        return False
    if goal.coach and goal.coach.id == me and goal.coaching in _READS:
        return True
    person = people.get(db, goal.person.id) if goal.to_manager else None
    return bool(person and person.manager and person.manager.id == me)


def _lines(db: Database, viewer: Viewer, goals: list[Goal]) -> tuple[Line, ...]:
    pairs = [(one.person.id, one.skill.id) for one in goals]
    levels: Mapping[tuple[str, str], float] = store.levels(db, pairs) if pairs else {}
    return tuple(
        Line(
            one,
            levels.get((one.person.id, one.skill.id), 0.0),
            tuple(listed.covering_skill(db, one.skill.id, viewer.person_id, 3)),
        )
        for one in goals
    )


def _gaps(db: Database, viewer: Viewer, figures: Figures | None) -> list[RoleGap]:
    me = viewer.person_id or ""
    if figures is None or me not in figures.people:
        return store.role_gaps(db, me)
    held = [one.role for one in people_gaps.own(db, figures, viewer).roles if one.held]
    found = [
        (one.importance * (1 - one.standing.chance), _gap(role, one))
        for role in held
        for one in people_gaps.own(db, figures, viewer, role.id).asked
        if one.standing.chance < _LIKELY
    ]
    found.sort(key=lambda each: (-each[0], each[1].skill.name, each[1].role.id))
    return [one for _, one in found]


def _gap(role: Ref, one: people_gaps.Asked) -> RoleGap:
    return RoleGap(role, one.skill, one.level, one.importance, float(one.standing.level or 0))


def _learning(db: Queryable, me: str) -> list[Statement]:
    return [
        one
        for one in statements_store.about(db, me)
        if one.tagging.kind is TaggingKind.LEARNING
        and one.tagging.tagger == me
        and one.tagging.status is TaggingStatus.ACTIVE
    ]


def _open(tx: Queryable, me: str) -> list[Goal]:
    return [one for one in store.of_person(tx, me) if one.state is GoalState.OPEN]


def _skill(db: Queryable, words: str) -> Ref:
    if not words.strip():
        raise Invalid("Say what you want to learn.", "skill")
    found = skill_labels.meant(db, words) or skill_labels.meant(db, skill_id(words))
    if found is None or not found.in_use:
        raise Invalid(f"There is no topic '{words[:80]}' yet. Choose one that is there.", "skill")
    return found.skill


def _tidy(typed: Typed, now: datetime) -> tuple[int, date | None]:
    if typed.level not in LEVELS:
        raise Invalid("Choose the level that you aim for.", "level")
    if typed.by and not timedelta(0) <= typed.by - now.date() <= LONGEST:
        raise Invalid("Choose a day from today on, within five years.", "by")
    return typed.level or 0, typed.by
