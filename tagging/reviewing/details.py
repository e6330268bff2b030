"""The details of a document that text analysis proposes: in words, as they stand, and set."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graph import suggestion_answers
from graph.database import Transaction
from graph.records import (
    AUDIENCES,
    GEOGRAPHIES,
    INTERPRETATIONS,
    LMI_TYPES,
    USES,
    Document,
)
from tagging.documents import fields as document_fields
from tagging.errors import Conflict

FIELD_WORDS: Mapping[str, str] = {
    "lmi_types": "Type of labour market information",
    "interpretation": "Information or intelligence",
    "geography": "How wide an area",
    "region": "Region",
    "sector": "Sector",
    "sic": "Industry (SIC 2007)",
    "soc": "Occupation (SOC 2020)",
    "audience": "Who it is about",
    "source": "Source",
    "source_date": "Date of the source",
    "published": "Published",
    "licence": "Licence",
    "method": "How it was found out",
    "official": "Official figures",
    "use": "Use with clients",
}
_LISTS = frozenset({"lmi_types", "sic", "soc", "audience"})
_DAYS = frozenset({"source_date", "published"})
_CODES = frozenset({"sic", "soc"})
_YES = frozenset({"yes", "true", "1", "official"})
_KEYS: Mapping[str, Mapping[str, str]] = {
    "lmi_types": LMI_TYPES,
    "interpretation": INTERPRETATIONS,
    "geography": GEOGRAPHIES,
    "audience": AUDIENCES,
    "use": USES,
}

Plain = str | bool | None


@dataclass(frozen=True, slots=True, order=True)
class Detail:
    """One place in a document's details: a field, or (`of`) one value of a field of several."""

    field: str
    of: str = ""


def is_detail(field: str) -> bool:
    """Say whether suggestions for this field are about a document's details."""
    return field in FIELD_WORDS


def is_known(field: str, value: str) -> bool:
    """Say whether this value can stand in this field."""
    if field in _DAYS:
        return _day(value) is not None
    return is_detail(field) and bool(value) and value in _KEYS.get(field, {value: ""})


def words(field: str, value: str) -> str:
    """Return a value in words for people."""
    if field == "official":
        return "yes" if value.casefold() in _YES else "no"
    if day := _day(value) if field in _DAYS else None:
        return f"{day.day} {day:%B %Y}"
    if name := document_fields.code_words(field, value) if field in _CODES else "":
        return f"{name} ({value})"
    return _KEYS.get(field, {}).get(value, value)


def place(field: str, value: str) -> Detail:
    """Return the place that this value is for."""
    return Detail(field, value if field in _LISTS else "")


def wanted(field: str, value: str) -> Plain:
    """Return what stands in that place once the value is set."""
    if field in _LISTS:
        return True
    return value.casefold() in _YES if field == "official" else value


def held(document: Document, detail: Detail) -> Plain:
    """Return what stands in a place now (None or False: nothing)."""
    value: Any = getattr(document, detail.field)
    if detail.field in _LISTS:
        return detail.of in value
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool) else value or None


def stands(document: Document, field: str, value: str) -> bool:
    """Say whether a document has this value already."""
    return held(document, place(field, value)) == wanted(field, value)


def filled(document: Document, field: str) -> bool:
    """Say whether a field that takes one value has one."""
    return field not in _LISTS and held(document, Detail(field)) is not None


def put(tx: Transaction, document: Document, values: Mapping[Detail, Plain], now: datetime) -> None:
    """Set these places of a document's details; those that stand so already are left alone."""
    changed = {one: value for one, value in values.items() if held(document, one) != value}
    if not changed:
        return
    details: dict[str, Any] = {}
    for one, value in sorted(changed.items(), key=lambda each: each[0]):
        if one.field in _LISTS:
            before = details.get(one.field, list(getattr(document, one.field)))
            rest = [each for each in before if each != one.of]
            details[one.field] = [*rest, one.of] if value else rest
        else:
            details[one.field] = _day(str(value)) if one.field in _DAYS and value else value
    suggestion_answers.set_details(tx, document.id, details, now)


def require_known(field: str, value: str) -> None:
    """Let pass what can be set; raises `Conflict` otherwise."""
    if not is_known(field, value):
        raise Conflict("This can no longer be set. Change the document's details by hand.")


def _day(value: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(value)
    return None
