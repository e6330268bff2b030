"""Weighted kappa: known values, what it cannot say, and that its interval covers the truth."""

import numpy as np
import pytest

from graph.algorithms.agreement import Rated, agreement, kappa


def test_a_published_table() -> None:
    """Two raters on an ordinal scale, worked out by hand from the definition."""
    table = np.array([[10, 5, 1], [3, 12, 4], [0, 6, 9]], dtype=float)
    weights = np.array([[0, 1, 4], [1, 0, 1], [4, 1, 0]], dtype=float)
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    assert kappa(table) == pytest.approx(1 - (table * weights).sum() / (expected * weights).sum())


def test_always_the_same_is_one_and_the_opposite_is_below_zero() -> None:
    assert kappa(np.diag([3.0, 2, 4, 1, 2])) == 1
    assert kappa(np.fliplr(np.diag([3.0, 2, 4, 2, 3]))) < -0.9
    assert kappa(np.outer([1.0, 2, 3, 2, 1], [2.0, 1, 1, 1, 3])) == pytest.approx(0)


def test_nothing_is_said_where_few_are_rated_or_all_the_same() -> None:
    some = [Rated(f"p{n % 4}", 1 + n % 5, 1 + n % 3) for n in range(40)]
    assert agreement(some) is None
    assert agreement([Rated(f"p{n}", 1 + n % 2, 2) for n in range(9)]) is None
    assert agreement([Rated(f"p{n}", 3, 3) for n in range(40)]) is None


def test_the_order_of_colleagues_does_not_matter() -> None:
    one_way = [Rated(f"p{n % 9}", 1 + n % 5, 1 + (n * 7) % 5) for n in range(60)]
    other = [Rated(one.person, one.other, one.one) for one in one_way]
    assert agreement(one_way, symmetric=True) == agreement(other, symmetric=True)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Raters with a known correlation; the truth is kappa of very many of their ratings."""
    source = np.random.default_rng(7)

    def ratings(people: int) -> list[Rated]:
        level = source.normal(3, 1, (people, 1))
        said = np.clip(np.rint(level[:, :, None] + source.normal(0, 0.7, (people, 3, 2))), 1, 5)
        return [
            Rated(f"p{n:05}", int(one), int(two)) for n in range(people) for one, two in said[n]
        ]

    many = agreement(ratings(6_000))
    assert many is not None
    covered = 0
    for _ in range(60):
        found = agreement(ratings(40))
        assert found is not None
        covered += found.low <= many.kappa <= found.high
    assert 50 <= covered <= 60
