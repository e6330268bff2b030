"""A document's text cut up for reading beside its suggestions: paragraphs, evidence marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEADING = re.compile(r"#{1,6}\s+")
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:#{1,6} |[-*+•] |\d{1,3}[.)] |\|))")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_MARKUP = re.compile(
    r"\*\*|__|`+|\\(?=[!-/:-@\[-`{-~])|(?<![\w*])[*_](?=[^\s*])|(?<=[^\s*])[*_](?![\w*])"
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_SIGN = re.compile(r"\s*(?:#{1,6}|[-*+•|]|\d{1,3}[.)])\s+")
_RULE = re.compile(r"\s*\|?[\s:|=*_-]{3,}\s*")
FOLD_FROM = 40_000
_LEAST_FOLDED, _CONTEXT = 8, 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the evidence of a suggestion stands: [start, end) in the text; `rank` 0 is shown
    first where marks overlap."""

    suggestion: str
    start: int
    end: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same marks cover; `of` names their suggestions by rank.

    `first`: those of them that begin here.
    """

    text: str
    of: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, list item, row of a table or paragraph of running text."""

    kind: str
    segments: tuple[Segment, ...]

    @property
    def marked(self) -> bool:
        """Whether any evidence is in it."""
        return any(segment.of for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Block:
    """Some paragraphs in a row; `folded` where they are many without any evidence."""

    paragraphs: tuple[Paragraph, ...]
    folded: bool = False


def evidence_in(text: str, sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where evidence stands in a text: where it was found, else where its sentence is."""
    if 0 <= start < end <= len(text) and _squeezed(text[start:end]) in _squeezed(sentence):
        return start, end
    found = text.find(sentence) if sentence else -1
    return (found, found + len(sentence)) if found >= 0 else None


def holds(text: str, sentence: str) -> bool:
    """Say whether a sentence occurs in a text, however it is spaced."""
    return bool(sentence.strip()) and _squeezed(sentence) in _squeezed(text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """Return the text in paragraphs, each in segments between the ends of marks.

    The words of all segments together are those of the text, but for Markdown's signs.
    """
    ordered = sorted(marks, key=lambda mark: mark.start)
    found, seen = [], set[str]()
    for start, end in _pieces(text):
        here = [mark for mark in ordered if mark.start < end and mark.end > start]
        paragraph = _paragraph(text, start, end, here, seen)
        if paragraph.segments:
            found.append(paragraph)
    return tuple(found)


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _paragraph(text: str, start: int, end: int, marks: Sequence[Mark], seen: set[str]) -> Paragraph:
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    start += lead
    end = start + len(text[start:end].rstrip())
    kind = "text"
    for name, sign in (("heading", _HEADING), ("item", _ITEM)):
        if match := sign.match(text, start, end):
            kind, start = name, match.end()
            break
    if text.startswith("|", start):
        kind, start = "row", start + 1
        end -= text.endswith("|", start, end)
    if _RULE.fullmatch(text, start, end):
        return Paragraph(kind, ())
    return Paragraph(kind, tuple(_segments(text, kind, start, end, marks, seen)))


def _segments(
    text: str, kind: str, start: int, end: int, marks: Sequence[Mark], seen: set[str]
) -> Iterable[Segment]:
    cuts = {start, end}
    cuts.update(min(end, max(start, place)) for mark in marks for place in (mark.start, mark.end))
    places = sorted(cuts)
    for begin, finish in pairwise(places):
        over = sorted(
            (mark for mark in marks if mark.start < finish and mark.end > begin),
            key=lambda mark: mark.rank,
        )
        words = plain(text[begin:finish]).replace("|", "·" if kind == "row" else "|")
        if words:
            of = tuple(mark.suggestion for mark in over)
            first = tuple(one for one in of if one not in seen)
            seen.update(first)
            yield Segment(words, of, first)


def plain(text: str) -> str:
    """Return Markdown without the signs that say how it looks."""
    return _MARKUP.sub("", _LINK.sub(r"\1", text))


def without_sign(text: str) -> str:
    """Return text without the sign of a heading, list item or table that it may begin with."""
    match = _SIGN.match(text)
    return text[match.end() :] if match else text


def blocks(shown: Sequence[Paragraph], length: int) -> tuple[Block, ...]:
    """Return the paragraphs of a text of this length in blocks.

    In a very long one, many paragraphs in a row without evidence are folded away.
    """
    if length < FOLD_FROM:
        return (Block(tuple(shown)),)
    near = {
        number + step
        for number, paragraph in enumerate(shown)
        if paragraph.marked
        for step in range(-_CONTEXT, _CONTEXT + 1)
    }
    found: list[Block] = []
    run: list[Paragraph] = []
    for number, paragraph in enumerate([*shown, None]):
        folded = number not in near
        if run and (paragraph is None or folded != ((number - 1) not in near)):
            found.append(Block(tuple(run), (number - 1) not in near and len(run) >= _LEAST_FOLDED))
            run = []
        if paragraph is not None:
            run.append(paragraph)
    return tuple(found)
