"""Where else to turn when nobody is named for what was asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from graph import colleagues as store
from graph import people as people_store
from graph import referrals, vetoes
from graph.colleagues import Seed
from graph.database import Queryable
from graph.records import Person, Ref
from tagging import results
from tagging.colleagues.query import Findings
from tagging.colleagues.understanding import MOST_SEEDS, Question
from tagging.results import Result
from tagging.sentences import in_words

_BROADER_WEIGHT = 0.5
_SHOWN_NEAR, _SHOWN_TO_ASK = 8, 3
_SHOWN_WIDER = 10


def otherwise(db: Queryable, question: Question, now: datetime) -> Findings:
    """Return where else to turn: people of the broader skill, the nearest skills, whom to ask."""
    vocabulary = question.vocabulary
    asked = [one.skill.id for one in question.matched]
    broader = _unique(above for each in asked for above in vocabulary.broader(each))
    wider = [Seed(each, 0, _BROADER_WEIGHT) for each in broader]
    candidates = store.best(db, wider, now, filters=question.query.filters, limit=_SHOWN_WIDER)
    found = results.from_candidates(db, candidates, now, topics=len(question.terms))
    shown = _willing(db, asked, found)
    near = _unique(other for each in asked for other in vocabulary.near(each))
    near = near or list(vocabulary.resembling(question.query.text, _SHOWN_NEAR))
    nearest = vocabulary.refs(near[:_SHOWN_NEAR]) or vocabulary.top()[:_SHOWN_NEAR]
    return Findings(
        query=question.query,
        matched=question.matched,
        results=shown,
        nearest=nearest,
        broader=vocabulary.refs(broader),
        ask=() if shown else _to_ask(db, asked, near, now),
        note=_nobody_note(question, vocabulary.refs(broader) if shown else ()),
    )


def _nobody_note(question: Question, broader: Sequence[Ref]) -> str:
    names = in_words([one.skill.name for one in question.matched[:3]])
    about = names or f"‘{question.query.text.strip()}’"
    fitting = " who fits these filters" if question.query.filters else ""
    if broader:
        wider = in_words([ref.name for ref in broader])
        return f"Nobody{fitting} is named for {about} yet. These know about the broader {wider}."
    return f"Nobody{fitting} is named for {about} yet."


def _willing(db: Queryable, asked: Sequence[str], found: Sequence[Result]) -> tuple[Result, ...]:
    """Leave out those who refused to be found for a skill asked for: it is near, but no answer."""
    refusing = _refusing(db, asked, [one.person.id for one in found])
    return tuple(one for one in found if one.person.id not in refusing)


def _refusing(db: Queryable, asked: Sequence[str], people: Sequence[str]) -> set[str]:
    pairs = vetoes.refused(db, people) if asked and people else {}
    return {person for person, skill in pairs if skill in asked}


def _to_ask(
    db: Queryable, asked: Sequence[str], near: Sequence[str], now: datetime
) -> tuple[Person, ...]:
    seeds = [Seed(each) for each in near[:MOST_SEEDS]]
    found = store.best(db, seeds, now, limit=_SHOWN_TO_ASK, explained=0)
    ids = [one.person.id for one in found] or referrals.well_placed(db, now.date(), _SHOWN_TO_ASK)
    refusing = _refusing(db, asked, ids)
    return tuple(people_store.get_many(db, [one for one in ids if one not in refusing]))


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
