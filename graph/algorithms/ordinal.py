"""What a level on a scale with ends says of a quantity without: 5 may mean anything from 4.5 up.

The end points of the scale are open intervals. Given what else is known of the quantity (normal),
its first two moments within the interval follow; the normal statement that would have led to the
same is taken in its place (expectation propagation: Minka, UAI 2001; for ordinal answers Chu and
Ghahramani, JMLR 2005).
"""

from typing import Final

import numpy as np
from scipy.special import log_ndtr

from graph.algorithms.voices import Floats

LOWEST: Final = 1.0
HIGHEST: Final = 5.0
_HALF: Final = 0.5
_WITHIN: Final = 1 / 12
_LEAST: Final = 0.02
_LOG_ROOT: Final = 0.5 * float(np.log(2 * np.pi))


def heard_as(level: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats, Floats]:
    """Return, for levels (v,), the value and variance of the statements they are taken for.

    `mean` and `variance` are what is expected of each quantity without its own level. Inner
    levels stand for themselves, with the variance of a stretch of one (1/12). The third is the
    squared distance from the mean to be expected of the quantity, given its level.
    """
    value, blur = level.copy(), np.full(len(level), _WITHIN)
    distance = (level - mean) ** 2 + _WITHIN
    for end, sign in ((LOWEST, -1.0), (HIGHEST, 1.0)):
        at = np.flatnonzero(level == end)
        spread = np.sqrt(variance[at])
        edge = sign * (end - sign * _HALF - mean[at]) / spread
        hazard = np.exp(-0.5 * edge**2 - _LOG_ROOT - log_ndtr(-edge))
        told = np.clip(hazard * (hazard - edge), _LEAST, 1 - 1e-9)
        value[at] = mean[at] + sign * spread * hazard / told
        blur[at] = variance[at] * (1 - told) / told
        distance[at] = variance[at] * (1 + hazard * edge)
    return value, blur, distance
