"""From a question to the people who answer it, or where else to turn."""

from collections.abc import Sequence
from datetime import datetime

from graph import colleagues as store
from graph import demand
from graph.colleagues import Seed
from graph.database import Database, Queryable
from tagging import results
from tagging.colleagues.names import named
from tagging.colleagues.otherwise import otherwise
from tagging.colleagues.query import Findings, SearchQuery
from tagging.colleagues.understanding import FIRM, Question, understand
from tagging.permissions import Permission, Viewer, require
from tagging.results import Result
from tagging.vocabulary import Vocabulary

_MOST_LIMIT = 100


def find(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, query: SearchQuery, now: datetime
) -> Findings:
    """Return who knows about what was typed, or goes by that name, best first.

    Those who answer more of several topics come first. Where nobody is found, the search is kept
    as demand (without who searched), unless filters may be the reason.
    """
    require(viewer, Permission.FIND)
    if not query.text.strip():
        return Findings(query)
    question = understand(vocabulary, query)
    findings, met = db.snapshot(lambda tx: _answered(tx, question, now))
    if query.kept and not met and not query.filters:
        demand.note_unmet(db, query.text, now.date())
    return findings


def _answered(db: Queryable, question: Question, now: datetime) -> tuple[Findings, bool]:
    """Return the findings, and whether what was asked for was there."""
    names = named(db, question, now)
    if names and not question.firm:
        return Findings(question.query, results=results.from_names(db, names, now)), True
    found = _found(db, question, question.seeds, now)
    if found or names:
        people = tuple(person for person, _ in names)
        shown = found or results.from_names(db, names, now)
        findings = Findings(
            question.query, question.matched, shown, people if found else (), note=_note(question)
        )
        return findings, True
    return otherwise(db, question, now), False


def _found(
    db: Queryable, question: Question, seeds: Sequence[Seed], now: datetime
) -> tuple[Result, ...]:
    query = question.query
    limit = min(_MOST_LIMIT, max(1, query.limit))
    found = store.best(db, seeds, now, filters=query.filters, limit=limit)
    asked = question.matched[0].skill.id if len(question.matched) == 1 else ""
    return results.from_candidates(db, found, now, topics=len(question.terms), asked=asked)


def _note(question: Question) -> str:
    guessed = [one for one in question.matched if one.how not in FIRM]
    if question.firm or not guessed:
        return ""
    return f"No topic is called ‘{question.query.text.strip()}’; these are the nearest."
