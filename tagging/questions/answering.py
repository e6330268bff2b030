"""The side of those asked: answer, pass on, or say that it is not for them."""

from dataclasses import dataclass, replace
from datetime import datetime

from graph import questions as store
from graph import taggings
from graph.database import Database, Transaction
from graph.ids import derived_id
from graph.questions import writing
from graph.records import (
    Answer,
    PutTo,
    Question,
    QuestionStatus,
    Ref,
    Statement,
    TaggingStatus,
    Turn,
)
from tagging import consent
from tagging import taggings as statements
from tagging.changes import Change
from tagging.errors import Conflict, NotFound, NotPermitted
from tagging.permissions import Permission, Viewer, require
from tagging.questions import putting, telling
from tagging.questions.asking import note, tidy_text
from tagging.questions.counting import count
from tagging.questions.reading import need, own_answer, turn_of

_OPEN = (QuestionStatus.OPEN, QuestionStatus.ANSWERED)


def answer(db: Database, viewer: Viewer, question_id: str, text: str, now: datetime) -> Question:
    """Answer a question, or change one's answer until the asker has judged it."""
    require(viewer, Permission.ASK)
    words = tidy_text(text, "text", "Enter your answer.")

    def work(tx: Transaction) -> Question:
        question, turn = _asked(tx, viewer, question_id)
        known = own_answer(question, viewer)
        if known and known.helped is not None:
            raise Conflict("The asker has said how it went, so the answer stays as it is.")
        given = Answer(derived_id("answer", question.id, turn.person.id), turn.person, words, now)
        writing.answer(tx, question.id, given)
        writing.put_to(tx, question.id, [replace(turn, state=Turn.ANSWERED)])
        writing.set_status(tx, question.id, QuestionStatus.ANSWERED)
        note(tx, turn.person.id, "question answered", question.id, now)
        if not question.answers:
            count(tx, question, met=True)
        subject = f"{turn.person.name} has answered your question"
        telling.tell_asker(tx, question, subject, f"{words}\n\nDid it help?", now, given.id)
        return store.get(tx, question.id) or question

    return db.transact(work)


def pass_on(db: Database, viewer: Viewer, question_id: str, to: str, now: datetime) -> Question:
    """Pass a question on to somebody who may know better; they see through whom it came."""
    require(viewer, Permission.ASK)

    def work(tx: Transaction) -> Question:
        question, turn = _asked(tx, viewer, question_id)
        _still_theirs(turn)
        person = putting.to_ask(tx, to, turn.person.id, now)
        if person.id in {question.asker.id, *(one.person.id for one in question.put_to)}:
            raise Conflict("It cannot be passed on to them: choose somebody else.")
        writing.put_to(tx, question.id, [replace(turn, state=Turn.PASSED)])
        note(tx, turn.person.id, "question passed on", question.id, now)
        next_ = PutTo(Ref(person.id, person.name), turn.place, through=turn.person)
        return putting.begin(tx, question, next_, now)

    return db.transact(work)


def not_me(
    db: Database, viewer: Viewer, question_id: str, now: datetime, *, skill: str = ""
) -> tuple[Question, Change | None]:
    """Say that a question is not for oneself, this time; the next in turn is asked.

    With `skill`, one of the question's topics, also that one is not the right person for it: what
    one said of oneself is withdrawn, what others said is hidden for good (see `preview`).
    """
    require(viewer, Permission.ASK)
    before = need(db, viewer, question_id)
    change = _give_up(db, viewer, before, skill, now) if skill else None

    def work(tx: Transaction) -> Question:
        question, turn = _asked(tx, viewer, question_id)
        _still_theirs(turn)
        writing.put_to(tx, question.id, [replace(turn, state=Turn.NOT_ME)])
        note(tx, turn.person.id, "question declined", question.id, now)
        return putting.go_on(tx, store.get(tx, question.id) or question, now)

    return db.transact(work), change


@dataclass(frozen=True, slots=True)
class Preview:
    """What 'I am not the right one' would change for one topic."""

    skill: Ref
    own: tuple[Statement, ...]
    others: tuple[Statement, ...]


def preview(db: Database, viewer: Viewer, question_id: str) -> tuple[Preview, ...]:
    """Return, by topic of the question, what is said of the viewer and would be taken back."""
    require(viewer, Permission.ASK)
    question = need(db, viewer, question_id)
    return tuple(_preview(db, viewer, skill) for skill in question.skills)


def _preview(db: Database, viewer: Viewer, skill: Ref) -> Preview:
    me = viewer.person_id or ""
    said = [
        one
        for one in taggings.about_pair(db, me, skill.id)
        if one.tagging.status in (TaggingStatus.ACTIVE, TaggingStatus.DISPUTED)
    ]
    own = tuple(one for one in said if one.tagger.id == me)
    return Preview(skill, own, tuple(one for one in said if one.tagger.id != me))


def _give_up(
    db: Database, viewer: Viewer, question: Question, skill: str, now: datetime
) -> Change | None:
    topic = next((one for one in question.skills if one.id == skill), None)
    if topic is None:
        raise NotFound("The question is not about that topic.")
    would = _preview(db, viewer, topic)
    if would.others:
        return consent.hide(db, viewer, would.others[0].tagging.id, now)
    changes = [statements.withdraw(db, viewer, one.tagging.id, now) for one in would.own]
    return changes[0] if changes else None


def _asked(tx: Transaction, viewer: Viewer, question_id: str) -> tuple[Question, PutTo]:
    """Return an open question that is put to the viewer, held; raises what keeps them from it."""
    writing.lock(tx, question_id)
    question = need(tx, viewer, question_id)
    turn = turn_of(question, viewer)
    if turn is None:
        raise NotPermitted("Only those who are asked can do this.")
    if question.status not in _OPEN:
        raise Conflict("The question is closed: nobody waits for an answer any more.")
    return question, turn


def _still_theirs(turn: PutTo) -> None:
    """Raise `Conflict` where the viewer has answered or given the question away already."""
    if turn.state not in (Turn.ASKED, Turn.EXPIRED, Turn.STOOD_IN):
        raise Conflict("You have answered this question, or passed it on, already.")
