"""Documents: who may see and change one, and loading them from files."""

from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, datetime

from graph import batches
from graph import documents as store
from graph.database import Database, Queryable, Transaction
from graph.documents import versions as document_versions
from graph.records import Document, SaveCounts
from tagging.errors import DocumentNotFound, NotPermitted
from tagging.permissions import Permission, Viewer, require


def find(db: Queryable, viewer: Viewer, document_id: str) -> Document:
    """Return one document that this viewer may see; raises `DocumentNotFound`."""
    require(viewer, Permission.FIND)
    document = (
        store.get(db, document_id)
        if viewer.operator
        else store.visible(db, document_id, viewer.person_id)
    )
    if document is None:
        raise DocumentNotFound("There is no such document. It may have been replaced.")
    return document


def may_change(viewer: Viewer, document: Document) -> bool:
    """Say whether this viewer may change a document that they see.

    Its owner and its authors may, and curators what is there for everybody.
    """
    if not viewer.may(Permission.WRITE):
        return False
    people = {one.id for one in (document.owner, *document.authors) if one}
    return viewer.operator or viewer.person_id in people or viewer.may(Permission.CURATE)


def to_change(db: Queryable, viewer: Viewer, document_id: str) -> Document:
    """Return a document to change; raises `DocumentNotFound` and `NotPermitted`."""
    require(viewer, Permission.WRITE)
    document = find(db, viewer, document_id)
    if not may_change(viewer, document):
        raise NotPermitted("Only its authors and whoever maintains a document may change it.")
    return document


def load_documents(
    db: Database,
    viewer: Viewer,
    documents: Sequence[Document],
    batch: str | None,
    *,
    dry_run: bool = False,
) -> SaveCounts:
    """Add and update documents from files, in one transaction; returns what was new or different.

    What a file leaves empty stays as it is. An earlier text is kept as a version.
    """
    require(viewer, Permission.IMPORT)
    now = datetime.now(UTC)

    def work(tx: Transaction) -> SaveCounts:
        stored = {one.id: one for one in store.get_many(tx, [one.id for one in documents])}
        merged = [_merged(stored.get(one.id), one, now) for one in documents]
        for one in merged:
            before = stored.get(one.id)
            if before and (before.title, before.text) != (one.title, one.text):
                document_versions.keep(tx, before, viewer.actor, now)
        return store.save(tx, merged, batch)

    return batches.run(db, work, dry_run=dry_run)


def _merged(stored: Document | None, document: Document, now: datetime) -> Document:
    if stored is None:
        return replace(document, added=now, changed=now)
    given = {
        one.name: getattr(document, one.name)
        for one in fields_of(document)
        if getattr(document, one.name) != one.default
    }
    return replace(stored, **given)


def same_as(db: Queryable, viewer: Viewer, document: Document) -> Document | None:
    """Return another document of the same file or words that is there for everybody, or None."""
    require(viewer, Permission.IMPORT)
    if store.get(db, document.id):
        return None
    return store.same_content(
        db, original_digest=document.original_digest, text=document.text, viewer=None
    )
