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
from tagging.colleagues.names import is_contact
from tagging.colleagues.query import Findings
from tagging.colleagues.understanding import MOST_SEEDS, Question
from tagging.colleagues.wording import few, quoted
from tagging.results import Result
from tagging.sentences import in_words

_BROADER_WEIGHT = 0.5
_SHOWN_NEAR, _SHOWN_TO_ASK, _LOOKED_AT_TO_ASK = 8, 3, 12
_SHOWN_WIDER = 10
_MOST_WORDS_QUOTED = 6


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
    near = near or _sharing(question)
    words = [word for word in question.rest if not word.isdigit()]
    alike = near or vocabulary.resembling(" ".join(words), _SHOWN_NEAR)
    nearest = vocabulary.refs(alike[:_SHOWN_NEAR]) or vocabulary.top()[:_SHOWN_NEAR]
    return Findings(
        query=question.query,
        matched=question.matched,
        results=shown,
        nearest=nearest,
        broader=vocabulary.refs(broader),
        ask=() if shown else _to_ask(db, asked, near, now),
        note=" ".join(filter(None, [nobody(question), _wider(vocabulary.refs(broader), shown)])),
    )


def nothing_to_go_by(db: Queryable, question: Question, now: datetime) -> Findings:
    """Return topics and people to turn to where the words name nothing to look for."""
    text = question.query.text.strip()
    if kind := is_contact(text):
        note = f"Nobody here has this {kind}."
    elif question.query.without:
        note = "There is nothing left to look for."
    else:
        note = f"‘{few(text)}’ is no topic, name or place. Type what it is about, in a word or two."
    return Findings(
        query=question.query,
        nearest=question.vocabulary.top()[:_SHOWN_NEAR],
        ask=_to_ask(db, (), (), now),
        note=note,
    )


def nobody(question: Question) -> str:
    """Return the sentence that says that nobody is named for what was asked."""
    fitting = " who fits these filters" if question.query.filters else ""
    if names := in_words([one.skill.name for one in question.matched[:3]]):
        return f"Nobody{fitting} is named for {names} yet."
    if len(question.rest) > _MOST_WORDS_QUOTED:
        return "None of the topics is named in this. Try a word or two that say what it is about."
    if question.rest:
        about = quoted(question.rest, question.query.text)
        return f"Nobody{fitting} is named for {about} yet."
    return "Nobody here fits these filters." if fitting else ""


def _wider(broader: Sequence[Ref], shown: Sequence[Result]) -> str:
    names = in_words([ref.name for ref in broader])
    return f"These know about the broader {names}." if shown else ""


def _sharing(question: Question) -> list[str]:
    """Return the topics that share a word with the question; words that labels have alone count."""
    known = [
        word for word in question.rest if word in question.vocabulary.words and not word.isdigit()
    ]
    return list(question.vocabulary.resembling(" ".join(known), _SHOWN_NEAR))


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
    """Return those who know most of what is near, else those who should know whom to ask.

    Who refuses to be named for what was asked is left out, and does not keep others out.
    """
    seeds = [Seed(each) for each in near[:MOST_SEEDS]]
    found = store.best(db, seeds, now, limit=_LOOKED_AT_TO_ASK, explained=0)
    ids = _not_refusing(db, asked, [one.person for one in found])
    if not ids:
        ids = _not_refusing(db, asked, referrals.well_placed(db, now.date(), _LOOKED_AT_TO_ASK))
    return tuple(people_store.get_many(db, ids[:_SHOWN_TO_ASK]))


def _not_refusing(db: Queryable, asked: Sequence[str], people: Sequence[str]) -> list[str]:
    refusing = _refusing(db, asked, people)
    return [one for one in people if one not in refusing]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
