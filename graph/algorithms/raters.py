"""What raters are like, learnt from how far they agree: their bias and their noise.

A statement is the person's level, plus what its source, its rater and mutuality add to it, plus
noise. All are normal, so that what each part says about the others are means and precisions, sent
back and forth a few times, each part told what is known without it (Gaussian belief propagation:
Pearl 1988, ch. 7; Weiss and Freeman, Neural Computation 2001). Variances are learnt between (type
II maximum likelihood, MacKay, Neural Computation 1992), shrunk to the model's.

Weighing raters by agreement: Dawid and Skene, Applied Statistics 1979; with a rater's own bias
and precision: Raykar and others, JMLR 2010; Piech and others, EDM 2013. Ordinal ratings as a
normal latent: Johnson and Albert, Ordinal Data Modeling, 1999.
"""

from dataclasses import replace

import numpy as np

from graph.algorithms.ordinal import heard_as
from graph.algorithms.rater_model import (
    Fitted,
    Model,
    by_source,
    common_bias,
    defaults,
    own_noise,
    widening,
)  # fmt: skip
from graph.algorithms.voices import SOURCES, Floats, Voices, sums


def fit(voices: Voices, skills: int, model: Model) -> Fitted:
    """Return what the voices teach; with none it is the model's own word."""
    fitted = defaults(model, voices.people, skills)
    if len(voices.rater):
        state = _Round(voices, fitted, model)
        for _ in range(model.rounds):
            state.learn()
        fitted = state.fitted
    return fitted


