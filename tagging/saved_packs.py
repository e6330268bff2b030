"""Packs that somebody saved: a link for colleagues that nobody can guess, open for 90 days."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from graph import packs as store
from graph.database import Database
from graph.packs import SavedPack
from graph.records import Ref
from tagging.errors import NotFound, NotPermitted
from tagging.packs import Pack, PackQuery, assemble
from tagging.permissions import Permission, Viewer, require
from tagging.vocabulary import Vocabulary

__all__ = ["OPEN_FOR", "SavedPack", "delete", "find", "mine", "open_again", "save"]

OPEN_FOR = timedelta(days=90)
_BYTES = 18


def save(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, query: PackQuery, now: datetime
) -> SavedPack:
    """Save a pack as it stands and return it; raises `Invalid` as `assemble` does.

    From here on what was asked is kept, for as long as the link is open.
    """
    require(viewer, Permission.WRITE)
    pack = assemble(db, viewer, vocabulary, query, now)
    saved = SavedPack(
        id=secrets.token_urlsafe(_BYTES),
        by=Ref(viewer.person_id or "", viewer.name),
        title=pack.title,
        made=now,
        expires=now + OPEN_FOR,
        text=pack.query.text,
        region=pack.query.region,
        audience=pack.query.audience,
        note=pack.query.note,
        documents=pack.chosen,
    )
    db.transact(lambda tx: store.put(tx, saved))
    return saved


def find(db: Database, viewer: Viewer, pack_id: str, now: datetime) -> SavedPack:
    """Return a saved pack to whoever has its link; raises `NotFound` once the link has ended."""
    require(viewer, Permission.FIND)
    saved = store.get(db, pack_id)
    if saved is None or saved.expires <= now:
        raise NotFound("This link leads to no pack. Links end after 90 days: make the pack again.")
    return saved


def open_again(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, pack_id: str, now: datetime
) -> tuple[SavedPack, Pack]:
    """Return a saved pack and what it says now; documents out of the reader's sight are left out.

    Its date is today's: what it says is read from the documents as they are now.
    """
    saved = find(db, viewer, pack_id, now)
    query = PackQuery(saved.text, saved.region, saved.audience, saved.note, saved.documents)
    return saved, replace(assemble(db, viewer, vocabulary, query, now), more=())


def mine(db: Database, viewer: Viewer, now: datetime) -> tuple[SavedPack, ...]:
    """Return the packs that the viewer saved and whose links are open."""
    require(viewer, Permission.FIND)
    return tuple(store.saved_by(db, viewer.person_id, now))


def delete(db: Database, viewer: Viewer, pack_id: str, now: datetime) -> None:
    """End a link at once; raises `NotPermitted` where somebody else saved it."""
    require(viewer, Permission.WRITE)
    saved = find(db, viewer, pack_id, now)
    if saved.by.id != viewer.person_id and not viewer.operator:
        raise NotPermitted("Only who saved a pack can end its link.")
    store.delete(db, pack_id)
