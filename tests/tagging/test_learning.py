"""Plans: private unless shown, in step with what is openly said, coached, and matched."""

from datetime import UTC, date, datetime, timedelta

import pytest

from graph import learning as store
from graph import notifications, people, roles, skills, taggings
from graph.algorithms.gap_policy import POLICY
from graph.database import Database
from graph.records import (
    Coaching,
    GoalState,
    Person,
    Ref,
    Requirement,
    Role,
    Skill,
    Source,
    Tagging,
    TaggingKind,
)
from tagging import taggings as statements
from tagging.errors import Conflict, Invalid, NotFound
from tagging.gaps.figures import Figures
from tagging.learning import coaching, keeping, plan, teaching
from tagging.learning.plan import Typed
from tagging.permissions import Viewer
from tagging.workforce import WorkforceCache

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = Ref("harbour", "Harbour")
ANA, BEN, CLEO, MAX, HR = (
    Viewer(key, key.capitalize(), (role,))
    for key, role in (
        ("ana", "adviser"), ("ben", "adviser"), ("cleo", "adviser"), ("max", "adviser"),
        ("hal", "hr"),
    )
)  # fmt: skip
GOAL = Typed("welding", 4, date(2027, 5, 1), "For the yards.")


def said(tagger: str, person: str, skill: str, level: int, kind: str = "knows") -> Tagging:
    source = Source.SELF if tagger == person else Source.PEER
    return Tagging(tagger, person, skill, NOW, NOW, TaggingKind(kind), level=level, source=source)


@pytest.fixture
def office(db: Database) -> Database:
    """Ana, an adviser whose role asks for welding 4 and boats 3, and colleagues who know."""
    adviser = Ref("adviser", "Adviser")
    staff = [
        Person("ana", "Ana", team=TEAM, roles=(adviser,), manager=Ref("max", "Max")),
        Person("ben", "Ben", team=TEAM, approachable=True),
        Person("cleo", "Cleo", approachable=False),
        Person("max", "Max"),
        Person("hal", "Hal"),
    ]
    heard = [
        said("ben", "ana", "welding", 2), said("ana", "ana", "boats", 3),
        said("max", "ben", "welding", 5), said("max", "cleo", "welding", 5),
        said("hal", "max", "welding", 4), said("ana", "max", "welding", 4, "helps"),
    ]  # fmt: skip

    def fill(tx):
        people.save(tx, [staff[3], *staff])
        skills.save(tx, [Skill(one, one) for one in ("welding", "boats", "ropes")])
        requires = (
            Requirement(Ref("welding", "welding"), 4, 0.9),
            Requirement(Ref("boats", "boats"), 3, 0.5),
            Requirement(Ref("ropes", "ropes"), 2, 0.4),
        )
        roles.save(tx, [Role("adviser", "Adviser", requires=requires)])
        taggings.save(tx, heard)

    db.transact(fill)
    return db


def learning_says(db: Database) -> str:
    found = taggings.get(db, "ana.ana.welding.learning")
    return found.tagging.status.value if found else "nothing"


def test_a_plan_begins_with_what_the_role_asks_more_of(office: Database) -> None:
    mine = plan.mine(office, ANA)
    assert [(one.skill.id, one.needed, one.level) for one in mine.gaps] == [
        ("welding", 4, 2.0),
        ("ropes", 2, 0.0),
    ]
    opening = plan.opening(office, ANA, "welding")
    assert (opening.level, opening.why) == (4, "My role asks for it: Adviser")
    plan.set_goal(office, ANA, GOAL, NOW)
    mine = plan.mine(office, ANA)
    assert [one.skill.id for one in mine.gaps] == ["ropes"]
    assert [(one.goal.level, one.level) for one in mine.goals] == [(4, 2.0)]
    assert plan.opening(office, ANA, "welding").by == GOAL.by


def test_the_gaps_of_a_plan_are_those_of_the_page_of_gaps(office: Database) -> None:
    figures = Figures(WorkforceCache().current(office, NOW), POLICY, 5)
    gaps = plan.mine(office, ANA, figures).gaps
    assert {"welding", "ropes"} <= {one.skill.id for one in gaps}
    assert {one.role.name for one in gaps} == {"Adviser"}
    assert plan.opening(office, ANA, "welding", figures).level == 4


def test_a_goal_is_private_until_it_is_shared(office: Database) -> None:
    goal = plan.set_goal(office, ANA, GOAL, NOW)
    assert plan.read(office, ANA, goal.id).goal == goal
    for viewer in (BEN, MAX, HR, Viewer(None, operator=True)):
        with pytest.raises(NotFound):
            plan.read(office, viewer, goal.id)
    assert learning_says(office) == "nothing"
    shared = Typed("welding", 4, to_manager=True)
    plan.set_goal(office, ANA, shared, NOW)
    assert [one.goal.id for one in plan.mine(office, MAX).shared] == [goal.id]
    assert plan.read(office, MAX, goal.id)
    for viewer in (BEN, HR):
        with pytest.raises(NotFound):
            plan.read(office, viewer, goal.id)
    plan.set_state(office, ANA, goal.id, "dropped", NOW)
    with pytest.raises(NotFound):
        plan.read(office, MAX, goal.id)


