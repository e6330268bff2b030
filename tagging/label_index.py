"""The labels of a vocabulary in memory: found by name, by word form, by spelling, by beginning.

Reading needs no lock: whatever a reader may hold is replaced, never changed.
"""

from bisect import bisect_left, insort
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest, nsmallest
from itertools import islice
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tagging.words import acronyms, bag, tokens

_MOST_LOOKED_AT = 2_000
_MOST_SPELLINGS = 5
_SHORT = 5


class How(StrEnum):
    """How words reached a skill."""

    LABEL = "label"
    ALTERNATIVE = "alternative label"
    FORM = "another form of the words"
    SPELLING = "spelling"
    PART = "part of the label"
    NARROWER = "narrower skill"
    BROADER = "broader skill"


@dataclass(frozen=True, slots=True)
class Entry:
    """One label of one skill, with its words in order and their stems."""

    skill: str
    label: str
    preferred: bool
    words: tuple[str, ...]
    plain: str
    bag: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A label that some words reached. `fit` is 1 for the very name, less for the rest."""

    entry: Entry
    how: How
    fit: float


class LabelIndex:
    """Finds labels. `put` and `drop` must not run at the same time as each other."""

    def __init__(self, labels: Iterable[tuple[str, str, Iterable[str]]] = ()) -> None:
        """Build the index from (skill id, preferred label, alternative labels)."""
        self._of_skill: dict[str, list[Entry]] = {}
        self._exact: dict[str, list[Entry]] = {}
        self._bags: dict[str, list[Entry]] = {}
        self._by_stem: dict[str, list[Entry]] = {}
        self._by_word: dict[str, list[Entry]] = {}
        self._plain: dict[str, list[Entry]] = {}
        self._count = 0
        for skill, label, alternatives in labels:
            for entry in _entries(skill, label, alternatives):
                for table, key in self._places(entry):
                    table.setdefault(key, []).append(entry)
                self._of_skill.setdefault(skill, []).append(entry)
                self._count += 1
        self._sorted_words = sorted(self._by_word)
        self._sorted_labels = sorted(self._plain)
        self._by_length: dict[int, list[str]] = {}
        for word in self._sorted_words:
            self._by_length.setdefault(len(word), []).append(word)
        self.spellings = lru_cache(maxsize=4_096)(self._spellings)

    def __contains__(self, skill: str) -> bool:
        return skill in self._of_skill

    @property
    def known_words(self) -> Container[str]:
        """All words of all labels, folded."""
        return self._by_word

    def put(self, skill: str, label: str, alternatives: Iterable[str]) -> None:
        """Add a skill, or give it these labels instead of the ones it had."""
        self.drop(skill)
        entries = list(_entries(skill, label, alternatives))
        for entry in entries:
            self._remember_words(entry)
            for table, key in self._places(entry):
                table[key] = [*table.get(key, ()), entry]
        self._of_skill[skill] = entries
        self._count += len(entries)
        self.spellings.cache_clear()

    def drop(self, skill: str) -> None:
        """Forget a skill's labels; nothing happens where there are none."""
        for entry in self._of_skill.pop(skill, ()):
            for table, key in self._places(entry):
                table[key] = [other for other in table[key] if other is not entry]
            self._count -= 1

    def named(self, words: list[str]) -> list[Hit]:
        """Return the labels that are these very words, however they are parted."""
        found = self._exact.get("".join(words), ())
        return [
            Hit(entry, How.LABEL, 1.0) if entry.preferred else Hit(entry, How.ALTERNATIVE, 0.95)
            for entry in found
        ]

    def formed(self, key: str) -> list[Hit]:
        """Return the labels with these stems (a `tagging.words.bag`), in any order."""
        return [
            Hit(entry, How.FORM, 0.9 if entry.preferred else 0.85)
            for entry in self._bags.get(key, ())
        ]

    def containing(self, stems: Iterable[str], limit: int, *, all_of_them: bool) -> list[Hit]:
        """Return labels with these stems among others, those first of which they say most.

        `fit` is the share of the label's telling weight (inverse document frequency) covered.
        """
        wanted = {each for each in stems if self._by_stem.get(each)}
        if not wanted or (all_of_them and len(wanted) < len(set(stems))):
            return []
        rarest = sorted(wanted, key=lambda each: len(self._by_stem[each]))
        pools = rarest[:1] if all_of_them else rarest
        pool = {id(e): e for each in pools for e in self._by_stem[each][:_MOST_LOOKED_AT]}
        hits = (self._share(entry, wanted, all_of_them) for entry in pool.values())
        return nlargest(limit, filter(None, hits), key=_by_fit)

    def beginning(self, words: list[str], limit: int) -> list[Hit]:
        """Return labels that begin with these words, the last one perhaps unfinished."""
        typed = " ".join(words)
        entries = (e for label in self._labels_from(typed) for e in self._plain[label])
        return _completions(islice(entries, _MOST_LOOKED_AT), typed, limit)

    def within(self, words: list[str], limit: int) -> list[Hit]:
        """Return labels that hold these words anywhere, the last one perhaps unfinished."""
        *whole, last = words
        if whole:
            rarest = min((self._by_word.get(word, []) for word in whole), key=len)
            entries: Iterator[Entry] = iter(rarest)
        else:
            begun = _starting(self._sorted_words, last)
            entries = (e for word in begun for e in self._by_word[word])
        fitting = (
            entry
            for entry in islice(entries, _MOST_LOOKED_AT)
            if all(word in entry.words for word in whole)
            and any(word.startswith(last) for word in entry.words)
        )
        return _completions(fitting, " ".join(words), limit)

    def misspelt_beginning(self, word: str) -> list[str]:
        """Return known words that begin almost as `word` does: one slip away."""
        if len(word) < 4:
            return []
        begun = _starting(self._sorted_words, word[0])
        lengths = range(len(word) - 1, len(word) + 2)
        cut = {o[:length]: o for o in begun for length in lengths if len(o) >= length}
        near = process.extract(
            word, list(cut), scorer=OSA.distance, score_cutoff=1, limit=_MOST_SPELLINGS
        )
        return [cut[start] for start, _, _ in near]

    def _spellings(self, word: str) -> tuple[tuple[str, int], ...]:
        """Return known words spelt like `word`, with the number of slips, nearest first.

        One slip (a letter wrong, missing, too many, or two swapped) from four letters on, two
        from eight on: optimal string alignment distance. Short words (up to five letters) begin
        alike, numbers are not misspelt.
        """
        slips = 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 8 else 2
        if not slips:
            return ()
        lengths = range(len(word) - slips, len(word) + slips + 1)
        near = [
            (other, int(distance))
            for length in lengths
            for other, distance, _ in process.extract(
                word,
                self._by_length.get(length, []),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=None,
            )
            if distance and (len(word) > _SHORT or _begin_alike(word, other))
        ]
        near.sort(key=lambda each: (each[1], -len(self._by_word.get(each[0], ())), each[0]))
        return tuple(near[:_MOST_SPELLINGS])

    def _places(self, entry: Entry) -> Iterator[tuple[dict[str, list[Entry]], str]]:
        yield self._exact, "".join(entry.words)
        yield self._plain, entry.plain
        yield self._bags, entry.bag
        for each in set(entry.bag.split()):
            yield self._by_stem, each
        for word in set(entry.words):
            yield self._by_word, word

    def _remember_words(self, entry: Entry) -> None:
        for word in set(entry.words) - self._by_word.keys():
            insort(self._sorted_words, word)
            self._by_length[len(word)] = [*self._by_length.get(len(word), ()), word]
        if entry.plain not in self._plain:
            insort(self._sorted_labels, entry.plain)

    def _labels_from(self, start: str) -> Iterator[str]:
        return _starting(self._sorted_labels, start)

    def _share(self, entry: Entry, wanted: set[str], all_of_them: bool) -> Hit | None:
        stems = set(entry.bag.split())
        shared = stems & wanted
        if not shared or (all_of_them and shared != wanted):
            return None
        fit = sum(map(self._rarity, shared)) / sum(map(self._rarity, stems | wanted))
        return Hit(entry, How.PART, fit)

    def _rarity(self, each: str) -> float:
        """Return how telling a stem is: ln((n + 1) / (k + .5)), where k of n labels hold it.

        Spärck Jones, 'A statistical interpretation of term specificity', 1972, smoothed.
        """
        return log((self._count + 1) / (len(self._by_stem.get(each, ())) + 0.5)) + 1e-6


