"""Words as they are compared: tokens, stems, and the words that carry no topic."""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

from graph.ids import fold

_POSSESSIVE = re.compile(r"['’`]s\b|['’`]")
_TOKEN = re.compile(r"[^\W_]+[+#]*")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_LONGEST_TEXT = 500
_NONE: frozenset[str] = frozenset()

_STOP = """a about all also am an and any are as at be been being but by can could did do does doing
for from had has have he her here him his how i if in into is it its me my no not of on or our
out over she should so some than that the their them then there these they this those to too
under up us very was we were what when where which while who whom whose why will with would
you your"""
_FILLER = """advice advise adviser advisers advisor advisors ask anyone anybody around
become becoming client clients colleague colleagues contact customer ex expert experts find full get
getting give good help helps hi hello information into interested job jobs know knowledge knows look
looking move moving near need needs part people person please question questions run runs somebody
someone something start tell thing things time topic wants want work worked working works young"""
STOP_WORDS = frozenset(_STOP.split())
FILLER_WORDS = frozenset(_FILLER.split())

_stemmer = snowballstemmer.stemmer("english")
_stemmer_lock = Lock()


def tokens(text: str, longest: int = _LONGEST_TEXT) -> list[str]:
    """Return the words of `text`, folded, in order: letters, digits, and the marks of C++ and C#.

    Hyphens part words; a possessive 's is dropped. Of a very long text only the
    beginning counts: `longest` characters.
    """
    bare = _POSSESSIVE.sub("", text[:longest])
    return _TOKEN.findall(bare.lower() if bare.isascii() else fold(bare))


def telling(word: str) -> bool:
    """Say whether a folded word may carry a topic: no stop word, filler, or single letter."""
    return len(word) > 1 and word not in STOP_WORDS and word not in FILLER_WORDS


def acronyms(text: str) -> frozenset[str]:
    """Return the words written in capitals, folded, so that 'IT' is no stop word."""
    if text.islower():
        return _NONE
    return frozenset(fold(word) for word in _ACRONYM.findall(text[:_LONGEST_TEXT]))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: apprenticeship for apprenticeships (Snowball English)."""
    with _stemmer_lock:
        return str(_stemmer.stemWord(word))


def bag(words: list[str], keep: frozenset[str] = _NONE) -> str:
    """Return the stems of `words` without stop words, in alphabetical order, as one key.

    Words in `keep` are no stop words. Where there are only stop words, all of them count.
    """
    telling = [word for word in words if word in keep or word not in STOP_WORDS]
    return " ".join(sorted({stem(word) for word in telling or words}))
