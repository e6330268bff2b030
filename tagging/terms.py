"""Understanding a question: its words cut into the longest terms that the vocabulary knows."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from graph.algorithms.vocabulary import Span, segment
from tagging.label_index import Hit, How, LabelIndex
from tagging.words import FILLER_WORDS, STOP_WORDS, bag, stem, telling

_MOST_WORDS = 400
_A_STORY = 25
_LONGEST_TERM = 14
_MOST_WORDS_A_STEM = 3
_MOST_RESPELT = 6
_MOST_WAYS = 24
_HITS_OF_A_TERM = 5
_LEAST_SHARE = 0.3
_LEAST_SHARE_BESIDE_OTHERS = 0.45
_STOP_WEIGHT, _FILLER_WEIGHT = 0.02, 0.3


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of the question and the labels it reached; `whole` where it is all of a label.

    `span` is where it stands: from the first word up to, not with, the second.
    """

    words: str
    hits: tuple[Hit, ...]
    whole: bool = True
    span: Span = (0, 0)


def terms(index: LabelIndex, words: Sequence[str], keep: Container[str] = ()) -> tuple[Term, ...]:
    """Return the terms of a question in order: longest label matches, then the rest in parts.

    Stop words and the usual fillers of a question ('who knows about', 'client wants') are looked
    up only as parts of labels. Words that no label has are read as misspelt ones. An empty word
    parts the words around it. Of a story (more than 25 words) only what names a label counts.
    Words in `keep` are no stop words ('IT').
    """
    words = words[:_MOST_WORDS]
    weights = [1.0 if word in keep else _weight(word) for word in words]
    found = _exact_spans(index, words, keep)
    chosen = segment(weights, {span: hits[0].fit for span, hits in found.items()})
    open_words = _open(words, chosen, keep)
    if open_words:
        found |= _misspelt_spans(index, words, open_words, found)
        chosen = segment(weights, {span: hits[0].fit for span, hits in found.items()})
    whole = {span: Term(" ".join(words[slice(*span)]), found[span], span=span) for span in chosen}
    if len(words) > _A_STORY:
        return tuple(whole[span] for span in sorted(whole))
    parts = _parts(index, words, _open(words, chosen, keep), beside=bool(whole))
    return tuple(term for _, term in sorted({**whole, **parts}.items()))


def labelled(index: LabelIndex, words: Sequence[str]) -> list[Span]:
    """Return the stretches that are labels as they stand, spelt right, the longest first."""
    words = words[:_MOST_WORDS]
    found = _exact_spans(index, words)
    weights = [_weight(word) for word in words]
    return segment(weights, {span: hits[0].fit for span, hits in found.items()})


def _weight(word: str) -> float:
    if word in STOP_WORDS:
        return _STOP_WEIGHT
    return _FILLER_WEIGHT if word in FILLER_WORDS else 1.0


def _exact_spans(
    index: LabelIndex, words: Sequence[str], keep: Container[str] = ()
) -> dict[Span, tuple[Hit, ...]]:
    """Return the labels that stretches of words are; stop words ('he') only where all else is."""
    found = {}
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST_TERM) + 1):
            if not words[end - 1]:
                break
            said = words[start:end]
            if len(said) < len(words) and not any(
                word in keep or word not in STOP_WORDS for word in said
            ):
                continue
            if hits := _hits(index, list(said)):
                found[start, end] = hits
    return found


def _hits(index: LabelIndex, words: list[str]) -> tuple[Hit, ...]:
    """Return what these words are a label of: by name, else by form (never with loose ends)."""
    hits = index.named(words)
    if not hits and words[0] not in STOP_WORDS and words[-1] not in STOP_WORDS:
        hits = _formed(index, words)
    return _best(hits)


def _formed(index: LabelIndex, words: list[str]) -> list[Hit]:
    """Return the labels of these words in another form, each said once.

    A label that is stop words for the most part ('who we work with') is not its one other word.
    """
    key = bag(words)
    if len(key.split()) < sum(word not in STOP_WORDS for word in words):
        return []
    hits = index.formed(key) or index.formed(bag(words, frozenset(words)))
    most = _MOST_WORDS_A_STEM * len(key.split())
    return [hit for hit in hits if len(hit.entry.words) <= most and _letters_said(hit, words)]


def _letters_said(hit: Hit, words: Sequence[str]) -> bool:
    """Say whether single letters of the label ('A levels') are among the words."""
    return all(len(word) > 1 or word in words for word in hit.entry.words)


