"""People by the name typed."""

import re
from collections.abc import Sequence
from datetime import datetime

from graph import people as people_store
from graph import people_fitting
from graph.database import Queryable
from graph.records import Person, PersonKind
from tagging.colleagues.query import SearchQuery
from tagging.colleagues.understanding import Question
from tagging.label_index import How
from tagging.reach import reach
from tagging.words import telling, tokens

_ADDRESSED = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "called", "named", "number",
    "phone", "telephone", "email", "mail", "extension", "details",
})  # fmt: skip
_MOST_TITLE_WORDS = 4
_SHOWN_NAMES = 5
_LONGEST_NAME = 5
_NAME_FITS, _NAME_FITS_NEARLY = 0.8, 0.62
_NAME_AND_TITLE = 0.75
_MOST_TITLED, _SHOWN_TITLED = 50, 10


def named(db: Queryable, question: Question, now: datetime) -> list[tuple[Person, float]]:
    """Return the people of the name typed; beside a topic only where that is a single word."""
    query = question.query
    if contact := _by_contact(db, query.text):
        return [(one, 1.0) for one in contact]
    longest = 1 if question.firm else _LONGEST_NAME
    if query.level_at_least:
        return []
    ways = [way for way in _ways(question) if _may_be_name(way) and len(way) <= longest]
    for typed in ways:
        if found := _of_name(db, question, typed, now, fuzzy=typed == ways[-1]):
            return found
    return []


def _ways(question: Question) -> list[list[str]]:
    """Return the words as typed, then without what stands around a name ('who is', 'Mr')."""
    typed = tokens(question.query.text)
    if question.firm:
        return [typed]
    words = question.rest if question.chips and not question.terms else typed
    bare = [word for word in words if telling(word) and word not in _ADDRESSED]
    return [typed, bare] if bare and bare != typed else [typed]


def _may_be_name(words: Sequence[str]) -> bool:
    return any(sum(map(str.isalnum, word)) > 1 for word in words)


def _of_name(
    db: Queryable, question: Question, typed: Sequence[str], now: datetime, *, fuzzy: bool
) -> list[tuple[Person, float]]:
    text = " ".join(typed)
    found = people_store.by_name(db, text, _SHOWN_NAMES)
    least = _NAME_FITS
    if not found and fuzzy and not any(term.whole for term in question.terms):
        found = people_store.by_name(db, text, _SHOWN_NAMES, fuzzy=True)
        least = _NAME_FITS_NEARLY
        found = found or _of_name_and_title(db, typed)
    return [
        (person, fit)
        for person, fit in found
        if fit >= least
        and (not question.terms or fit < _NAME_FITS or _goes_by(person, typed))
        and _passes(person, question.query, now)
    ]


def _of_name_and_title(db: Queryable, typed: Sequence[str]) -> list[tuple[Person, float]]:
    """Return people whose name some words are, and whose job title the others ('Mick skipper')."""
    if not 1 < len(typed) <= _MOST_TITLE_WORDS:
        return []
    named_so = {
        person.id: person
        for word in typed
        for person, _ in people_store.by_name(db, word, _SHOWN_NAMES)
    }
    return [
        (person, _NAME_AND_TITLE)
        for person in named_so.values()
        if {*_names_of(person), *tokens(person.job_title)}.issuperset(typed)
    ]


def titled(db: Queryable, question: Question, now: datetime) -> list[Person]:
    """Return the people with all that was typed in their job title, staff first.

    Only where the words are no topic. Where they resemble topics, it takes more: each word another
    topic or a misspelt one, and together half of the title.
    """
    words = [word for word in tokens(question.query.text) if telling(word)]
    if not 0 < len(words) <= _MOST_TITLE_WORDS or any(term.whole for term in question.terms):
        return []
    guessed = all(term.hits[0].how is How.SPELLING for term in question.terms)
    if len(question.terms) == 1 and not guessed:
        return []
    least = 0.5 if question.terms else 0.01
    found = people_fitting.by_job_title(db, words, _MOST_TITLED)
    return [
        person
        for person in sorted(found, key=lambda one: one.kind is not PersonKind.STAFF)
        if _share(tokens(person.job_title), words) >= least and _passes(person, question.query, now)
    ][:_SHOWN_TITLED]


def _share(title: Sequence[str], words: Sequence[str]) -> float:
    """Return how much of a job title the words are; 0 where it lacks one of them."""
    said = [word for word in title if telling(word)]
    return len(set(words)) / max(1, len(said)) if set(title).issuperset(words) else 0.0


def is_contact(text: str) -> str:
    """Return 'e-mail address' or 'number' where that is all that was typed, '' else."""
    typed = text.strip()
    if "@" in typed and " " not in typed:
        return "e-mail address"
    return "number" if _digits(typed) else ""


def _digits(typed: str) -> str:
    digits = re.sub(r"[ ()-]", "", typed).replace("+44", "0")
    return digits if digits.isdigit() and digits.isascii() and 6 < len(digits) < 16 else ""


def _by_contact(db: Queryable, text: str) -> list[Person]:
    """Return whose e-mail address or telephone number was typed, and nothing else."""
    kind = is_contact(text)
    if kind == "e-mail address":
        found = people_store.by_email(db, text.strip())
        return [found] if found else []
    return people_fitting.by_number(db, _digits(text.strip()), _SHOWN_NAMES) if kind else []


def _goes_by(person: Person, typed: Sequence[str]) -> bool:
    return _names_of(person).issuperset(typed)


def _names_of(person: Person) -> set[str]:
    return {word for name in (person.name, *person.nicknames) for word in tokens(name)}


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
