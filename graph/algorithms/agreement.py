"""How far raters agree: quadratic weighted kappa, with what is uncertain about it.

Cohen, Psychological Bulletin 1968; with quadratic weights it is an intraclass correlation (Fleiss
and Cohen, Educational and Psychological Measurement 1973). The interval is a percentile bootstrap
over the people rated, whose ratings belong together (Field and Welsh, JRSS B 2007).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_PEOPLE = 5
LEAST_PAIRS = 10
_LEVELS = 5
_DRAWS = 2_000
_SEED = 1968
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kappa (1: always the same, 0: as by chance), its interval, and what it rests on."""

    kappa: float
    low: float
    high: float
    pairs: int
    people: int


@dataclass(frozen=True, slots=True)
class Rated:
    """Two ratings (1 to 5) of the same claim of a person; `person` is whom they are about."""

    person: str
    one: int
    other: int


def kappa(table: Floats) -> float:
    """Return the quadratic weighted kappa of a table (levels x levels) of counts.

    Not a number where nothing is counted or both raters always use one and the same level: then
    there is nothing to agree about.
    """
    return float(_kappas(np.asarray(table, dtype=float)[None])[0])


def _kappas(tables: Floats) -> Floats:
    """Return kappa (n,) of tables (n, levels, levels)."""
    levels = np.arange(tables.shape[-1])
    apart = (levels[:, None] - levels[None, :]) ** 2.0
    total = tables.sum(axis=(1, 2))
    by_chance = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (by_chance * apart).sum(axis=(1, 2)) / total
        return np.asarray(1 - (tables * apart).sum(axis=(1, 2)) / expected)


def agreement(
    rated: Sequence[Rated],
    *,
    symmetric: bool = False,
    share: float = 0.95,
    least_people: int = LEAST_PEOPLE,
    least_pairs: int = LEAST_PAIRS,
) -> Agreement | None:
    """Return how far ratings agree, or None where too few people or pairs are there to say.

    `symmetric` is for raters who are alike (colleagues among themselves): each pair counts both
    ways round. Also None where everybody always gave the same level. The same ratings always give
    the same interval.
    """
    people = sorted({one.person for one in rated})
    if len(people) < least_people or len(rated) < least_pairs:
        return None
    tables = _tables(rated, people, symmetric)
    middle = kappa(tables.sum(axis=0))
    if not np.isfinite(middle):
        return None
    drawn = np.random.default_rng(_SEED).multinomial(
        len(people), np.full(len(people), 1 / len(people)), size=_DRAWS
    )
    flat = drawn @ tables.reshape(len(people), -1)
    spread = _kappas(flat.reshape(-1, _LEVELS, _LEVELS))
    spread = spread[np.isfinite(spread)]
    low, high = np.quantile(spread, [(1 - share) / 2, (1 + share) / 2])
    return Agreement(middle, float(low), float(high), len(rated), len(people))


def _tables(rated: Sequence[Rated], people: Sequence[str], symmetric: bool) -> Floats:
    """Return the counts of each person, (people, levels, levels)."""
    number = {person: at for at, person in enumerate(people)}
    tables = np.zeros((len(people), _LEVELS, _LEVELS))
    for one in rated:
        tables[number[one.person], one.one - 1, one.other - 1] += 1
        if symmetric:
            tables[number[one.person], one.other - 1, one.one - 1] += 1
    return tables
