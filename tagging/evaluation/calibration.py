"""Whether probabilities can be believed: reliability and expected calibration error.

Suggestions are put in bins by their probability; the error is the mean over bins, weighted by
their size, of the distance between the mean probability and the share that people found too (M.
Naeini and others, AAAI 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

LEAST = 0.3
_EDGES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions between two probabilities: how many, said and found (both mean shares)."""

    low: float
    high: float
    count: int
    said: float
    found: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins of one split, its expected calibration error, and how many suggestions it had."""

    bins: tuple[Bin, ...]
    error: float
    count: int


def calibration(judged: Sequence[tuple[float, bool]]) -> Calibration:
    """Return how well probabilities above .3 hold, given each and whether people found it too."""
    above = np.array([(p, right) for p, right in judged if p > LEAST], np.float64).reshape(-1, 2)
    bins = []
    for low, high in pairwise(_EDGES):
        some = above[(above[:, 0] > low) & (above[:, 0] <= high)]
        if len(some):
            bins.append(Bin(low, high, len(some), *map(float, some.mean(axis=0))))
    off = sum(one.count * abs(one.said - one.found) for one in bins)
    return Calibration(tuple(bins), off / max(len(above), 1), len(above))
