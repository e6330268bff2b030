"""What may be written about a person: limits, tidying, and the words for what is wrong."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from graph.ids import fold
from tagging.errors import Invalid

LONGEST = {
    "name": 120,
    "organisation": 120,
    "team": 200,
    "place": 120,
    "role": 120,
    "job_title": 120,
    "email": 254,
    "phone": 40,
    "mobile": 40,
    "chat": 200,
    "best_way": 80,
    "best_times": 120,
    "nicknames": 60,
    "languages": 40,
    "absence_note": 200,
    "about": 2000,
    "listing_note": 500,
}
MOST_IN_LIST = 20
_LABELS = {
    "email": "e-mail address",
    "phone": "phone number",
    "mobile": "mobile number",
    "nicknames": "nickname",
    "languages": "language",
    "listing_note": "note on what they were told",
    "about": "text about yourself",
}
_PARAGRAPHS = frozenset({"about", "listing_note"})
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")


def tidy(field: str, value: str) -> str:
    """Return `value` as it is kept: composed, without control characters, trimmed, in limits.

    Raises `Invalid` with the field's name where it is too long or cannot be what it should be.
    """
    longest = LONGEST[field]
    if len(value) > 20 * longest:
        raise _too_long(field, len(value))
    text = unicodedata.normalize("NFC", _printable(value))
    text = _trimmed_lines(text) if field in _PARAGRAPHS else " ".join(text.split())
    if len(text) > longest:
        raise _too_long(field, len(text))
    if not text:
        return ""
    if field == "email":
        return _email(text)
    if field in ("phone", "mobile") and not any(letter.isdigit() for letter in text):
        raise Invalid(f"A {label(field)} needs digits. Enter it as you would dial it.", field)
    return text


def tidy_name(field: str, value: str, what: str) -> str:
    """Return a name that must be there and be legible; `what` says whose, for the message."""
    text = tidy(field, value)
    if not any(unicodedata.category(letter)[0] in "LNSP" for letter in text):
        raise Invalid(f"Enter {what}.", field)
    return text


def tidy_list(field: str, values: str | Sequence[str]) -> tuple[str, ...]:
    """Return a list typed with ';' or '|' between (or given as one), tidied, without doubles."""
    parts = re.split(r"[;|]", values) if isinstance(values, str) else values
    unique = {fold(part): part for part in (tidy(field, part) for part in parts) if part}
    if len(unique) > MOST_IN_LIST:
        raise Invalid(f"That is {len(unique)} entries. Give {MOST_IN_LIST} at most.", field)
    return tuple(unique.values())


def tidy_day(field: str, value: str | date | None) -> date | None:
    """Return a day given as one, as '2026-11-30' or as '' for none."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise Invalid("Enter a real date, such as 2026-11-30.", field) from None


def label(field: str) -> str:
    """Return what people call this field."""
    return _LABELS.get(field, field.replace("_", " "))


def _too_long(field: str, length: int) -> Invalid:
    return Invalid(
        f"The {label(field)} has {length} characters. Use {LONGEST[field]} at most.", field
    )


def _printable(value: str) -> str:
    """Return `value` with control characters, lone surrogates and the like as spaces."""
    if value.isascii() and value.isprintable():
        return value
    return "".join(
        letter if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs") else " "
        for letter in value
    )


def _trimmed_lines(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise Invalid(f"{text[:60]!r} is not an e-mail address. It looks like a@b.org.", "email")
    return text.casefold()
