"""Looking at documents again: when they are due, who is asked, what they answer.

Asked is the best-placed person: whoever maintains the document, else who wrote it, else who knows
most of its topics; never somebody who is away or who passed it on, and not the same person again
and again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from graph import documents
from graph.algorithms.ranking import EPOCH, HALF_LIFE
from graph.database import Database, Queryable, Transaction
from graph.documents import reviews as store
from graph.documents.reviews import Asked, Candidate
from graph.records import Document, Ref
from tagging.documents import find, may_change
from tagging.documents.authors import named_person
from tagging.documents.events import note
from tagging.documents.indicators import half_lives
from tagging.errors import Invalid, NotPermitted
from tagging.permissions import Permission, Viewer, require

SOON = timedelta(days=30)
_EARLIEST, _LATEST = 91, 730
_REASONS = {
    "due": "Its review is due.",
    "newer edition": "It replaces an older document: does it hold all that is still right?",
    "passed on": "A colleague passed it on to you.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits for somebody's look: who is asked (None: nobody yet), and why."""

    document: Document
    asked: Asked | None
    reason: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """What is to be looked at: what this viewer is asked, what of theirs comes up, all the rest."""

    mine: tuple[Waiting, ...]
    soon: tuple[Waiting, ...]
    others: tuple[Waiting, ...]


def next_due(document: Document, today: date) -> date:
    """Return when a document that is right today should be looked at again.

    That is a half-life on, the shortest of its types, but at least three months and at most two
    years.
    """
    days = min(half_lives(document).values())
    return today + timedelta(days=min(_LATEST, max(_EARLIEST, days)))


def waiting(db: Database, viewer: Viewer) -> tuple[Waiting, ...]:
    """Return the documents that wait for this viewer's look, those due longest first."""
    require(viewer, Permission.FIND)
    return _asked_of(db, viewer)


def _asked_of(db: Queryable, viewer: Viewer) -> tuple[Waiting, ...]:
    if viewer.person_id is None:
        return ()
    asked = store.open_questions(db, viewer.person_id, person_id=viewer.person_id)
    return _waiting(db, asked)


def _waiting(db: Queryable, asked: Sequence[Asked]) -> tuple[Waiting, ...]:
    found = {one.id: one for one in documents.get_many(db, [one.document for one in asked])}
    return tuple(Waiting(found[one.document], one, _reason(one)) for one in asked)


def _reason(asked: Asked) -> str:
    if asked.reason == "passed on" and asked.by:
        return f"{asked.by} passed it on to you."
    return _REASONS.get(asked.reason, "")


def reviews(db: Database, viewer: Viewer, now: datetime) -> Reviews:
    """Return what is to be looked at; all that is due for curators and the operator alone."""
    require(viewer, Permission.FIND)
    mine = _asked_of(db, viewer)
    seen = {one.document.id for one in mine}
    until = (now + SOON).date()
    own = store.to_review(db, viewer.person_id, until, mine=viewer.person_id or "")
    soon = _listed(db, viewer, [one for one in own if one not in seen])
    seen.update(one.document.id for one in soon)
    curates = viewer.may(Permission.CURATE)
    rest = store.to_review(db, viewer.person_id, now.date()) if curates else []
    return Reviews(mine, soon, _listed(db, viewer, [one for one in rest if one not in seen]))


def _listed(db: Queryable, viewer: Viewer, ids: Sequence[str]) -> tuple[Waiting, ...]:
    if not ids:
        return ()
    asked = store.open_questions(db, viewer.person_id, documents=ids)
    by_document = {one.document: one for one in asked}
    return tuple(Waiting(one, by_document.get(one.id), "") for one in documents.get_many(db, ids))


def of_document(db: Queryable, viewer: Viewer, document_id: str) -> tuple[Asked, ...]:
    """Return who is asked to look at one document."""
    return tuple(store.open_questions(db, viewer.person_id, documents=[document_id]))


def may_review(viewer: Viewer, document: Document, asked: Sequence[Asked]) -> bool:
    """Say whether this viewer may say that a document is still right.

    Those who may change it may, and whoever is asked.
    """
    return may_change(viewer, document) or any(one.person.id == viewer.person_id for one in asked)


def still_right(db: Database, viewer: Viewer, document_id: str, now: datetime) -> Document:
    """Keep that a document was looked at and is still right: its next review is a half-life on."""
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Document:
        document = _to_review(tx, viewer, document_id)
        due = next_due(document, now.date())
        store.set_due(tx, document_id, due, now, viewer.actor)
        store.answer(tx, document_id, "still right", now)
        note(tx, viewer, "document still right", document, now, due.isoformat())
        return replace(document, review_due=due)

    return db.transact(work)


