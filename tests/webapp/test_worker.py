"""The worker: does what waits, survives being killed, ends with whoever brought it along."""

import fcntl
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from graph import people, skills
from graph.database import Database
from graph.own_neo4j import Connection
from graph.records import Person, Skill
from tagging import uploads
from tagging.analysing import Analyst
from tagging.permissions import Viewer
from tagging.uploads import Given
from tests.harness import REPOSITORY, alive, await_true, kill
from tests.importers import hostile_files
from webapp.commands import keeper, worker
from webapp.commands.working import Worker, only_worker, tidy
from webapp.config import Environment, Settings
from webapp.originals import Originals

FILES = 100
KILLS = 5
ADA = Viewer("ada", "Ada Lovell", ("adviser",))
CRAFTS = ("bricklaying", "boat building", "dry stone walling", "joinery")
WORKER = ("-c", "from webapp.cli import main; main()", "worker", "--until-input-ends")
COUNTS = """
MATCH (u:Upload)
RETURN u.state AS state, count(*) AS uploads, count(DISTINCT u.document) AS documents
"""
DOCUMENTS = """
MATCH (d:Document)
RETURN d.id AS id, d.text AS text, d.analysis AS analysis,
  [(d)<-[:FOR]-(s:Suggestion) WHERE s.field = 'skill' | s.value] AS suggested,
  COUNT { (d)<-[:OWNS]-() } AS owners
"""


@pytest.fixture
def store(db: Database) -> Database:
    """A database with one person and some crafts."""
    db.transact(lambda tx: people.save(tx, [Person("ada", "Ada Lovell")]))
    crafts = [Skill(words.replace(" ", "-"), words) for words in CRAFTS]
    db.transact(lambda tx: skills.save(tx, crafts))
    return db


def give(db: Database, folder: Path, *contents: tuple[str, bytes]) -> str:
    originals = Originals.under(folder)
    files = []
    for name, content in contents:
        kept = originals.keep(io.BytesIO(content))
        files.append(Given(name, kept.digest, kept.size))
    return uploads.receive(db, ADA, files, datetime.now(UTC)).batch


def report(number: int) -> tuple[str, bytes]:
    craft = CRAFTS[number % len(CRAFTS)]
    text = (
        f"# Report {number}\n\nFirm number {number} on the quay wants people who know {craft}. "
        f"It took on {number} of them last year and pays well."
    )
    return f"report {number}.md", text.encode()


