"""Files and texts that people give: taken in at once, read later, each ending in a clear state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import documents, knows, people, uploads
from graph.database import Database, Queryable, Transaction
from graph.documents import analysis as document_analysis
from graph.ids import derived_id
from graph.records import Analysis, Document, Ref, Space
from graph.uploads import Batch, Purpose, State, Upload
from tagging.documents import events as document_events
from tagging.documents import find, to_change
from tagging.errors import Invalid, NotFound, SignpostError
from tagging.permissions import Permission, Viewer, require

__all__ = [
    "Batch", "Given", "Progress", "Purpose", "State", "Upload", "own_batches", "progress",
    "receive", "receive_text", "request_analysis",
]  # fmt: skip

MOST_FILES = 100
LONGEST_NAME = 200
LONGEST_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given: its name, the SHA-256 of its content, its size in bytes.

    `reason` and `mend` are set where it was refused at the door.
    """

    name: str
    digest: str
    size: int
    reason: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the files that were given at once are; links only to what the viewer may see."""

    batch: str
    at: datetime
    uploads: tuple[Upload, ...]
    visible: frozenset[str]

    @property
    def ended(self) -> int:
        """How many have come to an end."""
        return sum(not one.under_way for one in self.uploads)

    @property
    def under_way(self) -> bool:
        """Whether anything is still to be done."""
        return self.ended < len(self.uploads)


def receive(db: Database, viewer: Viewer, files: Sequence[Given], now: datetime) -> Progress:
    """Note files that were given, to be read by a worker; each will be a personal document.

    Raises `Invalid` where there is no file, or too many.
    """
    require(viewer, Permission.WRITE)
    by = _person(viewer)
    if not files:
        raise Invalid("Choose at least one file.", "files")
    if len(files) > MOST_FILES:
        raise Invalid(f"Choose at most {MOST_FILES} files at a time.", "files")
    batch = derived_id("batch", "upload", by, now.isoformat(), *(one.digest for one in files))
    given = [
        Upload(
            id=derived_id("upload", batch, str(number)),
            batch=batch,
            name=_short(one.name),
            by=by,
            at=now,
            number=number,
            digest=one.digest,
            size=one.size,
            state=State.REFUSED if one.reason else State.WAITING,
            reason=one.reason,
            mend=one.mend,
        )
        for number, one in enumerate(files)
    ]
    db.transact(lambda tx: uploads.save(tx, given))
    return Progress(batch, now, tuple(given), frozenset())


def receive_text(
    db: Database, viewer: Viewer, text: str, purpose: Purpose | str, now: datetime
) -> Upload:
    """Note a text that somebody gave about themself, to be read by a worker and then forgotten.

    Raises `Invalid` where it is empty or too long.
    """
    require(viewer, Permission.EDIT_OWN_PAGE)
    by = _person(viewer)
    if Purpose(purpose) is not Purpose.ABOUT_ME:
        raise Invalid("Write a document instead.", "text")
    if not text.strip():
        raise Invalid("Paste some text about yourself.", "text")
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"Use at most {LONGEST_TEXT:,} characters.", "text")
    batch = derived_id("batch", "text", by, now.isoformat())
    given = Upload(
        derived_id("upload", batch), batch, "About me", by, now,
        size=len(text), purpose=Purpose.ABOUT_ME, text=text,
    )  # fmt: skip
    db.transact(lambda tx: uploads.save(tx, [given]))
    return given


def progress(db: Database, viewer: Viewer, batch: str) -> Progress:
    """Return how far one's own upload is; raises `NotFound` for another's."""
    require(viewer, Permission.WRITE)
    given = uploads.of_batch(db, batch, _person(viewer))
    if not given:
        raise NotFound("There is no such upload. It may be long ago.")
    led_to = [one.document for one in given if one.document]
    return Progress(
        batch, given[0].at, tuple(given), frozenset(documents.seen_by(db, led_to, viewer.person_id))
    )


def own_batches(db: Database, viewer: Viewer) -> tuple[Batch, ...]:
    """Return what the viewer uploaded, newest first."""
    require(viewer, Permission.WRITE)
    return tuple(uploads.batches(db, _person(viewer)))


def original(db: Database, viewer: Viewer, document_id: str) -> Document:
    """Return a document whose original file this viewer may have; raises `DocumentNotFound`."""
    require(viewer, Permission.FIND)
    document = find(db, viewer, document_id)
    if not document.original_digest:
        raise NotFound("This document has no original file: it was written here.")
    return document


def request_analysis(db: Database, viewer: Viewer, document_id: str) -> None:
    """Ask for suggestions for a document that the viewer may change."""
    require(viewer, Permission.WRITE)
    to_change(db, viewer, document_id)
    document_analysis.request(db, document_id)


def keep_document(
    db: Database, upload: Upload, draft: Document, holder: str, now: datetime
) -> tuple[State, str]:
    """Make the document that an upload became, in its owner's personal space, once.

    Where its owner can see one of the same file or words already, the upload is a duplicate of
    that; one that they cannot see is not spoken of. Returns the upload's state and the document;
    an upload that another worker has taken since is left to it.
    """

    def work(tx: Transaction) -> tuple[State, str]:
        knows.lock(tx, [upload.by])
        owner = people.get(tx, upload.by)
        if owner is None:
            raise SignpostError("Whoever gave this file is not in the directory any more.")
        state, document = _placed(tx, upload, draft, Ref(owner.id, owner.name), now)
        if not uploads.settle(tx, upload.id, holder, state, document=document):
            raise _TakenByAnother
        return state, document

    try:
        return db.transact(work)
    except _TakenByAnother:
        return State.READING, ""


class _TakenByAnother(Exception):
    """Its time had run out, and another worker has it now: nothing is written."""


def _placed(
    tx: Transaction, upload: Upload, draft: Document, owner: Ref, now: datetime
) -> tuple[State, str]:
    same = documents.same_content(
        tx, original_digest=upload.digest, text=draft.text, viewer=upload.by
    )
    if same:
        return State.DUPLICATE, same.id
    document_id = derived_id("document", "upload", owner.id, documents.text_digest(draft.text))
    if documents.get(tx, document_id):
        if documents.seen_by(tx, [document_id], owner.id):
            return State.DUPLICATE, document_id
        document_id = derived_id("document", "upload", upload.id)
    document = replace(
        draft,
        id=document_id,
        owner=owner,
        space=Space.PERSONAL,
        original_name=upload.name,
        original_digest=upload.digest,
        analysis=Analysis.WAITING,
        added=now,
        changed=now,
    )
    documents.save(tx, [document], upload.batch)
    document_events.note(tx, Viewer(owner.id), "add document", document, now)
    return State.SUGGESTING, document_id


def _person(viewer: Viewer) -> str:
    if viewer.person_id is None:
        raise Invalid("Only somebody in the directory can upload. Use signpost import documents.")
    return viewer.person_id


def _short(name: str) -> str:
    """Return a file's name as it is shown: without folders and odd characters."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    printable = " ".join("".join(one if one.isprintable() else " " for one in bare).split())
    if len(printable) <= LONGEST_NAME:
        return printable or "file"
    stem, dot, ending = printable.rpartition(".")
    return f"{stem[: LONGEST_NAME - 12]}…{dot}{ending[:10]}"


def claim(db: Database, upload_id: str, holder: str, seconds: float) -> Upload | None:
    """Take an upload to work on it, for a worker; None where there is nothing to do."""
    return uploads.claim(db, upload_id, holder, seconds)


def refuse(db: Database, upload: Upload, holder: str, reason: str, mend: str) -> None:
    """Note, for a worker, why an upload cannot be used and what to do."""
    uploads.settle(db, upload.id, holder, State.REFUSED, reason=reason, mend=mend)


def waiting(db: Queryable) -> tuple[list[str], list[str]]:
    """Return the uploads to be read and the documents to be analysed, the oldest first."""
    return uploads.to_read(db), document_analysis.waiting(db)


def take_up(db: Database, machine: str) -> None:
    """Free what a worker of this machine left half done when it ended: called when one starts."""
    uploads.release(db, machine)
    uploads.close(db)


def unused_originals(db: Queryable, digests: Sequence[str]) -> set[str]:
    """Return those of these originals that nothing stands on any more."""
    return set(digests) - uploads.originals_in_use(db, digests)
