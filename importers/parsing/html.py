"""The main text of a web page, without its navigation. Runs in the limited process only."""

import re
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from typing import Any, BinaryIO

import trafilatura

from importers.encodings import encoding_of
from importers.parsing import bylines
from importers.parsing.kinds import Kind
from importers.parsing.parsed import LARGEST_TEXT, Parsed, heading
from importers.parsing.refusals import refusal

LARGEST_PAGE = 25_000_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_INLINE_FILES = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]+")
_DEEPEST = 400


def read(file: BinaryIO) -> Parsed:
    """Read a web page; raises `Unreadable` where it is too large or says nothing."""
    page = _INLINE_FILES.sub("", _decoded(file))
    plain = _Plain()
    plain.feed(page)
    plain.close()
    # Deeper pages than any honest one are not given to the library that builds a tree of them.
    text, said = _main_text(page) if plain.deepest <= _DEEPEST else ("", None)
    text = text or plain.text
    if not text.strip():
        raise refusal("empty")
    if len(text) > LARGEST_TEXT:
        raise refusal("too large", f"The page has more than {LARGEST_TEXT:,} characters.")
    author = (said.author if said else "") or ""
    names, emails = bylines.of(text)
    return Parsed(
        text=text,
        media_type=Kind.HTML.value,
        title=_title(heading(text), said, plain.title),
        authors=tuple(dict.fromkeys([*bylines.names(author), *names])),
        emails=tuple(dict.fromkeys([*bylines.emails(author), *emails])),
        published=_day(said.date if said else None),
    )


def _title(*given: Any) -> str:
    """Return the first that is there of the main heading, what the page says, and its window's."""
    found = (one if isinstance(one, str) else getattr(one, "title", "") for one in given)
    return " ".join(next(filter(None, found), "").split())[:300]


def _decoded(file: BinaryIO) -> str:
    content = file.read(LARGEST_PAGE + 1)
    if len(content) > LARGEST_PAGE:
        raise refusal("too large", f"The page has more than {LARGEST_PAGE // 1_000_000} MB.")
    file.seek(0)
    encoding = encoding_of(file)
    if encoding == "cp1252" and (said := _CHARSET.search(content[:4096])):
        with suppress(LookupError):
            return content.decode(said[1].decode("ascii"), "replace")
    return content.decode(encoding, "replace")


def _main_text(page: str) -> tuple[str, Any]:
    """Return the main text and what the page says about itself, as far as they are found."""
    try:
        text = trafilatura.extract(
            page, output_format="markdown", include_comments=False, include_tables=True
        )
        return text or "", trafilatura.extract_metadata(page, extensive=False)
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        return "", None


def _day(given: str | None) -> date | None:
    with suppress(ValueError, TypeError):
        return date.fromisoformat(given or "")
    return None


class _Plain(HTMLParser):
    """All words of a page that are shown, block by block: where no main text is found."""

    _SILENT = frozenset({"script", "style", "noscript", "template", "svg", "nav", "select"})
    _BLOCKS = frozenset({
        "p", "div", "li", "tr", "table", "ul", "ol", "section", "article", "br", "blockquote",
        "pre", "dt", "dd", "main", "header", "footer", "aside", "figcaption", "body",
        "h1", "h2", "h3", "h4", "h5", "h6",
    })  # fmt: skip
    _WITHOUT_END = frozenset({
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option",
    })  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.deepest = 0
        self._depth = 0
        self._silent = 0
        self._in_title = False
        self._blocks: list[str] = [""]

    @property
    def text(self) -> str:
        """The words, blocks parted by empty lines, headings marked."""
        blocks = (" ".join(block.split()) for block in self._blocks)
        return "\n\n".join(block for block in blocks if block.strip("# -"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._WITHOUT_END:
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
        self._silent += tag in self._SILENT
        self._in_title = tag == "title"
        if tag in self._BLOCKS and self._blocks[-1]:
            self._blocks.append("")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._blocks[-1] = "#" * int(tag[1]) + " "
        elif tag == "li":
            self._blocks[-1] = "- "

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._WITHOUT_END:
            self._depth = max(0, self._depth - 1)
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        self._in_title = False
        if tag in self._BLOCKS and self._blocks[-1]:
            self._blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._silent:
            self._blocks[-1] += data
