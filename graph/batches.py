"""Imports: what was loaded from which file, and rehearsals that leave no trace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, TypeVar

from graph.database import Database, Queryable, Transaction
from graph.values import instant, instant_or_none

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One file, loaded once or more. `id` is derived from the kind and the file's content."""

    id: str
    kind: str
    file: str
    started: datetime
    finished: datetime | None = None
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


START = """
MERGE (batch:ImportBatch {id: $id})
ON CREATE SET batch.kind = $kind, batch.file = $file, batch.started = $started
"""


def start(db: Queryable, batch: ImportBatch) -> None:
    """Note that an import begins; of a file loaded before, the first start stays."""
    db.write(START, id=batch.id, kind=batch.kind, file=batch.file, started=batch.started)


FINISH = """
MATCH (batch:ImportBatch {id: $id})
WHERE batch.finished IS NULL OR $added + $changed > 0
SET batch.finished = $finished, batch.added = $added, batch.changed = $changed,
  batch.unchanged = $unchanged, batch.rejected = $rejected
"""


def finish(db: Queryable, batch: ImportBatch) -> None:
    """Note that an import ended, and what it did. A run that changed nothing leaves no mark."""
    db.write(
        FINISH,
        id=batch.id,
        finished=batch.finished,
        added=batch.added,
        changed=batch.changed,
        unchanged=batch.unchanged,
        rejected=batch.rejected,
    )


GET = """
MATCH (batch:ImportBatch {id: $id}) RETURN batch {.*} AS batch
"""


def get(db: Queryable, batch_id: str) -> ImportBatch | None:
    """Return one import, or None."""
    rows = db.read(GET, id=batch_id)
    if not rows:
        return None
    stored = rows[0]["batch"]
    times = {
        "started": instant(stored["started"]),
        "finished": instant_or_none(stored.get("finished")),
    }
    return ImportBatch(**{**stored, **times})


class _RolledBack(Exception):
    def __init__(self, result: object) -> None:
        super().__init__("rehearsal")
        self.result = result


def rehearse(db: Database, work: Callable[[Transaction], Result]) -> Result:
    """Run `work` in a transaction, undo it, and return its result: nothing is written."""

    def rehearsed(tx: Transaction) -> NoReturn:
        raise _RolledBack(work(tx))

    try:
        db.transact(rehearsed)
    except _RolledBack as done:
        return done.result  # type: ignore[return-value]
    raise AssertionError("a rehearsal always ends by being undone")


def run(db: Database, work: Callable[[Transaction], Result], *, dry_run: bool) -> Result:
    """Run `work` in one write transaction, for good or (`dry_run`) as a rehearsal."""
    return rehearse(db, work) if dry_run else db.transact(work)
