"""How things are said on pages: the filters and names that every template can use."""

import re
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit

from flask import Flask, request
from markupsafe import Markup

from graph.records import (
    AUDIENCES,
    GEOGRAPHIES,
    INTERPRETATIONS,
    LEVELS,
    LMI_TYPES,
    MATURITY,
    USES,
    PersonKind,
    TaggingKind,
    TaggingStatus,
)
from tagging.documents.fields import code_words
from tagging.permissions import Permission
from tagging.sentences import when
from webapp import current
from webapp.markdown import to_html

KIND_WORDS = {"knows": "knows about", "helps": "helps others with", "learning": "is learning"}


def register(app: Flask) -> None:
    """Give the templates of `app` their words."""
    app.jinja_env.filters.update(
        when=said_when,
        since=said_since,
        day=said_day,
        markdown=to_html,
        link=safe_link,
        count=count,
        figure=figure,
        breakable=breakable,
    )
    app.jinja_env.globals.update(
        AUDIENCES=AUDIENCES,
        GEOGRAPHIES=GEOGRAPHIES,
        INTERPRETATIONS=INTERPRETATIONS,
        LEVELS=LEVELS,
        LMI_TYPES=LMI_TYPES,
        MATURITY=MATURITY,
        USES=USES,
        code_words=code_words,
        KIND_WORDS=KIND_WORDS,
        PersonKind=PersonKind,
        TaggingKind=TaggingKind,
        TaggingStatus=TaggingStatus,
        Permission=Permission,
        viewer=current.viewer,
        here=here,
        has_page=lambda endpoint: endpoint in app.view_functions,
        today=lambda: current.now().date(),
        address_with=address_with,
    )


def here() -> str:
    """Return the address of this page, to come back to (path and query, no host)."""
    return request.full_path.rstrip("?")


def address_with(**changes: str | list[str] | None) -> str:
    """Return this page's address with some of its arguments changed, or dropped (None)."""
    kept = [(n, value) for n, value in request.args.items(multi=True) if value and n not in changes]
    wanted = kept + [
        (name, one)
        for name, value in changes.items()
        for one in ([value] if isinstance(value, str) else value or [])
        if one
    ]
    return f"{request.path}?{urlencode(wanted)}" if wanted else request.path


def said_when(instant: datetime) -> str:
    """Return an instant as people say it, seen from now ('in March')."""
    return when(instant, current.now())


def said_since(at: datetime | date) -> str:
    """Return an instant as people say it, or a day (which has no hour) in full."""
    return said_when(at) if isinstance(at, datetime) else said_day(at)


def said_day(day: date) -> str:
    """Return a day in full: '3 March 2026'."""
    return f"{day.day} {day:%B %Y}"


def safe_link(address: str) -> str:
    """Return `address` if it may be a link (http or https), and nothing otherwise."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc else ""


def breakable(address: str) -> Markup:
    """Return an address that may go on in the next line before each of its dots and signs."""
    return Markup("<wbr>").join(re.split(r"(?=[@./_-])", address))


def figure(value: float) -> str:
    """Return a number with two decimals at most: '3', '0.71'."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with what it counts: '1 person', '1,200 people'."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
