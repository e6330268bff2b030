"""Words as they are compared with labels: stems, pairs of stems, and runs of letters."""

import re
from collections.abc import Iterable
from itertools import pairwise

from tagging.text.new_terms import common_words
from tagging.words import STOP_WORDS, stem

_POSSESSIVE = re.compile(r"['’`]s\b|['’`]")
_PLACEHOLDER = re.compile(r"<[A-Z_]+>")
_WORD = re.compile(r"[^\W_]+[+#]*")
_LONGEST_ACRONYM = 5
_LEAST_RUN, _MOST_RUN = 3, 4


def stems(text: str) -> list[str]:
    """Return the stems of a text without stop words, in order; all of them where there is no other.

    An acronym ('IT', 'SAS') is a word of its own, written '=it', so that it is not mistaken for
    the small word.
    """
    words = _words(text)
    telling = [form for word in words if (form := _form(word)) not in STOP_WORDS]
    return telling or [stem(word.lower()) for word in words]


def terms(text: str) -> list[str]:
    """Return stems and the pairs of stems that stand side by side."""
    single = stems(text)
    return single + [f"{one} {other}" for one, other in pairwise(single)]


def runs(word: str) -> list[str]:
    """Return the runs of three and four letters of a word, with marks for its ends."""
    marked = f" {word} "
    return [
        marked[start : start + length]
        for length in range(_LEAST_RUN, _MOST_RUN + 1)
        for start in range(len(marked) - length + 1)
    ] or [marked]


def plain_words(text: str) -> list[str]:
    """Return every word of a text in small letters."""
    return [word.lower() for word in _words(text)]


def is_acronym(word: str) -> bool:
    """Say whether a word is written as an acronym: two to five capitals."""
    return 2 <= len(word) <= _LONGEST_ACRONYM and word.isupper() and word.isalpha()


def is_everyday(words: Iterable[str]) -> bool:
    """Say whether every word is one that everybody uses, in any field of work."""
    common = common_words()
    return all(word in common or word in STOP_WORDS for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(_POSSESSIVE.sub("", _PLACEHOLDER.sub(" ", text)))


def _form(word: str) -> str:
    small = word.lower()
    if is_acronym(word) and (small in STOP_WORDS or small in common_words()):
        return f"={small}"
    return small if small in STOP_WORDS else stem(small)
