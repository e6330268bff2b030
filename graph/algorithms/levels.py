"""How well people know skills, as probabilities, from what is said of them and who says it.

Each person has a level in a skill on a continuous scale, of which a statement of level L is
taken to mean the stretch from L - 1/2 to L + 1/2. The model is in `graph.algorithms.rater_model`;
what is believed of a pair is the normal distribution that follows from its voices, given the
raters. docs/levels.md tells more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from graph.algorithms.ordinal import heard_as
from graph.algorithms.rater_model import (
    MODEL,
    Fitted,
    Model,
    common_bias,
    moved,
    noise_variance,
)  # fmt: skip
from graph.algorithms.raters import fit
from graph.algorithms.voices import Floats, Voices, voices
from graph.algorithms.workforce import Numbers, Workforce

__all__ = [
    "MODEL", "Beliefs", "Fitted", "Model", "Raters", "at_least", "estimate", "interval", "moved",
    "of_skill", "position", "refresh",
]  # fmt: skip

_DAYS_OF_A_YEAR = 365.25
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Raters:
    """What n people are like as raters: (n,) each, about others and (`own_*`) about themselves.

    `bias` in levels (0.5: says half a level more than is right), on top of what their source adds;
    `noise` is a multiple of the source's variance (below 1: agrees with others more than most).
    """

    bias: Floats
    noise: Floats
    own_bias: Floats
    own_noise: Floats


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What is believed of the k pairs with any statement, sorted by (skill, person).

    `mean` and `spread` (standard deviation) are of the latent level; `peers` is how many others
    said so, `own` whether the person did, `freshest` the ordinal of the newest confirmation's
    day. `fitted` is what was learnt, to be used again by `estimate` and `refresh`. `there` is the
    chance (k,) that the person is still there, in scenarios that do not say who leaves.
    """

    person: Numbers
    skill: Numbers
    mean: Floats
    spread: Floats
    peers: Numbers
    own: NDArray[np.bool_]
    freshest: Numbers
    raters: Raters
    fitted: Fitted
    there: Floats | None = None


def estimate(workforce: Workforce, model: Model = MODEL, fitted: Fitted | None = None) -> Beliefs:
    """Return what is believed of everybody: about a second for a million statements.

    With `fitted` (from another estimate with people and skills at the same positions) nothing is
    learnt about raters anew, which is several times as fast: for scenarios and earlier days.
    """
    heard = voices(workforce)
    learnt = fitted or fit(heard, len(workforce.skills), model)
    return _beliefs(heard, workforce, learnt, model)


def _beliefs(heard: Voices, workforce: Workforce, fitted: Fitted, model: Model) -> Beliefs:
    mean, variance = _latent(heard, fitted, model)
    years = np.maximum(workforce.day.toordinal() - heard.freshest, 0) / _DAYS_OF_A_YEAR
    return Beliefs(
        person=heard.person,
        skill=heard.skill,
        mean=mean,
        spread=np.sqrt(variance + model.drift**2 * years),
        peers=heard.peers,
        own=heard.own,
        freshest=heard.freshest,
        raters=_raters(fitted, heard.people),
        fitted=fitted,
    )


def _latent(heard: Voices, fitted: Fitted, model: Model) -> tuple[Floats, Floats]:
    """Return mean and variance (k,) of levels, given the raters.

    What a voice at an end of the scale says depends on what is known without it: a few sweeps.
    """
    said = heard.level > 0
    common, variance = common_bias(heard, fitted)
    bias = common + np.where(said, fitted.rater_bias[heard.rater], 0.0)
    noise = noise_variance(heard, fitted, model)
    noise += variance + np.where(said, fitted.rater_variance[heard.rater], 0.0)
    prior = 1 / (fitted.level_variance + fitted.skill_variance[heard.skill])
    pulled = prior * fitted.skill_mean[heard.skill]
    rest = prior[heard.pair]
    level = fitted.skill_mean[heard.skill][heard.pair]
    for _ in range(_SWEEPS):
        value, blur, _off = heard_as(heard.level, level + bias, noise + 1 / rest)
        precision = 1 / (noise + np.where(said, blur, 0.0))
        weighed = precision * (np.where(said, value, model.unsaid) - bias)
        total = heard.per_pair(precision) + prior
        sums_up = heard.per_pair(weighed) + pulled
        rest = total[heard.pair] - precision
        level = (sums_up[heard.pair] - weighed) / rest
    return sums_up / total, 1 / total


