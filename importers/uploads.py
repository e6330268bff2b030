"""Reading what people uploaded: claimed, parsed in its own process, made a document or refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from graph.database import Database
from importers.drafts import draft_of
from importers.parsing import parse
from tagging import authors
from tagging import uploads as store
from tagging.errors import SignpostError, Unreadable
from tagging.uploads import State, Upload

# A worker may be killed for reasons that are not the file's: only many times tell.
MOST_ATTEMPTS = 10
# Longer than reading any file may take: what is held longer was left half done.
HELD_SECONDS = 600

PathOf = Callable[[str], Path]


def read(
    db: Database, upload: Upload, holder: str, path_of: PathOf, now: datetime
) -> tuple[State, str]:
    """Read an upload that `holder` has claimed; returns what came of it, and the document's id.

    `path_of` tells where the original with a SHA-256 lies.
    """
    if upload.attempts > MOST_ATTEMPTS:
        return _refuse(
            db, upload, holder, f"Reading it broke off {MOST_ATTEMPTS} times.",
            "Save it in another format, such as PDF, and add it again.",
        )  # fmt: skip
    try:
        parsed = parse(path_of(upload.digest), upload.name)
    except Unreadable as error:
        return _refuse(db, upload, holder, error.reason, error.mend)
    except OSError:
        return _refuse(db, upload, holder, "The file is no longer here.", "Add it again.")
    people, names = authors.matched(db, parsed.authors, parsed.emails)
    document = replace(
        draft_of(parsed, upload.name, now.date()).document, authors=people, author_names=names
    )
    try:
        return store.keep_document(db, upload, document, holder, now)
    except SignpostError as error:
        return _refuse(db, upload, holder, error.message, "")


def _refuse(db: Database, upload: Upload, holder: str, reason: str, mend: str) -> tuple[State, str]:
    store.refuse(db, upload, holder, reason, mend)
    return State.REFUSED, ""