def _best(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best hit of each skill; where some are preferred labels, those alone."""
    ordered = sorted(hits, key=lambda hit: (-hit.fit, hit.entry.skill))
    of_skill = {hit.entry.skill: hit for hit in reversed(ordered)}
    preferred = [hit for hit in ordered if hit.how is How.LABEL]
    kept = preferred or [hit for hit in ordered if of_skill[hit.entry.skill] is hit]
    return tuple(kept[:_HITS_OF_A_TERM])


def _open(words: Sequence[str], chosen: Sequence[Span], keep: Container[str]) -> list[int]:
    """Return the positions of the words that say something and are not covered."""
    covered = {place for span in chosen for place in range(*span)}
    return [
        place
        for place, word in enumerate(words)
        if place not in covered and (word in keep or telling(word))
    ]


def _misspelt_spans(
    index: LabelIndex,
    words: Sequence[str],
    open_words: Sequence[int],
    found: dict[Span, tuple[Hit, ...]],
) -> dict[Span, tuple[Hit, ...]]:
    """Return the stretches with an open word that are labels once words are spelt otherwise."""
    respelt = open_words[:_MOST_RESPELT]
    near = {n for place in respelt for n in (place - 1, place, place + 1) if 0 <= n < len(words)}
    ways = {
        place: [(words[place], 0), *index.spellings(words[place])]
        for place in sorted(near, key=lambda place: place not in respelt)[: 2 * _MOST_RESPELT]
    }
    spans: dict[Span, tuple[Hit, ...]] = {}
    for start, end in _around(respelt, len(words)):
        if not all(words[start:end]):
            continue
        options = [ways.get(place, [(words[place], 0)]) for place in range(start, end)]
        hits = _respelt_hits(index, options)
        if hits and (start, end) not in found:
            spans[start, end] = hits
    return spans


def _around(places: Sequence[int], count: int) -> Iterator[Span]:
    spans = {
        (start, end)
        for place in places
        for start in range(max(0, place - _LONGEST_TERM + 1), place + 1)
        for end in range(place + 1, min(count, start + _LONGEST_TERM) + 1)
    }
    yield from sorted(spans)


def _respelt_hits(
    index: LabelIndex, options: Sequence[Sequence[tuple[str, int]]]
) -> tuple[Hit, ...]:
    best: list[Hit] = []
    ways = sorted(_few(options), key=lambda way: sum(slips for _, slips in way))
    for way in ways:
        slips = sum(slips for _, slips in way)
        hits = _hits(index, [word for word, _ in way]) if slips else ()
        fit = 0.8 - 0.1 * slips
        best += [Hit(hit.entry, How.SPELLING, max(0.3, fit * hit.fit)) for hit in hits]
        if best:
            break
    return _best(best)


def _few(options: Sequence[Sequence[tuple[str, int]]]) -> list[tuple[tuple[str, int], ...]]:
    total = 1
    for ways in options:
        total *= len(ways)
    if total > _MOST_WAYS:
        options = [ways[:2] for ways in options]
    return list(product(*options))


def _parts(
    index: LabelIndex, words: Sequence[str], left: Sequence[int], *, beside: bool
) -> dict[Span, Term]:
    """Return terms for what is left over: labels that hold those words among others.

    Of words in a row as many as one label has count together, however little of it they are.
    """
    if not left and not beside:
        left = [
            place for place, word in enumerate(words) if len(word) > 1 and word not in STOP_WORDS
        ]
    least = _LEAST_SHARE_BESIDE_OTHERS if beside else _LEAST_SHARE
    found: dict[Span, Term] = {}
    for run in _runs(left, words):
        for places, hits in _together(index, words, run, least):
            span = (places[0], places[-1] + 1)
            found[span] = Term(" ".join(words[slice(*span)]), hits, whole=False, span=span)
    return found


def _together(
    index: LabelIndex, words: Sequence[str], run: Sequence[int], least: float
) -> Iterator[tuple[Sequence[int], tuple[Hit, ...]]]:
    """Yield the longest rows of words within `run` that labels have together, with these."""
    for length in range(len(run), 0, -1):
        for start in range(len(run) - length + 1):
            places = run[start : start + length]
            if hits := _part(
                index, words, places, min(least, _LEAST_SHARE) if length > 1 else least
            ):
                yield from _together(index, words, run[:start], least)
                yield places, hits
                yield from _together(index, words, run[start + length :], least)
                return


def _runs(places: Sequence[int], words: Sequence[str]) -> list[list[int]]:
    """Return the places in runs: a run goes on over stop words."""
    runs: list[list[int]] = []
    for place in places:
        gap = words[runs[-1][-1] + 1 : place] if runs else ["-"]
        if runs and all(word in STOP_WORDS for word in gap):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _part(
    index: LabelIndex, words: Sequence[str], places: Sequence[int], least: float
) -> tuple[Hit, ...]:
    stems = [stem(words[place]) for place in places]
    hits = index.containing(stems, 3 * _HITS_OF_A_TERM, all_of_them=True)
    if not hits and len(places) == 1:
        near = index.spellings(words[places[0]])[:1]
        respelt = [stem(word) for word, _ in near]
        found = index.containing(respelt, 3 * _HITS_OF_A_TERM, all_of_them=True)
        hits = [Hit(hit.entry, How.SPELLING, 0.8 * hit.fit) for hit in found]
    return _best([hit for hit in hits if hit.fit >= least])
