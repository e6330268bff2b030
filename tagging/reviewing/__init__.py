"""Reviewing what text analysis suggests for a document: read, answer, many at once, undo.

Nothing that is suggested becomes a topic or a detail of a document without somebody's yes here.
What the worker keeps and learns is in `tagging.reviewing.found` and `tagging.reviewing.learning`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from graph import covers, suggestions
from graph.database import Database, Queryable, Transaction
from graph.records import Document
from graph.suggestions import NEW_TERM, SKILL, Answer, Suggestion
from tagging import documents
from tagging.changes import Change
from tagging.errors import Invalid, SuggestionNotFound
from tagging.permissions import Permission, Viewer, require
from tagging.reviewing import answers as reviewing_answers
from tagging.reviewing import details as reviewing_details
from tagging.reviewing.answers import Answers, Given
from tagging.reviewing.found import Saved, save_found, save_found_about
from tagging.reviewing.learning import current_weights, learn, learning_due
from tagging.reviewing.text import Block, Mark, blocks, evidence_in, paragraphs
from tagging.reviewing.wishes import Wish, answer_of, wanted
from tagging.reviewing.words import Item, answered_words

__all__ = [
    "Answer", "Batch", "Item", "Review", "Saved", "answer", "answer_batch", "current_weights",
    "learn", "learning_due", "preview_batch", "review", "save_found", "save_found_about",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """A document's text with the evidence marked, and its suggestions, the most certain first.

    `topics` and `details` wait for an answer; `already` need none, because the document has what
    they suggest. `answered` is the latest first.
    """

    document: Document
    topics: tuple[Item, ...]
    details: tuple[Item, ...]
    answered: tuple[Item, ...]
    already: tuple[Item, ...]
    text: tuple[Block, ...]

    @property
    def waiting(self) -> tuple[Item, ...]:
        """All that waits for an answer, in the order of the page."""
        return self.topics + self.details


@dataclass(frozen=True, slots=True)
class Batch:
    """Which suggestions would be accepted and which refused at once."""

    document: Document
    accept: tuple[Item, ...]
    refuse: tuple[Item, ...]


def review(db: Database, viewer: Viewer, document_id: str, *, with_text: bool = True) -> Review:
    """Return a document's suggestions for whoever may change it.

    Raises `DocumentNotFound` and `NotPermitted`.
    """
    require(viewer, Permission.WRITE)
    document = documents.to_change(db, viewer, document_id)
    to = _sorted(db, document)
    marked = [*to.topics, *to.details, *(one for one in to.answered if one.suggestion.chosen)]
    return Review(
        document,
        tuple(to.topics),
        tuple(to.details),
        tuple(to.answered),
        tuple(to.already),
        _text(document, marked) if with_text else (),
    )


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Suggestions by what is to be done with them."""

    topics: list[Item] = field(default_factory=list)
    details: list[Item] = field(default_factory=list)
    answered: list[Item] = field(default_factory=list)
    already: list[Item] = field(default_factory=list)


def _sorted(db: Queryable, document: Document) -> _Sorted:
    covered = {one.skill.id for one in covers.covers(db, document.id)}
    to = _Sorted()
    for one in suggestions.of_document(db, document.id):
        if one.answer:
            to.answered.append(_item(document, one))
        elif one.field == SKILL:
            if one.skill is not None:
                there = one.skill.id in covered
                (to.already if there else to.topics).append(_item(document, one))
        elif one.field == NEW_TERM:
            to.topics.append(_item(document, one))
        elif reviewing_details.is_known(one.field, one.value):
            there = reviewing_details.stands(document, one.field, one.value)
            (to.already if there else to.details).append(_detail(document, one))
    long_ago = datetime.min.replace(tzinfo=UTC)
    to.answered.sort(key=lambda item: item.suggestion.answered or long_ago, reverse=True)
    return to


def _item(document: Document, one: Suggestion, instead: str = "") -> Item:
    place = evidence_in(document.text, one.sentence, one.start, one.end)
    return Item(one, instead, document.text[slice(*place)] if place else "")


def _detail(document: Document, one: Suggestion) -> Item:
    if not reviewing_details.filled(document, one.field):
        return _item(document, one)
    now_there = reviewing_details.held(document, reviewing_details.place(one.field, one.value))
    said = {True: "yes", False: "no"}.get(now_there, str(now_there))  # type: ignore[arg-type]
    return _item(document, one, reviewing_details.words(one.field, said))


def _text(document: Document, marked: Sequence[Item]) -> tuple[Block, ...]:
    text = document.text
    places = [
        (rank, one.suggestion.id, evidence_in(text, one.suggestion.sentence, one.suggestion.start,
                                              one.suggestion.end))
        for rank, one in enumerate(marked)
    ]  # fmt: skip
    marks = [Mark(key, *place, rank) for rank, key, place in places if place]
    return blocks(paragraphs(text, marks), len(text))


