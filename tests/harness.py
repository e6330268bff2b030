"""Programs of their own for the tests that kill: started, watched, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.database import Database
from graph.own_neo4j import Connection

REPOSITORY = Path(__file__).resolve().parents[1]


@contextmanager
def program(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run `python ARGUMENTS...` from the repository; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def connect(to: Connection) -> Database:
    """Return the database of a Neo4j that may just be starting again."""
    return Database.connect(to.uri, to.username, to.password, retry_seconds=90)


def kill(pid: int) -> None:
    """End the process at once, as a crash or the out-of-memory killer would."""
    os.kill(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    """Say whether the process runs (one that has ended but was not yet waited for does not)."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def await_true(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Wait until the condition holds; fails after `seconds`, saying `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds:.0f} s: not {what}")
        time.sleep(0.01)


def processes_naming(text: str) -> list[int]:
    """Return the processes whose command line holds `text` (Linux), but for this one."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes() if folder.name.isdigit() else b""
        except OSError:
            continue
        if text.encode() in command and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found
