"""One process per data folder that owns Neo4j, as long as somebody uses it.

Every program that uses the Neo4j holds a connection to the supervisor open. When the last one
has gone, be it killed, the supervisor stops Neo4j in order and ends. If the supervisor itself is
killed, the kernel tells Neo4j to stop (see `leash`). If Neo4j is killed, the supervisor starts
it again on the same port, so that a running web application finds it again by itself.
"""

import json
import logging
import os
import secrets
import selectors
import signal
import socket
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from graph.errors import StoreError
from graph.own_neo4j import folder
from graph.own_neo4j.errors import FolderLocked, OwnNeo4jError
from graph.own_neo4j.lines import Line
from graph.own_neo4j.memory import Memory, fitting
from graph.own_neo4j.server import Connection, Server, free_port, require_free

_LOG = logging.getLogger(__name__)
_LOCK_SECONDS = 90.0
_FIRST_CLIENT_SECONDS = 20.0
_HELLO_SECONDS = 5.0
_TICK_SECONDS = 0.25
_STAYED_UP_SECONDS = 5.0
_SHORT_LIVES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What Neo4j to run: the folder, the line, a port (None: a free one), memory, patience.

    `linger` is how long (seconds) it goes on when the last program has gone.
    """

    home: Path
    line: Line
    port: int | None
    memory: Memory
    linger: float


class Supervisor:
    """Runs one Neo4j for the programs that hold a connection open."""

    def __init__(self, wanted: Wanted, lock: int) -> None:
        self._wanted = wanted
        self._lock = lock
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._token = secrets.token_urlsafe(16)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._clients: set[socket.socket] = set()
        self._stay = False
        self._ending = False
        self._ready_since = 0.0
        self._short_lives = 0
        self._needed_until = time.monotonic() + _FIRST_CLIENT_SECONDS
        self._server: Server | None = None
        self._greeting: dict[str, Any] = {}

    def run(self) -> None:
        """Start Neo4j, serve until nobody needs it, and stop it in order."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        port = int(self._listener.getsockname()[1])
        folder.publish(self._wanted.home, folder.Running(port, self._token, os.getpid()))
        try:
            self._start()
            self._serve()
        except (StoreError, OSError) as error:
            self._greeting = {"error": str(error)}
            self._tell_failure()
        finally:
            folder.retract(self._wanted.home)
            self._listener.close()
            if self._server:
                self._server.stop()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True

    def _start(self) -> None:
        wanted = self._wanted
        if wanted.port is not None:
            require_free(wanted.port)
        folder.make_fit(wanted.home, wanted.line)
        self._server, connection = self._launch(wanted.port or free_port())
        folder.record_version(wanted.home, wanted.line)
        self._greeting = {
            **asdict(connection),
            "line": wanted.line.name,
            "version": wanted.line.version,
            "pid": self._server.process.pid,
        }
        self._needed_until = max(self._needed_until, time.monotonic() + _HELLO_SECONDS)

    def _launch(self, port: int) -> tuple[Server, Connection]:
        wanted = self._wanted
        memory = fitting(wanted.memory)
        self._server = Server(wanted.home, wanted.line, port, memory, (self._lock,))
        connection = self._server.await_ready()
        self._ready_since = time.monotonic()
        return self._server, connection

    def _serve(self) -> None:
        while not self._ending and self._needed():
            for key, _ in self._selector.select(_TICK_SECONDS):
                if key.fileobj is self._listener:
                    self._welcome()
                elif isinstance(key.fileobj, socket.socket):
                    self._listen_to(key.fileobj)
            if self._server and not self._server.running() and not self._ending:
                self._restart(self._server)

    def _needed(self) -> bool:
        return self._stay or bool(self._clients) or time.monotonic() < self._needed_until

    def _welcome(self) -> None:
        """Answer a program that connects, if it knows the secret, and keep its connection."""
        client, _ = self._listener.accept()
        try:
            client.settimeout(_HELLO_SECONDS)
            hello = client.recv(256).decode("ascii", "replace").strip()
            if not secrets.compare_digest(hello.encode(), self._token.encode()):
                client.close()
                return
            client.sendall(json.dumps(self._greeting).encode() + b"\n")
        except OSError:
            client.close()
            return
        self._clients.add(client)
        self._selector.register(client, selectors.EVENT_READ)

    def _listen_to(self, client: socket.socket) -> None:
        """Take a wish ("stay" or "stop"), or notice that the program has gone."""
        try:
            wish = client.recv(64).strip()
        except OSError:
            wish = b""
        if wish == b"stay":
            self._stay = True
        elif wish == b"stop":
            self._ending = True
        if wish:
            return
        self._selector.unregister(client)
        self._clients.discard(client)
        client.close()
        if not self._clients:
            self._needed_until = time.monotonic() + self._wanted.linger

    def _restart(self, ended: Server) -> None:
        """Start Neo4j again on its port; gives up when it does not stay up."""
        short = time.monotonic() - self._ready_since < _STAYED_UP_SECONDS
        self._short_lives = self._short_lives + 1 if short else 0
        if self._short_lives >= _SHORT_LIVES:
            raise OwnNeo4jError(f"Neo4j ends again and again soon after its start. See {ended.log}")
        _LOG.warning("Neo4j ended with code %s: starting it again", ended.process.returncode)
        self._server, _ = self._launch(ended.port)
        self._greeting["pid"] = self._server.process.pid

    def _tell_failure(self) -> None:
        """Tell every program that comes within a moment why there is no Neo4j."""
        _LOG.error(self._greeting["error"])
        deadline = time.monotonic() + _HELLO_SECONDS
        while time.monotonic() < deadline and not self._clients:
            for key, _ in self._selector.select(_TICK_SECONDS):
                if key.fileobj is self._listener:
                    self._welcome()


def supervise(wanted: Wanted) -> None:
    """Be the supervisor of the folder; returns at once if there is another one that answers."""
    lock = None
    deadline = time.monotonic() + _LOCK_SECONDS
    while lock is None:
        lock = folder.take_lock(wanted.home, seconds=0.5)
        if lock is None and _answers(folder.published(wanted.home)):
            return
        if lock is None and time.monotonic() > deadline:
            raise FolderLocked(
                f"Another program has held {wanted.home / 'lock'} for {_LOCK_SECONDS:.0f} s. Find "
                f"it with 'fuser {wanted.home / 'lock'}' and stop it, or use another folder."
            )
    Supervisor(wanted, lock).run()


def _answers(running: folder.Running | None) -> bool:
    if running is None:
        return False
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", running.port)) == 0
