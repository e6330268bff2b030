"""New terms of a whole text, with the sentence that each stands in and how probable it is."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tagging.text.language import Sentence
from tagging.text.new_terms import new_terms

_HALF_WAY = 12.0
_MOST_PROBABLE = 0.5


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term where it first comes: its offsets in the whole text, and its sentence."""

    words: str
    start: int
    end: int
    sentence: str
    probability: float


def terms_found(
    text: str, sentences: Sequence[Sentence], known: Callable[[str], bool]
) -> list[TermFound]:
    """Return terms that the vocabulary lacks, the most telling first.

    Their probability grows with the score (half of the most at twelve) and is no measured one:
    there is no set of texts with judged new terms to calibrate it on.
    """
    if not sentences:
        return []
    from spacy.tokens import Doc

    whole = Doc.from_docs([one.doc for one in sentences])
    if whole is None:
        return []
    begins = _begins(sentences)
    found = []
    for term in new_terms(whole, known):
        number = bisect_right(begins, term.start) - 1
        sentence = sentences[number]
        start = sentence.start + term.start - begins[number]
        end = start + term.end - term.start
        chance = _MOST_PROBABLE * term.score / (term.score + _HALF_WAY)
        found.append(TermFound(text[start:end], start, end, sentence.text, chance))
    return found


def _begins(sentences: Sequence[Sentence]) -> list[int]:
    """Return where each sentence begins in the joined document: spaCy puts blanks between."""
    begins, place = [], 0
    for one in sentences:
        begins.append(place)
        blank = len(one.doc) and not one.doc[-1].whitespace_ and not one.doc[-1].is_space
        place += len(one.text) + bool(blank)
    return begins
