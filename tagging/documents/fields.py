"""What a document says about itself, from words as typed to what is kept.

Industries are coded by the sections (A to U) and divisions (01 to 99) of SIC 2007, occupations by
the groups of SOC 2020 (1 to 4 digits).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from graph.ids import fold
from graph.records import (
    AUDIENCES,
    GEOGRAPHIES,
    INTERPRETATIONS,
    LMI_TYPES,
    USES,
    Document,
)
from tagging.errors import Invalid
from tagging.lmi import tables

LONGEST = {
    "title": 300,
    "text": 400_000,
    "summary": 1_000,
    "kind": 60,
    "region": 120,
    "sector": 120,
    "source": 500,
    "method": 1_000,
    "licence": 200,
    "note": 1_000,
}
SIC_SECTIONS: dict[str, str] = {
    "A": "farming, forestry and fishing",
    "B": "mining and quarrying",
    "C": "manufacturing",
    "D": "electricity and gas",
    "E": "water, sewage and waste",
    "F": "construction",
    "G": "shops, wholesale and car repair",
    "H": "transport and storage",
    "I": "hotels and catering",
    "J": "information and communication",
    "K": "finance and insurance",
    "L": "property",
    "M": "professional, scientific and technical",
    "N": "administration and support services",
    "O": "public administration and defence",
    "P": "education",
    "Q": "health and social work",
    "R": "arts, entertainment and leisure",
    "S": "other services",
    "T": "work in private households",
    "U": "international bodies",
}
SOC_MAJOR: dict[str, str] = {
    "1": "managers, directors and senior officials",
    "2": "professionals",
    "3": "associate professionals and technicians",
    "4": "administrative and secretarial",
    "5": "skilled trades",
    "6": "caring, leisure and other services",
    "7": "sales and customer service",
    "8": "process, plant and machine operatives",
    "9": "elementary occupations",
}
# What people write in files for the types of labour-market information.
_TYPE_WORDS: dict[str, tuple[str, ...]] = {
    "trends": ("trend", "outlook", "forecast", "forecasts", "future", "projections", "change"),
    "structure": ("structure", "employers", "industry structure", "market structure", "size"),
    "entry": (
        "entry", "entry routes", "routes", "routes in", "entry requirements", "getting in",
        "how to get in", "provision", "qualifications", "apprenticeships", "pathways",
    ),
    "demand": (
        "demand", "supply", "supply and demand", "vacancies and demand", "shortages",
        "skills shortages", "job prospects",
    ),
    "variation": (
        "variation", "local", "regional", "local variation", "regional variation", "travel",
        "travel to work", "geography", "local labour market",
    ),
    "equality": (
        "equality", "diversity", "equal opportunities", "inclusion", "client groups", "gender",
        "disability", "equality, diversity and inclusion",
    ),
    "progression": (
        "progression", "pay", "pay and progression", "earnings", "wages", "salaries", "salary",
        "destinations", "outcomes", "careers", "working conditions", "conditions",
        "pay and conditions", "hours",
    ),
    "recruitment": ("recruitment", "recruiting", "hiring", "how employers recruit", "selection"),
    "vacancies": ("vacancy", "jobs", "openings", "job adverts", "adverts", "current vacancies"),
    "skills": ("skill", "skills in demand", "skills needed", "skill needs", "skills needs",
               "competences", "skill requirements"),
}  # fmt: skip
_TYPES = {
    word: key for key, words in LMI_TYPES.items() for word in (key, fold(words), *_TYPE_WORDS[key])
}


def lmi_type(words: str) -> str | None:
    """Return the key of `LMI_TYPES` that somebody means by these words, or None.

    The key itself, its words, and what people commonly write ('Pay', 'Entry routes').
    """
    return _TYPES.get(" ".join(fold(words).replace("&", "and").replace("-", " ").split()))


def tidy_line(field: str, value: str | None) -> str:
    """Return one line of text, printable and in limits; raises `Invalid` with the field."""
    return _limited(field, " ".join(_printable(value or "").split()))


def tidy_text(field: str, value: str | None) -> str:
    """Return text of several lines as typed, with plain line ends; raises `Invalid`."""
    lines = (value or "").replace("\r\n", "\n").replace("\r", "\n")
    return _limited(field, _printable(lines).strip())


def keys(field: str, values: Sequence[str], known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of a table's keys that were chosen, in the table's order; raises `Invalid`."""
    chosen = {value for value in values if value}
    if chosen - set(known):
        raise Invalid("Choose from the list.", field)
    return tuple(key for key in known if key in chosen)


