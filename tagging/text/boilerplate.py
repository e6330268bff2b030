"""What every page and advertisement says, told from what this text says.

General means alone, by the shape of lines (Kohlschütter, Fankhauser and Nejdl, 'Boilerplate
detection using shallow text features', WSDM 2010: short lines and dense links), by repetition, and
by the stock phrases of equal-opportunity paragraphs, notices and navigation. Nothing here knows
any one source.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from tagging.text.splitting import Span, sentences, trimmed
from tagging.text.stock_phrases import (
    ADDRESS_WORDS,
    CONTACT_LINE,
    EQUAL_OPPORTUNITIES,
    NAVIGATION_LINE,
    NOTICE,
    PROTECTED,
)

_LINK = re.compile(
    r"\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)|<?(?:https?://|www\.)[^\s<>]{1,500}>?"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
)
_ANCHOR_LINK = re.compile(r"^\W{0,6}(?:\d{1,3}\.?)?\s*\[[^\]\n]{1,200}\]\(#[^)\s]{0,200}\)\W{0,3}$")
_LEADERS = re.compile(r"(?:\s*\.){4,}+\s*\d{1,4}\s*$|[·_…]{3,}+\s*\d{1,4}\s*$")
_PAGE_AT_END = re.compile(r"\S {2,}\d{1,3}\s*$|\t\d{1,3}\s*$")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b")
_PART_OF_PATH = re.compile(r"\s[>»›→]\s")
_CITATION = re.compile(r"[\W_]{0,6}(?:data )?sources?(?: of data)?[*_]{0,4}:", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_END_OF_SENTENCE = re.compile(r"[.!?…:;][\"'’”)*_]{0,4}$")

_LONGEST_LINE = 400
_LONGEST_CITATION = 18
_SHORT_WORDS = 8
_FEW_WORDS = 5
_LONGEST_REPEATED = 25
_TIMES_REPEATED = 3
_LINK_SHARE = 0.5
_RUN_OF_LINKS = 3
_RUN_OF_CONTENTS = 3
_LINES_OF_ADDRESS = 4
_MOST_PARTS_OF_PATH = 8


def without_boilerplate(text: str) -> list[Span]:
    """Return the stretches of `text` worth analysing, in order and without overlap.

    Left out are equal-opportunity paragraphs, privacy and cookie notices, copyright lines,
    navigation, tables of contents, addresses and lines to contact people by, lines that come three
    times or more (headers and footers), instructions for the use of a page, citations of a source,
    sentences that are mostly link, and links themselves.
    Links within a sentence part it in two: blank them out to keep the sentence and all offsets.
    """
    lines = _lines(text)
    unwanted = _unwanted_lines(text, lines)
    kept: list[Span] = []
    for line, refused in zip(lines, unwanted, strict=True):
        if not refused:
            kept += _wanted_parts(text, line)
    return _joined(text, kept)


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(trimmed(text, Span(start, start + len(line))))
        start += len(line) + 1
    return [span for span in spans if span.start < span.end]


def _unwanted_lines(text: str, lines: Sequence[Span]) -> list[bool]:
    words = [text[line.start : min(line.end, line.start + _LONGEST_LINE)] for line in lines]
    repeated = _repeated(words)
    unwanted = [line in repeated or _unwanted_alone(line) for line in words]
    _mark_runs(unwanted, [_is_link_line(line) for line in words], _RUN_OF_LINKS)
    _mark_runs(unwanted, [_is_contents_line(line) for line in words], _RUN_OF_CONTENTS)
    _mark_addresses(unwanted, words)
    return unwanted


def _repeated(lines: Sequence[str]) -> set[str]:
    """Return the lines that come three times, however they are numbered: headers and footers."""
    keys = {line: _key(line) for line in lines if _may_repeat(line)}
    times = Counter(keys[line] for line in lines if line in keys)
    return {line for line, key in keys.items() if times[key] >= _TIMES_REPEATED}


def _key(line: str) -> str:
    """Return a line without its numbers, if it is no sentence: those may differ by a figure."""
    return line if _END_OF_SENTENCE.search(line) else _DIGITS.sub("#", line.casefold())


def _may_repeat(line: str) -> bool:
    count = len(line.split())
    return 0 < count <= _LONGEST_REPEATED and _WORD.search(line) is not None and line[0] != "|"


def _unwanted_alone(line: str) -> bool:
    return bool(
        NAVIGATION_LINE.search(line)
        or CONTACT_LINE.search(line)
        or _ANCHOR_LINK.search(line)
        or _LEADERS.search(line)
        or _is_path(line)
    )


def _is_path(line: str) -> bool:
    """Return whether a line is a breadcrumb: Home > Jobs > Care."""
    parts = _PART_OF_PATH.split(line, maxsplit=_MOST_PARTS_OF_PATH)
    short = all(len(part.split()) <= _SHORT_WORDS for part in parts)
    return short and (len(parts) > 2 or (len(parts) == 2 and parts[0].casefold() == "home"))


def _is_link_line(line: str) -> bool:
    return _link_share(line) > _LINK_SHARE and len(line.split()) <= 3 * _SHORT_WORDS


def _link_share(line: str) -> float:
    return sum(len(link.group()) for link in _LINK.finditer(line)) / max(1, len(line))


def _is_contents_line(line: str) -> bool:
    return bool(_PAGE_AT_END.search(line)) and len(line.split()) <= 2 * _SHORT_WORDS


def _mark_runs(unwanted: list[bool], marks: Sequence[bool], least: int) -> None:
    place = 0
    for mark, run in groupby(marks):
        length = len(list(run))
        if mark and length >= least:
            unwanted[place : place + length] = [True] * length
        place += length


def _mark_addresses(unwanted: list[bool], lines: Sequence[str]) -> None:
    """Mark a line with a postcode in few words, and the lines of the address above it."""
    for place, line in enumerate(lines):
        if not (_POSTCODE.search(line) and _looks_like_address(line)):
            continue
        unwanted[place] = True
        for above in range(place - 1, max(-1, place - 1 - _LINES_OF_ADDRESS), -1):
            if not _may_be_of_address(lines[above]):
                break
            unwanted[above] = True


def _looks_like_address(line: str) -> bool:
    few = len(line.split()) <= 2 * _SHORT_WORDS and not _END_OF_SENTENCE.search(line)
    return few and (len(line.split()) <= 4 or "," in line or bool(ADDRESS_WORDS.search(line)))


def _may_be_of_address(line: str) -> bool:
    if line[0] in "#-*|" or _END_OF_SENTENCE.search(line) or len(line.split()) > 6:
        return False
    return line.endswith(",") or bool(ADDRESS_WORDS.search(line))


def _wanted_parts(text: str, line: Span) -> Iterator[Span]:
    """Yield the parts of a line that are neither stock sentences nor links."""
    parts = sentences(text, line.start, line.end)
    refused = [_is_stock(text[one.start : one.end]) for one in parts]
    if sum(refused) > 1 and 2 * sum(refused) >= len(refused):
        return
    for sentence, unwanted in zip(parts, refused, strict=True):
        if not unwanted:
            yield from _around_links(text, sentence)


def _is_stock(sentence: str) -> bool:
    if _CITATION.match(sentence) and len(sentence.split()) <= _LONGEST_CITATION:
        return True
    if NOTICE.search(sentence) or EQUAL_OPPORTUNITIES.search(sentence):
        return True
    named = {match.casefold() for match in PROTECTED.findall(sentence)}
    if len(named) >= 4:
        return True
    return _is_mostly_link(sentence)


def _is_mostly_link(sentence: str) -> bool:
    if _link_share(sentence) <= _LINK_SHARE:
        return False
    return len(_WORD.findall(_LINK.sub(" ", sentence))) <= _FEW_WORDS


def _around_links(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for link in _LINK.finditer(text, sentence.start, sentence.end):
        words = link.group().startswith("[") and text.find("](", link.start(), link.end())
        yield Span(start, words or link.start())
        start = link.end()
    yield Span(start, sentence.end)


def _joined(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return the parts that no letter lies between as one; parts without words are gone."""
    joined: list[Span] = []
    for part in (trimmed(text, part) for part in parts):
        if not _WORD.search(text, part.start, part.end):
            continue
        if joined and not _WORD.search(text, joined[-1].end, part.start):
            joined[-1] = Span(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined
