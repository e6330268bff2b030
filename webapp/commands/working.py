"""What a worker does: reads uploads, finds suggestions, tells people, tidies. One job at a time."""

import fcntl
import os
import secrets
import sqlite3
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from graph.database import Database
from graph.errors import StoreError
from importers import uploads as reading
from tagging import housekeeping, uploads
from tagging.analysing import Analyst
from tagging.delivering import Delivered, deliver
from tagging.documents import reviews as document_reviews
from tagging.questions import on_time
from tagging.rounds import on_time as rounds_on_time
from webapp import mail
from webapp.config import Settings, kept_secret
from webapp.jobs import Jobs
from webapp.logs import log
from webapp.originals import Originals

_A_DAY = 86_400.0
_LOCK_POLL_SECONDS = 0.1
_QUICKEST_POLL_SECONDS = 0.05
_SLOWEST_POLL_SECONDS = 1.0
_CATCH_UP_SECONDS = 5.0
_A_MINUTE = 60.0
_LAST_FRAMES = 8


class Worker:
    """Does the work of one data folder, on one database."""

    def __init__(self, settings: Settings, database: Database, analyst: Analyst) -> None:
        self._settings = settings
        self._db = database
        self._analyst = analyst
        self._send = mail.sender(settings)
        self._originals = Originals.under(settings.data_folder)
        self._machine = kept_secret(settings.data_folder / "worker_id")
        self._holder = f"{self._machine}.{secrets.token_hex(4)}"
        self.jobs = Jobs(settings.data_folder, self)

    def run(self) -> None:
        """Work until told to stop. The caller holds `only_worker`."""
        uploads.take_up(self._db, self._machine)
        threading.Thread(target=self._keep_catching_up, daemon=True).start()
        threading.Thread(target=self._keep_time, daemon=True).start()
        consumer = self.jobs.huey.create_consumer(
            workers=1,
            initial_delay=_QUICKEST_POLL_SECONDS,
            max_delay=_SLOWEST_POLL_SECONDS,
        )
        consumer.run()

    def _keep_catching_up(self) -> None:
        while True:
            try:
                self.catch_up()
            except (StoreError, sqlite3.Error) as error:
                log.warning("not caught up", reason=str(error))
            time.sleep(_CATCH_UP_SECONDS)

    def _keep_time(self) -> None:
        while True:
            self.each_minute()
            time.sleep(_A_MINUTE)

    def each_minute(self) -> None:
        """Let questions and reviews go on, or end; send what people are to be told."""
        with _told("questions", "what time brings"):
            on_time(self._db, _now())
        with _told("reviews", "what time brings"):
            rounds_on_time(self._db, _now())
        with _told("messages", "what is due"):
            settings = self._settings
            done = deliver(self._db, self._send, _now(), settings.zone, settings.address)
            if done != Delivered():
                log.info("told", **asdict(done))

    def read(self, upload_id: str) -> None:
        """Read an upload: into a document that then waits for suggestions, or to a refusal."""
        with _told("read", upload_id):
            upload = uploads.claim(self._db, upload_id, self._holder, reading.HELD_SECONDS)
            if upload is None:
                return
            if upload.purpose is uploads.Purpose.ABOUT_ME:
                self._analyst.analyse_about(self._db, upload, self._holder, _now())
                return
            state, document = reading.read(
                self._db, upload, self._holder, self._originals.path, _now()
            )
            log.info("read", upload=upload_id, state=state.value)
            if state is uploads.State.SUGGESTING:
                self.jobs.analyse(document)

    def analyse(self, document_id: str) -> None:
        """Find suggestions for a document that waits for them."""
        started = time.perf_counter()
        with _told("analyse", document_id):
            if self._analyst.analyse(self._db, document_id, _now()):
                taken = round(time.perf_counter() - started, 2)
                log.info("analysed", document=document_id, seconds=taken)

    def catch_up(self) -> None:
        """Put in line what waits in the database and is not in it."""
        to_read, to_analyse = uploads.waiting(self._db)
        in_line = self.jobs.waiting() if to_read or to_analyse else set()
        self.jobs.read(*(one for one in to_read if ("read", one) not in in_line))
        self.jobs.analyse(*(one for one in to_analyse if ("analyse", one) not in in_line))

    def tidy(self) -> dict[str, int]:
        """Forget what has had its time; learn from people's answers; ask for reviews."""
        self._analyst.learn(self._db, _now())
        ask_for_reviews(self._db)
        return tidy(self._settings, self._db)


@contextmanager
def _told(job: str, about: str) -> Iterator[None]:
    """Log where a job failed, not what it was about; it is put in line again in time."""
    try:
        yield
    except StoreError as error:
        log.warning("job put off", job=job, about=about, reason=str(error))
    except Exception as error:  # noqa: BLE001 - the other jobs go on
        frames = traceback.extract_tb(error.__traceback__)[-_LAST_FRAMES:]
        at = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        log.error("job failed", job=job, about=about, error=type(error).__name__, at=at)


def ask_for_reviews(database: Database) -> int:
    """Ask whoever is best placed about documents that are due for review; returns how many."""
    asked = document_reviews.assign_reviews(database, _now())
    log.info("asked for reviews", asked=asked)
    return asked


def tidy(settings: Settings, database: Database) -> dict[str, int]:
    """Forget ended sessions, old brakes, unmet searches, uploads, messages, unused originals."""
    forgotten = housekeeping.tidy(database, _now(), unmet_days=settings.unmet_search_days)
    forgotten["originals"] = _tidy_originals(settings, database)
    log.info("tidied", **forgotten)
    return forgotten


def _tidy_originals(settings: Settings, database: Database) -> int:
    originals = Originals.under(settings.data_folder)
    originals.tidy_arriving(_A_DAY)
    unused = uploads.unused_originals(database, list(originals.older_than(_A_DAY)))
    for digest in unused:
        originals.remove(digest)
    return len(unused)


@contextmanager
def only_worker(data_folder: Path) -> Iterator[None]:
    """Be the only worker of this data folder inside the block; waits for another to end.

    The kernel frees the lock of one that was killed.
    """
    data_folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(data_folder / "worker.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        told = False
        while not _locked(lock):
            if not told:
                log.info("another worker of this data folder runs: waiting for it to end")
                told = True
            time.sleep(_LOCK_POLL_SECONDS)
        yield
    finally:
        os.close(lock)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _now() -> datetime:
    return datetime.now(UTC)
