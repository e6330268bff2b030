"""What the rater model believes of a workforce in which something is changed.

What raters are like is taken from today's beliefs, not learnt anew: that somebody leaves or learns
changes nothing about how well others judge. So a pair's belief changes only where its own
statements do, and every comparison is of like with like.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.algorithms import scenarios
from graph.algorithms.changes import Able, Change, Hired, Trained
from graph.algorithms.levels import Beliefs, Fitted, at_least, estimate, position
from graph.algorithms.workforce import Workforce

Learner = tuple[int, int, int, int]
Hire = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tried:
    """A workforce after changes, and what is believed of it."""

    workforce: Workforce
    beliefs: Beliefs


@dataclass(frozen=True, slots=True)
class Learnt:
    """Probabilities after learning (person, skill, level learnt, level asked) and hiring
    (skill, level advertised, level asked)."""

    learners: Mapping[Learner, float]
    hires: Mapping[Hire, float]


def after(
    workforce: Workforce, beliefs: Beliefs, changes: Sequence[Change], at: date | None = None
) -> Tried:
    """Return the workforce after the changes, with beliefs by the same raters."""
    changed = scenarios.apply(workforce, changes, at)
    new = len(changed.members.ids) - len(workforce.members.ids)
    believed = estimate(changed, fitted=with_room(beliefs.fitted, new))
    chance = scenarios.there(workforce, changes, at)
    if (chance < 1).any():
        everybody = np.concatenate([chance, np.ones(new)])
        believed = replace(believed, there=everybody[believed.person])
    return Tried(changed, believed)


def with_room(fitted: Fitted, new: int) -> Fitted:
    """Return what was learnt about raters, with `new` people more at the end of the list.

    Nothing is known about them as raters, so that they are like those who are not there any more.
    """
    people = (len(fitted.rater_bias) - 1) // 2

    def longer(values: NDArray[np.float64], own: float) -> NDArray[np.float64]:
        others, themselves, nobody = np.split(values, [people, 2 * people])
        more = np.full(new, nobody[0])
        return np.concatenate([others, more, themselves, np.full(new, own), nobody])

    return replace(
        fitted,
        rater_bias=longer(fitted.rater_bias, 0.0),
        rater_variance=longer(fitted.rater_variance, float(fitted.between[1])),
        rater_noise=longer(fitted.rater_noise, 1.0),
    )


def learnt(
    workforce: Workforce,
    beliefs: Beliefs,
    trained: Collection[tuple[int, int, int]],
    hired: Collection[tuple[int, int]],
) -> Learnt:
    """Return how likely each would be at which level, after learning or on coming.

    `trained` are (person, skill, level), `hired` (skill, level). Each is tried by itself.
    """
    ids, skills = workforce.members.ids, workforce.skills
    levels = range(1, 6)
    learners: dict[Learner, float] = {}
    hires: dict[Hire, float] = {}
    for level in sorted({one[-1] for one in (*trained, *hired)}):
        some = [one for one in trained if one[2] == level]
        posts = sorted(one[0] for one in hired if one[1] == level)
        learning = [Trained(ids[person], skills[skill].id, level) for person, skill, _ in some]
        coming = [Hired("", (Able(skills[skill].id, level),)) for skill in posts]
        tried = after(workforce, beliefs, [*learning, *coming]).beliefs
        chances = {asked: at_least(tried, asked) for asked in levels}
        for person, skill, _ in some:
            for asked in levels:
                learners[person, skill, level, asked] = _at(tried, chances[asked], person, skill)
        for number, skill in enumerate(posts, start=len(ids)):
            for asked in levels:
                hires[skill, level, asked] = _at(tried, chances[asked], number, skill)
    return Learnt(learners, hires)


def _at(beliefs: Beliefs, chances: NDArray[np.float64], person: int, skill: int) -> float:
    at = position(beliefs, person, skill)
    return float(chances[at]) if at is not None else 0.0
