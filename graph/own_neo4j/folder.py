"""The data folder: who holds it, what version wrote it, and whether the disk has room.

lock           held (flock) by the supervisor and by Java as long as either lives
running.json   how to reach the supervisor (only the owner can read it)
password       of the Neo4j user (only the owner can read it)
version        the version of Neo4j that last wrote the data
data/ logs/ conf/   Neo4j's own
backups/       a copy of data/ from before the last upgrade
"""

import fcntl
import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.own_neo4j.errors import FolderLocked, OwnNeo4jError
from graph.own_neo4j.lines import Line, version_order

_SPACE_MEGABYTES = 300
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Running:
    """How to reach the supervisor of a folder: a port of 127.0.0.1, a secret, its process."""

    port: int
    token: str
    pid: int


def prepare(home: Path) -> Path:
    """Make the folder, readable by its owner alone, and return its absolute path."""
    home = home.expanduser().absolute()
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
    except OSError as error:
        raise OwnNeo4jError(f"The folder {home} cannot be used: {error.strerror}.") from error
    return home


def take_lock(home: Path, seconds: float = 0.0) -> int | None:
    """Take the folder's lock and return its file descriptor; None if still held after `seconds`.

    The lock belongs to the open file: a child that inherits the descriptor holds it as well.
    """
    descriptor = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            time.sleep(_POLL_SECONDS)
        except OSError as error:
            os.close(descriptor)
            raise FolderLocked(
                f"The file system of {home} has no locks ({error.strerror}). Use a local folder."
            ) from error
        else:
            return descriptor


def in_use(home: Path) -> bool:
    """Say whether a supervisor or a Neo4j holds the folder."""
    if not (home / "lock").exists():
        return False
    descriptor = take_lock(home)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


def publish(home: Path, running: Running) -> None:
    """Write `running.json` in one step, readable by its owner alone."""
    part = home / "running.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(running), file)
    part.replace(home / "running.json")


def retract(home: Path) -> None:
    """Remove `running.json`."""
    (home / "running.json").unlink(missing_ok=True)


def published(home: Path) -> Running | None:
    """Return how to reach the supervisor, or None where nothing (readable) is published."""
    with suppress(FileNotFoundError, ValueError, TypeError):
        return Running(**json.loads((home / "running.json").read_text(encoding="utf-8")))
    return None


def recorded_version(home: Path) -> str | None:
    """Return the version of Neo4j that last wrote the data, or None for a fresh folder."""
    path = home / "version"
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def record_version(home: Path, line: Line) -> None:
    """Note that this version has written the data."""
    part = home / "version.part"
    part.write_text(line.version + "\n", encoding="utf-8")
    part.replace(home / "version")


def make_fit(home: Path, line: Line) -> None:
    """Make the data fit to be opened by this line; raises `OwnNeo4jError` if it cannot be.

    Neo4j brings older data to its own form when it opens it, and there is no way back: so the
    data is copied first. Data of a newer Neo4j is refused.
    """
    require_space(home, _SPACE_MEGABYTES)
    before = recorded_version(home)
    if before is None or before == line.version:
        return
    if version_order(before) > line.order:
        raise OwnNeo4jError(
            f"The data in {home} was written by Neo4j {before}; this Signpost brings "
            f"{line.version}, which cannot read it. Use the newer Signpost again, or put "
            f"{home / 'backups'} back as 'data' and write its version into {home / 'version'}."
        )
    back_up(home, before)


def back_up(home: Path, version: str) -> Path:
    """Copy the data to `backups/VERSION` and return that folder; one backup is kept."""
    data, backups = home / "data", home / "backups"
    target, part = backups / version, backups / "part"
    size = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    require_space(home, _SPACE_MEGABYTES + (size >> 20))
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(data, part)
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)
    for other in backups.iterdir():
        if other != target:
            shutil.rmtree(other, ignore_errors=True)
    return target


def require_space(home: Path, megabytes: int) -> None:
    """Raise `OwnNeo4jError` if the folder's disk has less than `megabytes` left."""
    free = shutil.disk_usage(home).free >> 20
    if free < megabytes:
        raise OwnNeo4jError(
            f"The disk of {home} has {free} MB left and Neo4j needs {megabytes} MB to start. "
            "Make room, or choose a data folder on another disk."
        )
