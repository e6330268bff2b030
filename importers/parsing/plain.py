"""Markdown and plain text: decoded, and its front matter taken off."""

from contextlib import suppress
from typing import BinaryIO

from importers import front_matter
from importers.columns import printable, to_day
from importers.encodings import encoding_of
from importers.parsing import bylines
from importers.parsing.kinds import Kind
from importers.parsing.parsed import LARGEST_TEXT, Parsed, heading
from importers.parsing.refusals import refusal
from tagging.errors import Invalid


def decoded(file: BinaryIO, largest: int = LARGEST_TEXT) -> str:
    """Return a text file's text; raises `Unreadable` where it is too large or no text."""
    content_start = file.read(largest + 1)
    if len(content_start) > largest:
        raise refusal("too large", f"The file has over {largest:,} bytes.", "Split it.")
    file.seek(0)
    encoding = encoding_of(file)
    try:
        text = content_start.decode(encoding, "replace" if encoding == "cp1252" else "strict")
    except UnicodeError:
        raise refusal("unknown", "The file is not text.", "Save it as UTF-8.") from None
    if _control_characters(text) > len(text) * 0.05:
        raise refusal("unknown", "The file is not text, whatever its name says.")
    return text


def _control_characters(text: str) -> int:
    sample = text[:65_536]
    return sum(letter < " " and letter not in "\t\n\r\f\x1b" for letter in sample)


def read(file: BinaryIO, kind: Kind) -> Parsed:
    """Read a Markdown or text file; what its front matter says is in `fields`."""
    try:
        parts = front_matter.parse(decoded(file))
    except Invalid as error:
        reason, _, mend = error.message.partition(". ")
        raise refusal("broken", f"{reason}.", mend) from None
    text = printable(parts.text)
    if not text:
        raise refusal("empty", "The file holds no text.", "Write it below the front matter.")
    published = None
    with suppress(Invalid):
        published = to_day(parts.fields.get("published", ""))
    names, emails = bylines.of(text)
    authors = parts.listed("authors")
    return Parsed(
        text=text,
        media_type=kind.value,
        title=parts.fields.get("title") or heading(text),
        authors=tuple(one for one in authors if "@" not in one) or (() if authors else names),
        emails=tuple(one for one in authors if "@" in one) or (() if authors else emails),
        published=published,
        fields=parts.fields,
        unknown=parts.unknown,
    )
