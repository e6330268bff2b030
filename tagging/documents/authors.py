"""Who wrote a document and who maintains it: names in its file confirmed, and handing it on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import documents as store
from graph import people
from graph.database import Database, Queryable, Transaction
from graph.documents import versions as document_versions
from graph.records import Document, Person, Ref
from tagging.documents import may_change, to_change
from tagging.documents.events import note
from tagging.documents.spaces import owns
from tagging.documents.writing import authors_of
from tagging.errors import Invalid, NotPermitted
from tagging.permissions import Permission, Viewer, require

_MOST_ASKED = 3


@dataclass(frozen=True, slots=True)
class Unsure:
    """A name in a document's file, and the people whom it may mean, likeliest first."""

    name: str
    people: tuple[Person, ...]


def unsure(db: Queryable, document: Document) -> tuple[Unsure, ...]:
    """Return the names in a document's file that somebody has to confirm."""
    return tuple(Unsure(name, _like(db, name)) for name in document.author_names)


def _like(db: Queryable, name: str) -> tuple[Person, ...]:
    found = people.by_name(db, name, _MOST_ASKED)
    last = name.split()[-1] if name.split() else name
    found = found or people.by_name(db, last, _MOST_ASKED, fuzzy=True)
    return tuple(person for person, _ in found)


def confirm_author(
    db: Database, viewer: Viewer, document_id: str, name: str, who: str, now: datetime
) -> Document:
    """Say whom a name in a document's file means: a person's name, e-mail address or id, or ''.

    '' is nobody here: the name is not asked about again. Raises `Invalid` (field `who`).
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Document:
        document_versions.hold(tx, document_id)
        before = to_change(tx, viewer, document_id)
        if name not in before.author_names:
            return before
        author = named_person(tx, who) if who else None
        authors = {one.id: one for one in (*before.authors, *([author] if author else []))}
        after = replace(
            before,
            authors=tuple(authors.values()),
            author_names=tuple(one for one in before.author_names if one != name),
            changed=now,
        )
        store.save(tx, [after])
        note(tx, viewer, "document author confirmed", before, now, author.id if author else "")
        return after

    return db.transact(work)


def hand_over(db: Database, viewer: Viewer, document_id: str, who: str, now: datetime) -> Document:
    """Let somebody maintain a document: its owner hands it on; where it has none, one takes it on.

    `who` is a name, an e-mail address or an id. Raises `NotPermitted`, `Invalid` (field `who`).
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Document:
        document_versions.hold(tx, document_id)
        before = to_change(tx, viewer, document_id)
        if not may_hand_over(viewer, before):
            raise NotPermitted("Only whoever maintains a document may hand it on.")
        owner = named_person(tx, who)
        after = replace(before, owner=owner, changed=now)
        store.save(tx, [after])
        note(tx, viewer, "document handed over", before, now, owner.id)
        return after

    return db.transact(work)


def may_hand_over(viewer: Viewer, document: Document) -> bool:
    """Say whether this viewer may say who maintains a document."""
    return owns(viewer, document) or (document.owner is None and may_change(viewer, document))


def named_person(db: Queryable, who: str) -> Ref:
    """Return whom a name, an e-mail address or an id means; raises `Invalid` (field `who`)."""
    person = people.get(db, who)
    if person:
        return Ref(person.id, person.name)
    try:
        found: Sequence[Ref] = authors_of(db, [who], ())
    except Invalid as error:
        raise Invalid(error.message, "who") from error
    if not found:
        raise Invalid("Enter a name or an e-mail address.", "who")
    return found[0]
