"""Plans, scenarios and leavers as they are shown: who may see and do what, and undoing it."""

from collections.abc import Callable

import pytest

from graph.algorithms.changes import Leaves, SomeLeave, TeamsMerge
from graph.algorithms.way_costs import How
from graph.database import Database
from tagging import closing, leaving, scenarios, undoing
from tagging.assumptions import LABELS, Given, given, usual
from tagging.errors import Conflict, Invalid, NotFound, NotPermitted, SignInRequired
from tagging.gaps.figures import Figures, FiguresCache
from tagging.gaps.query import GapQuery, GroupKind
from tagging.permissions import NOBODY, Viewer
from tagging.workforce import WorkforceCache
from tests.kept import Holding
from tests.planning_organisation import LATER, NOW, load, viewer

ALL = GapQuery()
NORTH = GapQuery(GroupKind.TEAM, "north")
NORA, SARA, STAN, NIA = (viewer(name) for name in ("Nora", "Sara", "Stan", "Nia"))


@pytest.fixture
def bank(db: Database, holding: Holding) -> Database:
    holding(load)
    return db


@pytest.fixture
def figures(bank: Database) -> Figures:
    return FiguresCache().of(WorkforceCache().current(bank, NOW))


def words_of(page: scenarios.ScenarioPage) -> list[str]:
    return [one.words for one in page.changes]