@contextmanager
def kept_worker(to: Connection, folder: Path) -> Iterator[psutil.Process]:
    """Run a worker as `signpost serve` does; yields the process that keeps it running."""
    environment = {
        "NEO4J_URI": to.uri,
        "NEO4J_USERNAME": to.username,
        "NEO4J_PASSWORD": to.password,
        "SIGNPOST_DATA_FOLDER": str(folder),
        "SIGNPOST_ENVIRONMENT": "test",
    }
    with (
        (folder / "worker.log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, str(Path(keeper.__file__)), sys.executable, *WORKER],
            cwd=REPOSITORY,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            yield psutil.Process(process.pid)
        finally:
            process.kill()


def worker_of(keeping: psutil.Process) -> int:
    """Return the process id of the worker that is kept running now; 0 where there is none."""
    return next((child.pid for child in keeping.children()), 0)


def ended(db: Database) -> int:
    rows = db.read(COUNTS)
    return sum(row["uploads"] for row in rows if row["state"] in {"done", "duplicate", "refused"})


def test_a_batch_is_completed_though_the_worker_is_killed_five_times(
    store: Database, neo4j_connection: Connection, tmp_path: Path
) -> None:
    give(store, tmp_path, *map(report, range(FILES)))
    with kept_worker(neo4j_connection, tmp_path) as keeping:
        killed = set()
        for number in range(KILLS):
            goal = (number + 1) * FILES // (KILLS + 2)
            await_true(lambda goal=goal: ended(store) >= goal, 60, f"{goal} files read")
            killed.add(pid := worker_of(keeping))
            kill(pid)
            await_true(lambda pid=pid: worker_of(keeping) not in {0, pid}, 20, "started again")
        assert len(killed) == KILLS
        await_true(lambda: ended(store) == FILES, 60, "all files read")
    assert store.read(COUNTS) == [{"state": "done", "uploads": FILES, "documents": FILES}]
    found = store.read(DOCUMENTS)
    assert len({row["text"] for row in found}) == len(found) == FILES
    for row in found:
        assert row["owners"] == 1
        assert row["analysis"] == "done"
        assert len(row["suggested"]) == len(set(row["suggested"]))
        craft = next(words for words in CRAFTS if words in row["text"])
        assert craft.replace(" ", "-") in row["suggested"]


def test_a_worker_ends_with_whoever_brought_it_along(
    store: Database, neo4j_connection: Connection, tmp_path: Path
) -> None:
    with kept_worker(neo4j_connection, tmp_path) as keeping:
        await_true(lambda: worker_of(keeping), 20, "started")
        pid = worker_of(keeping)
        keeping.kill()
        await_true(lambda: not alive(pid), 20, "ended")


def test_what_waits_is_put_in_line_once(store: Database, tmp_path: Path) -> None:
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path)
    batch = give(store, tmp_path, report(1), ("scan.pdf", hostile_files.scanned_pdf()))
    working = Worker(settings, store, Analyst(tmp_path / "analysis"))
    for _ in range(3):
        working.catch_up()
    assert len(working.jobs.waiting()) == len(working.jobs.huey.pending()) == 2
    for _, upload_id in sorted(working.jobs.waiting()):
        working.read(upload_id)
        working.read(upload_id)
    shown = uploads.progress(store, ADA, batch)
    assert [one.state for one in shown.uploads] == ["suggesting", "refused"]
    [document] = shown.visible
    assert ("analyse", document) in working.jobs.waiting()
    working.analyse("nothing there")
    assert uploads.waiting(store) == ([], [document])


def test_unused_originals_are_tidied_away(store: Database, tmp_path: Path) -> None:
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path)
    give(store, tmp_path, report(1))
    originals = Originals.under(tmp_path)
    originals.keep(io.BytesIO(b"nobody's"))
    assert tidy(settings, store)["originals"] == 0
    for one in originals.folder.iterdir():
        os.utime(one, (1, 1))
    assert tidy(settings, store)["originals"] == 1
    assert len(list(originals.older_than(60))) == 1


def test_there_is_one_worker_for_a_data_folder(tmp_path: Path) -> None:
    with only_worker(tmp_path):
        lock = os.open(tmp_path / "worker.lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(lock)
    with only_worker(tmp_path):
        pass


def test_a_worker_that_cannot_start_is_tried_less_and_less_often(tmp_path: Path) -> None:
    note = f"open({str(tmp_path / 'starts')!r}, 'a').write('x')"
    with subprocess.Popen(
        [sys.executable, str(Path(keeper.__file__)), sys.executable, "-c", note],
        stdin=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        time.sleep(2.5)
        process.stdin.close()
        assert process.wait(10) == 0
    assert 1 <= len((tmp_path / "starts").read_text()) <= 4


def test_the_nightly_work_can_be_done_at_once(
    store: Database, neo4j_connection: Connection, tmp_path: Path
) -> None:
    environment = {
        "NEO4J_URI": neo4j_connection.uri,
        "NEO4J_USERNAME": neo4j_connection.username,
        "NEO4J_PASSWORD": neo4j_connection.password,
        "SIGNPOST_DATA_FOLDER": str(tmp_path),
    }
    done = CliRunner(env=environment).invoke(worker.command, ["--once"])
    assert done.exit_code == 0, done.output
    assert "originals: 0 forgotten" in done.output
    assert "reviews: 0 asked for" in done.output


def test_every_minute_questions_go_on_and_what_fails_stops_nothing(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = []

    def on_time(db: Database, now: datetime) -> int:
        called.append(now)
        raise ValueError("planted")

    monkeypatch.setattr("webapp.commands.working.on_time", on_time)
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path)
    Worker(settings, store, Analyst(tmp_path / "analysis")).each_minute()
    assert len(called) == 1
