"""What is taken to hold of levels and raters, and what was learnt of them.

A statement is the person's level, plus what its source, its rater and mutuality add to it, plus
noise that grows with its age. `graph.algorithms.raters` learns these parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from graph.algorithms.voices import SOURCES, Floats, Voices
from graph.algorithms.workforce import From, Numbers


def _frozen(self: float, peer: float, manager: float, file: float) -> Mapping[From, float]:
    return MappingProxyType(dict(zip(SOURCES, (self, peer, manager, file), strict=True)))


@dataclass(frozen=True, slots=True)
class Model:
    """What is taken to hold before anybody is heard; in levels, unless said otherwise.

    `mean` and `mean_spread`: of all levels; `skill_spread`: of skills' means around it; `spread`:
    of people's levels around their skill's mean. `noise`, `bias`, `bias_spread`: by source.
    `rater_spread`, `own_spread`: how far raters' biases lie apart, about others and themselves.
    `mutual_*`: for statements made both ways; `mutual_noise` multiplies the variance. `unsaid`
    and `unsaid_noise`: what a statement without a level stands for. `half_life`: days in which a
    statement's precision halves. `drift`: levels by which people change in a year (root mean
    square), added for the years since anybody last confirmed. `rater_weight`, `trust`: how many
    statements this model is worth against those of one rater and of everybody.
    """

    mean: float = 3.0
    mean_spread: float = 0.5
    skill_spread: float = 0.4
    spread: float = 0.9
    noise: Mapping[From, float] = field(default_factory=lambda: _frozen(1.0, 0.8, 0.7, 0.8))
    bias: Mapping[From, float] = field(default_factory=lambda: _frozen(0.3, 0.0, 0.0, 0.0))
    bias_spread: Mapping[From, float] = field(default_factory=lambda: _frozen(0.3, 0.05, 0.1, 0.1))
    rater_spread: float = 0.4
    own_spread: float = 0.5
    mutual_bias: float = 0.2
    mutual_spread: float = 0.2
    mutual_noise: float = 1.5
    unsaid: float = 3.0
    unsaid_noise: float = 3.5
    half_life: float = 1000.0
    drift: float = 0.25
    rater_weight: float = 6.0
    trust: float = 50.0
    rounds: int = 8


MODEL = Model()


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learnt. Biases and means in levels, `*_variance` in levels squared.

    `source_*` (4,) by source in the order of `From`; `skill_*` by skill; `rater_*` (2n + 1,) by
    rater as in `Voices.rater`: `rater_bias` on top of the source's, `rater_noise` times the
    source's variance. `between` (2,): the variance of raters' biases about others, themselves.
    """

    mean: float
    level_variance: float
    skill_mean: Floats
    skill_variance: Floats
    source_noise: Floats
    source_bias: Floats
    source_variance: Floats
    mutual_bias: float
    mutual_variance: float
    rater_bias: Floats
    rater_variance: Floats
    rater_noise: Floats
    between: Floats


def defaults(model: Model, people: int, skills: int) -> Fitted:
    """Return what is taken to hold before anybody is heard."""
    rater_variance = np.full(2 * people + 1, model.rater_spread**2)
    rater_variance[people : 2 * people] = model.own_spread**2
    return Fitted(
        mean=model.mean,
        level_variance=model.spread**2,
        skill_mean=np.full(skills, model.mean),
        skill_variance=np.full(skills, model.skill_spread**2),
        source_noise=by_source(model.noise) ** 2,
        source_bias=by_source(model.bias),
        source_variance=by_source(model.bias_spread) ** 2,
        mutual_bias=model.mutual_bias,
        mutual_variance=model.mutual_spread**2,
        rater_bias=np.zeros(2 * people + 1),
        rater_variance=rater_variance,
        rater_noise=np.ones(2 * people + 1),
        between=np.array([model.rater_spread, model.own_spread]) ** 2,
    )


def by_source(values: Mapping[From, float]) -> Floats:
    """Return values by source (4,) in the order of `From`."""
    return np.array([values[source] for source in SOURCES])


def noise_variance(voices: Voices, fitted: Fitted, model: Model) -> Floats:
    """Return each voice's own variance (v,): source times rater, mutual ones wider, aged."""
    return own_noise(voices, fitted, model, widening(voices, model))


def widening(voices: Voices, model: Model) -> Floats:
    """Return by how much age and mutuality multiply the variance of each voice (v,)."""
    aged = np.exp2(voices.age / model.half_life)
    return np.asarray(np.where(voices.mutual & (voices.level > 0), model.mutual_noise, 1.0) * aged)


def own_noise(voices: Voices, fitted: Fitted, model: Model, widened: Floats) -> Floats:
    """Return `noise_variance`, given the voices' `widening`."""
    noise = fitted.source_noise[voices.source] * fitted.rater_noise[voices.rater]
    noise[voices.level == 0] = model.unsaid_noise**2
    noise *= widened
    return noise


def common_bias(voices: Voices, fitted: Fitted) -> tuple[Floats, Floats]:
    """Return what source and mutuality add to each voice (v,), and the variance of that."""
    said = voices.level > 0
    bias = fitted.source_bias[voices.source] + fitted.mutual_bias * voices.mutual
    variance = fitted.source_variance[voices.source] + fitted.mutual_variance * voices.mutual
    return np.where(said, bias, 0.0), np.where(said, variance, 0.0)


def moved(fitted: Fitted, model: Model, people: Numbers, skills: int) -> Fitted:
    """Return what was learnt for people at other positions, and for `skills` skills.

    `people` (n,) holds for each position where the person was before, -1 for somebody new. New
    skills are at the end; of what is new, what held for all is taken to hold.
    """
    before = len(fitted.rater_bias) // 2
    known, place = people >= 0, np.maximum(people, 0)
    fresh = _unheard(fitted, model, len(people), skills)

    def raters(old: Floats, new: Floats) -> Floats:
        if not before:
            return new
        both = np.where(np.tile(known, 2), old[np.append(place, place + before)], new[:-1])
        return np.append(both, old[-1])

    def topics(old: Floats, new: Floats) -> Floats:
        return np.append(old, new[len(old) :])

    return replace(
        fitted,
        skill_mean=topics(fitted.skill_mean, fresh.skill_mean),
        skill_variance=topics(fitted.skill_variance, fresh.skill_variance),
        rater_bias=raters(fitted.rater_bias, fresh.rater_bias),
        rater_variance=raters(fitted.rater_variance, fresh.rater_variance),
        rater_noise=raters(fitted.rater_noise, fresh.rater_noise),
    )


def _unheard(fitted: Fitted, model: Model, people: int, skills: int) -> Fitted:
    """Return what is learnt of raters and skills that nobody has heard of yet."""
    fresh = defaults(model, people, skills)
    variance = np.full(2 * people + 1, fitted.between[0])
    variance[people : 2 * people] = fitted.between[1]
    return replace(fresh, skill_mean=np.full(skills, fitted.mean), rater_variance=variance)