def test_what_is_openly_said_follows_the_goal(office: Database) -> None:
    goal = plan.set_goal(office, ANA, Typed("welding", 4, shown=True), NOW)
    assert learning_says(office) == "active"
    plan.set_state(office, ANA, goal.id, "reached", NOW)
    assert learning_says(office) == "withdrawn"
    plan.set_state(office, ANA, goal.id, "open", NOW)
    assert learning_says(office) == "active"
    plan.set_goal(office, ANA, Typed("welding", 4), NOW)
    assert learning_says(office) == "withdrawn"
    statements.tag(office, ANA, "ana", ["ropes"], kind="learning", now=NOW)
    assert [one.skill.id for one in plan.mine(office, ANA).learning] == ["ropes"]
    assert plan.opening(office, ANA, "ropes").shown


def test_a_review_reaches_a_goal_at_its_level_only(office: Database) -> None:
    goal = plan.set_goal(office, ANA, GOAL, NOW)
    assert keeping.look_again(office, ANA, "welding", 3, NOW).state is GoalState.OPEN
    assert store.get(office, goal.id).confirmed == NOW
    assert keeping.look_again(office, ANA, "welding", 4, NOW).state is GoalState.REACHED
    assert keeping.look_again(office, ANA, "welding", 5, NOW) is None
    assert [one.id for one in plan.mine(office, ANA).past] == [goal.id]
    plan.remove(office, ANA, goal.id, NOW)
    assert store.get(office, goal.id) is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed("", 3), "skill"), (Typed("nothing of this name", 3), "skill"),
        (Typed("welding", None), "level"), (Typed("welding", 6), "level"),
        (Typed("welding", 3, NOW.date() - timedelta(1)), "by"),
        (Typed("welding", 3, date(2050, 1, 1)), "by"), (Typed("welding", 3, why="x" * 501), "why"),
    ],
)  # fmt: skip
def test_what_is_refused_names_its_field(office: Database, typed: Typed, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        plan.set_goal(office, ANA, typed, NOW)
    assert caught.value.field == field


def test_a_coach_is_willing_able_and_asked(office: Database) -> None:
    goal = plan.set_goal(office, ANA, GOAL, NOW)
    offered = coaching.candidates(office, ANA, goal.id)
    assert [one.person.id for one in offered.free] == ["max", "ben"]  # Cleo does not like it
    with pytest.raises(Invalid):
        coaching.ask(office, ANA, goal.id, "cleo", NOW)
    coaching.ask(office, ANA, goal.id, "ben", NOW)
    (told,) = notifications.messages(office, "ben", 5)
    assert told.notification.path == f"/learning/{goal.id}"
    assert plan.read(office, BEN, goal.id).goal.coaching is Coaching.ASKED
    with pytest.raises(NotFound):
        coaching.answer(office, MAX, goal.id, True, NOW)
    coaching.answer(office, BEN, goal.id, True, NOW)
    assert [one.goal.id for one in plan.mine(office, BEN).coached] == [goal.id]
    coaching.answer(office, BEN, goal.id, False, NOW)
    with pytest.raises(NotFound):
        plan.read(office, BEN, goal.id)
    coaching.ask(office, ANA, goal.id, "ben", NOW)
    assert coaching.without(office, ANA, goal.id).coach is None
    assert plan.mine(office, BEN).coached == ()
    plan.set_state(office, ANA, goal.id, "reached", NOW)
    with pytest.raises(Conflict):
        coaching.ask(office, ANA, goal.id, "ben", NOW)


def test_who_coaches_two_is_not_offered(office: Database) -> None:
    for one in (CLEO, HR):
        goal = plan.set_goal(office, one, Typed("welding", 4), NOW)
        coaching.ask(office, one, goal.id, "ben", NOW)
    goal = plan.set_goal(office, ANA, GOAL, NOW)
    offered = coaching.candidates(office, ANA, goal.id)
    assert [one.person.id for one in offered.free] == ["max"]
    assert offered.full == 1


def test_only_what_is_openly_said_is_matched(office: Database) -> None:
    plan.set_goal(office, ANA, GOAL, NOW)
    assert teaching.pairs(office, CLEO).pairs == ()
    plan.set_goal(office, ANA, Typed("welding", 4, shown=True), NOW)
    plan.set_goal(office, HR, Typed("ropes", 3, shown=True), NOW)
    found = teaching.pairs(office, CLEO)
    assert [(one.learner.id, one.skill.id, one.teacher.person.id) for one in found.pairs] == [
        ("ana", "welding", "ben")
    ]
    assert "likes being asked" in found.pairs[0].why
    assert [(who.id, skill.id) for who, skill in found.unmet] == [("hal", "ropes")]
    team = teaching.pairs(office, CLEO, "harbour")
    assert (team.team, len(team.pairs), team.unmet) == (TEAM, 1, ())
    with pytest.raises(NotFound):
        teaching.pairs(office, CLEO, "nowhere")
