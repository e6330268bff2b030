"""Work that no page waits for: put in line by pages, done by `signpost worker`.

What is to be done stands in the database; the line in the data folder only says what comes next.
A job may run twice unharmed, and one that is lost is put in line again within seconds.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, cast

from flask import current_app
from huey import SqliteHuey, crontab

from webapp.logs import log

FILE = "jobs.sqlite"
_NIGHTLY = crontab(hour="2", minute="30")


class Work(Protocol):
    """What a worker can do (`webapp.commands.working`)."""

    def read(self, upload_id: str) -> None:
        """Read an upload."""

    def analyse(self, document_id: str) -> None:
        """Find suggestions for a document."""

    def tidy(self) -> object:
        """Forget what has had its time."""


class Jobs:
    """The line of jobs in a data folder. A worker gives `work`; pages only put jobs in."""

    def __init__(self, data_folder: Path, work: Work | None = None) -> None:
        data_folder.mkdir(parents=True, exist_ok=True)
        file = str(data_folder / FILE)
        self.huey = SqliteHuey("signpost", filename=file, utc=True, results=False)
        self._read = self.huey.task(name="read")(lambda one: work and work.read(one))
        self._analyse = self.huey.task(name="analyse")(lambda one: work and work.analyse(one))
        self.huey.periodic_task(_NIGHTLY, name="tidy", retries=3, retry_delay=600)(
            lambda: work and work.tidy()
        )

    def read(self, *upload_ids: str) -> None:
        """Put uploads in line to be read."""
        for one in upload_ids:
            self._put(self._read, one)

    def analyse(self, *document_ids: str) -> None:
        """Put documents in line for suggestions."""
        for one in document_ids:
            self._put(self._analyse, one)

    def waiting(self) -> set[tuple[str, str]]:
        """Return the jobs in line, each as the name of its task and the id that it is about."""
        return {(task.name, task.args[0]) for task in self.huey.pending() if task.args}

    @staticmethod
    def _put(task: Callable[[str], Any], about: str) -> None:
        try:
            task(about)
        except (sqlite3.Error, OSError) as error:
            # The worker finds it in the database within seconds.
            log.warning("not put in line", about=about, reason=type(error).__name__)


def current() -> Jobs:
    """Return the line of jobs of the application that answers this request."""
    # Opened when it is first wanted: a connection made before a fork cannot be used after it.
    extensions = current_app.extensions
    if "jobs" not in extensions:
        extensions["jobs"] = Jobs(extensions["settings"].data_folder)
    return cast(Jobs, extensions["jobs"])
