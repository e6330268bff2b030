"""kill -9 of the web process while people tag: nothing is lost, doubled or left running."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import psutil
import requests

from graph.database import Database
from graph.ids import tagging_id
from graph.records import Person, Skill
from graph.taggings import recompute_knows
from tagging import accounts, people, vocabulary
from tagging.permissions import OPERATOR
from tests.organisation import ADVISER, PASSWORD, ROSA
from webapp.commands.context import open_database
from webapp.config import Environment, Settings

ROUNDS = int(os.environ.get("SIGNPOST_CRASH_ROUNDS", "2"))
COLLEAGUES = [f"colleague-{number}" for number in range(30)]
TOPICS = [f"topic-{number}" for number in range(3)]
START_SECONDS = 90.0
END_SECONDS = 30.0
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')
WHAT_IS_SAID = """
MATCH (t:Person)-[:MADE]->(s:Tagging)-[:ABOUT]->(p:Person), (s)-[:OF]->(k:Skill)
OPTIONAL MATCH (p)-[knows:KNOWS]->(k)
RETURN s.id AS id, s.status AS status, s.level AS level, count(knows) AS known,
  knows.taggers AS taggers
"""
WHAT_IS_KNOWN = """
MATCH (p:Person)-[k:KNOWS]->(s:Skill)
RETURN p.id AS person, s.id AS skill, properties(k) AS properties ORDER BY person, skill
"""


@dataclass
class Running:
    """`signpost serve`, and every process that it has started."""

    process: subprocess.Popen[bytes]
    address: str

    def family(self) -> list[psutil.Process]:
        """Return the process and all its descendants."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def kill(self) -> None:
        """Kill the process itself with -9, as the out-of-memory killer would."""
        self.process.send_signal(signal.SIGKILL)

    def await_end(self, family: list[psutil.Process]) -> None:
        """Wait for the end of the process; raises where any of its family stays."""
        self.process.wait(END_SECONDS)
        _, alive = psutil.wait_procs(family, timeout=END_SECONDS)
        assert not alive, f"left behind: {[process.cmdline()[:4] for process in alive]}"


@contextmanager
def serving(folder: Path) -> Iterator[Running]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")},
        "SIGNPOST_ENVIRONMENT": "test",
        "SIGNPOST_DATA_FOLDER": str(folder),
        "SIGNPOST_PORT": str(port),
    }
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("signpost"), "serve"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    running = Running(process, f"http://127.0.0.1:{port}")
    try:
        await_answer(running, folder)
        yield running
    finally:
        if process.poll() is None:
            family = running.family()
            process.terminate()
            running.await_end(family)


def await_answer(running: Running, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert running.process.poll() is None, (folder / "serve.log").read_text()
        try:
            if requests.get(f"{running.address}/healthz", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError((folder / "serve.log").read_text())


class Colleague:
    """Someone who signs in and tags everybody, in a fixed order."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session = requests.Session()
        self._post("/sign-in", "/sign-in", email=ADVISER, password=PASSWORD)

    def tag_everybody(self) -> None:
        """Say of every colleague that they know every topic, one request each."""
        for person in COLLEAGUES:
            path = f"/people/{person}/tag"
            self._post(
                path,
                path,
                skills=[topic.replace("-", " ") for topic in TOPICS],
                kind="knows",
                level="4",
                note="Ask away.",
            )

    def _post(self, form: str, to: str, **fields: str | list[str]) -> None:
        page = self._session.get(self._address + form, timeout=20)
        page.raise_for_status()
        found = CSRF.search(page.text)
        assert found, page.text[:500]
        data = {"csrf_token": found[1] or found[2], **fields}
        answer = self._session.post(
            self._address + to, data=data, timeout=20, allow_redirects=False
        )
        assert answer.status_code in {302, 303}, f"{to}: {answer.status_code}"


def prepare(database: Database) -> None:
    colleagues = [Person(person, person.replace("-", " ").title()) for person in COLLEAGUES]
    people.load_people(database, OPERATOR, [ROSA, *colleagues], "test")
    vocabulary.load_skills(
        database, OPERATOR, [Skill(topic, topic.replace("-", " ")) for topic in TOPICS], "test"
    )
    accounts.create(database, OPERATOR, ADVISER, ROSA.id, ("adviser",), PASSWORD)


def test_nothing_is_lost_doubled_or_left_running(tmp_path: Path) -> None:
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path, neo4j_uri=None)
    with open_database(settings) as database:
        prepare(database)

    for number in range(ROUNDS):
        with serving(tmp_path) as running:
            family = running.family()
            colleague = Colleague(running.address)
            Timer(0.05 + number * 0.11 % 0.7, running.kill).start()
            with suppress(requests.ConnectionError, requests.Timeout):
                colleague.tag_everybody()
            running.await_end(family)

    with serving(tmp_path) as running:
        Colleague(running.address).tag_everybody()

    with open_database(settings) as database:
        said = database.read(WHAT_IS_SAID)
        expected = {
            tagging_id(ROSA.id, person, topic, "knows") for person in COLLEAGUES for topic in TOPICS
        }
        assert sorted(row["id"] for row in said) == sorted(expected)
        assert all(row["status"] == "active" and row["level"] == 4 for row in said)
        assert all(row["known"] == 1 and row["taggers"] == 1 for row in said)
        known = database.read(WHAT_IS_KNOWN)
        recompute_knows(database)
        assert database.read(WHAT_IS_KNOWN) == known
