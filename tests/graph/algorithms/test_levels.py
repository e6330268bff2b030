"""Levels from statements: what one more changes, what order does not, and parts made anew."""

from dataclasses import replace
from datetime import timedelta
from math import ceil

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.algorithms import levels
from graph.algorithms.workforce import From, Statements, Workforce, as_of
from tests.workforces import DAY, statements, workforce

PEOPLE, SKILLS = 5, 2
SAID = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.integers(0, PEOPLE - 1),
        st.integers(0, SKILLS - 1),
        st.integers(0, 5),
        st.integers(0, 2000),
    ),
    max_size=30,
    unique_by=lambda one: one[:3],
)


def of(said: list[tuple[int, int, int, int, int]]) -> Workforce:
    topics = [(f"skill {one}", ()) for one in range(SKILLS)]
    return workforce([0] * PEOPLE, skills=topics, said=said)


def about(beliefs: levels.Beliefs) -> dict[tuple[int, int], tuple[float, ...]]:
    columns = (beliefs.mean, beliefs.spread, beliefs.peers, beliefs.own, beliefs.freshest)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    pairs = zip(beliefs.person.tolist(), beliefs.skill.tolist(), strict=True)
    return dict(zip(pairs, rows, strict=True))


def chance(beliefs: levels.Beliefs, person: int, skill: int, level: float) -> float:
    at = levels.position(beliefs, person, skill)
    assert at is not None
    return float(levels.at_least(beliefs, level)[at])


def test_without_statements_nothing_is_believed() -> None:
    beliefs = levels.estimate(of([]))
    assert len(beliefs.person) == 0
    assert len(levels.at_least(beliefs, 3)) == 0
    assert levels.position(beliefs, 0, 0) is None


