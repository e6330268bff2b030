"""Is a skill in more documents than before? The test agrees with enumeration, and asks enough."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.rising import chance_of_as_many, rises

COUNT = st.integers(0, 40)
SHARE = st.floats(0.01, 0.99)


@given(st.integers(0, 8), st.integers(0, 8), st.sampled_from([0.25, 0.5, 0.8]))
def test_the_chance_is_what_enumeration_gives(now: int, before: int, share: float) -> None:
    total = now + before
    expected = 0.0
    for falls in product((True, False), repeat=min(total, 10)):
        if total <= 10 and sum(falls) >= now:
            expected += share ** sum(falls) * (1 - share) ** (total - sum(falls))
    if total <= 10:
        assert chance_of_as_many(now, before, share) == pytest.approx(expected)


@given(COUNT, COUNT, SHARE)
def test_more_now_is_never_likelier(now: int, before: int, share: float) -> None:
    chance = chance_of_as_many(now, before, share)
    assert 0 <= chance <= 1
    assert chance_of_as_many(now + 1, before, share) <= chance + 1e-12


@given(COUNT, COUNT, COUNT, COUNT)
def test_nothing_rises_with_the_number_of_documents_alone(
    now: int, before: int, more_now: int, more_before: int
) -> None:
    all_now, all_before = now + more_now, before + more_before
    if rises(now, before, all_now, all_before, least=3, chance=0.05):
        assert now >= 3
        assert now / all_now > before / all_before
    assert not rises(before, before, all_before, all_before, least=3, chance=0.05)


def test_a_rise_that_is_plain() -> None:
    assert rises(8, 0, 20, 20, least=3, chance=0.05)
    assert not rises(2, 0, 20, 20, least=3, chance=0.05)
    assert not rises(8, 0, 20, 0, least=3, chance=0.05)


@pytest.mark.parametrize("wrong", [(-1, 0, 0.5), (0, -1, 0.5), (1, 1, 1.5)])
def test_counts_and_shares_that_cannot_be(wrong: tuple[int, int, float]) -> None:
    with pytest.raises(ValueError, match="counts"):
        chance_of_as_many(*wrong)
