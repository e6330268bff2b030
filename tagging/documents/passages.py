"""Passages of a document: the words that answer a question, and the sentences with figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tagging.words import STOP_WORDS, stem, tokens

_MOST_READ = 200_000
_MOST_MATCHES = 400
_LONGEST = 260
_TELLING = 110
_SURELY_THE_SAME = 7
_SHORTEST_FIGURE, _LONGEST_FIGURE = 25, 320
_LINK = re.compile(r"!?\[([^\][]{0,300})\]\([^()\s]{0,500}\)")
_MARKS = re.compile(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}")
_LINE_START = re.compile(r"^\s{0,12}(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]?\s+(?=[\"'“‘(£€$]?[A-Z0-9£€$])")
_TABLE = re.compile(r"^\s*\|")
_FIGURE = re.compile(
    r"[£€$]\s?\d|\d[\d,.]*\s?(?:%|per cent|percent|k\b|million|billion|thousand)"
    r"|(?<![\w/.-])\d{1,3}(?:,\d{3})+(?!\w)|(?<![\w/.:-])\d+(?:\.\d+)?(?![\w/:-]|\.\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^\s(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_LIST_NUMBER = re.compile(
    r"(?:level|grade|key stage|page|chapter|step|band|tier)\s$", re.IGNORECASE
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|approx|vs)\.$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; `marked` where it is a word that was asked for."""

    text: str
    marked: bool = False


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text in Markdown without its marks; tables are left out."""
    for line in text[:_MOST_READ].splitlines():
        if _TABLE.match(line):
            continue
        bare = _MARKS.sub("", _LINK.sub(r"\1", _LINE_START.sub("", line)))
        held = ""
        for part in _SENTENCE_END.split(" ".join(bare.split())):
            held = f"{held} {part}".strip()
            if held and not _ABBREVIATION.search(held):
                yield held
                held = ""
        if held:
            yield held


def telling(text: str) -> tuple[str, ...]:
    """Return the words of a question that say something, each once, in lower case."""
    words = dict.fromkeys(word.strip("+#") for word in tokens(text))
    return tuple(word for word in words if word not in STOP_WORDS)


def best(text: str, words: Sequence[str]) -> str:
    """Return the passage that has most of `words` (in any form), the earliest of equals; or ''.

    It begins with the sentence that has them, and goes on until it says something.
    """
    wanted = {stem(word) for word in words}
    finder = _finder(words)
    chosen: list[str] = []
    most, open_ = 0, False
    for sentence in sentences(text):
        found = _found(finder, sentence, wanted)
        if len(found) > most:
            chosen, most, open_ = [sentence], len(found), True
        elif open_ and sum(map(len, chosen)) < _TELLING:
            chosen.append(sentence)
        else:
            open_ = False
    return " ".join(chosen)


def beginning(text: str) -> str:
    """Return the first sentences, until they say something; '' where there are none."""
    chosen: list[str] = []
    for sentence in sentences(text):
        if sum(map(len, chosen)) >= _TELLING:
            break
        chosen.append(sentence)
    return " ".join(chosen)


def marked(sentence: str, words: Sequence[str], longest: int = _LONGEST) -> tuple[Piece, ...]:
    """Return a sentence in pieces, those of `words` marked, cut round the first of them."""
    wanted = {stem(word) for word in words}
    found = [
        match.span() for match in _finder(words).finditer(sentence) if _form_of(match[0], wanted)
    ]
    start, end = _window(sentence, found[0][0] if found else 0, longest)
    pieces = [Piece("… ")] if start else []
    place = start
    for first, last in found:
        if place <= first and last <= end:
            pieces += [Piece(sentence[place:first]), Piece(sentence[first:last], marked=True)]
            place = last
    pieces.append(Piece(sentence[place:end] + (" …" if end < len(sentence) else "")))
    return tuple(piece for piece in pieces if piece.text)


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return the beginning of a text, cut between words."""
    start, end = _window(text, 0, longest)
    return text[start:end] + (" …" if end < len(text) else "")


def figures(text: str, words: Sequence[str], limit: int = 3) -> tuple[str, ...]:
    """Return the sentences with figures, in their order: those with most of `words`, and figures.

    Where none has any of `words`, it is the one with most figures; dates and levels are none.
    """
    wanted = {stem(word) for word in words}
    finder = _finder(words)
    rated: list[tuple[int, int, str]] = []
    for number, sentence in enumerate(sentences(text)):
        if number > _MOST_MATCHES or not _SHORTEST_FIGURE <= len(sentence) <= _LONGEST_FIGURE:
            continue
        if count := _figures_in(sentence):
            about = _found(finder, sentence, wanted)
            rated.append((-4 * len(about) - min(count, 3), number, sentence))
    about_it = [one for one in rated if one[0] < -3] or sorted(rated)[:1]
    chosen = sorted(about_it)[:limit]
    return tuple(sentence for _, _, sentence in sorted(chosen, key=lambda one: one[1]))


def _figures_in(sentence: str) -> int:
    return sum(
        not _YEAR.match(match[0])
        and not _LIST_NUMBER.search(sentence[: match.start()])
        and not _DATE.match(sentence[match.end() :])
        for match in _FIGURE.finditer(sentence)
    )


def _window(sentence: str, about: int, longest: int) -> tuple[int, int]:
    """Return where to cut: the whole sentence where it is short, else round the place `about`."""
    if len(sentence) <= longest:
        return 0, len(sentence)
    start = max(0, min(about - longest // 3, len(sentence) - longest))
    if start:
        space = sentence.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    end = min(len(sentence), start + longest)
    if end < len(sentence):
        space = sentence.rfind(" ", max(start + 1, end - 40), end)
        end = space if space > about else end
    return start, end


def _found(finder: re.Pattern[str], sentence: str, wanted: set[str]) -> set[str]:
    """Return those of the stems `wanted` that a sentence has a word of."""
    forms = (_form_of(match[0], wanted) for match in finder.finditer(sentence))
    return {form for form in forms if form}


def _form_of(word: str, wanted: set[str]) -> str:
    """Return the stem wanted that `word` is a form of: apprentice is one of apprenticeship."""
    root = stem(word.casefold())
    if root in wanted:
        return root
    long_enough = (one for one in wanted if min(len(one), len(root)) >= _SURELY_THE_SAME)
    return next((one for one in long_enough if one.startswith(root) or root.startswith(one)), "")


def _finder(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds every word that may be a form of one of `words`, and some others."""
    begun = {stem(word)[: max(2, min(len(stem(word)) - 1, _SURELY_THE_SAME))] for word in words}
    either = "|".join(re.escape(each) for each in sorted(begun, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\w*" if either else r"(?!)", re.IGNORECASE)
