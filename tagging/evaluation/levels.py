"""How well levels are recovered on invented organisations, beside the mean of the ratings.

Everything is compared with the true levels of the day. See `tagging.evaluation.simulating` for
the organisations, and docs/levels.md for what came out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph.algorithms import levels
from graph.algorithms.levels import MODEL, Beliefs, Model
from graph.algorithms.voices import Floats
from tagging.evaluation.simulating import REGIMES, Regime, Simulated, simulate

SHARE = 0.9
_ASKED = 3
_BINS = 10
# What is learnt of raters hardly differs from nothing with these.
_NOT_LEARNT = {"rater_spread": 0.01, "own_spread": 0.01, "rater_weight": 1e9}
_NEVER = 1e9


def _without() -> Mapping[str, Model]:
    peer = {source: MODEL.noise[list(MODEL.noise)[1]] for source in MODEL.noise}
    equal = dict.fromkeys(MODEL.bias, 0.0)
    hardly = dict.fromkeys(MODEL.bias, 0.01)
    return MappingProxyType(
        {
            "the raters' bias and noise": replace(MODEL, **_NOT_LEARNT),  # type: ignore[arg-type]
            "fading with age": replace(MODEL, half_life=_NEVER, drift=0.0),
            "telling sources apart": replace(
                MODEL, noise=peer, bias=equal, bias_spread=hardly, own_spread=MODEL.rater_spread
            ),
            "discounting mutual statements": replace(
                MODEL, mutual_bias=0.0, mutual_spread=0.01, mutual_noise=1.0
            ),
        }
    )


WITHOUT = _without()


@dataclass(frozen=True, slots=True)
class Measured:
    """One organisation, or the mean of several.

    `error` and `of_mean`: mean absolute error in levels of the estimate and of the mean of the
    ratings, over the pairs that have a rating with a level. `less`: by which share the first is
    smaller. `covered`: share of all pairs whose true level is within the 90 % interval; `width`:
    its mean width in levels. `calibration`: expected error of the chance of level 3 or more.
    """

    error: float
    of_mean: float
    covered: float
    width: float
    calibration: float

    @property
    def less(self) -> float:
        """By which share the error is below that of the mean of the ratings."""
        return 1 - self.error / self.of_mean


@dataclass(frozen=True, slots=True)
class Row:
    """A regime: the mean of its organisations, and the least favourable of each figure."""

    regime: Regime
    mean: Measured
    least_less: float
    least_covered: float
    most_covered: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Each regime; all together; and the error of the usual one with one part left out."""

    people: int
    seeds: tuple[int, ...]
    rows: tuple[Row, ...]
    together: Measured
    without: Mapping[str, Measured] = field(default_factory=dict)


def measure(simulated: Simulated, model: Model = MODEL) -> Measured:
    """Return how well the levels of one organisation are recovered."""
    beliefs = levels.estimate(simulated.workforce, model)
    truth = simulated.levels[beliefs.person, beliefs.skill]
    rated, mean = mean_of_ratings(simulated, beliefs)
    low, high = levels.interval(beliefs, SHARE)
    return Measured(
        error=float(np.abs(beliefs.mean - truth)[rated].mean()),
        of_mean=float(np.abs(mean - truth)[rated].mean()),
        covered=float(((low <= truth) & (truth <= high)).mean()),
        width=float((high - low).mean()),
        calibration=_calibration(levels.at_least(beliefs, _ASKED), truth >= _ASKED - 0.5),
    )


def mean_of_ratings(simulated: Simulated, beliefs: Beliefs) -> tuple[NDArray[np.bool_], Floats]:
    """Return which pairs (k,) have a rating with a level, and the plain mean of these (else 0)."""
    said, people = simulated.workforce.statements, len(simulated.levels)
    key = said.skill.astype(np.int64) * people + said.person
    count = simulated.levels.size
    given = said.level > 0
    ratings = np.bincount(key[given], minlength=count)
    total = np.bincount(key[given], said.level[given], count)
    here = beliefs.skill.astype(np.int64) * people + beliefs.person
    return ratings[here] > 0, total[here] / np.maximum(ratings[here], 1)


def _calibration(chances: Floats, reached: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    place = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    off = np.bincount(place, chances - reached, _BINS)
    return float(np.abs(off).sum() / max(len(chances), 1))


def evaluate(
    seed: int = 1,
    people: int = 300,
    times: int = 5,
    regimes: Sequence[Regime] = REGIMES,
    tell: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Measure `times` organisations of each regime, with seeds from `seed` on."""
    seeds, rows = tuple(range(seed, seed + times)), []
    every: list[Measured] = []
    for number, regime in enumerate(regimes):
        found = [measure(simulate(regime, people, one)) for one in seeds]
        rows.append(_row(regime, found))
        every += found
        if tell:
            tell("regimes", number + 1, len(regimes))
    usual = [simulate(regimes[0], people, one) for one in seeds]
    without = {
        name: _mean([measure(one, model) for one in usual]) for name, model in WITHOUT.items()
    }
    return Evaluation(people, seeds, tuple(rows), _mean(every), without)


def _row(regime: Regime, found: Sequence[Measured]) -> Row:
    return Row(
        regime=regime,
        mean=_mean(found),
        least_less=min(one.less for one in found),
        least_covered=min(one.covered for one in found),
        most_covered=max(one.covered for one in found),
    )


def _mean(found: Sequence[Measured]) -> Measured:
    names = ("error", "of_mean", "covered", "width", "calibration")
    return Measured(*(float(np.mean([getattr(one, name) for one in found])) for name in names))