def _raters(fitted: Fitted, people: int) -> Raters:
    others, own = slice(0, people), slice(people, 2 * people)
    bias, noise = fitted.rater_bias, fitted.rater_noise
    return Raters(bias[others], noise[others], bias[own], noise[own])


def refresh(
    beliefs: Beliefs,
    workforce: Workforce,
    pairs: Iterable[tuple[int, int]],
    model: Model = MODEL,
) -> Beliefs:
    """Return the beliefs with those of these (person, skill) pairs made anew; raters stay.

    `workforce` is as it is now, with the same people and skills at the same positions as before
    and the same day. Equals `estimate(workforce, model, beliefs.fitted)` where these are all the
    pairs of whose statements any changed; a statement that became mutual counts as changed.
    """
    people = max(len(workforce.members.ids), 1)
    keys = np.unique([skill * people + person for person, skill in pairs]).astype(np.int64)
    said = workforce.statements
    held = said.skill.astype(np.int64) * people + said.person
    rows = np.flatnonzero(np.isin(held, keys))
    taggers = said.tagger[rows]
    back = said.skill[rows].astype(np.int64) * people + taggers
    opposite = np.flatnonzero(np.isin(held, back[taggers >= 0]))
    rows = np.union1d(rows, opposite)
    some = replace(workforce, statements=said.only(rows))
    fresh = _beliefs(voices(some), workforce, beliefs.fitted, model)
    return _put(beliefs, fresh, keys, people)


def _put(beliefs: Beliefs, fresh: Beliefs, keys: NDArray[np.int64], people: int) -> Beliefs:
    """Return `beliefs` where what is believed of the pairs `keys` is what `fresh` says of them."""
    new = fresh.skill.astype(np.int64) * people + fresh.person
    new_rows = np.flatnonzero(np.isin(new, keys))
    old = beliefs.skill.astype(np.int64) * people + beliefs.person
    at = np.searchsorted(old, keys)
    there = at < len(old)
    there[there] = old[at[there]] == keys[there]
    places = np.searchsorted(np.delete(old, at[there]), new[new_rows])

    def merged(before: NDArray[np.generic], after: NDArray[np.generic]) -> NDArray[np.generic]:
        return np.insert(np.delete(before, at[there]), places, after[new_rows])

    names = ("person", "skill", "mean", "spread", "peers", "own", "freshest")
    columns = {name: merged(getattr(beliefs, name), getattr(fresh, name)) for name in names}
    return replace(beliefs, **columns)  # type: ignore[arg-type]


def at_least(beliefs: Beliefs, level: float) -> Floats:
    """Return the probability (k,) that each person is there, and at this level or above."""
    chance = np.asarray(ndtr((beliefs.mean - (level - 0.5)) / beliefs.spread))
    return chance if beliefs.there is None else chance * beliefs.there


def interval(beliefs: Beliefs, share: float = 0.9) -> tuple[Floats, Floats]:
    """Return between which levels (k,) each person is with this probability."""
    away = float(ndtri(0.5 + share / 2)) * beliefs.spread
    return beliefs.mean - away, beliefs.mean + away


def of_skill(beliefs: Beliefs, skill: int) -> slice:
    """Return where the pairs of a skill are, sorted by person."""
    low, high = np.searchsorted(beliefs.skill, [skill, skill + 1])
    return slice(int(low), int(high))


def position(beliefs: Beliefs, person: int, skill: int) -> int | None:
    """Return where the pair is, or None where nothing is said of it."""
    where = of_skill(beliefs, skill)
    at = where.start + int(np.searchsorted(beliefs.person[where], person))
    return at if at < where.stop and beliefs.person[at] == person else None
