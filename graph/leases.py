"""A lock in the database that one process at a time holds, and that outlives no crash."""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from graph.database import Database
from graph.errors import StoreError, StoreUnavailable

LEASE_SECONDS = 15
_POLL_SECONDS = 0.1

# Setting a property first takes Neo4j's write lock on the node, so that two transactions which
# meet here see each other's answer.
TAKE_LEASE = """
MERGE (lock:Lock {id: $id})
SET lock.asked = datetime.realtime()
WITH lock
WHERE lock.holder IS NULL OR lock.holder = $holder OR lock.until < datetime.realtime()
SET lock.holder = $holder, lock.until = datetime.realtime() + duration({seconds: $seconds})
RETURN lock.holder AS holder
"""


def take(db: Database, name: str, holder: str, seconds: float = LEASE_SECONDS) -> bool:
    """Take or prolong the lock for `seconds`; False if another holds it and it has not run out."""
    return bool(db.write(TAKE_LEASE, id=name, holder=holder, seconds=seconds))


RELEASE_LEASE = """
MATCH (lock:Lock {id: $id, holder: $holder})
REMOVE lock.holder, lock.until
"""


def release(db: Database, name: str, holder: str) -> None:
    """Give the lock back, if it is still held."""
    db.write(RELEASE_LEASE, id=name, holder=holder)


HOLDER = "MATCH (lock:Lock {id: $id}) RETURN lock.holder AS holder"


def holder_of(db: Database, name: str) -> str | None:
    """Return who holds the lock, as `process@machine.random`, or None."""
    rows = db.read(HOLDER, id=name)
    return rows[0]["holder"] if rows else None


@contextmanager
def held(
    db: Database, name: str, wait_seconds: float = 300, lease_seconds: float = LEASE_SECONDS
) -> Iterator[None]:
    """Hold the lock inside the block, waiting for it; prolonged by a thread while the block runs.

    What a crashed process held is free once its lease has run out. Raises `StoreError` after
    `wait_seconds`.
    """
    holder = f"{os.getpid()}@{socket.gethostname()}.{secrets.token_hex(4)}"
    deadline = time.monotonic() + wait_seconds
    while not take(db, name, holder, lease_seconds):
        if time.monotonic() > deadline:
            raise StoreError(
                f"{holder_of(db, name)} has held the lock '{name}' for {wait_seconds:.0f} s. Wait "
                "for it to finish, or stop it: the lock is then free within seconds."
            )
        time.sleep(_POLL_SECONDS)
    finished = threading.Event()
    keeper = threading.Thread(
        target=_prolong, args=(db, name, holder, lease_seconds, finished), daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        finished.set()
        keeper.join()
        release(db, name, holder)


def _prolong(
    db: Database, name: str, holder: str, seconds: float, finished: threading.Event
) -> None:
    while not finished.wait(seconds / 3):
        try:
            take(db, name, holder, seconds)
        except StoreUnavailable:
            continue  # the block's own queries will report it
