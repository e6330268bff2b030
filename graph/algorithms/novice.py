"""Whom to show first to somebody new: who knows, and is easy to ask and able to explain.

Every place in the list is worth 1 / (60 + place), as in reciprocal rank fusion, and is multiplied,
so that nobody is dropped:

    worth x (1 + .3 a) x (1 + .2 n) x (1 - .3 l) x (1 + .15 e)

a is 1 for somebody who likes being asked, -1 for somebody who would rather not, else 0; n (0 to 1)
how near they are in the organisation; l (0 to 1) how often they were asked in the last thirty
days, full at ten times; e (0 to 1) whether their level is one to explain from: 1 for levels 3 and
4, .5 for level 5, level 2 and none said, 0 for level 1 (people who are far ahead skip steps:
Hinds, 'The curse of expertise', J. Exp. Psychol. Applied 1999). The four numbers are chosen, not
measured: between the first and the thirtieth place of a list lies a factor of 1.5, so liking to
be asked moves somebody across most of such a list and nearness across half of it.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_FREE, _MOST_PLACES, _FIRST = 4, 5, 61


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part may add or take away; `most_asked` times in thirty days is a full load."""

    approachable: float = 0.3
    near: float = 0.2
    load: float = 0.3
    explains: float = 0.15
    most_asked: int = 10


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Ease:
    """What makes somebody easy to ask: nearness 0 to 1, times asked lately, level (None unsaid)."""

    approachable: bool | None = None
    nearness: float = 0.0
    asked: int = 0
    level: float | None = None


def factor(ease: Ease, weights: Weights = WEIGHTS) -> float:
    """Return what a place's worth is multiplied with for somebody new; always above 0."""
    liking = 0 if ease.approachable is None else 1 if ease.approachable else -1
    load = min(1.0, ease.asked / weights.most_asked)
    return (
        (1 + weights.approachable * liking)
        * (1 + weights.near * ease.nearness)
        * (1 - weights.load * load)
        * (1 + weights.explains * explains(ease.level))
    )


def explains(level: float | None) -> float:
    """Return how well somebody of this level (1 to 5) can be expected to explain, 0 to 1."""
    if level is None:
        return 0.5
    if 2.5 <= level < 4.5:
        return 1.0
    return 0.0 if level < 1.5 else 0.5


def load(asked: int) -> float:
    """Return what a place's worth is multiplied with in the usual order, by times asked lately.

    At the top of a list each time over four counts as one place lower, five places at most.
    """
    return _FIRST / (_FIRST + min(_MOST_PLACES, max(0, asked - _FREE)))


def order(found: Sequence[tuple[Key, float]]) -> list[Key]:
    """Return keys, given best first with their factors, in the order of worth times factor."""
    worth = [(by / (_FIRST + place), key) for place, (key, by) in enumerate(found)]
    return [key for _, key in sorted(worth, key=lambda one: -one[0])]
