"""Putting a question to somebody: who can be asked, and who stands in while they are away."""

from dataclasses import replace
from datetime import datetime

from graph import people
from graph import questions as store
from graph.database import Queryable, Transaction
from graph.questions import writing
from graph.records import Person, PersonKind, PutTo, Question, QuestionStatus, Ref, Turn
from tagging.errors import Invalid, PersonNotFound
from tagging.questions import telling, turns
from tagging.questions.counting import count
from tagging.reach import Reach, reach_all


def to_ask(db: Queryable, person_id: str, asker: str, now: datetime) -> Person:
    """Return somebody who can be asked through Signpost.

    Raises `PersonNotFound`, and `Invalid` where it is oneself, somebody outside or who has left.
    """
    person = people.get(db, person_id)
    if person is None:
        raise PersonNotFound("There is no such person.")
    if person.id == asker:
        raise Invalid("You cannot ask yourself. Choose somebody else.", "to")
    if person.left and person.left <= now.date():
        raise Invalid(f"{person.name} has left. Choose somebody else.", "to")
    if person.kind is PersonKind.EXTERNAL:
        raise Invalid(f"{person.name} works elsewhere: ring or write to them instead.", "to")
    return person


def begin(tx: Transaction, question: Question, turn: PutTo, now: datetime) -> Question:
    """Put a question to somebody now, or to their stand-in while they are away; they are told."""
    person = people.get(tx, turn.person.id)
    reach = reach_all(tx, [person], now)[person.id] if person else None
    begun = _turns(question, turn, reach, now)
    writing.put_to(tx, question.id, begun)
    for one in begun:
        if one.state is Turn.ASKED:
            telling.tell_asked(tx, question, one, now)
    return store.get(tx, question.id) or question


def _turns(question: Question, turn: PutTo, reach: Reach | None, now: datetime) -> list[PutTo]:
    deputy = reach.stand_in if reach and reach.away else None
    barred = {question.asker.id, *(one.person.id for one in question.put_to)}
    if deputy is None or deputy.id in barred:
        return [turns.asked(turn, now)]
    through = Ref(turn.person.id, turn.person.name)
    stood_in = replace(turn, state=Turn.STOOD_IN)
    return [stood_in, PutTo(deputy, turn.place, Turn.ASKED, now, through=through)]


def go_on(tx: Transaction, question: Question, now: datetime) -> Question:
    """Ask the next in turn where it is time; tell the asker once nobody is left."""
    upcoming = turns.upcoming(question, now)
    if upcoming:
        return begin(tx, question, upcoming, now)
    if question.status is QuestionStatus.OPEN and turns.nobody_left(question):
        writing.set_status(tx, question.id, QuestionStatus.CLOSED)
        if not question.answers:
            count(tx, question, met=False)
        telling.tell_asker(
            tx, question, "Nobody of those you asked can answer",
            f"{question.text}\n\nAsk somebody else: your words are kept.", now, "nobody left",
        )  # fmt: skip
        return replace(question, status=QuestionStatus.CLOSED)
    return question