class _Round:
    """The messages between voices, levels and raters; `learn` sends each once more.

    Columns are (v,): what is known of each voice's level and of its rater's bias without it.
    """

    def __init__(self, voices: Voices, fitted: Fitted, model: Model) -> None:
        self.voices, self.fitted, self.model = voices, fitted, model
        self.said = voices.level > 0
        self.heard = self.said.astype(np.float64)
        # Pairs with no level at all say nothing of how far apart people are.
        self.told = voices.per_pair(self.heard) > 0
        self.known_rater = self.heard * (voices.rater < 2 * voices.people)
        self.mutual = np.flatnonzero(voices.mutual & self.said)
        self.widened = widening(voices, model)
        self.bias = np.zeros(len(voices.rater))
        self.bias_variance = np.where(self.said, fitted.rater_variance[voices.rater], 0.0)
        self.level = fitted.skill_mean[voices.skill][voices.pair]
        self.level_variance = np.full(len(voices.rater), fitted.level_variance)

    def learn(self) -> None:
        """Learn everything once more from what is known so far."""
        self.noise = own_noise(self.voices, self.fitted, self.model, self.widened)
        self.common, self.common_variance = common_bias(self.voices, self.fitted)
        self._hear()
        self._levels()
        self.fitted = self._noises(self._raters(self._sources(self.fitted)))

    def _hear(self) -> None:
        """Take each voice for a normal statement, and note how far off what is known it is."""
        mean = self.level + self.bias + self.common
        known = self.level_variance + self.bias_variance + self.common_variance
        value, blur, distance = heard_as(self.voices.level, mean, self.noise + known)
        self.value = np.where(self.said, value, self.model.unsaid)
        self.wide = self.noise + self.heard * blur
        self.off = distance / (self.noise + known)
        self.share = self.heard * self.noise / (self.noise + known)

    def _levels(self) -> None:
        """Work out each level without each voice, and with them all; learn about skills."""
        voices, fitted, skill = self.voices, self.fitted, self.voices.skill
        precision = 1 / (self.wide + self.bias_variance + self.common_variance)
        said = precision * (self.value - self.bias - self.common)
        heard, total = voices.per_pair(precision), voices.per_pair(said)
        prior = 1 / (fitted.level_variance + fitted.skill_variance[skill])
        whole, sums_up = heard + prior, total + prior * fitted.skill_mean[skill]
        rest = whole[voices.pair] - precision
        self.level = (sums_up[voices.pair] - said) / rest
        self.level_variance = 1 / rest
        self.fitted = self._skills(total / heard, heard)
        away = ((sums_up / whole - self.fitted.skill_mean[skill]) ** 2 + 1 / whole)[self.told]
        variance = _scaled(
            fitted.level_variance,
            self.model.spread**2,
            self.model.trust,
            away / fitted.level_variance,
        )
        self.fitted = replace(self.fitted, level_variance=variance)

    def _skills(self, heard: Floats, precision: Floats) -> Fitted:
        """Learn the means of skills and of all; `heard` is what all say of each pair."""
        fitted, model, skill = self.fitted, self.model, self.voices.skill
        weight = 1 / (1 / precision + fitted.level_variance)
        known = sums(skill, weight, len(fitted.skill_mean))
        total = sums(skill, weight * heard, len(known))
        there = known > 0
        each = 1 / (1 / known[there] + model.skill_spread**2)
        mean = _posterior(model.mean, model.mean_spread**2, each, total[there] / known[there])[0]
        precise = known + 1 / model.skill_spread**2
        return replace(
            fitted,
            mean=mean,
            skill_mean=(total + mean / model.skill_spread**2) / precise,
            skill_variance=1 / precise,
        )

    def _sources(self, fitted: Fitted) -> Fitted:
        """Learn what sources and mutuality add."""
        model, voices = self.model, self.voices
        off = self.value - self.level - self.bias
        weight = self.heard / (self.wide + self.level_variance + self.bias_variance)
        prior = 1 / by_source(model.bias_spread) ** 2
        known = prior + sums(voices.source, weight, len(SOURCES))
        without = weight * (off - fitted.mutual_bias * voices.mutual)
        total = prior * by_source(model.bias) + sums(voices.source, without, len(SOURCES))
        bias = total / known
        both = self.mutual
        rest = off[both] - bias[voices.source[both]]
        extra = _posterior(model.mutual_bias, model.mutual_spread**2, weight[both], rest)
        return replace(
            fitted,
            source_bias=bias,
            source_variance=1 / known,
            mutual_bias=extra[0],
            mutual_variance=extra[1],
        )

    def _raters(self, fitted: Fitted) -> Fitted:
        """Learn raters' biases, all and without each voice, and how far they lie apart."""
        voices, rater, people = self.voices, self.voices.rater, self.voices.people
        off = self.value - self.level - common_bias(voices, fitted)[0]
        weight = self.known_rater / (self.wide + self.level_variance)
        heard = sums(rater, weight, 2 * people + 1)
        total = sums(rater, weight * off, 2 * people + 1)
        own = (np.arange(2 * people + 1) // people == 1).astype(int)
        precision = heard + 1 / fitted.between[own]
        rest = precision[rater] - weight
        self.bias = self.heard * (total[rater] - weight * off) / rest
        self.bias_variance = self.heard / rest
        bias, variance = total / precision, 1 / precision
        between = [
            _scaled(old, default**2, self.model.trust, off / old)
            for number, default in enumerate((self.model.rater_spread, self.model.own_spread))
            for some in [(heard > 0) & (own == number)]
            for old, off in [(float(fitted.between[number]), (bias**2 + variance)[some])]
        ]
        return replace(fitted, rater_bias=bias, rater_variance=variance, between=np.array(between))

    def _noises(self, fitted: Fitted) -> Fitted:
        """Learn the noise of sources and of raters from how far each voice was off the others."""
        voices, model, share, off = self.voices, self.model, self.share, self.off
        raters, off_by = len(fitted.rater_noise), share * off
        weight = sums(voices.rater, share, raters)
        heard = sums(voices.rater, off_by, raters) * fitted.rater_noise
        rater_noise = (model.rater_weight + heard) / (model.rater_weight + weight)
        rater_noise[-1] = 1.0
        known = model.trust + sums(voices.source, share, len(SOURCES))
        total = sums(voices.source, off_by, len(SOURCES)) * fitted.source_noise
        source_noise = (model.trust * by_source(model.noise) ** 2 + total) / known
        return replace(fitted, rater_noise=rater_noise, source_noise=source_noise)


def _posterior(mean: float, variance: float, weight: Floats, values: Floats) -> tuple[float, float]:
    """Return mean and variance of a normal quantity after values of these precisions."""
    precision = 1 / variance + float(weight.sum())
    return (mean / variance + float(weight @ values)) / precision, 1 / precision


def _scaled(old: float, default: float, trust: float, off: Floats) -> float:
    """Return a variance learnt anew from squared distances in terms of the old variance.

    The default counts as much as `trust` of them.
    """
    return (trust * default + old * float(off.sum())) / (trust + len(off))
