"""Terms that a text uses and the vocabulary lacks: noun phrases weighed by C-value and rarity.

C-value with nested terms: K. Frantzi, S. Ananiadou and H. Mima, 'Automatic recognition of
multi-word terms: the C-value/NC-value method', International Journal on Digital Libraries 3
(2000). As single words are wanted too, the length counts as log2(words + 1), after A.
Barrón-Cedeño and others, 'An improved automatic term recognition method for Spanish' (2009).
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from graph.ids import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MOST_TERMS = 20
_LEAST_TIMES, _LEAST_TIMES_OF_A_WORD = 2, 3
_MOST_WORDS = 5
_LEAST_LETTERS = 3
_SINGLE_WORD_WEIGHT = 0.5
_COMMON_WORD_WEIGHT = 0.15
_LEAST_RARITY = 0.5
_FIGURES = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"])
_OF_PROPER_NAMES = "PERSON GPE LOC FAC NORP EVENT WORK_OF_ART LAW ORG"
_NAMES = _FIGURES | frozenset(_OF_PROPER_NAMES.split())
_NOUNS = frozenset(["NOUN", "PROPN"])
_PARTS = frozenset(["NOUN", "PROPN", "ADJ", "VERB"])


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the text writes it where it first comes, with a score that only orders terms."""

    words: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a candidate: its words as written, where, and whether it seems to be a name."""

    key: tuple[str, ...]
    start: int
    end: int
    name: bool


def new_terms(doc: "Doc", known: Callable[[str], bool]) -> list[Term]:
    """Return the terms of `doc` that `known` does not know, best first, at most twenty.

    A term comes at least twice, is no name of a person, place, organisation or date, no figure,
    and is not made of everyday words alone.
    """
    uses = defaultdict(list)
    written_small = {token.lower_ for token in doc if token.text.islower()}
    for use in _uses(doc, written_small):
        uses[use.key].append(use)
    kept = {key: found for key, found in uses.items() if _is_term(key, found)}
    values = c_values({key: len(found) for key, found in uses.items()})
    terms = [_term(doc, found, values[key] * _rarity(key)) for key, found in kept.items()]
    fresh = (term for term in terms if term.score > 0 and not known(term.words))
    return _without_parts(sorted(fresh, key=lambda term: (-term.score, term.start)))[:_MOST_TERMS]


def c_values(times: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """Return the C-value of each candidate from how often it comes on its own or within others.

    `times` counts every occurrence, nested ones as well. A candidate within longer ones loses the
    mean of their counts: C(a) = log2(|a| + 1) (f(a) - sum f(b) / number of b).
    """
    within: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for longer, count in times.items():
        for part in set(_parts(longer)):
            if part in times:
                within[part].append(count)
    return {
        key: math.log2(len(key) + 1) * (count - _mean(within.get(key, [])))
        for key, count in times.items()
    }


def _mean(counts: Sequence[int]) -> float:
    return sum(counts) / len(counts) if counts else 0.0


def _parts(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for length in range(1, len(key)):
        for start in range(len(key) - length + 1):
            yield key[start : start + length]


def _uses(doc: "Doc", written_small: Set[str]) -> Iterator[_Use]:
    for chunk in doc.noun_chunks:
        tokens = _core(chunk)
        for start, end in combinations(range(len(tokens) + 1), 2):
            part = tokens[start:end]
            if len(part) <= _MOST_WORDS and part[0].pos_ != "VERB" and part[-1].pos_ in _NOUNS:
                yield _use(part, written_small)


def _core(chunk: "Span") -> list["Token"]:
    """Return the last unbroken run of nouns and adjectives in the chunk: what it is about."""
    run: list[Token] = []
    for token in chunk:
        if token.pos_ in _PARTS and not token.is_stop and _wordlike(token):
            run.append(token)
        elif token.text != "-" or not run:
            run = []
    return run if run and run[-1].pos_ in _NOUNS else []


def _wordlike(token: "Token") -> bool:
    text = token.text
    if token.like_num or token.like_url or token.like_email or token.ent_type_ in _FIGURES:
        return False
    return any(letter.isalpha() for letter in text) and not any(mark in text for mark in "@/\\_|<>")


def _use(tokens: Sequence["Token"], written_small: Set[str]) -> _Use:
    words = [token.lower_ for token in tokens[:-1]] + [tokens[-1].lemma_.lower()]
    end = tokens[-1].idx + len(tokens[-1].text)
    return _Use(tuple(words), tokens[0].idx, end, _is_name(tokens, written_small))


def _is_name(tokens: Sequence["Token"], written_small: Set[str]) -> bool:
    """Return whether every word has a capital, and the last is never written small here."""
    if any(token.text.islower() for token in tokens):
        return False
    if 2 * sum(token.ent_type_ in _NAMES for token in tokens) > len(tokens):
        return True
    last = tokens[-1]
    usual = last.lower_ in written_small or last.lower_ in common_words() or last.text.isupper()
    return len(tokens) > 1 and not usual


def _is_term(key: tuple[str, ...], uses: Sequence[_Use]) -> bool:
    if len(uses) < (_LEAST_TIMES_OF_A_WORD if len(key) == 1 else _LEAST_TIMES):
        return False
    if 2 * sum(use.name for use in uses) >= len(uses):
        return False
    return sum(map(len, key)) >= _LEAST_LETTERS and _rarity(key) >= _LEAST_RARITY


def _rarity(key: tuple[str, ...]) -> float:
    """Return how far the words are from everyday English: 1 where none is common."""
    common = common_words()
    weights = [_COMMON_WORD_WEIGHT if word in common else 1.0 for word in key]
    if len(weights) == 1:
        return _SINGLE_WORD_WEIGHT * weights[0]
    return max(sum(weights) / len(weights), _LEAST_RARITY if max(weights) == 1.0 else 0.0)


@cache
def common_words() -> frozenset[str]:
    """Return everyday English words: those that say nothing about a field of work on their own."""
    path = Path(__file__).with_name("common_words.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def _term(doc: "Doc", uses: Sequence[_Use], score: float) -> Term:
    first = uses[0]
    words = " ".join(doc.text[first.start : first.end].split())
    return Term(words, first.start, first.end, score)


def _without_parts(terms: Sequence[Term]) -> list[Term]:
    """Leave out a term whose words are part of a better one already taken."""
    taken: list[Term] = []
    for term in terms:
        if not any(f" {fold(term.words)} " in f" {fold(other.words)} " for other in taken):
            taken.append(term)
    return taken
