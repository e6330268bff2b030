"""What was said besides topics narrows the search softly: where nobody fits, it is left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from graph import people as people_store
from graph import people_fitting
from graph.database import Queryable
from graph.records import Person
from tagging import personal_data
from tagging.colleagues.names import named
from tagging.colleagues.query import Chip, Choice, Findings, Sense
from tagging.colleagues.understanding import Question, without_filter
from tagging.sentences import in_words

Answer = Callable[[Question], tuple[Findings, bool]]
_SHOWN = 10
_GIVEN_UP_FIRST = ("available", "level", "team", "place", "organisation", "language", "kind")
_LONGEST_KEPT = 300


def softly(
    db: Queryable, question: Question, answered: Answer, now: datetime
) -> tuple[Findings, bool]:
    """Return the first answer with somebody in it, giving up one thing said after the other.

    Where no topic was named, those who fit the rest are shown. What was given up is said.
    """
    warning = personal(db, question.query.text)
    findings, met = _softly(db, question, answered, now)
    return replace(findings, warning=warning), met


def _softly(
    db: Queryable, question: Question, answered: Answer, now: datetime
) -> tuple[Findings, bool]:
    if not question.seeds and (fitting := _fitting(db, question, now)):
        by_name = tuple(person for person, _ in named(db, question, now))
        return _told(question, Findings(question.query, by_name=by_name, fitting=fitting)), True
    first: tuple[Findings, bool] | None = None
    for tried in _ways(question):
        found = answered(tried)
        first = first or found
        if found[1]:
            return _told(tried, found[0]), True
    findings, met = first or answered(question)
    return _told(question, findings), met


def _ways(question: Question) -> list[Question]:
    """Return the question, then each filter left out alone, then one after the other."""
    said = {chip.kind for chip in question.chips if chip.value and chip.kind != "topic"}
    kinds = [kind for kind in _GIVEN_UP_FIRST if kind in said]
    ways = [question, *(without_filter(question, kind) for kind in kinds)]
    for number in range(2, len(kinds) + 1):
        tried = question
        for kind in kinds[:number]:
            tried = without_filter(tried, kind)
        ways.append(tried)
    return ways


def _fitting(db: Queryable, question: Question, now: datetime) -> tuple[Person, ...]:
    query = question.query
    if query.filters == (question.asked or query).filters and not question.role:
        return ()
    found = people_fitting.fitting(db, query.filters, now.date(), _SHOWN, question.role or None)
    return tuple(found)


def _told(question: Question, findings: Findings) -> Findings:
    asked = question.asked or question.query
    notes = [_given_up(question), findings.note]
    place = next((chip for chip in question.chips if chip.kind == "place"), None)
    wish = next((chip.value for chip in question.chips if chip.kind == "wish"), "")
    return replace(
        findings,
        query=asked,
        chips=question.chips,
        choices=question.choices + _names_too(question, findings),
        note=" ".join(filter(None, notes)),
        about=question.about,
        region=place.label if place else "",
        wish=wish,
    )


def _names_too(question: Question, findings: Findings) -> tuple[Choice, ...]:
    """Ask whether a place or a person is meant where the only word is both."""
    place = next((chip for chip in question.chips if chip.kind == "place"), None)
    if not place or not findings.by_name or question.seeds:
        return ()
    people = [Sense(f"person:{one.id}", one.name) for one in findings.by_name[:3]]
    return (Choice(place.label, (Sense(place.key, place.label, True), *people)),)


def _given_up(question: Question) -> str:
    dropped = [chip for chip in question.chips if chip.dropped]
    unknown = [chip for chip in question.chips if chip.kind == "place" and not chip.value]
    words = [f"‘{chip.label}’" for chip in dropped if chip not in unknown]
    said = [f"Nobody named for this fits {in_words(words)}, so that was left out."] if words else []
    said += [_nobody_there(chip) for chip in unknown]
    return " ".join(said)


def _nobody_there(chip: Chip) -> str:
    also = f"; {chip.note}" if chip.note else ""
    return f"Nobody here is based in {chip.label}{also}. People elsewhere are shown."


def personal(db: Queryable, text: str) -> str:
    """Return a warning where a search holds what could tell who a client is, '' where not.

    A colleague's own number or address, which people look up, is no client's.
    """
    kinds = [flag for flag in personal_data.flags(text) if flag.kind != "cv"]
    digits = "".join(letter for letter in text if letter.isdigit())
    if any(flag.kind == "phone" for flag in kinds) and people_fitting.by_number(db, digits, 1):
        return ""
    if any(flag.kind == "e-mail" and people_store.by_email(db, flag.words) for flag in kinds):
        return ""
    if not kinds:
        return ""
    said = in_words([personal_data.KINDS[kind] for kind in dict.fromkeys(f.kind for f in kinds)])
    return (
        f"This looks like {said} (‘{kinds[0].words}’). Leave out who the client is: what you "
        "search for stands in the address of this page. Signpost has kept nothing of it."
    )


def may_be_kept(text: str) -> bool:
    """Say whether a search in vain may be kept as a need: short, and without personal data."""
    return len(text.strip()) <= _LONGEST_KEPT and not personal_data.flags(text)
