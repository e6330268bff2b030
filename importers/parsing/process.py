"""Starting the process that reads a file, and waiting for what it says, no longer than allowed."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from importers.parsing import limits
from importers.parsing.kinds import START_BYTES, Kind, kind_of
from importers.parsing.parsed import Parsed
from importers.parsing.refusals import WORDS, refusal
from tagging.errors import ImportFailed, Unreadable

LARGEST_FILE = 100_000_000
_LONGEST_LINE = 80_000_000
# The child gets none of the surroundings: they hold passwords.
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "LANG")
_OLE_LOOKED_THROUGH = 2_000_000


def parse(path: Path, name: str = "") -> Parsed:
    """Read a document's text and what its file says about it.

    Its kind is told by what it holds; `name` (the path's unless given) only tells Markdown from
    plain text. Raises `Unreadable`, which says why, for everything that a file can hold; and
    `OSError` where there is no such file to open.
    """
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST_FILE:
            raise refusal("too large", f"The file has more than {LARGEST_FILE // 1_000_000} MB.")
        start = os.read(file.fileno(), START_BYTES)
        whole = os.pread(file.fileno(), _OLE_LOOKED_THROUGH, 0) if start[:1] == b"\xd0" else start
        kind = kind_of(start, name or path.name, whole)
        file.seek(0)
        if kind in {Kind.MARKDOWN, Kind.PLAIN}:
            # Decoding two megabytes harms nobody; the rest is taken apart at arm's length.
            # Imported here so that the process at arm's length starts without it.
            from importers.parsing import plain

            return plain.read(file, kind)
        return _read(file, kind, limits.DOCUMENT)


def _read(file: BinaryIO, kind: str, allowed: limits.Limits) -> Parsed:
    with tempfile.TemporaryFile() as answer:
        with _child(file, kind, answer.fileno()) as process:
            try:
                code = process.wait(allowed.wall_seconds)
            except subprocess.TimeoutExpired:
                raise refusal("too slow") from None
        answer.seek(0)
        return _understood(answer.read((allowed.output_bytes or 0) + 1), code)


def _understood(said: bytes, code: int) -> Parsed:
    if code < 0:
        raise refusal(_why_ended(-code))
    try:
        answer = json.loads(said)
        if "why" not in answer:
            return Parsed.from_json(answer)
        why = answer["why"] if answer["why"] in WORDS else "broken"
        raise refusal(why, str(answer.get("reason", "")), str(answer.get("mend", "")))
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refusal("broken") from None


def _why_ended(number: int) -> str:
    if number == signal.SIGXCPU:
        return "too slow"
    return "too large" if number in {signal.SIGKILL, signal.SIGABRT} else "broken"


def sheet_rows(file: BinaryIO, name: str) -> Iterator[list[str | int]]:
    """Yield the rows of a workbook's first sheet, each its number and then its cells.

    Raises `ImportFailed` where the file is no workbook, or takes more than it may.
    """
    file.seek(0)
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    with _child(file, "workbook", subprocess.PIPE, name) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        while line := process.stdout.readline(_LONGEST_LINE):
            row = _row(line, name)
            yield row
        code = process.wait()
    if code != 0:
        raise ImportFailed(
            f"{name} takes more memory or time than a table may. Save the sheet as CSV."
        )


def _row(line: bytes, name: str) -> list[str | int]:
    try:
        row = json.loads(line)
    except ValueError:
        raise ImportFailed(f"{name} holds a row that is too long. Save it as CSV.") from None
    if isinstance(row, dict):
        raise ImportFailed(str(row["failed"]))
    found: list[str | int] = row
    return found


@contextmanager
def _child(
    file: BinaryIO, kind: str, output: int, *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the reading process on an open file; it is gone when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "importers.parsing.child", kind, *arguments],
        stdin=file,
        stdout=output,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
