"""Documents: one to read, those there are, and loading them from files."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from graph import batches
from graph import documents as store
from graph.database import Database, Transaction
from graph.records import Document, Page, SaveCounts
from tagging.errors import DocumentNotFound
from tagging.permissions import Permission, Viewer, require


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document, and what shows that it covers its skills."""

    document: Document
    covers: tuple[store.Cover, ...]


def page(db: Database, viewer: Viewer, document_id: str) -> DocumentPage:
    """Return one document to read; raises `DocumentNotFound`."""
    require(viewer, Permission.FIND)
    document = store.get(db, document_id)
    if document is None:
        raise DocumentNotFound("There is no such document. It may have been replaced.")
    return DocumentPage(document, tuple(store.covers(db, document_id)))


def browse(
    db: Database, viewer: Viewer, *, after: str | None = None, limit: int = 50
) -> Page[Document]:
    """Return documents by title from the key `after` on."""
    require(viewer, Permission.FIND)
    return store.page(db, after=after, limit=min(200, max(1, limit)))


def load_documents(
    db: Database,
    viewer: Viewer,
    documents: Sequence[Document],
    batch: str | None,
    *,
    dry_run: bool = False,
) -> SaveCounts:
    """Add and update documents from files, in one transaction; returns what was new or different.

    What a file leaves empty stays as it is.
    """
    require(viewer, Permission.IMPORT)

    def work(tx: Transaction) -> SaveCounts:
        stored = {one.id: one for one in store.get_many(tx, [one.id for one in documents])}
        return store.save(tx, [_merged(stored.get(one.id), one) for one in documents], batch)

    return batches.run(db, work, dry_run=dry_run)


def _merged(stored: Document | None, document: Document) -> Document:
    if stored is None:
        return document
    given = {
        one.name: getattr(document, one.name)
        for one in fields(document)
        if getattr(document, one.name)
    }
    return replace(stored, **given)
