"""Coverage: totals equal counting every possible outcome, and tables equal sums by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms import coverage, levels
from tests.workforces import workforce

CHANCES = st.lists(
    st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0])), min_size=0, max_size=9
)


def by_enumeration(p: list[float]) -> np.ndarray:
    """Return the distribution by going through all 2^n outcomes."""
    found = np.zeros(len(p) + 1)
    for outcome in product((0, 1), repeat=len(p)):
        found[sum(outcome)] += np.prod(
            [one if come else 1 - one for one, come in zip(p, outcome, strict=True)]
        )
    return found


@given(CHANCES)
@settings(max_examples=100, deadline=None)
def test_the_distribution_equals_enumeration(p: list[float]) -> None:
    np.testing.assert_allclose(coverage.distribution(np.array(p)), by_enumeration(p), atol=1e-12)
    expected = sum(number * chance for number, chance in enumerate(by_enumeration(p)))
    assert coverage.expected(np.array(p)) == pytest.approx(expected)


@given(CHANCES, st.sampled_from([0.5, 0.8, 0.9, 0.95]))
@settings(max_examples=100, deadline=None)
def test_the_interval_holds_at_least_its_share(p: list[float], share: float) -> None:
    low, high = coverage.interval(np.array(p), share)
    held = by_enumeration(p)
    tail = (1 - share) / 2 + 1e-9
    assert held[: int(low)].sum() <= tail
    assert held[int(high) + 1 :].sum() <= tail
    assert low <= high


@pytest.mark.parametrize("count", [33, 64, 65, 127, 1000, 4097])
def test_long_products_stay_exact(count: int) -> None:
    p = np.random.default_rng(count).random(count)
    found = coverage.distribution(p)
    slow = np.ones(1)
    for one in p:
        slow = np.convolve(slow, [1 - one, one])
    np.testing.assert_allclose(found, slow, atol=1e-12)
    assert found.sum() == pytest.approx(1)


def test_the_approximation_for_very_many_is_close(monkeypatch: pytest.MonkeyPatch) -> None:
    p = np.random.default_rng(5).random(4000)
    exact = coverage.interval(p)
    monkeypatch.setattr(coverage, "EXACT_UP_TO", 1000)
    assert np.abs(np.subtract(coverage.interval(p), exact)).max() <= 1


def test_many_intervals_equal_one_at_a_time() -> None:
    random = np.random.default_rng(3)
    sizes = [0, 1, 2, 30, 127, 128, 129, 300]
    group = np.repeat(np.arange(len(sizes)), sizes)
    group = np.append(group, [-1] * 5).astype(np.int32)
    order = random.permutation(len(group))
    p, group = random.random(len(group))[order], group[order]
    found = coverage.intervals(p, group, len(sizes))
    for number in range(len(sizes)):
        assert tuple(found[number]) == coverage.interval(p[group == number])


TEAM = st.lists(st.integers(-1, 2), min_size=6, max_size=6)
SAID = st.lists(
    st.tuples(*[st.integers(0, 5)] * 2, st.integers(0, 2), st.integers(0, 5), st.just(0)),
    max_size=15,
    unique_by=lambda one: one[:3],
)


@given(TEAM, SAID, st.integers(1, 5), st.sets(st.integers(0, 5), max_size=2))
@settings(max_examples=60, deadline=None)
def test_tables_equal_sums_by_hand(team: list[int], said: list, level: int, outside: set) -> None:
    skills = [(f"s{one}", ()) for one in range(3)]
    units = [("a", -1), ("b", 0), ("c", 1)]
    roles = [(0,), (0, 1), (), (), (1,), ()]
    made = workforce(
        team, [0, 0, 1, 1, -1, -1], roles, teams=units, skills=skills, said=said,
        outside=sorted(outside),
    )  # fmt: skip
    beliefs = levels.estimate(made)
    p = levels.at_least(beliefs, level)
    pairs = list(zip(beliefs.skill.tolist(), beliefs.person.tolist(), p, strict=True))

    def total(skill: int, people: set[int], *, holders: bool = False) -> float:
        some = [one for s, person, one in pairs if s == skill and person in people - outside]
        return float(sum(one >= 0.5 for one in some) if holders else sum(some))

    table = coverage.table(beliefs, made, level)
    wide = coverage.with_sub_teams(table, made.teams)
    places = coverage.by_place(beliefs, made, level)
    by_role = coverage.by_role(beliefs, made, level)
    below = {0: {0, 1, 2}, 1: {1, 2}, 2: {2}}
    for skill in range(3):
        assert table.everyone[skill] == pytest.approx(total(skill, set(range(6))))
        assert table.everyone_holders[skill] == total(skill, set(range(6)), holders=True)
        for number in range(3):
            own = {one for one in range(6) if team[one] == number}
            under = {one for one in range(6) if team[one] in below[number]}
            assert table.expected[skill, number] == pytest.approx(total(skill, own))
            assert table.holders[skill, number] == total(skill, own, holders=True)
            assert wide.expected[skill, number] == pytest.approx(total(skill, under))
        assert places.expected[skill, 0] == pytest.approx(total(skill, {0, 1}))
        assert by_role.expected[skill, 0] == pytest.approx(total(skill, {0, 1}))
        assert by_role.expected[skill, 1] == pytest.approx(total(skill, {1, 4}))
    cells = coverage.cells(beliefs, made, level)
    shown = np.zeros_like(table.expected)
    shown[cells.skill, cells.group] = cells.expected
    np.testing.assert_allclose(shown, table.expected)
    assert cells.holders.sum() == table.holders.sum()
    outsiders = coverage.table(beliefs, made, level, ~made.members.staff)
    for skill in range(3):
        theirs = sum(one for s, person, one in pairs if s == skill and person in outside)
        assert outsiders.everyone[skill] == pytest.approx(theirs)
