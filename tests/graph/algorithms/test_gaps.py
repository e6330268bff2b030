"""Gaps: each kind where it belongs, the formula as documented, areas and bottlenecks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms import coverage, gap_areas, gaps, levels
from graph.algorithms.gap_needs import asked_of, demanded, scopes
from graph.algorithms.gap_pairs import Pairs
from graph.algorithms.gaps import POLICY, Gap, GapKind, Policy
from graph.algorithms.workforce import Need, NeedSource, Workforce
from tests.workforces import DAY, workforce

ROLE, WORK, SEARCHES = NeedSource.ROLE, NeedSource.WORK, NeedSource.SEARCHES


def everybody_says(people: list[int], skill: int, level: int, days: int = 10) -> list:
    """Three colleagues say so of each of these people (0 to 9)."""
    return [((one + 1 + n) % 10, one, skill, level, days) for one in people for n in range(3)]


def found(made: Workforce, policy: Policy = POLICY, **given: object) -> dict[tuple, Gap]:
    every = gaps.find(made, levels.estimate(made), policy, **given)  # type: ignore[arg-type]
    return {(gap.skill, gap.team): gap for gap in every}


def ten(said: list, needs: list[Need], **given: object) -> Workforce:
    skills = [("root", ()), ("sheep", (0,)), ("wool", (1,)), ("boats", ())]
    return workforce(
        team=[0] * 5 + [1] * 5,
        skills=skills,
        said=said,
        needs=needs,
        **given,  # type: ignore[arg-type]
    )


def test_one_sound_holder_is_a_single_point_of_failure() -> None:
    made = ten(everybody_says([3], 1, 4), [Need(ROLE, 1, 3, 0.8, 2, team=0)])
    whole = found(made)[1, -1]
    assert whole.kinds == {GapKind.SINGLE, GapKind.SHORT}
    assert whole.kind is GapKind.SINGLE
    assert whole.holders == (3,)
    assert whole.fragility == 1.0


def test_two_holders_are_single_where_one_is_stale_or_leaves() -> None:
    needs = [Need(ROLE, 1, 3, 0.8, 2)]
    both = everybody_says([3, 4], 1, 4)
    assert GapKind.SINGLE not in found(ten(both, needs), every=True)[1, -1].kinds
    leaving = found(ten(both, needs, leaves={4: DAY + timedelta(20)}))[1, -1]
    assert leaving.kinds >= {GapKind.SINGLE, GapKind.LEAVING}
    one_stale = everybody_says([3], 1, 4) + everybody_says([4], 1, 4, days=800)
    assert GapKind.SINGLE in found(ten(one_stale, needs))[1, -1].kinds


def test_what_nobody_confirmed_for_long_is_stale_even_where_nothing_needs_it() -> None:
    gap = found(ten(everybody_says([3], 3, 4, days=900), []))[3, -1]
    assert gap.kind is GapKind.STALE
    assert gap.stale == pytest.approx(1)
    assert gap.freshest == DAY.toordinal() - 900
    assert gap.importance == POLICY.kept


def test_what_is_looked_for_and_nobody_has_is_in_vain_else_missing() -> None:
    made = ten([], [Need(SEARCHES, 3, 3, 0.7, 1), Need(ROLE, 2, 3, 0.7, 1)])
    assert found(made)[3, -1].kind is GapKind.VAIN
    assert found(made)[2, -1].kind is GapKind.MISSING


def test_a_team_without_anybody_and_the_whole_knows_which() -> None:
    made = ten(everybody_says([7, 8], 1, 4), [Need(ROLE, 1, 3, 0.9, 3, team=0)])
    assert GapKind.NO_REACH in found(made)[1, 0].kinds
    pairs = Pairs(made, levels.estimate(made))
    assert gap_areas.without(pairs, scopes(made), 1) == ((0, -1),)
    narrower = ten(everybody_says([2], 2, 4), [Need(ROLE, 1, 3, 0.9, 3, team=0)])
    assert GapKind.NO_REACH not in found(narrower)[1, 0].kinds


def test_a_need_of_a_part_is_one_of_the_teams_round_it() -> None:
    made = ten([], [Need(ROLE, 1, 3, 0.9, 3, team=1)], teams=[("a", -1), ("b", 0)])
    assert {team for skill, team in found(made)} == {-1, 0, 1}


def test_places_need_what_the_posts_of_their_people_require() -> None:
    made = workforce(
        team=[0] * 5, place=[0, 0, 0, 1, 1], roles=[(0,), (0,), (), (0,), ()], skills=[("s", ())],
        needs=[Need(ROLE, 0, 3, 0.5, 3, team=0, reference="r0", words="role 0")],
    )  # fmt: skip
    every = gaps.find(made, levels.estimate(made))
    assert {(gap.place, gap.needed) for gap in every if gap.place >= 0} == {(0, 2.0), (1, 1.0)}
    alone = gaps.find(made, levels.estimate(made), within=(-1, 1))
    assert [(gap.place, gap.needed) for gap in alone] == [(1, 1.0)]


def test_work_that_is_over_needs_nothing_any_more() -> None:
    over = Need(WORK, 3, 3, 0.9, 1, until=DAY - timedelta(1))
    assert not found(ten([], [over]))
    assert found(ten([], [replace(over, until=DAY)]))


def test_posts_add_up_and_of_the_sources_the_largest_counts() -> None:
    needs = [Need(ROLE, 0, 3, 1, 4), Need(ROLE, 0, 4, 1, 2), Need(WORK, 0, 3, 1, 5)]
    assert (demanded(needs, 3), demanded(needs, 4), demanded(needs, 5)) == (6, 2, 0)


def test_a_gap_is_counted_at_the_level_where_most_is_short() -> None:
    made = ten(everybody_says([1, 2, 3], 1, 3), [Need(ROLE, 1, 2, 1, 3), Need(ROLE, 1, 5, 1, 1)])
    assert found(made)[1, -1].level == 5
    assert (2, -1) not in found(made, level=2)
    assert found(made, level=2, every=True)[1, -1].needed == 4


def test_whoever_is_a_level_below_is_next_and_who_is_outside_can_be_borrowed() -> None:
    said = everybody_says([3], 1, 5) + everybody_says([4], 1, 3) + everybody_says([9], 1, 5)
    gap = found(ten(said, [Need(ROLE, 1, 4, 1, 1)], outside=[9]))[1, -1]
    assert (gap.holders, gap.successors, gap.external) == ((3,), (4,), (9,))
    assert gap.fragility < 1


def test_an_area_without_anybody_is_told_by_its_broadest_skill() -> None:
    said = everybody_says([7], 1, 4)
    needs = [Need(ROLE, 1, 3, 0.9, 3, team=0), Need(ROLE, 2, 3, 0.6, 3, team=0)]
    made = ten(said, needs)
    area = gap_areas.widest(Pairs(made, levels.estimate(made)), scopes(made))[0]
    assert (area.skill, area.team, area.covers) == (0, 0, (1, 2))
    assert area.demand == pytest.approx(asked_of(6, POLICY.half_demand))
    assert area.importance == 0.9


def test_who_alone_holds_several_skills_is_a_bottleneck_and_may_join_others() -> None:
    said = everybody_says([3], 1, 4) + everybody_says([3, 4], 2, 4) + everybody_says([3], 3, 4)
    made = ten(said, [Need(ROLE, skill, 3, 0.5, 1) for skill in (1, 2, 3)])
    (one,) = gap_areas.bottlenecks(gaps.find(made, levels.estimate(made), every=True))
    assert (one.person, set(one.alone), one.joins) == (3, {1, 3}, True)


statements = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3), st.integers(0, 5),
              st.integers(0, 1500)),
    max_size=25, unique_by=lambda one: one[:3],
)  # fmt: skip
needed = st.lists(
    st.builds(
        Need, st.sampled_from(NeedSource), st.integers(0, 3), st.integers(1, 5),
        st.floats(0.1, 1), st.integers(1, 6).map(float), st.integers(-1, 1),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(statements, needed)
def test_every_gap_is_what_the_page_says_it_is(said: list, needs: list[Need]) -> None:
    made = ten(said, needs)
    beliefs = levels.estimate(made)
    every = gaps.find(made, beliefs, every=True)
    assert list(every) == sorted(every, key=lambda gap: -gap.consequence)
    for gap in every:
        chances = [
            chance
            for chance, person, skill in zip(
                levels.at_least(beliefs, gap.level), beliefs.person, beliefs.skill, strict=True
            )
            if skill == gap.skill and gap.team in {-1, int(made.members.team[person])}
        ]
        assert gap.have == pytest.approx(sum(chances))
        assert (gap.low, gap.high) == coverage.interval(chances, POLICY.share)  # type: ignore[arg-type]
        factors = (gap.importance, gap.demand, gap.lack, gap.shortfall, gap.fragility, gap.stale)
        assert all(0 <= one <= 1 for one in factors)
        assert gap.consequence == pytest.approx(gap.importance * gap.demand * gap.lack)
        if gap.needed > gap.high:
            assert gap.kinds


def test_weights_are_powers_of_the_factors() -> None:
    made = ten(everybody_says([3], 1, 4), [Need(ROLE, 1, 3, 0.5, 2), Need(ROLE, 3, 3, 0.9, 1)])
    every = gaps.find(made, levels.estimate(made))
    by_importance = gaps.ranked(every, Policy(demand=0, lack=0))
    assert [gap.consequence for gap in by_importance] == [0.9, 0.5]
    assert gaps.ranked(every, Policy(importance=0))[0].consequence == pytest.approx(
        max(gap.demand * gap.lack for gap in every)
    )
