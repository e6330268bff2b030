"""People by the name typed."""

import re
from collections.abc import Sequence
from datetime import datetime

from graph import people as people_store
from graph import people_fitting
from graph.database import Queryable
from graph.records import Person
from tagging.colleagues.query import SearchQuery
from tagging.colleagues.understanding import Question
from tagging.reach import reach
from tagging.words import tokens

_SHOWN_NAMES = 5
_LONGEST_NAME = 5
_NAME_FITS, _NAME_FITS_NEARLY = 0.8, 0.62


def named(db: Queryable, question: Question, now: datetime) -> list[tuple[Person, float]]:
    """Return the people of the name typed; beside a topic only where that is a single word."""
    query = question.query
    if contact := _by_contact(db, query.text):
        return [(one, 1.0) for one in contact]
    typed = tokens(query.text)
    longest = 1 if question.firm else _LONGEST_NAME
    if not 0 < len(typed) <= longest or query.level_at_least:
        return []
    found = people_store.by_name(db, query.text, _SHOWN_NAMES)
    least = _NAME_FITS
    if not found and not question.firm and not any(term.whole for term in question.terms):
        found = people_store.by_name(db, query.text, _SHOWN_NAMES, fuzzy=True)
        least = _NAME_FITS_NEARLY
    return [
        (person, fit)
        for person, fit in found
        if fit >= least
        and (not question.terms or fit < _NAME_FITS or _goes_by(person, typed))
        and _passes(person, query, now)
    ]


def _by_contact(db: Queryable, text: str) -> list[Person]:
    """Return whose e-mail address or telephone number was typed, and nothing else."""
    typed = text.strip()
    if "@" in typed and " " not in typed:
        found = people_store.by_email(db, typed)
        return [found] if found else []
    digits = re.sub(r"[ ()-]", "", typed).replace("+44", "0")
    if not digits.isdigit() or not digits.isascii() or not 6 < len(digits) < 16:
        return []
    return people_fitting.by_number(db, digits, _SHOWN_NAMES)


def _goes_by(person: Person, typed: Sequence[str]) -> bool:
    names = {word for name in (person.name, *person.nicknames) for word in tokens(name)}
    return names.issuperset(typed)


def _passes(person: Person, query: SearchQuery, now: datetime) -> bool:
    wanted = (
        (query.kind, person.kind),
        (query.team, person.team and person.team.id),
        (query.place, person.place and person.place.id),
        (query.language, query.language if query.language in person.languages else ""),
        (query.organisation, person.organisation and person.organisation.id),
    )
    if any(asked and asked != has for asked, has in wanted):
        return False
    return not (query.available_now and reach(person, now).away)
