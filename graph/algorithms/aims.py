"""What more people would be worth for a gap: a concave function, in steps."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.gaps import POLICY, Gap, Policy

_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Aim:
    """A gap as the plan sees it: steps of (people, worth of each), the worth never rising.

    The worth is the consequence that one expected person more closes. Beyond the last step more
    people are worth nothing.
    """

    steps: tuple[tuple[float, float], ...]

    @property
    def missing(self) -> float:
        """How many people more are worth something."""
        return sum(people for people, _ in self.steps)

    def closed(self, people: float) -> float:
        """Return the consequence that so many more people close (fewer: that they open)."""
        if people < 0:
            return people * self.steps[0][1] if self.steps else 0.0
        total = 0.0
        for some, worth in self.steps:
            total += min(some, max(people, 0.0)) * worth
            people -= some
        return total


def aim(gap: Gap, policy: Policy = POLICY) -> Aim:
    """Return what more people are worth for a gap.

    With y people more, who count on and are fresh, the shortfall, the share of the surest and the
    share of stale cover (`gaps.find`) become those of have + y people. How much consequence that
    closes is taken at points a quarter of a person apart, up to one person beyond what is missing,
    and straightened to the least concave function above (their upper hull).
    """
    end = max(gap.needed - gap.have, 0.0) + 1.0
    points = np.linspace(0.0, end, max(5, min(41, round(end * 4) + 1)))
    lacks = np.array([_lack_with(gap, float(more), policy) for more in points])
    factor = gap.importance**policy.importance * gap.demand**policy.demand
    worth = factor * (lacks[0] ** policy.lack - lacks**policy.lack)
    worth = np.maximum.accumulate(np.maximum(worth, 0.0))
    hull = _upper_hull(points, worth)
    return Aim(
        tuple(
            (float(points[b] - points[a]), float((worth[b] - worth[a]) / (points[b] - points[a])))
            for a, b in pairwise(hull)
            if worth[b] > worth[a]
        )
    )


def _lack_with(gap: Gap, more: float, policy: Policy) -> float:
    sound, have = gap.have * (1 - gap.stale), gap.have + more
    surest = max(gap.fragility * sound, min(more, 1.0))
    fragility = min(1.0, surest / (sound + more)) if sound + more > _LEAST else 1.0
    if more <= 0:
        fragility = gap.fragility
    shortfall = max(0.0, 1 - have / gap.needed) if gap.needed > 0 else 0.0
    stale = gap.stale * gap.have / have if have > _LEAST else 0.0
    return policy.lacking(shortfall, fragility, stale)


def _upper_hull(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[int]:
    """Return the corners of the least concave function above some points (monotone chain)."""
    hull: list[int] = []
    for c in range(len(x)):
        while len(hull) > 1:
            a, b = hull[-2:]
            if (y[b] - y[a]) * (x[c] - x[a]) > (y[c] - y[a]) * (x[b] - x[a]):
                break
            hull.pop()
        hull.append(c)
    return hull
