"""Columns by their usual names, and what cells mean: dates, levels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from tagging.errors import ImportFailed, Invalid
from tagging.identity import fold

Variants = Mapping[str, tuple[str, ...]]
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Columns:
    """Which column holds which field."""

    names: tuple[str, ...]
    places: Mapping[str, int]
    ignored: tuple[str, ...]

    def cell(self, row: Sequence[str], field: str) -> str:
        """Return the field's cell, trimmed; '' where the column or the cell is missing."""
        place = self.places.get(field, -1)
        return row[place].strip() if 0 <= place < len(row) else ""

    def name(self, field: str) -> str:
        """Return what the file calls the field."""
        place = self.places.get(field, -1)
        return self.names[place] if place >= 0 else field

    def surplus(self, row: Sequence[str]) -> str:
        """Return what stands in a row beyond the last column, '' if nothing does."""
        return " ".join(cell for cell in row[len(self.names) :] if cell.strip())


def recognise(
    header: Sequence[str], variants: Variants, required: Sequence[tuple[str, ...]], file: str
) -> Columns:
    """Return which column is which; `required` lists fields, any one of each group.

    Raises `ImportFailed` naming what is missing and what was found.
    """
    by_name = {_plain(name): field for field, names in variants.items() for name in names}
    by_name |= {_plain(field): field for field in variants}
    places: dict[str, int] = {}
    ignored = []
    for place, name in enumerate(header):
        field = by_name.get(_plain(name))
        if field is None or field in places:
            ignored += [name] if name else []
        else:
            places[field] = place
    for group in required:
        if not any(field in places for field in group):
            wanted = " or ".join(f"'{field.replace('_', ' ')}'" for field in group)
            found = ", ".join(f"'{name[:40]}'" for name in header[:12]) or "none"
            raise ImportFailed(
                f"{file} has no column {wanted}. Its columns are {found}. "
                "Rename the column that holds it; docs/importing.md lists the names."
            )
    return Columns(tuple(header), places, tuple(ignored))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))


@lru_cache(maxsize=65_536)
def to_day(text: str) -> date | None:
    """Return the day written as 2025-11-30, 30/11/2025, 30.11.2025 or 30 November 2025.

    None for ''. Raises `Invalid` with the reason, also where the day could be read two ways.
    """
    if not text:
        return None
    try:
        return _to_day(text)
    except ValueError as error:
        raise Invalid(f"{text[:40]!r} is not a date: {error}.") from None


def _to_day(text: str) -> date:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?", text):
        return date(*(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})", text):
        day, month, year = (int(part) for part in found.groups())
        if len(found[3]) != 4:
            raise ValueError("the year has two digits, so it could be read in several ways")
        if month > 12 >= day:
            raise ValueError("it seems to have the month first, and days come first here")
        return date(year, month, day)
    if found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})", text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := re.fullmatch(r"([A-Za-z]+)[ -](\d{4})", text):
        return date(int(found[2]), _month(found[1]), 1)
    raise ValueError("it is not written in a way known here")


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if len(name) >= 3 and month.startswith(name.casefold()):
            return number
    raise ValueError("there is no such month")


@lru_cache(maxsize=65_536)
def to_instant(text: str) -> datetime | None:
    """Return the instant of an ISO date and time, or the start of a day (UTC); None for ''."""
    if not text:
        return None
    if "T" in text or ":" in text:
        try:
            exact = datetime.fromisoformat(text)
        except ValueError:
            raise Invalid(f"{text[:40]!r} is not a date and time.") from None
        return exact.astimezone(UTC) if exact.tzinfo else exact.replace(tzinfo=UTC)
    day = to_day(text)
    return datetime.combine(day, time(), UTC) if day else None


def printable(text: str) -> str:
    """Return `text` without control characters, save for the ends of lines; trimmed."""
    if text.isprintable():
        return text.strip()
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()
