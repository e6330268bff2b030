"""Collections: one's own named lists of documents, kept to oneself or shared."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from graph import collections as store
from graph import documents
from graph import people as people_store
from graph.collections import Collection, Item
from graph.database import Database, Transaction
from graph.records import Ref, Space
from tagging.errors import DocumentNotFound, Invalid, NotFound, NotPermitted
from tagging.permissions import Permission, Viewer, require

__all__ = [
    "Collection", "Item", "add", "create", "delete", "find", "mine", "move", "note", "remove",
    "revise", "shared",
]  # fmt: skip

LONGEST_NAME, LONGEST_NOTE, MOST_DOCUMENTS = 100, 500, 200
SPACES: dict[str, str] = {
    Space.PERSONAL: "Only me",
    Space.TEAM: "My team",
    Space.ORGANISATION: "Everybody",
}


def mine(db: Database, viewer: Viewer) -> tuple[Collection, ...]:
    """Return the viewer's own collections by name."""
    require(viewer, Permission.FIND)
    return tuple(store.kept_by(db, viewer.person_id))


def shared(db: Database, viewer: Viewer) -> tuple[Collection, ...]:
    """Return the collections that others share with the viewer."""
    require(viewer, Permission.FIND)
    return tuple(store.shared_with(db, viewer.person_id))


def find(db: Database, viewer: Viewer, collection_id: str) -> Collection:
    """Return a collection with those documents that the viewer may see; raises `NotFound`."""
    require(viewer, Permission.FIND)
    collection = store.visible(db, collection_id, viewer.person_id)
    if collection is None:
        raise NotFound("There is no such collection, or it is not shared with you.")
    return collection


def create(
    db: Database,
    viewer: Viewer,
    name: str,
    now: datetime,
    *,
    space: str = Space.PERSONAL,
    documents: Sequence[str] = (),
) -> Collection:
    """Make a collection, with these documents in it; raises `Invalid` without a name."""
    require(viewer, Permission.WRITE)
    collection = Collection(
        secrets.token_hex(10), _name(name), Ref(viewer.person_id or "", viewer.name)
    )
    collection = _shared(db, viewer, collection, space)
    store_documents = _seen(db, viewer, documents)

    def work(tx: Transaction) -> None:
        store.put(tx, collection, now)
        store.add(tx, collection.id, store_documents, now)

    db.transact(work)
    return find(db, viewer, collection.id)


def revise(
    db: Database,
    viewer: Viewer,
    collection_id: str,
    *,
    name: str,
    about: str,
    space: str,
    now: datetime,
) -> None:
    """Rename a collection, say what it is for, and who sees it."""
    collection = _own(db, viewer, collection_id)
    revised = replace(collection, name=_name(name), about=about.strip()[:LONGEST_NOTE])
    revised = _shared(db, viewer, revised, space)
    db.transact(lambda tx: store.put(tx, revised, now))


def delete(db: Database, viewer: Viewer, collection_id: str) -> None:
    """Delete a collection; its documents stay."""
    _own(db, viewer, collection_id)
    store.delete(db, collection_id)


def add(
    db: Database, viewer: Viewer, collection_id: str, document_ids: Sequence[str], now: datetime
) -> Collection:
    """Put documents into one's collection; raises `DocumentNotFound` where one is not there."""
    collection = _own(db, viewer, collection_id)
    given = _seen(db, viewer, document_ids)
    if len(collection.items) + collection.out_of_sight + len(given) > MOST_DOCUMENTS:
        raise Invalid(f"A collection holds at most {MOST_DOCUMENTS} documents. Begin another.")
    db.transact(lambda tx: store.add(tx, collection_id, given, now))
    return collection


def remove(
    db: Database, viewer: Viewer, collection_id: str, document_id: str, now: datetime
) -> None:
    """Take a document out of one's collection."""
    _own(db, viewer, collection_id)
    db.transact(lambda tx: store.remove(tx, collection_id, document_id, now))


def note(
    db: Database, viewer: Viewer, collection_id: str, document_id: str, words: str, now: datetime
) -> None:
    """Keep a note with a document of one's collection."""
    _own(db, viewer, collection_id)
    kept = words.strip()[:LONGEST_NOTE]
    db.transact(lambda tx: store.note(tx, collection_id, document_id, kept, now))


def move(
    db: Database, viewer: Viewer, collection_id: str, document_id: str, steps: int, now: datetime
) -> None:
    """Move a document down in one's collection (up where `steps` is negative)."""
    _own(db, viewer, collection_id)
    db.transact(lambda tx: store.move(tx, collection_id, document_id, steps, now))


def _own(db: Database, viewer: Viewer, collection_id: str) -> Collection:
    require(viewer, Permission.WRITE)
    collection = find(db, viewer, collection_id)
    if collection.owner.id != viewer.person_id:
        raise NotPermitted(f"Only {collection.owner.name} can change this collection.")
    return collection


def _name(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise Invalid("Give the collection a name", "name")
    if len(words) > LONGEST_NAME:
        raise Invalid(f"Name: use {LONGEST_NAME} characters or fewer", "name")
    return words


def _shared(db: Database, viewer: Viewer, collection: Collection, space: str) -> Collection:
    if space not in SPACES:
        raise Invalid("Say who sees the collection", "space")
    if space != Space.TEAM:
        return replace(collection, space=Space(space), team=None)
    person = people_store.get(db, viewer.person_id or "")
    if person is None or person.team is None:
        raise Invalid("You are in no team: share it with everybody, or keep it", "space")
    return replace(collection, space=Space.TEAM, team=person.team)


def _seen(db: Database, viewer: Viewer, ids: Sequence[str]) -> list[str]:
    seen = documents.seen_by(db, ids, viewer.person_id)
    if missing := [one for one in ids if one not in seen]:
        raise DocumentNotFound(
            "There is no such document." if len(ids) == 1 else f"{len(missing)} are not there."
        )
    return list(dict.fromkeys(ids))