def answer(
    db: Database,
    viewer: Viewer,
    suggestion_id: str,
    given: str,
    *,
    skill: str = "",
    now: datetime,
) -> Change:
    """Accept, refuse or correct one suggestion for a document that the viewer may change.

    Accepted, a skill or new term becomes a topic that the document covers, with its sentence; a
    detail is set. `skill` is what a topic is corrected to: a skill's id, or words as in
    `tagging.taggings.tag`. An answer can be changed by another. Sent twice it is given once.
    Raises `SuggestionNotFound`, `DocumentNotFound`, `NotPermitted`, `Conflict` and `Invalid`.
    """
    require(viewer, Permission.WRITE)
    wish = Wish(suggestion_id, answer_of(given), skill)

    def work(tx: Transaction) -> Change:
        stored = suggestions.get(tx, suggestion_id)
        if stored is None:
            raise SuggestionNotFound("There is no such suggestion (any more).")
        return _answer(tx, viewer, stored.subject, [wish], "answer", now)

    return db.transact(work)


def preview_batch(
    db: Database,
    viewer: Viewer,
    document_id: str,
    *,
    at_least: float | None = 0.9,
    at_most: float | None = None,
) -> Batch:
    """Return what would be accepted (from this probability on) and refused (up to this one).

    A detail is accepted in a batch only where the document says nothing yet; of several for one
    place, the most certain. Raises `DocumentNotFound` and `NotPermitted`.
    """
    require(viewer, Permission.WRITE)
    document = documents.to_change(db, viewer, document_id)
    to = _sorted(db, document)
    places: set[reviewing_details.Detail] = set()
    fitting = list(to.topics)
    for item in to.details:
        place = reviewing_details.place(item.suggestion.field, item.suggestion.value)
        if place not in places and not item.instead:
            fitting.append(item)
        places.add(place)
    accept = tuple(
        one for one in fitting if at_least is not None and one.suggestion.probability >= at_least
    )
    refuse = tuple(
        one
        for one in (*to.topics, *to.details)
        if at_most is not None and one.suggestion.probability <= at_most and one not in accept
    )
    return Batch(document, accept, refuse)


def answer_batch(
    db: Database,
    viewer: Viewer,
    document_id: str,
    *,
    accept: Collection[str] = (),
    refuse: Collection[str] = (),
    now: datetime,
) -> Change:
    """Accept and refuse several suggestions of a document at once; one undo takes all back.

    What was answered by someone in the meantime keeps that answer. Raises `DocumentNotFound`,
    `NotPermitted`, and `Invalid` where nothing is chosen or left to answer.
    """
    require(viewer, Permission.WRITE)
    wishes = [
        *(Wish(key, Answer.ACCEPTED) for key in dict.fromkeys(accept)),
        *(Wish(key, Answer.REFUSED) for key in dict.fromkeys(refuse) if key not in set(accept)),
    ]

    def work(tx: Transaction) -> Change:
        document = _held(tx, viewer, document_id)
        to = _sorted(tx, document)
        waiting = {one.suggestion.id for one in (*to.topics, *to.details)}
        open_ones = [one for one in wishes if one.suggestion in waiting]
        if not open_ones:
            raise Invalid("Choose at least one suggestion that is not answered yet.")
        return _answer(tx, viewer, document_id, open_ones, "answer several", now)

    return db.transact(work)


def _held(tx: Transaction, viewer: Viewer, document_id: str) -> Document:
    suggestions.lock_document(tx, document_id)
    return documents.to_change(tx, viewer, document_id)


def _answer(
    tx: Transaction,
    viewer: Viewer,
    document_id: str,
    wishes: Sequence[Wish],
    action: str,
    now: datetime,
) -> Change:
    document = _held(tx, viewer, document_id)
    stored = {one.id: one for one in suggestions.of_document(tx, document_id)}
    after = wanted(tx, stored, document, wishes, Given(by=viewer.person_id, answered=now))
    before = reviewing_answers.read(stored.values(), document, after.given, after.details)
    said = [_as_answered(stored[one.suggestion], after) for one in wishes]
    if before == after:
        before_this = reviewing_answers.latest(tx, viewer, document_id, after.given)
        return Change(before_this, (), answered_words(said))
    reviewing_answers.write(tx, document, before, after, now)
    event = reviewing_answers.record(tx, viewer, action, before, after, now)
    return Change(event, (), answered_words(said))


def _as_answered(one: Suggestion, after: Answers) -> Suggestion:
    given = after.given[one.id]
    return replace(one, answer=given.answer, chosen=given.chosen)
