"""Fetching the files of Neo4j: each by its coordinate, checked, resumed, or from a folder."""

import hashlib
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from graph.own_neo4j import jars, lines
from graph.own_neo4j.errors import FetchFailed, OwnNeo4jError
from graph.own_neo4j.lines import Jar, Line

CONTENT = {f"part-{number}": bytes([number]) * 200_000 for number in range(8)}
LINE = Line(
    "test",
    "1.0.0",
    "org.example.Main",
    tuple(
        Jar("org.example", name, "1.0.0", "", hashlib.sha256(content).hexdigest())
        for name, content in CONTENT.items()
    ),
)


class Repository(ThreadingHTTPServer):
    """A Maven repository on this machine that can be told to misbehave."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []
        self.absent: set[str] = set()
        self.cut_short: set[str] = set()
        self.damaged: set[str] = set()


class Answer(BaseHTTPRequestHandler):
    """Answers with the jar, or not."""

    server: Repository

    def do_GET(self) -> None:
        name = self.path.split("/")[-3]
        self.server.asked.append(name)
        if name in self.server.absent:
            self.send_error(404)
            return
        content = CONTENT[name]
        if name in self.server.damaged:
            content = b"x" + content[1:]
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2 if name in self.server.cut_short else None])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """The repository that fetching asks, with an empty cache to fetch into."""
    server = Repository()
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    monkeypatch.setenv("SIGNPOST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(
        "SIGNPOST_MAVEN_REPOSITORY", f"http://127.0.0.1:{server.server_address[1]}/maven"
    )
    yield server
    server.shutdown()
    server.server_close()


def kept() -> list[str]:
    folder = jars.cache_folder()
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["5.26", "newest"])
def test_a_lock_file_pins_every_jar_and_names_no_host(name: str) -> None:
    line = lines.line(name)
    assert len(line.jars) > 150
    assert all(len(jar.sha256) == 64 for jar in line.jars)
    assert len({jar.path for jar in line.jars}) == len(line.jars)
    for path in (lines.LOCK_FILES / name).iterdir():
        assert "://" not in path.read_text(encoding="utf-8")


def test_an_unknown_line_is_told() -> None:
    with pytest.raises(OwnNeo4jError, match=r"Use 5\.26 or newest"):
        lines.line("4.4")


def test_versions_are_compared_as_numbers() -> None:
    assert lines.version_order("5.26.9") < lines.version_order("5.26.30")
    assert lines.version_order("5.26.30") < lines.version_order("2026.08.1")


def test_everything_is_fetched_once(repository: Repository) -> None:
    steps: list[tuple[int, int]] = []
    assert jars.fetch(LINE, lambda done, size: steps.append((done, size))) == 8
    assert steps[-1] == (8, 1_600_000)
    assert jars.missing(LINE) == []
    assert jars.fetch(LINE) == 0
    assert len(repository.asked) == 8


def test_a_broken_download_goes_on_where_it_stopped(repository: Repository) -> None:
    repository.cut_short = {"part-6"}
    with pytest.raises(FetchFailed, match="what is already here is kept"):
        jars.fetch(LINE)
    there = kept()
    assert "part-6-1.0.0.jar" not in there
    assert all(name.endswith(".jar") for name in there), "no part of a file counts"
    repository.cut_short = set()
    repository.asked.clear()
    assert jars.fetch(LINE) == 8 - len(there)
    assert len(repository.asked) == 8 - len(there)
    assert len(kept()) == 8


def test_what_a_killed_fetch_left_is_cleared_away(repository: Repository) -> None:
    folder = jars.cache_folder()
    folder.mkdir(parents=True)
    old, young = folder / "old.part", folder / "young.part"
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    jars.fetch(LINE)
    assert not old.exists()
    assert young.exists(), "another process may be writing it"


def test_a_damaged_jar_is_never_kept(repository: Repository) -> None:
    repository.damaged = {"part-3"}
    with pytest.raises(FetchFailed, match=r"part-3-1.0.0.jar is not the file that the lock file"):
        jars.fetch(LINE)
    assert "part-3-1.0.0.jar" not in kept()


def test_a_jar_that_no_repository_has_is_told(repository: Repository) -> None:
    repository.absent = {"part-0"}
    with pytest.raises(FetchFailed, match=r"part-0-1.0.0.jar could not be fetched: .* 404"):
        jars.fetch(LINE)


def test_a_jar_damaged_in_the_cache_is_fetched_again(repository: Repository) -> None:
    jars.fetch(LINE)
    (jars.cache_folder() / LINE.jars[2].path).write_bytes(b"damaged")
    assert jars.missing(LINE) == []
    assert [jar.artifact for jar in jars.missing(LINE, thorough=True)] == ["part-2"]
    assert jars.fetch(LINE) == 1


def test_no_network_is_told(repository: Repository) -> None:
    repository.shutdown()
    repository.server_close()
    with pytest.raises(FetchFailed, match=r"the connection failed.*offline folder"):
        jars.fetch(LINE)


def test_an_offline_folder_is_enough(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "carried"
    folder.mkdir()
    for jar in LINE.jars[:-1]:
        (folder / jar.filename).write_bytes(CONTENT[jar.artifact])
    with pytest.raises(FetchFailed, match=r"1 of 8 jars are not in .*signpost neo4j fetch"):
        jars.fetch(LINE, offline_folder=folder)
    (folder / LINE.jars[-1].filename).write_bytes(CONTENT["part-7"])
    assert jars.fetch(LINE, offline_folder=folder) == 8
    assert repository.asked == []


def test_an_offline_folder_is_not_trusted_either(repository: Repository, tmp_path: Path) -> None:
    for jar in LINE.jars:
        (tmp_path / jar.filename).write_bytes(b"not it")
    with pytest.raises(FetchFailed, match="is not the file"):
        jars.fetch(LINE, offline_folder=tmp_path)
    assert kept() == []
    assert repository.asked == []


def test_a_full_disk_is_told_before(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = type("Usage", (), {"free": 5 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _: full)
    with pytest.raises(FetchFailed, match=r"has 5 MB left.*SIGNPOST_CACHE"):
        jars.fetch(LINE)
    assert repository.asked == []


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_CACHE", "/somewhere")
    assert jars.cache_folder() == Path("/somewhere/jars")
    monkeypatch.delenv("SIGNPOST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert jars.cache_folder() == Path("/xdg/signpost/jars")
