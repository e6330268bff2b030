"""Measures of a ranking against what people found, each for one text with at least one gold skill.

P@5, R@5 and R@10 as usual; RP@5 is hits among the first five over min(5, gold), as published work
on linking to ESCO has it (J.-J. Decorte and others, 'Design of negative sampling strategies for
distantly supervised skill extraction', 2022); R-precision looks at the first min(5, gold) only;
MRR is the reciprocal rank of the first hit; nDCG@10 has gain 1 and a log2 discount (K. Järvelin
and J. Kekäläinen, 2002).
"""

from collections.abc import Sequence, Set
from math import log2

import numpy as np
from numpy.typing import NDArray

NAMES = ("P@5", "R@5", "RP@5", "R@10", "MRR", "nDCG@10", "R-precision")
DEPTH = 50
_RESAMPLES = 2_000


def measure(ranking: Sequence[str], gold: Set[str]) -> tuple[float, ...]:
    """Return the measures of one ranking, in the order of `NAMES`."""
    hits = [key in gold for key in ranking[:DEPTH]]
    first = next((place for place, hit in enumerate(hits, start=1) if hit), 0)
    most = min(5, len(gold))
    gains = sum(1 / log2(place + 1) for place, hit in enumerate(hits[:10], start=1) if hit)
    ideal = sum(1 / log2(place + 1) for place in range(1, min(10, len(gold)) + 1))
    return (
        sum(hits[:5]) / 5,
        sum(hits[:5]) / len(gold),
        sum(hits[:5]) / most,
        sum(hits[:10]) / len(gold),
        1 / first if first else 0.0,
        gains / ideal,
        sum(hits[:most]) / most,
    )


def interval(
    values: NDArray[np.float64], seed: int = 20_000
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return means of columns with their 95 % bootstrap intervals over rows (B. Efron, 1979).

    Percentiles of the means of 2,000 resamples; the same values give the same interval.
    """
    chosen = np.random.default_rng(seed).integers(0, len(values), (_RESAMPLES, len(values)))
    means = np.stack([values[some].mean(axis=0) for some in chosen])
    low, high = np.percentile(means, [2.5, 97.5], axis=0)
    return values.mean(axis=0), low, high
