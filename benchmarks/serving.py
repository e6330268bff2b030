"""Pages as they are served: gunicorn in a process of its own, and a client.

Signpost runs by `signpost serve` with one web worker; the empty page by a Flask application of one
view on the same gunicorn with the same worker, threads and settings.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import flask
import requests

from benchmarks.questions import Asked
from graph.database import Database
from graph.own_neo4j import Connection
from graph.own_neo4j.server import free_port
from tagging import accounts
from tagging.permissions import OPERATOR

_REPOSITORY = Path(__file__).parents[1]
_EMAIL, _PASSWORD = "reader@bench.example", "a long way to the shore"
_SIGNPOST = "from webapp.cli import main; main()"
_GIVEN_UP, _PAUSE = 90.0, 0.1

empty = flask.Flask("benchmarks.serving")


@empty.get("/")
def nothing() -> str:
    """Answer with nothing: what any page of Flask costs."""
    return ""


class Client:
    """One reader's browser with one session; every page has a connection of its own."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._port = port
        self._headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> bytes:
        """Return a page; anything but 200 is an error."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request("GET", path, headers=self._headers)
        answer = connection.getresponse()
        page = answer.read()
        connection.close()
        if answer.status != 200:
            raise AssertionError(f"{path} answered {answer.status}")
        return page

    def search(self, asked: Asked) -> bytes:
        """Return the page of results for a question."""
        values = {"q": asked.text} | ({"kind": "staff"} if asked.staff else {})
        return self.get(f"/search?{urlencode(values)}")


@contextmanager
def signpost(
    db: Database, to: Connection, email: str = _EMAIL, roles: Sequence[str] = ("adviser",)
) -> Iterator[Client]:
    """Serve Signpost on that Neo4j; yield a client that is signed in as a person.

    The person is `p0`, or `p1` for any other address than the usual one.
    """
    person = "p0" if email == _EMAIL else "p1"
    accounts.create(db, OPERATOR, email, person, roles, _PASSWORD, demonstration=True)
    port = free_port()
    with TemporaryDirectory(prefix="signpost-bench-web-") as folder:
        environment = os.environ | {
            "SIGNPOST_ENVIRONMENT": "demonstration",
            "SIGNPOST_DATA_FOLDER": folder,
            "SIGNPOST_LOG_LEVEL": "WARNING",
            "NEO4J_URI": to.uri,
            "NEO4J_USERNAME": to.username,
            "NEO4J_PASSWORD": to.password,
        }
        command = [sys.executable, "-c", _SIGNPOST, "serve", "--no-worker", "--port", str(port)]
        with _process(command, environment, f"http://127.0.0.1:{port}/healthz"):
            yield Client(port, _signed_in(port, email))


@contextmanager
def empty_page() -> Iterator[Client]:
    """Serve the empty page; yield a client of it."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1",
               "--worker-class", "gthread", "--threads", "8", "--log-level", "warning",
               "benchmarks.serving:empty"]  # fmt: skip
    with _process(command, dict(os.environ), f"http://127.0.0.1:{port}/"):
        yield Client(port)


@contextmanager
def _process(command: list[str], environment: dict[str, str], address: str) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=_REPOSITORY, env=environment, stdout=subprocess.DEVNULL)
    try:
        _await(process, address)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _await(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + _GIVEN_UP
    while process.poll() is None and time.monotonic() < until:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(_PAUSE)
    raise AssertionError(f"{address} was not served.")


def _signed_in(port: int, email: str) -> str:
    address = f"http://127.0.0.1:{port}/sign-in"
    with requests.Session() as session:
        form = session.get(address, timeout=30).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', form)
        values = {"email": email, "password": _PASSWORD, "csrf_token": token[1] if token else ""}
        answer = session.post(address, data=values, timeout=30, allow_redirects=False)
        if answer.status_code != 303:
            raise AssertionError(f"Signing in answered {answer.status_code}")
        return "; ".join(f"{name}={value}" for name, value in session.cookies.items())
