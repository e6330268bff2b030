"""How documents are spoken of: whether they are current, and what their filters are called."""

from datetime import date, timedelta
from enum import StrEnum

from graph.documents.found import DUE_AFTER, LASTS, NOT_SAID, OUT_OF_DATE_AFTER
from graph.records import AUDIENCES, LMI_TYPES, MATURITY, Document, Space

_A_YEAR = timedelta(days=365)


class Currency(StrEnum):
    """How current a document is; the same rule that searching uses."""

    CURRENT = "current"
    DUE = "due"
    OUT_OF_DATE = "out of date"
    SUPERSEDED = "superseded"
    UNDATED = "undated"


CURRENCIES: dict[str, str] = {
    Currency.CURRENT: "current",
    Currency.DUE: "due for review",
    Currency.OUT_OF_DATE: "out of date",
    Currency.UNDATED: "of unknown date",
    Currency.SUPERSEDED: "replaced by a newer edition",
}
SPACES: dict[str, str] = {
    Space.ORGANISATION: "for everybody",
    Space.TEAM: "for a team",
    Space.PERSONAL: "your own drafts",
}
AGES: dict[str, str] = {
    "this year": "under a year old",
    "last year": "one to two years old",
    "older": "older than two years",
    "undated": "without a date",
}
_WORDS: dict[str, dict[str, str]] = {
    "type": LMI_TYPES,
    "maturity": {str(stage): words for stage, words in MATURITY.items()},
    "currency": CURRENCIES,
    "audience": AUDIENCES,
    "space": SPACES,
    "age": AGES,
}


def value_words(name: str, value: str) -> str:
    """Return what people call the value of a filter: 'how people get in' for `entry`."""
    return "not said" if value == NOT_SAID else _WORDS.get(name, {}).get(value, value)


def values(name: str) -> tuple[str, ...]:
    """Return the values that a filter can have, in their order; nothing where they are free."""
    return tuple(_WORDS.get(name, ()))


def currency(
    published: date | None, review_due: date | None, today: date, *, superseded: bool = False
) -> Currency:
    """Return how current something is.

    It is due for review on the day it says, and out of date three months later; without a day,
    one and a half and two years after it was published.
    """
    if superseded:
        return Currency.SUPERSEDED
    if review_due is None and published is None:
        return Currency.UNDATED
    fine, passable = (
        (review_due > today, review_due > today - OUT_OF_DATE_AFTER)
        if review_due
        else (_after(published, today - DUE_AFTER), _after(published, today - LASTS))
    )
    if fine:
        return Currency.CURRENT
    return Currency.DUE if passable else Currency.OUT_OF_DATE


def currency_of(document: Document, today: date) -> Currency:
    """Return how current a document is."""
    return currency(document.published, document.review_due, today, superseded=document.superseded)


def age(published: date | None, today: date) -> str:
    """Return a key of `AGES`."""
    if published is None:
        return "undated"
    if published > today - _A_YEAR:
        return "this year"
    return "last year" if published > today - 2 * _A_YEAR else "older"


def _after(published: date | None, day: date) -> bool:
    return published is not None and published > day
