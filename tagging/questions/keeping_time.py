"""What time brings: reminders, the next in turn, and the end of what nobody answers."""

from dataclasses import replace
from datetime import datetime

from graph import questions as store
from graph.database import Database, Transaction
from graph.questions import writing
from graph.records import Question, QuestionStatus, Turn
from tagging.questions import putting, telling, turns
from tagging.questions.counting import count


def on_time(db: Database, now: datetime) -> int:
    """Do what is due for every open question, and return how many it was due for.

    Safe to repeat and beside people: each question is held and read anew before it is changed.
    """
    after, done = "", 0
    while ids := store.unfinished(db, after):
        after = ids[-1]
        done += sum(db.transact(lambda tx, one=one: _step(tx, one, now)) for one in ids)  # type: ignore[misc]
    return done


def _step(tx: Transaction, question_id: str, now: datetime) -> bool:
    question = store.get(tx, question_id)
    if question is None or turns.due(question, now) == turns.Step():
        return False
    writing.lock(tx, question_id)
    question = store.get(tx, question_id) or question
    step = turns.due(question, now)
    if step.close:
        _close(tx, question, now)
        return True
    for turn in step.remind:
        telling.tell_reminder(tx, question, turn, now)
    writing.put_to(tx, question.id, [replace(one, reminded=now) for one in step.remind])
    if step.ask:
        putting.begin(tx, question, step.ask, now)
    return bool(step.remind or step.ask)


def _close(tx: Transaction, question: Question, now: datetime) -> None:
    open_ = [one for one in question.put_to if one.state in (Turn.ASKED, Turn.WAITING)]
    writing.put_to(tx, question.id, [replace(one, state=Turn.EXPIRED) for one in open_])
    writing.set_status(tx, question.id, QuestionStatus.CLOSED)
    if not question.answers:
        count(tx, question, met=False)
    telling.tell_asker(
        tx, question, "Nobody has answered your question",
        f"{question.text}\n\nAsk somebody else: your words are kept.", now, "closed",
    )  # fmt: skip
