"""A client's pack as a PDF on A4, made by Typst from a template of our own.

What people wrote goes in as data and is never read as markup, so that nothing in it can break the
sheet or read a file. Typst is loaded when the first PDF is asked for.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from graph.records import Document
from tagging.documents.words import CURRENCIES
from tagging.packs import Pack, PackDocument
from tagging.results import Result
from webapp.presenting import said_day

TEMPLATE = Path(__file__).parent / "templates" / "packs" / "sheet.typ"
FONTS = Path(__file__).parent / "static" / "vendor" / "fonts"
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_LONG_WORD = re.compile(r"\S{30}(?=\S)")
_LONGEST = 4_000
_CHANNELS = 3


def as_pdf(pack: Pack, *, for_adviser: bool, organisation: str = "") -> bytes:
    """Return a pack as a PDF: the client's sheet, or all of it for the adviser."""
    return typeset(
        TEMPLATE, "pack", sheet(pack, for_adviser=for_adviser, organisation=organisation)
    )


def typeset(template: Path, name: str, data: dict[str, Any]) -> bytes:
    """Return the PDF that a Typst template makes of data, which it reads as JSON under `name`.

    It is tagged for screen readers (PDF/UA-1) unless a letter in it has no font here.
    """
    import typst

    given: dict[str, Any] = {
        "input": template,
        "root": template.parent,
        "format": "pdf",
        "font_paths": _fonts(),
        "sys_inputs": {name: json.dumps(_cleaned(data))},
    }
    try:
        return bytes(typst.compile(**given, pdf_standards="ua-1"))
    except typst.TypstError:
        return bytes(typst.compile(**given))


@cache
def _fonts() -> Any:
    """Return the fonts to choose from: Signpost's own where built, the machine's, Typst's."""
    import typst

    return typst.Fonts(font_paths=[FONTS] if FONTS.is_dir() else [])


def file_name(pack: Pack, *, for_adviser: bool) -> str:
    """Return a name for the file: letters, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", pack.title.lower())[:8]
    return "-".join([*(words or ["pack"]), *(["adviser"] if for_adviser else [])]) + ".pdf"


def sheet(pack: Pack, *, for_adviser: bool, organisation: str) -> dict[str, Any]:
    """Return what the sheet says, in plain words."""
    documents = [*pack.sheet, *(pack.mediated if for_adviser else ())]
    made = said_day(pack.made)
    return {
        "title": pack.title,
        "organisation": organisation,
        "description": f"Put together on {made} from what is known about work here and elsewhere."
        if not for_adviser
        else f"For advisers. Put together on {made}.",
        "made": f"Put together on {made}. Check figures again before you count on them.",
        "note": pack.query.note.splitlines() if pack.query.note else "",
        "figures": [
            {"words": words, "source": f"({_short_source(one.document)})"}
            for words, one in pack.figures
        ],
        "documents": [_entry(one) for one in pack.sheet],
        "mediated": [_entry(one) for one in pack.mediated] if for_adviser else [],
        "people_title": "People to ask" if for_adviser else "People your adviser can ask for you",
        "people": [_person(one, for_adviser=for_adviser) for one in pack.people],
        "sources": [source_line(one) for one in documents],
    }


def source_line(one: PackDocument) -> str:
    """Return where a document comes from and how current it is, in one line."""
    document = one.document
    authors = ", ".join(author.name for author in document.authors)
    parts = [
        document.title.rstrip("."),
        authors,
        document.source.rstrip("."),
        f"published {said_day(document.published)}" if document.published else "date unknown",
        _source_day(document),
        document.licence,
        CURRENCIES[one.currency] if one.currency != "undated" else "",
    ]
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part) + "."


def _source_day(document: Document) -> str:
    if not document.source_date or document.source_date == document.published:
        return ""
    return f"figures of {said_day(document.source_date)}"


def _short_source(document: Document) -> str:
    day = document.source_date or document.published
    return f"{document.title}, {day:%B %Y}" if day else document.title


def _entry(one: PackDocument) -> dict[str, Any]:
    published = one.document.published
    about = [
        one.where,
        f"{published:%B %Y}" if published else "",
        CURRENCIES[one.currency],
    ]
    return {
        "title": one.document.title,
        "about": " · ".join(part for part in about if part),
        "summary": one.summary,
        "own_words": one.own_words,
    }


def _person(result: Result, *, for_adviser: bool) -> dict[str, str]:
    """Return what to print of a person; how to reach them is for colleagues alone."""
    person = result.person
    where = [person.job_title, person.team.name if person.team else "", _outside(result)]
    channels = [f"{channel.label} {channel.value}" for channel in result.reach.channels[:_CHANNELS]]
    away = [result.reach.words] if result.reach.words else []
    return {
        "name": person.name,
        "where": ", ".join(part for part in where if part),
        "why": str(result.reasons[0]) if for_adviser and result.reasons else "",
        "reach": " · ".join([*away, *channels]) if for_adviser else "",
    }


def _outside(result: Result) -> str:
    person = result.person
    return person.organisation.name if person.organisation and not person.team else ""


def _cleaned(value: Any) -> Any:
    """Return data with nothing in it that cannot be printed, and no word wider than the page."""
    if isinstance(value, str):
        printable = _UNPRINTABLE.sub("", value[:_LONGEST].replace("\t", " "))
        return _LONG_WORD.sub(lambda word: word[0] + "\u200b", printable)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    return value