def test_the_assumptions_are_all_there_and_can_be_changed() -> None:
    assert set(LABELS) == set(usual()["costs"])
    changed = given({"hour": "50", "budget": "1,000", "hours": "12"})
    assert changed.costs == {"hour": 50.0}
    assert changed.assumptions().hour == 50
    assert (changed.limits().budget, changed.limits().hours) == (1000, 12)
    assert given({}).assumptions().hour == usual()["costs"]["hour"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("budget", "much"), ("ease", "2"), ("weeks", "-1"), ("hours_a_week", "0"), ("hour", "nan")],
)
def test_assumptions_that_make_no_sense_are_refused(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        given({name: value})
    assert refused.value.field == name


def plan(
    db: Database, figures: Figures, who: Viewer, query: GapQuery = ALL, **limits: str
) -> closing.PlanPage:
    return closing.plan(db, figures, who, query, given(limits))


def test_a_manager_reads_names_and_hr_does_not(bank: Database, figures: Figures) -> None:
    own = plan(bank, figures, NORA, NORTH)
    assert own.group is not None
    assert own.steps
    learner = next(one for one in own.steps if one.how is How.SPREAD)
    assert learner.person is not None
    assert learner.person.id != "nils"
    assert learner.coach is not None
    assert learner.coach.id == "nils"
    assert "Nils" in learner.sentence
    hr = plan(bank, figures, STAN)
    text = " ".join(one.sentence + " ".join(one.why) for one in hr.steps)
    assert hr.steps
    assert not any(name in text for name in ("Nils", "Nell", "Noor", "Sami", "Seth"))
    assert all(one.person is None for one in hr.steps if one.how is not How.BORROW)


def test_the_plan_closes_what_it_says_and_costs_no_more(bank: Database, figures: Figures) -> None:
    found = plan(bank, figures, STAN, budget="4000")
    assert found.proved
    assert found.cost <= 4000
    assert found.cost == pytest.approx(sum(one.cost for one in found.steps))
    assert 0 < found.closes <= found.open
    assert found.after.all < found.before.all
    nothing = plan(bank, figures, STAN, budget="0")
    assert not nothing.steps
    assert nothing.following is not None
    assert nothing.short == pytest.approx(nothing.following.cost)


def test_a_contact_from_outside_is_named_with_who_knows_them(
    bank: Database, figures: Figures
) -> None:
    found = closing.plan(bank, figures, STAN, ALL, Given(9000, 20, hows=frozenset({How.BORROW})))
    assert {one.person.id for one in found.steps if one.person} == {"olga"}
    assert "through a colleague who knows them" in found.steps[0].sentence
    hires = closing.plan(bank, figures, STAN, ALL, Given(9000, 20, hows=frozenset({How.HIRE})))
    assert "level 3" in hires.steps[0].advert
    assert "You bring:" in hires.steps[0].advert


@pytest.mark.parametrize(
    "use",
    [
        lambda db, figures, who: closing.plan(db, figures, who, ALL, given({})),
        scenarios.browse,
        lambda db, figures, who: scenarios.create(db, figures, who, "a", NOW),
        lambda db, figures, who: scenarios.options(figures, who),
        lambda db, figures, who: leaving.leaving(figures, who),
    ],
    ids=["plan", "browse", "create", "options", "leaving"],
)
def test_only_hr_and_managers_come_in(
    bank: Database, figures: Figures, use: Callable[[Database, Figures, Viewer], object]
) -> None:
    for who in (STAN, NORA, SARA):
        use(bank, figures, who)
    with pytest.raises(NotPermitted):
        use(bank, figures, NIA)
    with pytest.raises(SignInRequired):
        use(bank, figures, NOBODY)


def add(
    db: Database, figures: Figures, who: Viewer, key: str, kind: str, *skills: str, **values: str
) -> str:
    named = tuple((one, 3) for one in skills)
    return scenarios.add(db, figures, who, key, kind, values, named, NOW).event_id


def test_a_manager_names_their_people_and_hr_names_none(bank: Database, figures: Figures) -> None:
    nora = scenarios.create(bank, figures, NORA, "Nils goes", NOW)
    add(bank, figures, NORA, nora.id, "leaves", person="nils", on=LATER.isoformat())
    stan = scenarios.create(bank, figures, STAN, "Some go", NOW)
    for who, key, person in ((NORA, nora.id, "sami"), (STAN, stan.id, "nils")):
        with pytest.raises(NotPermitted, match="report to you"):
            add(bank, figures, who, key, "leaves", person=person)
    add(bank, figures, STAN, stan.id, "some leave", team="north", people="2")
    page = scenarios.page(bank, figures, STAN, stan.id)
    assert words_of(page) == ["2 people leave North team, whoever they are"]
    assert page.outcome is not None
    assert page.outcome.after.all > page.outcome.before.all
    own = scenarios.page(bank, figures, NORA, nora.id)
    assert own.outcome is not None
    assert words_of(own)[0].startswith("Nils leaves, on ")
    worse = [line for line in own.outcome.worse if line.skill.id == "loans"]
    assert worse
    today = scenarios.page(bank, figures, NORA, nora.id, NOW.date())
    assert today.outcome is not None
    assert not [line for line in today.outcome.worse if line.rise > 0.3]


def test_every_kind_of_change_can_be_added_and_told(bank: Database, figures: Figures) -> None:
    made = scenarios.create(bank, figures, NORA, "Everything", NOW)
    given_to = (bank, figures, NORA, made.id)
    add(*given_to, "person moves", person="ned", team="south")
    add(*given_to, "team moves", team="north", place="mill")
    add(*given_to, "work won", "boats", "loans", name="The =port", people="2", until="2030-01-01")
    add(*given_to, "hired", "boats", team="south")
    add(*given_to, "trained", "grants", person="nia")
    add(*given_to, "borrowed", "boats", contact="olga", team="south")
    page = scenarios.page(bank, figures, NORA, made.id)
    assert words_of(page) == [
        "Ned moves to South team",
        "North team moves to Mill Lane",
        (
            "‘The =port’ is won until 1 January 2030: it needs 2 at level 3 of boat building and 2 "
            "at level 3 of advice on loans"
        ),
        "A new colleague comes for South team, with boat building at level 3",
        "Nia learns advice on grants up to level 3",
        "Olga Outside stands in for boat building for South team",
    ]
    assert all(one.fits for one in page.changes)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("flies", {}, "what"),
        ("leaves", {"person": "olga"}, "person"),
        ("leaves", {"person": "nils", "on": "soon"}, "on"),
        ("some leave", {"team": "north", "people": "7"}, "people"),
        ("some leave", {"team": "south", "people": "1"}, "team"),
        ("teams merge", {"team": "north", "into": "north"}, "into"),
        ("team moves", {"team": "north"}, "place"),
        ("work won", {"name": "x"}, "skill"),
        ("work won", {"name": ""}, "skill"),
        ("borrowed", {"contact": "nils"}, "contact"),
    ],
)
def test_changes_that_make_no_sense_are_refused(
    bank: Database, figures: Figures, kind: str, values: dict[str, str], field: str
) -> None:
    made = scenarios.create(bank, figures, NORA, "No", NOW)
    with pytest.raises(Invalid) as refused:
        scenarios.add(bank, figures, NORA, made.id, kind, values, (), NOW)
    assert refused.value.field == field


