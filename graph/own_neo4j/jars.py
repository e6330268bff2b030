"""The jars of a line: where they are kept, fetched once, and checked against the lock file."""

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from graph.own_neo4j.errors import FetchFailed
from graph.own_neo4j.lines import Jar, Line

Report = Callable[[int, int], None]
_AT_ONCE = 6
_TIMEOUT_SECONDS = 30
_CHUNK = 1 << 16
_ATTEMPTS = 3
_PART_SECONDS = 3600
_SPACE_BYTES = 300 * 1024 * 1024


def cache_folder() -> Path:
    """Return where jars are kept: SIGNPOST_CACHE, or `signpost` in the user's cache folder."""
    if chosen := os.environ.get("SIGNPOST_CACHE"):
        return Path(chosen).expanduser() / "jars"
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "signpost" / "jars"
    home = Path.home()
    base = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    return base / "signpost" / "jars"


def class_path(line: Line) -> list[Path]:
    """Return the files of the line's jars, in order; some may not be there yet."""
    return [cache_folder() / jar.path for jar in line.jars]


def missing(line: Line, *, thorough: bool = False) -> list[Jar]:
    """Return the jars that are still to be fetched.

    A file gets its name only after its checksum was verified, so that being there is enough;
    `thorough` reads every file again (about half a second) and finds damage done since.
    """
    folder = cache_folder()
    if thorough:
        return [jar for jar in line.jars if not is_right(folder / jar.path, jar)]
    return [jar for jar in line.jars if not (folder / jar.path).is_file()]


def is_right(path: Path, jar: Jar) -> bool:
    """Say whether the file is there and has the SHA-256 that the lock file names."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def fetch(line: Line, report: Report | None = None, offline_folder: Path | None = None) -> int:
    """Make every jar of the line present and right in the cache; return how many were fetched.

    Jars that are there are kept, so that a broken download goes on where it stopped. `report`
    is called with (jars done, bytes so far) as they come in, from this thread. With
    `offline_folder` the jars are taken from that folder (any layout) and no network is used.
    Raises `FetchFailed`.
    """
    wanted = missing(line, thorough=True)
    if not wanted:
        return 0
    _require_space(cache_folder())
    _clear_parts(cache_folder())
    if offline_folder is not None:
        _take_all(wanted, offline_folder, report)
    else:
        _download_all(wanted, report)
    return len(wanted)


def _require_space(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < _SPACE_BYTES:
        raise FetchFailed(
            f"The disk of {folder} has {free >> 20} MB left and Neo4j's files need "
            f"{_SPACE_BYTES >> 20} MB. Make room, or set SIGNPOST_CACHE to a folder elsewhere."
        )


def _clear_parts(folder: Path) -> None:
    """Remove what a killed fetch left; a part that another process writes now is younger."""
    for part in folder.rglob("*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _PART_SECONDS:
                part.unlink()


def _download_all(jars: list[Jar], report: Report | None) -> None:
    done = size = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        pending = [pool.submit(_download, jar) for jar in jars]
        try:
            for future in as_completed(pending):
                done, size = done + 1, size + future.result()
                if report:
                    report(done, size)
        finally:
            for future in pending:
                future.cancel()


def _download(jar: Jar) -> int:
    """Download one jar and return its size in bytes; tries again on a passing fault."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _store(jar, _stream(jar))
        except FetchFailed:
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def repositories() -> list[str]:
    """Return the Maven repositories to ask: the one of SIGNPOST_MAVEN_REPOSITORY, else jgo's."""
    from jgo.maven import MavenContext

    if chosen := os.environ.get("SIGNPOST_MAVEN_REPOSITORY"):
        return [chosen.rstrip("/")]
    return list(MavenContext().remote_repos.values())


def _stream(jar: Jar) -> Iterator[bytes]:
    """Yield the jar from the first Maven repository that has it; raises `FetchFailed`."""
    from jgo.util import http
    from requests import RequestException

    problem = "no repository has it"
    for repository in repositories():
        try:
            with http.get(
                f"{repository}/{jar.path}", stream=True, timeout=_TIMEOUT_SECONDS
            ) as response:
                if response.status_code == 200:
                    yield from response.iter_content(_CHUNK)
                    return
                problem = f"the repository answered {response.status_code}"
        except RequestException as error:
            problem = f"the connection failed ({type(error).__name__})"
    raise FetchFailed(
        f"{jar.filename} could not be fetched: {problem}. Check the network and start again: what "
        "is already here is kept. Without a network, use the offline folder "
        "(signpost neo4j fetch --help)."
    )


def _take_all(jars: list[Jar], folder: Path, report: Report | None) -> None:
    if not folder.is_dir():
        raise FetchFailed(f"There is no folder {folder}. {_how_to_fill(folder)}")
    there = {path.name: path for path in folder.rglob("*.jar")}
    absent = [jar for jar in jars if jar.filename not in there]
    if absent:
        raise FetchFailed(
            f"{len(absent)} of {len(jars)} jars are not in {folder}, the first is "
            f"{absent[0].filename}. {_how_to_fill(folder)}"
        )
    size = 0
    for done, jar in enumerate(jars, 1):
        size += _store(jar, _chunks(there[jar.filename]))
        if report:
            report(done, size)


def _how_to_fill(folder: Path) -> str:
    return (
        "On a machine with a network run 'signpost neo4j fetch' there, then copy its folder "
        f"{cache_folder()} to {folder}."
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _store(jar: Jar, chunks: Iterator[bytes]) -> int:
    """Write the jar beside its place, check it, and only then give it its name."""
    target = cache_folder() / jar.path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, name = mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as part:
            for chunk in chunks:
                part.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        if digest.hexdigest() != jar.sha256:
            raise FetchFailed(
                f"{jar.filename} is not the file that the lock file names (SHA-256 differs). It "
                "was damaged on the way, or someone changed it: it was not kept. Try again."
            )
        Path(name).replace(target)
    except OSError as error:
        raise FetchFailed(
            f"{jar.filename} cannot be kept in {target.parent}: {error.strerror}."
        ) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return size