def key(field: str, value: str | None, known: Mapping[str, Any]) -> str:
    """Return the one key that was chosen, or ''; raises `Invalid` where it is none."""
    return next(iter(keys(field, [value or ""], known)), "")


def sic_codes(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return industries as typed ('C, 28'): section letters and division numbers of SIC 2007."""
    return _codes(
        "sic", value, r"[A-U]|0[1-9]|[1-9]\d",
        "is no section (A to U) or division (01 to 99) of SIC 2007",
    )  # fmt: skip


def soc_codes(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return occupations as typed ('5, 5223'): groups of SOC 2020, of 1 to 4 digits."""
    return _codes("soc", value, r"[1-9]\d{0,3}", "is no group of SOC 2020 (1 to 4 digits)")


def code_words(classification: str, code: str) -> str:
    """Return what a code of 'sic' or 'soc' stands for, '' where its name is not known here."""
    plain = SIC_SECTIONS if classification == "sic" else SOC_MAJOR
    return plain.get(code) or _official_names(classification).get(code, "")


@cache
def _official_names(classification: str) -> dict[str, str]:
    return {row.code: row.name[:1].lower() + row.name[1:] for row in tables.rows(classification)}


def yes_or_no(field: str, value: str | None) -> bool | None:
    """Return what 'yes' and 'no' mean; '' is None: it is not known."""
    given = fold(value or "")
    if given not in {"", "yes", "no"}:
        raise Invalid("Choose yes, no or not known.", field)
    return None if not given else given == "yes"


def described(document: Document, typed: Mapping[str, Any], today: date) -> Document:
    """Return a document with its details as typed; raises `Invalid` with the field's name.

    `typed` holds `lmi_types`, `sic`, `soc` and `audience` as lists, the rest as text, day or None.
    """
    source_date = _day("source_date", typed.get("source_date"))
    if source_date and source_date > today:
        raise Invalid("The day of the source is still to come.", "source_date")
    return replace(
        document,
        lmi_types=keys("lmi_types", typed.get("lmi_types") or (), LMI_TYPES),
        interpretation=key("interpretation", typed.get("interpretation"), INTERPRETATIONS),
        sector=tidy_line("sector", typed.get("sector")),
        sic=sic_codes(typed.get("sic") or ()),
        soc=soc_codes(typed.get("soc") or ()),
        geography=key("geography", typed.get("geography"), GEOGRAPHIES),
        region=tidy_line("region", typed.get("region")),
        audience=keys("audience", typed.get("audience") or (), AUDIENCES),
        source=tidy_line("source", typed.get("source")),
        source_date=source_date,
        method=tidy_text("method", typed.get("method")),
        licence=tidy_line("licence", typed.get("licence")),
        official=yes_or_no("official", typed.get("official")),
        use=key("use", typed.get("use"), USES),
    )


def _codes(field: str, value: str | Sequence[str], pattern: str, wrong: str) -> tuple[str, ...]:
    typed = [value] if isinstance(value, str) else value
    parts = [part.upper() for one in typed for part in re.split(r"[\s,;|]+", one) if part]
    for part in parts:
        if not re.fullmatch(pattern, part):
            raise Invalid(f"‘{part[:20]}’ {wrong}.", field)
    return tuple(sorted(set(parts)))


def _day(field: str, value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip()) if value.strip() else None
    except ValueError:
        raise Invalid("Enter a real date, such as 2026-11-30.", field) from None


def _limited(field: str, text: str) -> str:
    if len(text) > LONGEST[field]:
        raise Invalid(
            f"The {field} has {len(text):,} characters. Use {LONGEST[field]:,} at most.", field
        )
    return text


def _printable(value: str) -> str:
    """Return text without control characters and lone surrogates."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", " ", value)
