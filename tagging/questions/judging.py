"""The asker's side after asking: it helped, it did not, close it; and keeping a helpful answer."""

from dataclasses import replace
from datetime import datetime

from graph import documents, knows
from graph import questions as store
from graph.database import Database, Transaction
from graph.ids import derived_id
from graph.questions import writing
from graph.records import Analysis, Answer, Document, Question, QuestionStatus, Space
from tagging.errors import Conflict, NotFound, NotPermitted
from tagging.permissions import Permission, Viewer, require
from tagging.personal_data import refuse_client_data
from tagging.questions import putting, telling
from tagging.questions.asking import note
from tagging.questions.counting import count
from tagging.questions.reading import need

_TITLE = 120


def helped(
    db: Database, viewer: Viewer, answer_id: str, word: bool | None, now: datetime
) -> Question:
    """Say whether an answer helped, or take that back (None).

    What the answerer is known for is derived anew in the same transaction, and what the asker is:
    help that goes both ways counts half. An answer that did not help opens the question again,
    for the next in turn.
    """
    require(viewer, Permission.ASK)

    def work(tx: Transaction) -> Question:
        question, given = _own(tx, viewer, answer_id)
        if given.helped is word:
            return question
        at = None if word is None else now
        writing.answer(tx, question.id, replace(given, helped=word, helped_at=at))
        note(tx, question.asker.id, "answer judged", given.id, now, str(given.helped), str(word))
        both = (given.by.id, question.asker.id)
        knows.lock(tx, both)
        knows.refresh_knows(tx, [(one, skill.id) for one in both for skill in question.skills])
        if word:
            telling.tell(
                tx, question, given.by.id, "helped", "Your answer helped",
                f"{telling.asker_name(question)} says that your answer helped.", now, given.id,
            )  # fmt: skip
        return _reopened(tx, store.get(tx, question.id) or question, word, now)

    return db.transact(work)


def _reopened(tx: Transaction, question: Question, word: bool | None, now: datetime) -> Question:
    if word is False and not any(one.helped for one in question.answers):
        if any(one.state in ("asked", "waiting") for one in question.put_to):
            writing.set_status(tx, question.id, QuestionStatus.OPEN)
            return putting.go_on(tx, replace(question, status=QuestionStatus.OPEN), now)
    else:
        writing.set_status(tx, question.id, QuestionStatus.ANSWERED)
    return store.get(tx, question.id) or question


def close(db: Database, viewer: Viewer, question_id: str, now: datetime) -> Question:
    """Close one's own question: nobody is reminded or asked any more."""
    require(viewer, Permission.ASK)

    def work(tx: Transaction) -> Question:
        writing.lock(tx, question_id)
        question = need(tx, viewer, question_id)
        if viewer.person_id != question.asker.id:
            raise NotPermitted("Only the asker can close a question.")
        status = QuestionStatus.CLOSED if question.answers else QuestionStatus.WITHDRAWN
        writing.set_status(tx, question.id, status)
        note(tx, question.asker.id, "question closed", question.id, now)
        if not question.answers and question.status is QuestionStatus.OPEN:
            count(tx, question, met=False)
        return replace(question, status=status)

    return db.transact(work)


def keep(db: Database, viewer: Viewer, answer_id: str, now: datetime) -> Answer:
    """Agree to keep a helpful answer for everybody, as its asker or its author.

    Once both agree it becomes a document by the answerer about the question's topics; the asker
    is not named. Raises `Invalid` where the words could tell who a client is.
    """
    require(viewer, Permission.ASK)

    def work(tx: Transaction) -> Answer:
        question, given = _answer(tx, viewer, answer_id)
        if not given.helped:
            raise Conflict("Only an answer that helped can be kept.")
        agreed = _agreed(question, given, viewer, now)
        if agreed.asker_keeps and agreed.author_keeps and not agreed.kept_as:
            document = _document(question, agreed, now)
            documents.save(tx, [document])
            agreed = replace(agreed, kept_as=document.id)
        writing.answer(tx, question.id, agreed)
        note(tx, viewer.actor, "answer kept", given.id, now)
        _ask_other(tx, question, agreed, now)
        return agreed

    return db.transact(work)


def _agreed(question: Question, given: Answer, viewer: Viewer, now: datetime) -> Answer:
    if viewer.person_id == question.asker.id:
        return replace(given, asker_keeps=given.asker_keeps or now)
    if viewer.person_id == given.by.id:
        return replace(given, author_keeps=given.author_keeps or now)
    raise NotPermitted("Only the asker and the author can agree to keep an answer.")


def _ask_other(tx: Transaction, question: Question, agreed: Answer, now: datetime) -> None:
    if agreed.kept_as:
        return
    other = agreed.by.id if agreed.asker_keeps else question.asker.id
    telling.tell(
        tx, question, other, "keep", "May this answer be kept for everybody?",
        f"{question.text}\n\n{agreed.text}\n\nIt is kept only if you agree too.", now, agreed.id,
    )  # fmt: skip


def _document(question: Question, given: Answer, now: datetime) -> Document:
    title = " ".join(question.text.split())
    title = title if len(title) <= _TITLE else title[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
    for words, field in ((title, "title"), (given.text, "text")):
        refuse_client_data(words, field)
    return Document(
        derived_id("document", "answer", given.id), title, given.text, kind="answer",
        authors=(given.by,), owner=given.by, space=Space.ORGANISATION, published=now.date(),
        analysis=Analysis.WAITING, added=now, changed=now, skills=question.skills,
    )  # fmt: skip


def _own(tx: Transaction, viewer: Viewer, answer_id: str) -> tuple[Question, Answer]:
    question, given = _answer(tx, viewer, answer_id)
    if viewer.person_id != question.asker.id:
        raise NotPermitted("Only the asker can say whether it helped.")
    return question, given


def _answer(tx: Transaction, viewer: Viewer, answer_id: str) -> tuple[Question, Answer]:
    question_id = store.of_answer(tx, answer_id)
    if question_id is None:
        raise NotFound("There is no such answer.")
    writing.lock(tx, question_id)
    question = need(tx, viewer, question_id)
    return question, next(one for one in question.answers if one.id == answer_id)