def changed(db: Database, viewer: Viewer, document_id: str, now: datetime) -> None:
    """Close what this viewer was asked about a document that they have just changed.

    Where it was due, it is now due a half-life on.
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> None:
        document = _to_review(tx, viewer, document_id)
        answered = store.answer(tx, document_id, "changed", now, viewer.person_id)
        if answered and document.review_due and document.review_due <= now.date():
            due = next_due(document, now.date())
            store.set_due(tx, document_id, due, now, viewer.actor)

    db.transact(work)


def pass_on(db: Database, viewer: Viewer, document_id: str, to: str, now: datetime) -> Ref | None:
    """Ask somebody else to look at a document: `to`, or ('') whoever is best placed after that.

    `to` is a name, an e-mail address or an id. Returns who is asked now, None where there is
    nobody. Raises `Invalid` (field `who`) for somebody who is not known or may not see it.
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Ref | None:
        document = _to_review(tx, viewer, document_id)
        store.answer(tx, document_id, "passed on", now)
        person = (
            _named(tx, document, to)
            if to
            else best_placed(tx, document_id, now, but={viewer.person_id or ""})
        )
        if person:
            asked = Asked(person, document_id, "passed on", now, viewer.person_id or "")
            store.ask(tx, asked, again=True)
        note(tx, viewer, "document review passed on", document, now, person.id if person else "")
        return person

    return db.transact(work)


def _to_review(tx: Queryable, viewer: Viewer, document_id: str) -> Document:
    document = find(tx, viewer, document_id)
    if not may_review(viewer, document, of_document(tx, viewer, document_id)):
        raise NotPermitted("Only those who may change a document, or are asked, may do this.")
    return document


def _named(tx: Queryable, document: Document, who: str) -> Ref:
    person = named_person(tx, who)
    if not documents.seen_by(tx, [document.id], person.id):
        raise Invalid(f"{person.name} may not see this document. Share it first.", "who")
    return person


def best_placed(
    db: Queryable, document_id: str, now: datetime, but: frozenset[str] | set[str] = frozenset()
) -> Ref | None:
    """Return who should look at a document, None where nobody can.

    Of those who know its topics, what they know counts half for each document that waits for them
    already, and half again for each time that they were asked about this one before.
    """
    age = (now - EPOCH) / HALF_LIFE
    able = [
        one
        for one in store.candidates(db, document_id, now.date(), age)
        if one.person.id not in but and one.answer != "passed on"
    ]
    return min(able, key=_distance).person if able else None


def _distance(one: Candidate) -> tuple[int, float, str]:
    burden = one.waiting + one.times if one.rank == 2 else 0
    return (one.rank, -one.strength * 0.5**burden, one.person.id)


def assign_reviews(db: Database, now: datetime) -> int:
    """Ask the best-placed person about every document that is due, and about newer editions.

    Documents that somebody is asked about already are left alone, so it can run at any time and
    twice. Returns how many people were asked something.
    """
    asked = sum(
        db.transact(lambda tx, one=one: _ask(tx, one, "due", now))  # type: ignore[misc]
        for one in store.due(db, now.date())
    )
    return asked + sum(
        db.transact(lambda tx, two=two: _ask_to_compare(tx, two[0], two[1], now))  # type: ignore[misc]
        for two in store.new_editions(db)
    )


def _ask(
    tx: Transaction, document_id: str, reason: str, now: datetime, but: frozenset[str] = frozenset()
) -> bool:
    person = best_placed(tx, document_id, now, but)
    return person is not None and store.ask(tx, Asked(person, document_id, reason, now))


def _ask_to_compare(tx: Transaction, newer_id: str, older_id: str, now: datetime) -> bool:
    """Ask about a newer edition: whoever maintains or wrote the older one, unless it is theirs."""
    newer, older = documents.get(tx, newer_id), documents.get(tx, older_id)
    if newer is None or older is None:
        return False
    writers = frozenset(one.id for one in (newer.owner, *newer.authors) if one)
    knew = [one for one in (older.owner, *older.authors) if one and one.id not in writers]
    here = {one.person.id for one in store.candidates(tx, older_id, now.date(), 0.0)}
    for one in knew:
        if one.id in here and documents.seen_by(tx, [newer_id], one.id):
            return store.ask(tx, Asked(one, newer_id, "newer edition", now))
    return _ask(tx, newer_id, "newer edition", now, writers)
