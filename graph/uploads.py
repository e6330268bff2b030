"""Uploads: files and texts on their way to a document or to suggestions, and how far each is.

What is to be done stands here, not in the queue: the queue may be lost, this may not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from graph.database import Queryable, Row, Transaction
from graph.values import instant


class State(StrEnum):
    """How far an upload is."""

    WAITING = "waiting"
    READING = "reading"
    SUGGESTING = "suggesting"
    DONE = "done"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Purpose(StrEnum):
    """What an upload is for: to become a document, or suggestions about whoever gave the text."""

    DOCUMENT = "document"
    ABOUT_ME = "about me"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file or text that was given. `digest` is the file's SHA-256, `size` is in bytes.

    `reason` and `mend` say why it was refused and what to do; `document` is the one that it became
    or that was there already; `attempts` is how often reading it was begun. Only a text about
    somebody has `text`, and only until it is read.
    """

    id: str
    batch: str
    name: str
    by: str
    at: datetime
    number: int = 0
    digest: str = ""
    size: int = 0
    purpose: Purpose = Purpose.DOCUMENT
    state: State = State.WAITING
    reason: str = ""
    mend: str = ""
    document: str = ""
    attempts: int = 0
    text: str = ""

    @property
    def under_way(self) -> bool:
        """Whether something is still to be done."""
        return self.state in {State.WAITING, State.READING, State.SUGGESTING}


@dataclass(frozen=True, slots=True)
class Batch:
    """The uploads that were given at once: how many, and how many are still under way."""

    id: str
    at: datetime
    names: tuple[str, ...]
    uploads: int
    under_way: int


SAVE = """
MERGE (batch:ImportBatch {id: $batch})
ON CREATE SET batch.kind = 'upload', batch.file = $name, batch.started = $at
WITH batch
UNWIND $rows AS row
MERGE (u:Upload {id: row.id})
ON CREATE SET u += row
MERGE (u)-[:IN]->(batch)
"""


def save(tx: Transaction, uploads: Sequence[Upload]) -> None:
    """Note what was given at once; what is noted already stays as it is."""
    if uploads:
        first = uploads[0]
        rows = [_row(one) for one in uploads]
        tx.write(SAVE, batch=first.batch, name=first.name, at=first.at, rows=rows)


def _row(upload: Upload) -> dict[str, Any]:
    values = {one.name: getattr(upload, one.name) for one in fields(upload)}
    return {name: value for name, value in values.items() if value not in ("", 0)} | {
        "purpose": upload.purpose.value,
        "state": upload.state.value,
    }


GET = """
MATCH (u:Upload {id: $id}) RETURN u {.*} AS upload
"""


def get(db: Queryable, upload_id: str) -> Upload | None:
    """Return one upload, or None."""
    rows = db.read(GET, id=upload_id)
    return _upload(rows[0]) if rows else None


OF_BATCH = """
MATCH (u:Upload {batch: $batch}) WHERE u.by = $by
RETURN u {.*} AS upload ORDER BY coalesce(u.number, 0), u.id
"""


def of_batch(db: Queryable, batch: str, by: str) -> list[Upload]:
    """Return what the person `by` gave at once, in the order given."""
    return [_upload(row) for row in db.read(OF_BATCH, batch=batch, by=by)]


BATCHES = """
MATCH (u:Upload {by: $by}) WHERE u.purpose = 'document'
WITH u ORDER BY coalesce(u.number, 0)
WITH u.batch AS id, min(u.at) AS at, collect(u.name) AS names,
  count(CASE WHEN u.state IN ['waiting', 'reading', 'suggesting'] THEN 1 END) AS under_way
RETURN id, at, names[..3] AS names, size(names) AS uploads, under_way
ORDER BY at DESC, id LIMIT $limit
"""


def batches(db: Queryable, by: str, limit: int = 50) -> list[Batch]:
    """Return what this person gave, newest first, each with the first three names."""
    rows = db.read(BATCHES, by=by, limit=limit)
    return [
        Batch(**{**row, "at": instant(row["at"]), "names": tuple(row["names"])}) for row in rows
    ]