@given(SAID, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_statements_does_not_matter(said: list, random) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    one, other = levels.estimate(of(said)), levels.estimate(of(shuffled))
    assert about(one).keys() == about(other).keys()
    np.testing.assert_allclose(one.mean, other.mean, atol=1e-9)
    np.testing.assert_allclose(one.spread, other.spread, atol=1e-9)


@given(SAID, st.integers(0, 5), st.integers(1, 5), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_good_word_more_never_lowers_the_chance(
    said: list, first: int, asked: int, highest: bool
) -> None:
    """With the raters as they are; the word is at or above the mean, and the level asked for."""
    said = [one for one in said if one[:3] not in {(4, 0, 0), (0, 4, 0), (1, 0, 0)}]
    before = levels.estimate(of([*said, (1, 0, 0, first, 500)]))
    at = levels.position(before, 0, 0)
    assert at is not None
    bias = before.raters.bias[4] + before.fitted.source_bias[list(From).index(From.PEER)]
    least = max(1, ceil(max(before.mean[at], asked - 0.5) + bias))
    assume(least <= 5)
    freshest = DAY.toordinal() - int(before.freshest[at])
    good = (4, 0, 0, 5 if highest else least, freshest)
    after = levels.estimate(of([*said, (1, 0, 0, first, 500), good]), fitted=before.fitted)
    assert chance(after, 0, 0, asked) >= chance(before, 0, 0, asked) - 1e-3


@given(SAID, SAID, st.booleans())
@settings(max_examples=100, deadline=None)
def test_pairs_made_anew_equal_everything_made_anew(said: list, later: list, gone: bool) -> None:
    before = levels.estimate(of(said))
    kept = [one for one in said if not (gone and one[0] == 1)]
    new = {one[:3]: one for one in (*kept, *later)}
    now = of(list(new.values()))
    touched = {one[:3] for one in set(said) ^ set(new.values())}
    pairs = {pair for t, p, s in touched for pair in ((p, s), (t, s))}
    part = levels.refresh(before, now, pairs)
    whole = levels.estimate(now, fitted=before.fitted)
    assert about(part).keys() == about(whole).keys()
    for pair, values in about(whole).items():
        assert about(part)[pair] == pytest.approx(values, abs=1e-9)
    for each in (part.person, part.skill, part.mean):
        assert len(each) == len(whole.person)


def test_voices_weigh_by_source_age_and_agreement() -> None:
    fresh = levels.estimate(of([(1, 0, 0, 5, 0)]))
    old = levels.estimate(of([(1, 0, 0, 5, 2000)]))
    own = levels.estimate(of([(0, 0, 0, 5, 0)]))
    assert chance(fresh, 0, 0, 4) > chance(old, 0, 0, 4)
    assert chance(fresh, 0, 0, 4) > chance(own, 0, 0, 4)
    assert fresh.spread[0] < old.spread[0]
    assert (fresh.peers[0], bool(fresh.own[0])) == (1, False)
    assert (own.peers[0], bool(own.own[0])) == (0, True)


def test_a_mutual_word_counts_less() -> None:
    alone = levels.estimate(of([(1, 0, 0, 5, 0)]))
    both = levels.estimate(of([(1, 0, 0, 5, 0), (0, 1, 0, 5, 0)]))
    assert chance(both, 0, 0, 4) < chance(alone, 0, 0, 4)


def test_a_statement_without_a_level_says_little() -> None:
    beliefs = levels.estimate(of([(1, 0, 0, 0, 0)]))
    assert 0.3 < chance(beliefs, 0, 0, 3) < 0.8
    assert beliefs.spread[0] > 0.8


def test_several_kinds_of_one_rater_are_one_voice() -> None:
    said = statements([(1, 0, 0, 4, 9), (1, 0, 0, 2, 90), (1, 0, 0, 0, 0)])
    beliefs = levels.estimate(replace(of([]), statements=said))
    once = levels.estimate(of([(1, 0, 0, 4, 9)]))
    assert beliefs.mean.tolist() == pytest.approx(once.mean.tolist())
    assert beliefs.peers.tolist() == [1]


def test_people_who_left_still_have_been_heard_apart() -> None:
    column = np.array([-1, -1], np.int32)
    said = statements([(1, 0, 0, 5, 0), (2, 0, 0, 5, 0)])
    beliefs = levels.estimate(replace(of([]), statements=replace(said, tagger=column)))
    assert beliefs.peers.tolist() == [2]


def test_a_manager_counts_more() -> None:
    said = statements([(1, 0, 0, 5, 0)])
    manager = np.array([list(From).index(From.MANAGER)], np.int32)
    theirs = levels.estimate(replace(of([]), statements=replace(said, source=manager)))
    assert theirs.mean[0] > levels.estimate(of([(1, 0, 0, 5, 0)])).mean[0]


def test_as_of_leaves_out_what_came_later_and_caps_confirmations() -> None:
    said = statements([(1, 0, 0, 5, 400), (2, 0, 0, 1, 10)])
    said = replace(said, confirmed=np.full(2, DAY.toordinal(), np.int32))
    then = as_of(replace(of([]), statements=said), DAY - timedelta(days=100))
    assert then.day == DAY - timedelta(days=100)
    assert then.statements.level.tolist() == [5]
    assert then.statements.confirmed.tolist() == [then.day.toordinal()]
    assert isinstance(then.statements, Statements)


@given(SAID)
@settings(max_examples=30, deadline=None)
def test_what_was_learnt_moves_with_people(said: list) -> None:
    """One person more, at the front, changes nothing for the others; a leaver keeps no place."""
    before = levels.estimate(of(said))
    came_from = np.array([-1, *range(PEOPLE)], np.int32)
    raters = levels.moved(before.fitted, levels.MODEL, came_from, SKILLS + 1)
    shifted = [(t + 1, p + 1, s, level, days) for t, p, s, level, days in said]
    topics = [(f"skill {one}", ()) for one in range(SKILLS + 1)]
    bigger = workforce([0] * (PEOPLE + 1), skills=topics, said=shifted)
    after = levels.estimate(bigger, fitted=raters)
    again = levels.estimate(of(said), fitted=before.fitted)
    np.testing.assert_allclose(after.mean, again.mean)
    assert after.fitted.rater_bias[0] == 0
    assert len(after.fitted.skill_mean) == SKILLS + 1


def test_intervals_hold_the_mean() -> None:
    low, high = levels.interval(beliefs := levels.estimate(of([(1, 0, 0, 4, 0)])), 0.9)
    assert low[0] < beliefs.mean[0] < high[0]
    assert high[0] - low[0] == pytest.approx(2 * 1.6449 * beliefs.spread[0], rel=1e-3)
