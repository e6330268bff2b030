"""People from files: added and updated, never erased, and never against what was set by hand."""

from collections.abc import Sequence
from dataclasses import fields, replace

from graph import batches
from graph import people as store
from graph.database import Database, Transaction
from graph.records import Person, SaveCounts
from tagging.permissions import Permission, Viewer, require


def directory(db: Database, viewer: Viewer) -> list[store.Brief]:
    """Return everybody in brief, for telling whom a file means."""
    require(viewer, Permission.IMPORT)
    return store.everybody(db)


def load_people(
    db: Database,
    viewer: Viewer,
    people: Sequence[Person],
    batch: str | None,
    *,
    given: frozenset[str] = frozenset({"kind"}),
    overwrite: bool = False,
    dry_run: bool = False,
) -> SaveCounts:
    """Add and update people from a file, in one transaction; returns what was new or different.

    A file never erases: what is empty in it stays as it is, and so do the fields that somebody
    set by hand in the application (unless `overwrite`), and the kind unless `given` names it.
    """
    require(viewer, Permission.IMPORT)

    def work(tx: Transaction) -> SaveCounts:
        ids = [person.id for person in people]
        stored = store.get_many(tx, ids)
        by_hand = {} if overwrite else store.edited_fields(tx, ids)
        known = {person.id: person for person in stored}
        merged = [
            _merged(known.get(one.id), one, given, by_hand.get(one.id, frozenset()))
            for one in people
        ]
        return store.save(tx, merged, batch, stored=stored)

    return batches.run(db, work, dry_run=dry_run)


def link_people(
    db: Database, viewer: Viewer, people: Sequence[Person], *, overwrite: bool = False
) -> None:
    """Link people to those named as stand-in, manager or acquaintance, once all are loaded."""
    require(viewer, Permission.IMPORT)
    db.transact(lambda tx: _link(tx, people, overwrite))


def _link(tx: Transaction, people: Sequence[Person], overwrite: bool) -> None:
    stored = {person.id: person for person in store.get_many(tx, [one.id for one in people])}
    by_hand = {} if overwrite else store.edited_fields(tx, list(stored))
    for_good = [
        _merged(stored[one.id], one, frozenset(), by_hand.get(one.id, frozenset()))
        for one in people
        if one.id in stored
    ]
    store.link_people(tx, for_good)


_EMPTY = (None, "", ())


def _merged(
    stored: Person | None, person: Person, given: frozenset[str], by_hand: frozenset[str]
) -> Person:
    if stored is None:
        return person
    keep = by_hand | ({"kind"} - given)
    taken = {
        one.name: getattr(person, one.name)
        for one in fields(person)
        if getattr(person, one.name) not in _EMPTY and one.name not in keep
    }
    return replace(stored, **taken)