# Setting a property first takes the write lock, so that two workers who meet here see each
# other's answer.
CLAIM = """
MATCH (u:Upload {id: $id})
SET u.asked = datetime.realtime()
WITH u
WHERE u.state = 'waiting' OR (
  (u.state = 'reading' OR (u.state = 'suggesting' AND u.purpose = 'about me'))
  AND (u.held_until IS NULL OR u.held_until < datetime.realtime()))
SET u.state = CASE u.purpose WHEN 'about me' THEN 'suggesting' ELSE 'reading' END,
  u.holder = $holder, u.held_until = datetime.realtime() + duration({seconds: $seconds}),
  u.attempts = coalesce(u.attempts, 0) + 1
RETURN u {.*} AS upload
"""


def claim(db: Queryable, upload_id: str, holder: str, seconds: float) -> Upload | None:
    """Take an upload to work on it for at most `seconds`; None where there is nothing to do."""
    rows = db.write(CLAIM, id=upload_id, holder=holder, seconds=seconds)
    return _upload(rows[0]) if rows else None


SETTLE = """
MATCH (u:Upload {id: $id}) WHERE u.holder = $holder
SET u.state = $state, u.reason = $reason, u.mend = $mend, u.document = $document
REMOVE u.holder, u.held_until, u.asked, u.text
RETURN u.id AS id
"""


def settle(
    tx: Queryable,
    upload_id: str,
    holder: str,
    state: State,
    *,
    reason: str = "",
    mend: str = "",
    document: str = "",
) -> bool:
    """Note what came of an upload and give it back; False where another has taken it since.

    Its text, if it had one, is gone.
    """
    given = {"reason": reason or None, "mend": mend or None, "document": document or None}
    return bool(tx.write(SETTLE, id=upload_id, holder=holder, state=state.value, **given))


RELEASE = """
MATCH (u:Upload) WHERE u.state IN ['reading', 'suggesting'] AND u.holder STARTS WITH $machine
REMOVE u.holder, u.held_until
"""


def release(db: Queryable, machine: str) -> None:
    """Give back what a worker of this machine left half done: it runs no more."""
    db.write(RELEASE, machine=machine)


TO_READ = """
MATCH (u:Upload)
WHERE u.state = 'waiting' OR (
  (u.state = 'reading' OR (u.state = 'suggesting' AND u.purpose = 'about me'))
  AND (u.held_until IS NULL OR u.held_until < datetime.realtime()))
RETURN u.id AS id ORDER BY u.at, coalesce(u.number, 0), u.id LIMIT $limit
"""


def to_read(db: Queryable, limit: int = 10_000) -> list[str]:
    """Return the uploads that wait, or were left half done, the oldest first."""
    return [row["id"] for row in db.read(TO_READ, limit=limit)]


CLOSE = """
MATCH (u:Upload {state: 'suggesting', purpose: 'document'})
WHERE $document IS NULL OR u.document = $document
OPTIONAL MATCH (d:Document {id: u.document})
WITH u, d WHERE d IS NULL OR coalesce(d.analysis, '') <> 'waiting'
SET u.state = 'done'
"""


def close(db: Queryable, document_id: str | None = None) -> None:
    """Note as done the uploads whose document (any, unless one is named) has been analysed."""
    db.write(CLOSE, document=document_id)


FORGET = """
MATCH (u:Upload) WHERE u.state IN ['done', 'duplicate', 'refused'] AND u.at < $before
WITH u LIMIT 5000
DETACH DELETE u
RETURN count(*) AS gone
"""


def forget(db: Queryable, before: datetime) -> int:
    """Forget uploads that came to an end, given before an instant; returns how many (some)."""
    rows = db.write(FORGET, before=before)
    return int(rows[0]["gone"]) if rows else 0


ORIGINALS_IN_USE = """
UNWIND $digests AS digest
WITH digest WHERE EXISTS { MATCH (d:Document) WHERE d.original_digest = digest }
  OR EXISTS {
    MATCH (u:Upload) WHERE u.digest = digest AND u.state IN ['waiting', 'reading']
  }
RETURN digest
"""


def originals_in_use(db: Queryable, digests: Sequence[str]) -> set[str]:
    """Return those of these originals that a document or an upload under way stands on."""
    return {row["digest"] for row in db.read(ORIGINALS_IN_USE, digests=list(digests))}


def _upload(row: Row) -> Upload:
    stored = row["upload"]
    known = {one.name for one in fields(Upload)}
    values = {name: value for name, value in stored.items() if name in known and value is not None}
    return Upload(
        **{
            **values,
            "at": instant(stored["at"]),
            "purpose": Purpose(stored["purpose"]),
            "state": State(stored["state"]),
        }
    )