def _begin_alike(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1]


def _entries(skill: str, label: str, alternatives: Iterable[str]) -> Iterator[Entry]:
    seen: set[tuple[str, ...]] = set()
    for number, each in enumerate((label, *alternatives)):
        words = tuple(tokens(each))
        if words and words not in seen:
            seen.add(words)
            key = bag(list(words), acronyms(each))
            yield Entry(skill, each, number == 0, words, " ".join(words), key)


def _starting(values: list[str], start: str) -> Iterator[str]:
    """Return the values of a sorted list that begin with `start`, at most so many."""
    first = bisect_left(values, start)
    for value in values[first : first + _MOST_LOOKED_AT]:
        if not value.startswith(start):
            return
        yield value


def _completions(entries: Iterable[Entry], typed: str, limit: int) -> list[Hit]:
    """Return the best ends of what was typed: that very label, preferred ones, short ones."""

    def place(entry: Entry) -> tuple[bool, bool, int, str]:
        whole = len(entry.plain) == len(typed) and entry.plain == typed
        return (not whole, not entry.preferred, len(entry.plain), entry.plain)

    return [
        Hit(
            entry,
            How.LABEL if entry.preferred else How.ALTERNATIVE,
            1.0 if entry.plain == typed else 0.5,
        )
        for entry in nsmallest(limit, entries, key=place)
    ]


def _by_fit(hit: Hit) -> tuple[float, bool, int]:
    return (hit.fit, hit.entry.preferred, -len(hit.entry.label))
