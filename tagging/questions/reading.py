"""Reading questions: only the asker, those asked and the operator may; nobody else, by any role."""

from dataclasses import dataclass, replace
from datetime import datetime

from graph import people
from graph import questions as store
from graph.database import Database, Queryable
from graph.questions import writing
from graph.records import Answer, PutTo, Question, QuestionStatus, Ref, Turn
from tagging.errors import NotFound
from tagging.permissions import Permission, Viewer, require
from tagging.questions.telling import asker_name
from tagging.reach import Reach, reach_all


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question as one viewer may see it.

    To those asked, `question` holds their own turn and answer alone, and no name of an asker who
    asks anonymously. `others_answered` counts the answers that are not shown.
    """

    question: Question
    asker: str
    own: bool
    turn: PutTo | None
    others_answered: int
    away: dict[str, Reach]

    @property
    def may_answer(self) -> bool:
        """Whether the viewer is asked, and can (still) answer or change their answer."""
        open_ = self.question.status in (QuestionStatus.OPEN, QuestionStatus.ANSWERED)
        states = (Turn.ASKED, Turn.ANSWERED, Turn.EXPIRED, Turn.STOOD_IN)
        judged = any(one.helped is not None for one in self.question.answers)
        return bool(open_ and self.turn and self.turn.state in states and not judged)


@dataclass(frozen=True, slots=True)
class Mine:
    """One's questions: those that wait for one, those one was asked, those one asked."""

    waiting: tuple[QuestionPage, ...]
    asked_of_me: tuple[QuestionPage, ...]
    asked_by_me: tuple[QuestionPage, ...]


def page(db: Database, viewer: Viewer, question_id: str, now: datetime) -> QuestionPage:
    """Return a question as the viewer may see it; raises `NotFound` for everybody else.

    That somebody asked has opened it is noted, for reminders; the asker is not told.
    """
    require(viewer, Permission.ASK)
    shown = _shown(db, viewer, need(db, viewer, question_id), now)
    if shown.turn and shown.turn.seen is None and viewer.person_id:
        me = viewer.person_id
        db.transact(lambda tx: writing.see(tx, question_id, me, now))
    return shown


def mine(db: Database, viewer: Viewer, now: datetime) -> Mine:
    """Return the viewer's questions, the newest first."""
    require(viewer, Permission.ASK)
    me = viewer.person_id or ""
    of_me = [_shown(db, viewer, one, now, fully=False) for one in store.asked_of(db, me)]
    by_me = [_shown(db, viewer, one, now, fully=False) for one in store.asked_by(db, me)]
    waits = [one for one in of_me if _waits(one)]
    rest = [one for one in of_me if not _waits(one)]
    return Mine(tuple(waits), tuple(rest), tuple(by_me))


def waiting(db: Database, viewer: Viewer) -> int:
    """Return how many questions wait for the viewer's answer."""
    require(viewer, Permission.FIND)
    return store.waiting_for(db, viewer.person_id) if viewer.person_id else 0


def need(db: Queryable, viewer: Viewer, question_id: str) -> Question:
    """Return a question that the viewer may read; raises `NotFound`."""
    question = store.get(db, question_id)
    if question is None or not (
        viewer.operator or viewer.person_id == question.asker.id or turn_of(question, viewer)
    ):
        raise NotFound("There is no such question, or it was not put to you.")
    return question


def turn_of(question: Question, viewer: Viewer) -> PutTo | None:
    """Return how the question stands with the viewer, None while it is not theirs to see."""
    return next(
        (
            one
            for one in question.put_to
            if one.person.id == viewer.person_id
            and (one.at is not None or one.state is Turn.STOOD_IN)
        ),
        None,
    )


def own_answer(question: Question, viewer: Viewer) -> Answer | None:
    """Return the viewer's own answer to a question, or None."""
    return next((one for one in question.answers if one.by.id == viewer.person_id), None)


def _waits(one: QuestionPage) -> bool:
    open_ = one.question.status is QuestionStatus.OPEN
    return bool(open_ and one.turn and one.turn.state is Turn.ASKED)


def _shown(
    db: Database, viewer: Viewer, question: Question, now: datetime, *, fully: bool = True
) -> QuestionPage:
    own = viewer.operator or viewer.person_id == question.asker.id
    turn = turn_of(question, viewer)
    if own:
        found = people.get_many(db, [one.person.id for one in question.put_to]) if fully else []
        away = {key: one for key, one in reach_all(db, found, now).items() if one.away}
        return QuestionPage(question, question.asker.name, own, turn, 0, away)
    answer = own_answer(question, viewer)
    kept = replace(
        question,
        asker=Ref("", asker_name(question)) if question.anonymous else question.asker,
        put_to=(turn,) if turn else (),
        answers=(answer,) if answer else (),
    )
    others = len(question.answers) - len(kept.answers)
    return QuestionPage(kept, asker_name(question), own, turn, others, {})