def test_a_shared_scenario_tells_each_what_they_see(bank: Database, figures: Figures) -> None:
    changes = (Leaves("nils"), TeamsMerge("north", "south"))
    made = scenarios.create(bank, figures, NORA, "Nils goes", NOW, changes=changes)
    with pytest.raises(NotFound):
        scenarios.page(bank, figures, STAN, made.id)
    scenarios.revise(
        bank, figures, NORA, made.id, name="Nils goes", about="", audience="people",
        emails=["stan@bank.example", "sara@bank.example"], now=NOW,
    )  # fmt: skip
    seen = scenarios.page(bank, figures, STAN, made.id)
    assert words_of(seen) == ["somebody leaves", "North team becomes part of South team"]
    assert not seen.own
    assert seen.outcome is not None
    other = scenarios.page(bank, figures, SARA, made.id)
    assert other.outcome is None, "Sara does not see figures of the North team"
    with pytest.raises(NotPermitted):
        scenarios.delete(bank, figures, STAN, made.id, NOW)
    copy = scenarios.duplicate(bank, figures, STAN, made.id, NOW)
    assert (copy.owner.id, copy.audience) == ("stan", scenarios.Audience.NOBODY)
    with pytest.raises(Invalid, match="nobody@bank"):
        scenarios.revise(
            bank, figures, NORA, made.id, name="x", about="", audience="people",
            emails=["nobody@bank.example"], now=NOW,
        )  # fmt: skip


def test_what_was_changed_can_be_undone_unless_it_changed_again(
    bank: Database, figures: Figures
) -> None:
    made = scenarios.create(bank, figures, NORA, "Nils goes", NOW)
    add(bank, figures, NORA, made.id, "leaves", person="nils")
    second = add(bank, figures, NORA, made.id, "leaves", person="nell")
    scenarios.take_out(bank, figures, NORA, made.id, 0, NOW)
    with pytest.raises(Conflict):
        undoing.undo(bank, NORA, second, NOW)
    add(bank, figures, NORA, made.id, "leaves", person="nils")
    scenarios.take_out(bank, figures, NORA, made.id, 0, NOW)
    taken = scenarios.take_out(bank, figures, NORA, made.id, 0, NOW)
    undoing.undo(bank, NORA, taken.event_id, NOW)
    assert words_of(scenarios.page(bank, figures, NORA, made.id)) == ["Nils leaves"]
    deleted = scenarios.delete(bank, figures, NORA, made.id, NOW)
    assert scenarios.browse(bank, figures, NORA) == ()
    with pytest.raises(NotPermitted):
        undoing.undo(bank, STAN, deleted.event_id, NOW)
    undoing.undo(bank, NORA, deleted.event_id, NOW)
    assert undoing.undo(bank, NORA, deleted.event_id, NOW).message == "It is undone already."
    assert words_of(scenarios.page(bank, figures, NORA, made.id)) == ["Nils leaves"]


def test_scenarios_stand_side_by_side(bank: Database, figures: Figures) -> None:
    ids = [
        scenarios.create(bank, figures, STAN, name, NOW, changes=[SomeLeave("north", people)]).id
        for name, people in (("One", 1), ("Three", 3))
    ]
    one, three = scenarios.side_by_side(bank, figures, STAN, [*ids, ids[0]])
    assert one.outcome is not None
    assert three.outcome is not None
    assert one.outcome.before == three.outcome.before
    assert three.outcome.after.all > one.outcome.after.all


def test_leavers_are_named_to_their_manager_alone(bank: Database, figures: Figures) -> None:
    nora, stan = (leaving.leaving(figures, who) for who in (NORA, STAN))
    assert nora.people[0].person.id == "nils"
    assert nora.people[0].skills[0].id == "loans"
    assert {one.person.id for one in nora.people} <= {"nora", "nils", "nell", "noor", "ned", "nia"}
    assert not nora.skills
    assert {one.person.id for one in stan.people} <= {"stan"}
    assert stan.skills[0].skill.id == "loans"
    assert [one.team.id for one in stan.teams] == ["north", "south"]
