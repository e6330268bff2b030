"""Gaps as they are shown: who sees what, nothing about small groups, the five things to act on."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.gap_needs import WHOLE
from graph.algorithms.gaps import GapKind
from graph.algorithms.suppression import GroupKind
from graph.algorithms.workforce import Need, NeedSource, Statements, Workforce
from tagging.errors import Invalid, NotPermitted, PersonNotFound, SignInRequired, SkillNotFound
from tagging.gaps import heat, overview, people, skill
from tagging.gaps.figures import FiguresCache
from tagging.gaps.overview import Overview
from tagging.gaps.query import GapQuery
from tagging.gaps.seeing import sight
from tagging.gaps.trend import month_ends
from tagging.permissions import NOBODY, OPERATOR, Viewer
from tests.graph.algorithms.test_suppression import given_away
from tests.workforces import DAY, workforce

LEAST = 3
ALL = GapQuery()
TEAMS = [("north", -1), ("south", -1), ("tiny", -1)]
SKILLS = [("root", ()), ("sheep", (0,)), ("wool", (1,)), ("boats", ())]


def made(**changed: object) -> Workforce:
    """Fourteen people: 0 directs, 1 leads north, 6 leads south; tiny is two, two have no team."""
    given: dict = {
        "team": [0] * 6 + [1] * 4 + [2] * 2 + [-1] * 2,
        "manager": [-1, 0, 1, 1, 1, 1, 0, 6, 6, 6, 0, 0, 0, 0],
        "teams": TEAMS,
        "skills": SKILLS,
        "said": [(2, 3, 1, 4, 10), (4, 3, 1, 4, 10), (5, 3, 1, 5, 20), (7, 8, 3, 4, 900)],
        "needs": [
            Need(NeedSource.ROLE, 1, 3, 0.8, 3, team=0, reference="r", words="Shepherd"),
            Need(NeedSource.ROLE, 1, 3, 0.8, 2, team=1, reference="r", words="Shepherd"),
            Need(NeedSource.SEARCHES, 2, 3, 0.7, 1, words="looked for in vain 8 times"),
        ],
    }
    return workforce(**(given | changed))


def viewer(number: int, *roles: str) -> Viewer:
    return Viewer(f"person-{number}", f"Person {number}", roles or ("adviser",))


def seen_by(who: Viewer, query: GapQuery = ALL, of: Workforce | None = None) -> Overview:
    cache = FiguresCache(least=LEAST)
    return overview.overview(cache, cache.of(of or made()), who, query)


def names(found: Overview) -> list[str]:
    return [one.name for one in found.choices]


HR, ADMINISTRATOR, CURATOR = viewer(2, "hr"), viewer(10, "administrator"), viewer(7, "curator")
LEADER, DIRECTOR, PLAIN = viewer(1), viewer(0), viewer(4)


@pytest.mark.parametrize(
    ("who", "shown", "by_name"),
    [
        (DIRECTOR, ["Everybody", "north", "south", "tiny"], 14),
        (LEADER, [], 5),
        (viewer(6), ["south"], 4),
        (HR, ["Everybody", "north", "south"], 1),
        (ADMINISTRATOR, ["Everybody", "north", "south"], 1),
        (OPERATOR, ["Everybody", "north", "south"], 0),
        (viewer(6, "hr"), ["Everybody", "north", "south"], 4),
        (CURATOR, None, 1),
        (PLAIN, None, 1),
    ],
    ids=["director", "leader", "other leader", "HR", "administrator", "operator", "HR who leads",
         "curator", "adviser"],
)  # fmt: skip
def test_who_sees_which_groups_and_whom_by_name(
    who: Viewer, shown: list[str] | None, by_name: int
) -> None:
    figures = FiguresCache(least=LEAST).of(made())
    assert int(sight(figures, who).people.sum()) == by_name
    if shown is None:
        with pytest.raises(NotPermitted):
            seen_by(who)
        with pytest.raises(NotPermitted):
            heat.heat(FiguresCache(least=LEAST), figures, who, GapQuery(), GroupKind.TEAM)
    else:
        assert names(seen_by(who)) == shown


def test_nobody_sees_anything() -> None:
    with pytest.raises(SignInRequired):
        seen_by(NOBODY)


def test_names_are_said_to_managers_of_these_people_alone() -> None:
    def said(who: Viewer) -> str:
        return " ".join(one.sentence for one in seen_by(who).to_act_on)

    assert "Only Person 3 knows sheep" in said(DIRECTOR)
    assert "Only one person knows sheep" in said(HR)
    assert "Person" not in said(HR) + said(OPERATOR)


def test_a_group_that_is_not_shown_cannot_be_asked_for() -> None:
    for query in (GapQuery(GroupKind.TEAM, "t2"), GapQuery(GroupKind.TEAM, "nowhere")):
        with pytest.raises(Invalid):
            seen_by(HR, query)
    assert seen_by(HR).withheld == ("tiny",)
    assert seen_by(DIRECTOR, GapQuery(GroupKind.TEAM, "t2")).group is not None


def test_a_skills_page_shows_figures_of_shown_groups_and_needs_to_all() -> None:
    cache = FiguresCache(least=LEAST)
    now = cache.of(made())

    def page(who: Viewer) -> skill.SkillFigures:
        return skill.skill_figures(None, cache, now, who, GapQuery(), "skill-1")  # type: ignore[arg-type]

    assert [one.group.name for one in page(HR).groups] == ["Everybody", "north", "south"]
    assert (page(HR).holders, page(HR).holders_in_all) == ((), 1)
    assert page(HR).without == ("south",)
    plain = page(PLAIN)
    assert (plain.groups, plain.figure, plain.holders_in_all, plain.trend) == ((), "", None, ())
    assert [one.words for one in plain.wanted] == ["Shepherd", "Shepherd"]
    assert [one.name for one in page(LEADER).holders] == ["Person 3"]
    assert page(viewer(3)).own
    with pytest.raises(SkillNotFound):
        skill.skill_figures(None, cache, now, HR, GapQuery(), "gone")  # type: ignore[arg-type]


def test_what_to_act_on_is_one_of_each_sort_and_every_line_adds_up() -> None:
    found = seen_by(DIRECTOR)
    sentences = [one.sentence for one in found.to_act_on]
    assert [one for one in sentences if one.startswith("Only Person 3 knows sheep")]
    assert [one for one in sentences if one.startswith("What was known of boats")]
    assert [one for one in sentences if one.startswith("Nobody knows wool. Looked for in vain")]
    assert [one for one in sentences if one.startswith("Nobody in south knows root or anything")]
    for one in found.lines:
        assert one.consequence == pytest.approx(one.importance * one.demand * one.lack, abs=0.02)


def test_an_earlier_day_counts_what_was_said_by_then_with_todays_people() -> None:
    then = seen_by(HR, GapQuery(as_of=DAY - timedelta(30)))
    now = seen_by(HR)
    assert names(then) == names(now)
    sheep = {one.skill.name: one for one in then.lines}["sheep"]
    assert sheep.have < {one.skill.name: one for one in now.lines}["sheep"].have
    assert [day for day, _ in now.cover[:-1]] == month_ends(DAY)


def test_weights_and_levels_are_the_querys_and_a_role_narrows() -> None:
    ignoring = seen_by(HR, GapQuery(importance=0.0, demand=0.0))
    assert ignoring.lines[0].consequence == ignoring.lines[0].lack
    assert {one.level for one in seen_by(HR, GapQuery(level=2)).lines} == {2}
    of_role = seen_by(HR, GapQuery(GroupKind.ROLE, "r"))
    assert {one.skill.name for one in of_role.lines} == {"sheep"}


def test_the_heat_map_counts_each_cell_and_shades_by_what_is_lacking() -> None:
    cache = FiguresCache(least=LEAST)
    found = heat.heat(cache, cache.of(made()), HR, GapQuery(), GroupKind.TEAM)
    assert [one.name for one in found.columns] == ["Everybody", "north", "south"]
    sheep = next(row for row in found.rows if row.skill.name == "sheep")
    assert [(cell.have, cell.needed, cell.shade) for cell in sheep.cells] == [
        (1.0, 5.0, 4), (1.0, 3.0, 4), (0.0, 2.0, 4),
    ]  # fmt: skip


def test_what_was_just_said_counts_and_figures_are_kept_until_then() -> None:
    cache, first = FiguresCache(least=LEAST), made()
    assert cache.of(first) is cache.of(first)
    said = [(1, 4, 1, 5, 0), (2, 4, 1, 5, 0), (3, 4, 1, 5, 0)]
    more = made(said=[(2, 3, 1, 4, 10), (4, 3, 1, 4, 10), (5, 3, 1, 5, 20), *said])
    kinds = {gap.skill: gap.kinds for gap in cache.of(more).within(WHOLE)}
    assert GapKind.SINGLE not in kinds[1]


def test_what_is_said_today_leaves_earlier_days_as_they_were() -> None:
    cache, first = FiguresCache(least=LEAST), made()
    day = DAY - timedelta(15)
    then = cache.of(first, day)
    assert then.within(WHOLE)
    said = first.statements
    longer = {
        column: np.append(getattr(said, column), getattr(said, column)[-1:])
        for column in ("tagger", "person", "skill", "level", "source", "made", "confirmed")
    }
    longer["made"][-1] = longer["confirmed"][-1] = DAY.toordinal()
    today = replace(first, statements=Statements(**longer))
    assert cache.of(today) is not cache.of(first)
    assert cache.of(today, day) is then
    earlier = replace(first, statements=said.only(said.made < 0))
    assert cache.of(earlier, day) is not then


organisations = st.lists(
    st.tuples(st.integers(-1, 2), st.integers(-1, 2), st.integers(-1, 1)), min_size=3, max_size=9
)


@settings(max_examples=40, deadline=None)
@given(organisations, st.integers(0, 2), st.lists(st.integers(1, 900), max_size=2))
def test_no_page_filter_or_day_gives_a_small_group_away(
    people: list[tuple[int, int, int]], nest: int, days: list[int]
) -> None:
    """All figures on all pages are of groups; no combination of these is about fewer than 3."""
    number = len(people)
    of = workforce(
        team=[one[0] for one in people],
        place=[one[1] for one in people],
        roles=[(one[2],) if one[2] >= 0 else () for one in people],
        teams=[("a", -1), ("b", 0 if nest else -1), ("c", 1 if nest == 2 else -1)],
        skills=[("s", ())],
        said=[(one, (one + 1) % number, 0, 4, 10) for one in range(number)],
        needs=[Need(NeedSource.ROLE, 0, 3, 0.5, 2)],
    )
    cache = FiguresCache(least=LEAST)
    now = cache.of(of)
    masks = {
        (group.kind, now.unit_of(group)): frozenset(np.flatnonzero(group.members).tolist())
        for group in now.groups
    }
    published = set()
    for query in (GapQuery(), *(GapQuery(as_of=DAY - timedelta(one)) for one in days)):
        for by in (GroupKind.TEAM, GroupKind.PLACE, GroupKind.ROLE):
            shown = heat.heat(cache, now, OPERATOR, query, by)
            published |= {(one.kind, one.id) for one in shown.columns}
        page = skill.skill_figures(None, cache, now, OPERATOR, query, "skill-0")  # type: ignore[arg-type]
        published |= {(one.group.kind, one.group.id) for one in page.groups}
        found = overview.overview(cache, now, OPERATOR, query)
        published |= {(one.kind, one.id) for one in found.choices}
        for line in [*found.lines, *found.to_act_on]:
            published |= {(line.unit_kind, line.unit.id if line.unit else "")}
    for kind in (GroupKind.TEAM, GroupKind.PLACE):
        for unit in {unit for of_kind, unit in masks if of_kind is kind}:
            try:
                overview.overview(cache, now, OPERATOR, GapQuery(kind, unit))
                published.add((kind, unit))
            except Invalid:
                pass
    assert given_away([set(masks[one]) for one in published], LEAST, number) is None


def test_two_teams_that_leave_a_few_over_are_not_both_shown() -> None:
    fewer = made(team=[0] * 6 + [1] * 4 + [2] * 2, manager=[-1, 0, 1, 1, 1, 1, 0, 6, 6, 6, 0, 0])
    assert names(seen_by(OPERATOR, of=fewer)) == ["Everybody", "north"]
    assert seen_by(OPERATOR, of=fewer).withheld == ("south", "tiny")


def test_a_small_organisation_is_shown_nothing_and_told_why() -> None:
    few = workforce(team=[0, 0], teams=TEAMS[:1], skills=SKILLS, needs=made().needs[:1])
    found = seen_by(viewer(1, "hr"), of=few)
    assert (found.group, found.lines, found.choices, found.cover) == (None, (), (), ())
    assert found.why_withheld.startswith("not shown: fewer than 3 people")
    cache = FiguresCache(least=LEAST)
    table = heat.heat(cache, cache.of(few), viewer(1, "hr"), GapQuery(), GroupKind.TEAM)
    assert (table.columns, table.rows) == ((), ())


def test_a_match_is_private_to_the_person_and_to_whom_they_report() -> None:
    figures = FiguresCache().of(made())
    for who in (HR, PLAIN, OPERATOR):
        with pytest.raises(PersonNotFound):
            people.own(None, figures, who, person_id="person-3")  # type: ignore[arg-type]
