"""From sentences to a whole text: one hit for each skill, by its best sentence.

Further sentences that speak for the same skill count a little, and less each: many weak signs must
not pile up to certainty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tagging.text.candidates import Candidates, Lookup
from tagging.text.fusion import AGAIN, RANK, Weights, logistic
from tagging.text.language import Sentence

_COUNTS_AGAIN = 0.3
_MOST_AGAIN = 5


@dataclass(frozen=True)
class Hit:
    """A skill (by number) that a text is about: where that shows best, and how probable it is."""

    skill: int
    probability: float
    candidates: Candidates
    signs: dict[str, float]


@dataclass
class _Best:
    score: float
    sentence: int
    place: int
    rank: float
    strong: int = 0


def over_sentences(
    lookup: Lookup, weights: Weights, sentences: Sequence[Sentence], least: float
) -> list[Hit]:
    """Return the skills of a text that are at least so probable, the most probable first."""
    hits = best_of_each(lookup, weights, lookup.candidates(sentences))
    return [hit for hit in hits if hit.probability >= least]


def best_of_each(lookup: Lookup, weights: Weights, every: Sequence[Candidates]) -> list[Hit]:
    """Return one hit for each skill among the candidates of all sentences, most probable first."""
    best: dict[int, _Best] = {}
    for number, one in enumerate(every):
        scores, ranks = weights.scores(lookup.names, one.signs)
        strong = logistic(scores) > _COUNTS_AGAIN
        for place, (skill, score) in enumerate(
            zip(one.skills.tolist(), scores.tolist(), strict=True)
        ):
            held = best.get(skill)
            if held is None or score > held.score:
                strong_before = held.strong if held else 0
                best[skill] = _Best(score, number, place, float(ranks[place]), strong_before)
            best[skill].strong += int(strong[place])
    hits = (_hit(lookup, weights, skill, held, every) for skill, held in best.items())
    return sorted(hits, key=lambda hit: (-hit.probability, hit.skill))


def _hit(
    lookup: Lookup, weights: Weights, skill: int, held: _Best, every: Sequence[Candidates]
) -> Hit:
    one = every[held.sentence]
    signs = dict(zip(lookup.names, map(float, one.signs[held.place]), strict=True))
    signs[RANK] = held.rank
    signs[AGAIN] = float(np.log1p(min(max(held.strong - 1, 0), _MOST_AGAIN)))
    return Hit(skill, weights.probability(signs), one, signs)
