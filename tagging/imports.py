"""Imports as such: which file was loaded when, and what came of it."""

from datetime import datetime

from graph import batches
from graph.database import Database
from graph.ids import derived_id
from tagging.permissions import Permission, Viewer, require


def begin(
    db: Database, viewer: Viewer, kind: str, file: str, digest: str, now: datetime, *, dry_run: bool
) -> str:
    """Note that a file is being loaded, and return the batch's id.

    The id follows from the kind and the file's content (`digest`): the same file is one batch.
    """
    require(viewer, Permission.IMPORT)
    batch = batches.ImportBatch(derived_id("batch", kind, digest), kind, file, now)
    if not dry_run:
        batches.start(db, batch)
    return batch.id


def finish(
    db: Database,
    viewer: Viewer,
    batch_id: str,
    now: datetime,
    *,
    added: int,
    changed: int,
    unchanged: int,
    rejected: int,
) -> None:
    """Note that a file has been loaded, and what that did."""
    require(viewer, Permission.IMPORT)
    batches.finish(
        db, batches.ImportBatch(batch_id, "", "", now, now, added, changed, unchanged, rejected)
    )
