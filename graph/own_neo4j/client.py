"""Using the Neo4j of a data folder: attach to the one that runs, or have it started."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.own_neo4j import folder, jars, memory
from graph.own_neo4j.errors import FolderLocked, OwnNeo4jError
from graph.own_neo4j.lines import DEFAULT_LINE, Line, line
from graph.own_neo4j.memory import Memory
from graph.own_neo4j.server import Connection, java

_START_SECONDS = 330.0
_STOP_SECONDS = 90.0
_POLL_SECONDS = 0.05
LINGER_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A hold on a running Neo4j: it runs at least as long as `hold` stays open."""

    connection: Connection
    version: str
    line: str
    pid: int
    hold: socket.socket

    def wish(self, word: str) -> None:
        """Ask the supervisor to "stay" when nobody is attached, or to "stop" now."""
        self.hold.sendall(word.encode() + b"\n")


@contextmanager
def start(
    home: Path,
    name: str = DEFAULT_LINE,
    *,
    port: int | None = None,
    memory: Memory | None = None,
    linger: float = LINGER_SECONDS,
) -> Iterator[Connection]:
    """Yield a connection to the Neo4j of the folder `home`; it is started if it does not run.

    It runs as long as any program is in such a block, and `linger` seconds more; every program
    gets the same one. `port`, `memory` and `linger` hold for a Neo4j that is started now. The
    jars must be there (`fetch`). Raises `OwnNeo4jError`.
    """
    attachment = attach(home, name, port=port, memory=memory, linger=linger)
    try:
        yield attachment.connection
    finally:
        attachment.hold.close()


def attach(
    home: Path,
    name: str = DEFAULT_LINE,
    *,
    port: int | None = None,
    memory: Memory | None = None,
    linger: float = LINGER_SECONDS,
    seconds: float = _START_SECONDS,
) -> Attachment:
    """Return a hold on the folder's Neo4j, started if needed; close its `hold` when done.

    Raises `OwnNeo4jError` if there is none after `seconds`.
    """
    wanted = line(name)
    home = folder.prepare(home)
    deadline = time.monotonic() + seconds
    spawned: subprocess.Popen[bytes] | None = None
    while time.monotonic() < deadline:
        if attachment := running(home):
            return _checked(attachment, home, wanted, port)
        if spawned is None and not folder.in_use(home):
            spawned = _spawn(home, wanted, port, memory, linger)
        if spawned is not None and spawned.poll() is not None:
            spawned = None
        time.sleep(_POLL_SECONDS)
    if folder.in_use(home) and folder.published(home) is None:
        raise FolderLocked(
            f"Another program has held {home / 'lock'} for {seconds:.0f} s. Find it with "
            f"'fuser {home / 'lock'}' and stop it, or use another data folder."
        )
    raise OwnNeo4jError(
        f"Neo4j did not start in {seconds:.0f} s. See {home / 'logs'} for what it says."
    )


def running(home: Path) -> Attachment | None:
    """Return a hold on the Neo4j that runs in the folder; None where none does.

    Waits while it starts. Raises `OwnNeo4jError` if it says that it cannot.
    """
    published = folder.published(home)
    if published is None:
        return None
    hold = socket.socket()
    try:
        hold.settimeout(_START_SECONDS)
        hold.connect(("127.0.0.1", published.port))
        hold.sendall(published.token.encode() + b"\n")
        with hold.makefile("r", encoding="utf-8") as file:
            greeting = json.loads(file.readline() or "null")
    except (OSError, ValueError):
        greeting = None
    if greeting is None:
        hold.close()
        return None
    if "error" in greeting:
        hold.close()
        raise OwnNeo4jError(greeting["error"])
    hold.settimeout(None)
    connection = Connection(greeting["uri"], greeting["username"], greeting["password"])
    return Attachment(connection, greeting["version"], greeting["line"], greeting["pid"], hold)


def stop(home: Path, seconds: float = _STOP_SECONDS) -> bool:
    """Stop the folder's Neo4j in order and wait until it is gone; False if none ran."""
    home = home.expanduser().absolute()
    deadline = time.monotonic() + seconds
    if not folder.in_use(home):
        return False
    while folder.in_use(home):
        if time.monotonic() > deadline:
            raise OwnNeo4jError(f"Neo4j has not stopped in {seconds:.0f} s. See {home / 'logs'}.")
        if attachment := running(home):
            with suppress(OSError):
                attachment.wish("stop")
            attachment.hold.close()
        time.sleep(4 * _POLL_SECONDS)
    return True


def _checked(attachment: Attachment, home: Path, wanted: Line, port: int | None) -> Attachment:
    """Return the hold if it is on what was wanted; raises `OwnNeo4jError` otherwise."""
    if attachment.version != wanted.version:
        attachment.hold.close()
        raise OwnNeo4jError(
            f"Neo4j {attachment.version} runs in {home}, and {wanted.version} was wanted. Stop it "
            "(signpost neo4j stop) and try again."
        )
    if port is not None and not attachment.connection.uri.endswith(f":{port}"):
        attachment.hold.close()
        raise OwnNeo4jError(
            f"Neo4j runs in {home} at {attachment.connection.uri}, and port {port} was wanted. "
            "Stop it (signpost neo4j stop) and try again."
        )
    return attachment


def _spawn(
    home: Path, wanted: Line, port: int | None, wish: Memory | None, linger: float
) -> subprocess.Popen[bytes]:
    """Start a supervisor; what cannot work is told here, before."""
    java()
    if absent := jars.missing(wanted):
        raise OwnNeo4jError(
            f"{len(absent)} of the {len(wanted.jars)} files of Neo4j {wanted.version} are not here "
            "yet. Fetch them with: signpost neo4j fetch"
        )
    size = wish or memory.for_machine()
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    log = home / "logs" / "supervisor.log"
    log.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "graph.own_neo4j", str(home), wanted.name, str(port or 0)]
    command += [str(size.heap), str(size.page_cache), str(int(size.light)), str(linger)]
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
        )
