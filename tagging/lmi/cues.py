"""Cue words: short phrases that speak for a value, found in one pass over the words of a text.

A cue is a phrase in small letters; a final plural s does not matter; `word*` stands for every
word that begins so. A cue with a capital counts only where the text has it exactly so ('IT', and
'Reading' the town). `!` before a cue makes it strong, `~` weak.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from tagging.text.boilerplate import without_boilerplate
from tagging.text.splitting import Span, sentences

_WEIGHTS = {"!": 2.0, "~": 0.4}
_PLAIN_WEIGHT = 1.0
_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+){0,4}|[£$€%]")
_STEM_LETTERS = 4
_LONGEST_TEXT = 400_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: what it speaks for, how strongly, in which sentence, from where to where."""

    key: str
    weight: float
    sentence: int
    start: int
    end: int


class Reading:
    """A text read once: its sentences, and its words with their places."""

    def __init__(self, text: str, spans: Sequence[Span] | None = None) -> None:
        self.text = text[:_LONGEST_TEXT]
        kept = without_boilerplate(self.text) if spans is None else spans
        self.sentences = [one for span in kept for one in sentences(text, span.start, span.end)]
        self.words: list[str] = []
        self.forms: list[str] = []
        self.places: list[tuple[int, int, int]] = []
        for number, one in enumerate(self.sentences):
            for match in _WORD.finditer(self.text, one.start, one.end):
                self.words.append(match.group())
                self.forms.append(singular(match.group().lower()))
                self.places.append((number, match.start(), match.end()))

    def without(self, hits: Iterable["Hit"]) -> "Reading":
        """Return this reading with the words of `hits` blanked, so that no cue meets them."""
        taken = {place for hit in hits for place in range(hit.start, hit.end)}
        other = copy(self)
        other.forms = [
            "" if start in taken else form
            for form, (_, start, _) in zip(self.forms, self.places, strict=True)
        ]
        return other

    def sentence(self, number: int) -> str:
        """Return the words of a sentence, without line breaks."""
        one = self.sentences[number]
        return " ".join(self.text[one.start : one.end].split())

    @cached_property
    def length(self) -> int:
        """How many words there are, at least one."""
        return max(1, len(self.words))


class Cues:
    """Cues of one or more values, ready to be found."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[_Cue]] = defaultdict(list)
        self._by_stem: dict[str, list[_Cue]] = defaultdict(list)
        for key, phrases in cues.items():
            for phrase in phrases:
                cue = _cue(key, phrase)
                if cue.words:
                    self._add(cue)

    def _add(self, cue: "_Cue") -> None:
        first = cue.words[0].lower()
        if first.endswith("*"):
            self._by_stem[first[:_STEM_LETTERS].rstrip("*")].append(cue)
        else:
            self._by_word[singular(first)].append(cue)

    def find(self, reading: Reading) -> Iterator[Hit]:
        """Yield the cues in a text; of cues for one value that begin together, the longest."""
        for place, form in enumerate(reading.forms):
            candidates = self._candidates(form)
            if candidates:
                yield from _longest(
                    hit for cue in candidates if (hit := cue.at(reading, place)) is not None
                )

    def _candidates(self, form: str) -> list["_Cue"]:
        found = list(self._by_word.get(form, ()))
        for length in range(2, _STEM_LETTERS + 1):
            found += self._by_stem.get(form[:length], ()) if len(form) >= length else ()
        return found


@dataclass(frozen=True, slots=True)
class _Cue:
    key: str
    weight: float
    words: tuple[str, ...]
    exact: bool

    def at(self, reading: Reading, place: int) -> Hit | None:
        """Return the hit where this cue begins at the word number `place`."""
        end = place + len(self.words)
        if end > len(reading.words):
            return None
        there = reading.words[place:end] if self.exact else reading.forms[place:end]
        if not all(map(_fits, self.words, there)):
            return None
        sentence, start, _ = reading.places[place]
        if reading.places[end - 1][0] != sentence:
            return None
        return Hit(self.key, self.weight, sentence, start, reading.places[end - 1][2])


def _cue(key: str, phrase: str) -> _Cue:
    weight = _WEIGHTS.get(phrase[0], _PLAIN_WEIGHT)
    bare = phrase.lstrip("!~").strip()
    words = [match.group() for match in re.finditer(r"[^\s*]+\*?", bare)]
    exact = bare != bare.lower()
    return _Cue(key, weight, tuple(words if exact else map(singular, words)), exact)


def _fits(cue: str, word: str) -> bool:
    if cue.endswith("*"):
        return word.startswith(cue[:-1])
    return cue in (word, singular(word))


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.key not in best or hit.end > best[hit.key].end:
            best[hit.key] = hit
    yield from best.values()


def singular(word: str) -> str:
    """Return a word without its possessive or plural ending, roughly: `nurses` and `nurse's`."""
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) <= 3 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]
