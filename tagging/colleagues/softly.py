"""What was said besides topics narrows the search softly: where nobody fits, it is left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from graph import people as people_store
from graph import people_fitting
from graph.database import Queryable
from graph.records import Person
from tagging import personal_data
from tagging.colleagues.names import is_contact, named
from tagging.colleagues.otherwise import nobody
from tagging.colleagues.query import Chip, Choice, Findings, SearchQuery, Sense
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
    if found := _fitting_softly(db, question, now):
        return found
    first: tuple[Findings, bool] | None = None
    for tried in _ways(question):
        found = answered(tried)
        first = first or found
        if found[1]:
            return _told(tried, found[0]), True
    findings, met = first or answered(question)
    return _told(question, findings), met


def _fitting_softly(
    db: Queryable, question: Question, now: datetime
) -> tuple[Findings, bool] | None:
    """Return who fits a question without a topic, giving up one thing said after the other.

    Words left over are a name, or nobody's answer: then that is said.
    """
    if question.seeds:
        return None
    for tried in _ways(question):
        if fitting := _fitting(db, tried, now):
            by_name = tuple(person for person, _ in named(db, tried, now))
            left = tried.rest and not by_name
            note = nobody(replace(tried, query=_bare(tried))) + _FIT_THE_REST if left else ""
            found = Findings(tried.query, by_name=by_name, fitting=fitting, note=note)
            return _told(tried, found), not left
    return None


_FIT_THE_REST = " These people fit the rest."


def _bare(question: Question) -> SearchQuery:
    return SearchQuery(question.query.text)


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
    notes = [_given_up(question, findings), findings.note]
    guessed_at = not findings.matched and bool(findings.results or findings.fitting)
    chips = [chip for chip in question.chips if chip.kind != "topic" or not guessed_at]
    place = next((chip for chip in question.chips if chip.kind == "place"), None)
    wish = next((chip.value for chip in question.chips if chip.kind == "wish"), "")
    return replace(
        findings,
        query=asked,
        chips=tuple(chips),
        choices=question.choices + _names_too(question, findings),
        note=" ".join(filter(None, notes)),
        about=question.about or _other_words(question),
        region=place.label if place else "",
        wish=wish,
    )


def _other_words(question: Question) -> str:
    text = question.query.text
    return "" if question.empty or is_contact(text) else text


def _names_too(question: Question, findings: Findings) -> tuple[Choice, ...]:
    """Ask whether a place or a person is meant where the only word is both."""
    place = next((chip for chip in question.chips if chip.kind == "place"), None)
    if not place or not findings.by_name or question.seeds:
        return ()
    people = [Sense(f"person:{one.id}", one.name) for one in findings.by_name[:3]]
    return (Choice(place.label, (Sense(place.key, place.label, True), *people)),)


def _given_up(question: Question, findings: Findings) -> str:
    first = [chip for chip in question.chips if not chip.second]
    unknown = [chip for chip in first if chip.kind == "place" and not chip.value]
    left_out = in_words(
        [f"‘{chip.label}’" for chip in first if chip.dropped and chip not in unknown]
    )
    whom = "Nobody named for this" if question.terms else "Nobody"
    said = [f"{whom} fits {left_out}, so that was left out."] if left_out else []
    elsewhere = bool(findings.results or findings.fitting)
    said += [_nobody_there(chip, elsewhere) for chip in unknown]
    return " ".join([*said, *_only_one(question.chips)])


def _only_one(chips: Sequence[Chip]) -> Iterator[str]:
    """Say which of two places, languages or the like was looked for, and how to change that."""
    for kind in dict.fromkeys(chip.kind for chip in chips if chip.second):
        of_kind = [chip for chip in chips if chip.kind == kind]
        first = next(f"‘{chip.label}’" for chip in of_kind if not chip.second)
        others = in_words([f"‘{chip.label}’" for chip in of_kind if chip.second])
        yield f"Only {first} was looked for: take it away to look for {others}."


def _nobody_there(chip: Chip, elsewhere: bool) -> str:
    also = f"; {chip.note}" if chip.note else ""
    next_step = (
        "People elsewhere are shown." if elsewhere else "Add a topic to see who knows about it."
    )
    return f"Nobody here is based in {chip.label}{also}. {next_step}"


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
