"""The ways to close a gap: train, spread, borrow, move, hire; what each brings and what it costs.

What a way brings is computed, not assumed: the change is made in a copy of the workforce
(`graph.algorithms.scenarios`), and the rater model says with which probability whoever learnt or
came is then at the level. What it costs follows from `Assumptions`, all of which can be changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.algorithms.gaps import Gap
from graph.algorithms.levels import Beliefs
from graph.algorithms.trying import Learnt, learnt
from graph.algorithms.way_costs import Assumptions, How, Way
from graph.algorithms.way_drafts import Drafts
from graph.algorithms.way_ground import Ground, Means
from graph.algorithms.workforce import Workforce

__all__ = ["Assumptions", "How", "Means", "Way", "find"]

_LEAST_GAIN = 0.01


def find(
    workforce: Workforce,
    beliefs: Beliefs,
    aims: Sequence[Gap],
    measured: Sequence[Gap],
    assumptions: Assumptions,
    means: Means | None = None,
) -> tuple[Way, ...]:
    """Return the ways to close the gaps `aims`, in their order; `Way.gap` is a position in them.

    `measured` is everything that was measured (`gaps.find(..., every=True)`): whether a team can
    spare somebody follows from it.
    """
    ground = Ground(workforce, beliefs, aims, measured, means or Means())
    drafts = [way for gap in range(len(aims)) for way in Drafts(ground, assumptions).of(gap)]
    trained = {(way.person, way.skill, way.level) for way in drafts if way.learns}
    hired = {(gap.skill, gap.level) for gap in aims}
    tried = learnt(workforce, beliefs, trained, hired)
    weighed = [replace(way, helps=tuple(_brings(ground, way, tried))) for way in drafts]
    return tuple(way for way in weighed if way.gain >= _LEAST_GAIN)


def _brings(ground: Ground, way: Way, tried: Learnt) -> Iterator[tuple[int, float]]:
    """Yield how many expected people a way brings to which gaps."""
    match way.how:
        case How.TRAIN | How.SPREAD:
            yield from _learner_brings(ground, way, tried)
        case How.BORROW:
            for gap in ground.by_skill[way.skill]:
                if ground.reaches(gap, way.team, way.place):
                    yield gap, ground.chance(way.person, way.skill, ground.aims[gap].level)
        case How.MOVE:
            yield from _mover_brings(ground, way)
        case How.HIRE:
            for skill, level in way.profile:
                for gap in ground.by_skill[skill]:
                    if ground.reaches(gap, way.team, way.place):
                        yield gap, tried.hires[skill, level, ground.aims[gap].level]


def _learner_brings(ground: Ground, way: Way, tried: Learnt) -> Iterator[tuple[int, float]]:
    for gap in ground.by_skill[way.skill]:
        if ground.inside[gap][way.person]:
            asked = ground.aims[gap].level
            before = ground.chance(way.person, way.skill, asked)
            yield gap, tried.learners[way.person, way.skill, way.level, asked] - before


def _mover_brings(ground: Ground, way: Way) -> Iterator[tuple[int, float]]:
    """Yield what moves with a person: to the gaps of the new team, away from those of the old."""
    for number, gap in enumerate(ground.aims):
        there = ground.reaches(number, way.team, way.place)
        more = int(there) - int(ground.inside[number][way.person])
        chance = ground.chance(way.person, gap.skill, gap.level) if more else 0.0
        if chance >= _LEAST_GAIN:
            yield number, more * chance
