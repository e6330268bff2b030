"""What decided a suggestion: which words of the sentence, and how to say it to a person."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tagging.text.aggregate import Hit
from tagging.text.candidates import Lookup
from tagging.text.forms import stems
from tagging.text.matcher import Match

_ALL_BUT = 0.999
_SHARES_WORDS = 0.35


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the evidence stands in the whole text, its kind, and what decided, in words."""

    kind: Literal["explicit", "implied"]
    start: int
    end: int
    words: str


def evidence(lookup: Lookup, hit: Hit) -> Evidence:
    """Return the words of the text that speak for a skill most, and why they do."""
    if match := _match(lookup, hit):
        return _by_label(lookup, hit, match)
    return _by_phrase(lookup, hit)


def _match(lookup: Lookup, hit: Hit) -> Match | None:
    inside = hit.candidates.matches
    owners = lookup.skill_of([one.row for one in inside])
    own = [one for one, owner in zip(inside, owners, strict=True) if owner == hit.skill]
    first = lookup.index.starts[hit.skill]
    return max(own, key=lambda one: (one.row == first, one.after - one.first), default=None)


def _by_label(lookup: Lookup, hit: Hit, match: Match) -> Evidence:
    sentence = hit.candidates.sentence
    place = sentence.place(match.first, match.after)
    words = sentence.doc[match.first : match.after].text
    others = int(lookup.index.shared[match.row]) - 1
    label = lookup.index.labels[match.row]
    if words.casefold() != label.casefold():
        said = f"the words “{words}” are another form of “{label}”, a label of this skill"
    elif match.row == lookup.index.starts[hit.skill]:
        said = f"the words “{words}” are the name of this skill"
    else:
        said = f"the words “{words}” are another label of this skill"
    if others:
        said += f", and of {others} other{'s' if others > 1 else ''}"
    return Evidence("explicit", place.start, place.end, said)


def _by_phrase(lookup: Lookup, hit: Hit) -> Evidence:
    sentence, spans = hit.candidates.sentence, hit.candidates.phrases
    spans = spans or [(0, len(sentence.doc))]
    texts = [sentence.doc[first:after].text for first, after in spans]
    rows, _ = lookup.index.rows(np.array([hit.skill]))
    likeness = (lookup.index.words.labels[rows] @ lookup.index.of_words(texts).T).toarray()
    row, number = divmod(int(likeness.argmax()), len(texts))
    strength = float(likeness[row, number])
    if strength < _SHARES_WORDS and lookup.meaning:
        number = _nearest(lookup, hit.skill, texts)
    place = sentence.place(*spans[number])
    words, label = texts[number], lookup.index.labels[rows[row]]
    kind: Literal["explicit", "implied"] = "explicit" if strength > _ALL_BUT else "implied"
    shared = _shared_words(words, label)
    if strength >= _SHARES_WORDS and shared:
        said = f"“{words}” has {shared} in common with its label “{label}”"
    elif lookup.meaning:
        said = f"“{words}” is close to it in meaning"
    else:
        said = f"“{words}” is spelt much like its label “{label}”"
    return Evidence(kind, place.start, place.end, said)


def _nearest(lookup: Lookup, skill: int, texts: list[str]) -> int:
    assert lookup.meaning is not None  # noqa: S101 (asked for only where there is one)
    answers = lookup.meaning.nearest(texts, 50)
    return int(np.argmax([answer.get(lookup.ids[skill], 0.0) for answer in answers]))


def _shared_words(words: str, label: str) -> str:
    own = set(stems(label))
    shared = dict.fromkeys(word for word in words.split() if own.intersection(stems(word)))
    return ", ".join(f"“{word.strip('.,;:()')}”" for word in shared)
