"""One probability out of many signs: a small logistic model that answers can move.

p = 1 / (1 + exp(-(bias + sum of weight x sign))): 'a person would accept this'. The shipped weights
(`model.json`) are fitted by `tools/fit_suggestions.py`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Doubles = NDArray[np.float64]

BIAS = "bias"
WORDS = ("words", "words_preferred", "cover", "cover_preferred")
LETTERS = ("letters", "phrase_letters")
PHRASES = ("phrase", "phrase_preferred", "phrase_letters", "meaning_phrase")
LABELS = ("label", "alternative")
SIZES = ("length", "labels")
MEANING = ("meaning", "meaning_phrase")
PLAIN = (*WORDS, "letters", "phrase", "phrase_preferred", "phrase_letters", *LABELS, *SIZES)
AGAIN = "again"
RANK = "rank"
AGAIN_WEIGHT = 0.35
_TRUST = 0.25


@dataclass(frozen=True)
class Weights:
    """The weight of every sign, where there is no sentence model (`plain`) and where there is one.

    `spread` is each sign's standard deviation among candidates: the scale on which answers may
    move its weight.
    """

    plain: Mapping[str, float]
    meaning: Mapping[str, float]
    spread: Mapping[str, float] = field(default_factory=dict)

    def of(self, signs: Mapping[str, float]) -> Mapping[str, float]:
        """Return the weights that belong to these signs."""
        return self.meaning if MEANING[0] in signs else self.plain

    def probability(self, signs: Mapping[str, float]) -> float:
        """Return how likely a person is to accept a suggestion with these signs."""
        weights = self.of(signs)
        total = weights.get(BIAS, 0.0)
        total += sum(weights.get(name, 0.0) * value for name, value in signs.items())
        return float(logistic(np.float64(total)))

    def scores(self, names: Sequence[str], signs: NDArray[np.float32]) -> tuple[Doubles, Doubles]:
        """Return the sums before they become probabilities, for rows of signs of one sentence.

        Also the last sign of each: ln(1 + how many others of the sentence stand before it).
        """
        weights = self.meaning if MEANING[0] in names else self.plain
        vector = np.array([weights.get(name, 0.0) for name in names])
        alone = np.asarray(signs @ vector + weights.get(BIAS, 0.0), np.float64)
        rank = ranks(alone)
        return alone + min(weights.get(RANK, 0.0), 0.0) * rank, rank

    def to_json(self) -> str:
        """Return the weights as JSON."""
        parts = {"plain": self.plain, "meaning": self.meaning, "spread": self.spread}
        return json.dumps({name: dict(part) for name, part in parts.items()}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return weights from their JSON. Raises `ValueError` where it is none of ours."""
        data: Any = json.loads(text)
        try:
            named = {name: _numbers(data[name]) for name in ("plain", "meaning", "spread")}
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("these are no weights of suggestions") from error
        return cls(**named)


@cache
def shipped() -> Weights:
    """Return the weights that come with Signpost."""
    return Weights.from_json(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))


def ranks(scores: Doubles) -> Doubles:
    """Return ln(1 + how many stand before) for each score."""
    place = np.empty(len(scores))
    place[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.asarray(np.log1p(place))


def logistic(score: Any) -> Any:
    """Return 1 / (1 + exp(-score)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * score))


def refit(prior: Weights, answers: Sequence[tuple[Mapping[str, float], bool]]) -> Weights:
    """Return the weights after people's answers: carefully away from `prior`.

    Maximum a posteriori with a Gaussian prior round the given weights, whose standard deviation is
    a quarter for a sign of spread 1 (D. MacKay, 'Information Theory, Inference, and Learning
    Algorithms', 2003, chapter 41). Convex, so that one more yes to some signs never lowers the
    probability that those signs get. Answers without a sentence model move the plain weights
    only, and the other way round.
    """
    with_meaning = [one for one in answers if MEANING[0] in one[0]]
    without = [one for one in answers if MEANING[0] not in one[0]]
    return Weights(
        _moved(prior.plain, without, prior.spread),
        _moved(prior.meaning, with_meaning, prior.spread),
        prior.spread,
    )


def _moved(
    weights: Mapping[str, float],
    answers: Sequence[tuple[Mapping[str, float], bool]],
    spread: Mapping[str, float],
) -> dict[str, float]:
    names = [name for name in weights if name != BIAS]
    if not answers:
        return dict(weights)
    scale = np.array([spread.get(name) or 1.0 for name in names] + [1.0])
    signs = np.array(
        [[_finite(one.get(name, 0.0)) for name in names] + [1.0] for one, _ in answers]
    )
    signs = signs / scale
    yes = np.array([1.0 if accepted else 0.0 for _, accepted in answers])
    start = np.array([weights[name] for name in names] + [weights.get(BIAS, 0.0)]) * scale
    moved = _most_likely(signs, yes, start) / scale
    return dict(zip([*names, BIAS], map(float, moved), strict=True))


def _most_likely(signs: Doubles, yes: Doubles, start: Doubles) -> Doubles:
    def loss(weights: Doubles) -> tuple[float, Doubles]:
        score, away = signs @ weights, (weights - start) / _TRUST**2
        value = np.logaddexp(0, score).sum() - yes @ score + away @ (weights - start) / 2
        return float(value), signs.T @ (logistic(score) - yes) + away

    def curve(weights: Doubles) -> Doubles:
        p = logistic(signs @ weights)
        bend = signs.T @ (signs * (p * (1 - p))[:, None])
        return np.asarray(bend + np.eye(len(start)) / _TRUST**2)

    found = minimize(loss, start, jac=True, hess=curve, method="trust-exact", tol=1e-10)
    return np.asarray(found.x)


def _numbers(part: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(value) for name, value in part.items()}


def _finite(value: float) -> float:
    return float(value) if np.isfinite(value) else 0.0
