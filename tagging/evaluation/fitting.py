"""Fitting the weights of suggestions on judged texts.

The direction of the weights is that of a conditional logit over each text's candidates (D.
McFadden, 1974; in retrieval ListNet, Z. Cao and others, ICML 2007) with an L2 penalty on
standardised signs: right skills should come before the other candidates of the same text. Three
more numbers turn the sum, and how many candidates stand before it, into a probability (J. Platt,
1999); they are fitted on texts that the weights did not see (ten folds).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from tagging.evaluation.examples import Example
from tagging.suggestions import Suggester
from tagging.text.boilerplate import without_boilerplate
from tagging.text.fusion import BIAS, RANK, logistic, ranks
from tagging.text.language import read

PENALTY = 30.0
_ROUNDS = 3
_FOLDS = 10
_FIRST = 20

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """The candidates of one text: rows of signs, which skill and sentence each is of, and gold."""

    skills: NDArray[np.int64]
    sentences: NDArray[np.int64]
    signs: Doubles
    right: NDArray[np.bool_]
    gold: int


@dataclass(frozen=True)
class Fitted:
    """Weights by the name of their sign, with the bias, and how widely each sign spreads."""

    weights: dict[str, float]
    spread: dict[str, float]


def judge(suggester: Suggester, example: Example) -> Judged:
    """Return the candidates of a text beside what people found in it."""
    table = suggester.lookup
    found = table.candidates(read(example.text, without_boilerplate(example.text)))
    width = len(table.names)
    skills = [one.skills for one in found]
    numbers = [np.full(len(one), number, np.int64) for number, one in enumerate(skills)]
    joined = np.concatenate([np.zeros(0, np.int64), *skills])
    right = np.array([table.ids[skill] in example.gold for skill in joined], np.bool_)
    signs = np.concatenate([np.zeros((0, width)), *(one.signs for one in found)])
    sentences = np.concatenate([np.zeros(0, np.int64), *numbers])
    return Judged(joined, sentences, signs.astype(np.float64), right, len(example.gold))


def fit(
    names: Sequence[str],
    judged: Sequence[Judged],
    penalty: float = PENALTY,
    without: Sequence[str] = (),
) -> Fitted:
    """Return the weights that put what people found first; signs in `without` get none."""
    kept = np.array([name not in without for name in names])
    every = np.concatenate([one.signs for one in judged])
    middle, spread = every.mean(axis=0), every.std(axis=0) + 1e-9
    judged = [replace(one, signs=(one.signs - middle) / spread * kept) for one in judged]
    weights = _direction(judged, penalty)
    steep, shift, rank = _platt(_scored_unseen(judged, penalty))
    raw = steep * weights / spread
    named = {name: float(each) for name, each, used in zip(names, raw, kept, strict=True) if used}
    named |= {RANK: float(min(rank, 0.0)), BIAS: float(shift - raw @ middle)}
    return Fitted(named, dict(zip(names, map(float, spread), strict=True)))


def _direction(judged: Sequence[Judged], penalty: float) -> Doubles:
    weights = np.ones(judged[0].signs.shape[1])
    for _ in range(_ROUNDS):
        best = [_best_rows(one, one.signs @ weights) for one in judged]
        parts = [(one.signs[rows], one.right[rows]) for one, rows in zip(judged, best, strict=True)]
        weights = _listwise(parts, penalty)
    return weights


def _scored_unseen(judged: Sequence[Judged], penalty: float) -> tuple[Doubles, Doubles, Doubles]:
    """Return score, rank and right or not of each text's first, by weights fitted without it."""
    scored = []
    for fold in range(_FOLDS):
        weights = _direction([one for n, one in enumerate(judged) if n % _FOLDS != fold], penalty)
        for one in judged[fold::_FOLDS]:
            scores = one.signs @ weights
            rank = np.zeros(len(scores))
            for number in np.unique(one.sentences):
                rank[one.sentences == number] = ranks(scores[one.sentences == number])
            rows = _best_rows(one, scores)
            rows = rows[np.argsort(-scores[rows])][:_FIRST]
            scored.append(np.stack([scores[rows], rank[rows], one.right[rows]]))
    every = np.concatenate(scored, axis=1)
    return every[0], every[1], every[2]


def _best_rows(judged: Judged, scores: Doubles) -> NDArray[np.int64]:
    """Return, for each skill, the row of the sentence that speaks for it most."""
    order = np.lexsort((-scores, judged.skills))
    first = np.unique(judged.skills[order], return_index=True)[1]
    return order[first]


def _listwise(parts: Sequence[tuple[Doubles, NDArray[np.bool_]]], penalty: float) -> Doubles:
    telling = [part for part in parts if part[1].any()]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        value, slope = penalty * float(weights @ weights) / 2, penalty * weights
        for signs, right in telling:
            scores = signs @ weights
            top = scores.max()
            shares = np.exp(scores - top)
            total = shares.sum()
            value -= float(scores[right].sum() - right.sum() * (top + np.log(total)))
            slope = slope - signs[right].sum(axis=0) + right.sum() * (shares / total) @ signs
        return value, slope

    start = np.zeros(telling[0][0].shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def _platt(scored: tuple[Doubles, Doubles, Doubles]) -> tuple[float, float, float]:
    scores, rank, right = scored

    def loss(three: Any) -> tuple[float, Doubles]:
        total = three[0] * scores + three[1] + three[2] * rank
        miss = logistic(total) - right
        value = float(np.logaddexp(0, total).sum() - right @ total)
        return value, np.array([miss @ scores, miss.sum(), miss @ rank])

    found = minimize(loss, np.array([1.0, -3.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(found[0]), float(found[1]), float(found[2])
