"""A second look at what a whole text seems to be about: doubts that lower a probability.

The signs of one sentence are fitted on sentences of job advertisements. Whole documents hold
headings, tables and chat besides, where the same signs mislead; thirty of them, read by eye, gave
these rules (docs/suggestions-read.md). They only ever lower a probability, and know no one source.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from graph.ids import fold
from tagging.text.new_terms import common_words
from tagging.words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_ROW = re.compile(
    r"[£$€]\s?[\d,.]{1,12} (?:[A-Z][\w'’-]{1,20},? (?:and |of )?){2}"  # an amount, then a name
    r"|(?:\b[A-Z][\w'’-]{1,20},? (?:and |of )?){5}"  # a run of capitals
)
_EVERYDAY_WEIGHT = 0.3
_LEAST_SHARE = 0.25
_FEW_WORDS = 4
_WHEN_SHORT, _WHEN_EVERYDAY, _WHEN_ROW, _WHEN_AGAIN = 0.5, 0.35, 0.55, 0.4
_ENDINGS = ("ingly", "ing", "edly", "ed", "es", "s", "ly", "e")
_LEAST_STEM = 3


def doubt(labels: Iterable[str], sentence: str) -> float:
    """Return a factor from 0 to 1 for the probability of a skill with these labels.

    Lower where no label is said in full (a word related by its stem alone, as 'physical' to
    'physics', is not said), where only everyday words are, in a heading of few words, and in a row
    of a table, which lists other things.
    """
    words = _WORD.findall(sentence)
    said = {fold(word): inflected(word) for word in words}
    share, telling = max((_said(label, said) for label in labels), default=(0.0, False))
    factor = _LEAST_SHARE + (1 - _LEAST_SHARE) * share
    if not telling:
        factor *= _WHEN_EVERYDAY
    if len(words) < _FEW_WORDS and share < 1:
        factor *= _WHEN_SHORT
    if _ROW.search(sentence):
        factor *= _WHEN_ROW
    return factor


def again(places: Sequence[tuple[int, int]]) -> list[float]:
    """Return a factor for each place of evidence, best first: lower where it was used before."""
    seen: set[tuple[int, int]] = set()
    factors = []
    for place in places:
        factors.append(_WHEN_AGAIN if place in seen else 1.0)
        seen.add(place)
    return factors


def inflected(word: str) -> str:
    """Return a word without the ending of a plural, a verb or an adverb, roughly.

    It joins 'solve', 'solves', 'solving'; it does not join 'physics' and 'physical', nor
    'accountants' and 'accounting'.
    """
    low = fold(word)
    if low.endswith("ies"):
        return low[:-3] + "y"
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _LEAST_STEM:
            low = low[: -len(ending)]
            break
    return low[:-1] if len(low) > _LEAST_STEM and low[-1] == low[-2] else low


@cache
def _forms_of_common_words() -> frozenset[str]:
    return frozenset(map(inflected, common_words()))


def _is_everyday(word: str, said: Mapping[str, str]) -> bool:
    """Return whether a word is common: 'interviewing' is if only 'interview' is said."""
    if word in common_words():
        return True
    return word not in said and inflected(word) in _forms_of_common_words()


def _said(label: str, said: Mapping[str, str]) -> tuple[float, bool]:
    """Return the weighted share of a label's words that are said, and whether any is telling."""
    words = [word for word in map(fold, _WORD.findall(label)) if word not in STOP_WORDS]
    weights = {word: _EVERYDAY_WEIGHT if _is_everyday(word, said) else 1.0 for word in words}
    forms = set(said.values())
    there = [word for word in weights if inflected(word) in forms]
    total = sum(weights.values())
    share = sum(weights[word] for word in there) / total if total else 0.0
    several = len(there) > 1 and share == 1
    return share, several or any(weights[word] == 1.0 for word in there)
