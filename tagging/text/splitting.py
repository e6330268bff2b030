"""Sentences by their marks alone, fast and without a language model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Every run of marks is entered once only (the look-behind), so that no text is slow to read.
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++["'’”»)\]*_]{0,4}+(?=\s)"""  # the end of a sentence
    r"""|\n(?=[ \t]*+(?:\n|[-*+•#>|]|\d{1,2}[.)][ \t]|$))"""  # a blank line, list, heading, table
    r"""|:[ \t]*+(?=\n)""",
)
_OPENS_LOWER = re.compile(r"""\s+["'‘“(\[]?[a-z]""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:[A-Za-z]|e\.g|i\.e|etc|cf|vs|approx|inc|ltd|co|no|nos|fig|figs|dr|mr|mrs|ms|"
    r"prof|st|rd|jr|sr|dept|est|min|max|p|pp|vol|ed|eds|al|jan|feb|mar|apr|jun|jul|aug|sept?|oct|"
    r"nov|dec|(?![ap]\.m)[A-Za-z]\.[A-Za-z])\.$",
    re.IGNORECASE,
)
_NUMBER_OF_LIST = re.compile(r"(?:\A|\n)[ \t]*\d{1,2}\.$")
_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: character offsets, `end` not included."""

    start: int
    end: int


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of `text` between two offsets, in order, without the blanks around.

    Headings, list items and rows of tables count as sentences. A full stop after an abbreviation
    or before a small letter ends none.
    """
    end = len(text) if end is None else end
    found = []
    for piece in _pieces(text, start, end):
        whole = trimmed(text, piece)
        if whole.start < whole.end:
            found.append(whole)
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for mark in _END.finditer(text, start, end):
        if text[mark.start()] == "." and not _ends(text, mark.start(), mark.end()):
            continue
        yield Span(begin, mark.end())
        begin = mark.end()
    yield Span(begin, end)


def _ends(text: str, stop: int, after: int) -> bool:
    if _OPENS_LOWER.match(text, after):
        return False
    before = text[max(0, stop - _LOOK_BACK) : stop + 1]
    return not (_ABBREVIATION.search(before) or _NUMBER_OF_LIST.search(before))


def trimmed(text: str, span: Span) -> Span:
    """Return `span` without the white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
