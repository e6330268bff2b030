"""The process that reads one file from standard input, and says what it found as JSON.

usage: python -I -m importers.parsing.child KIND [NAME]
"""

import json
import logging
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from importers.parsing import limits
from importers.parsing.kinds import Kind
from importers.parsing.parsed import Parsed
from importers.parsing.refusals import refusal
from tagging.errors import ImportFailed, Unreadable

_READERS = {
    Kind.PDF: "importers.parsing.pdf",
    Kind.DOCX: "importers.parsing.docx",
    Kind.HTML: "importers.parsing.html",
}


def main(kind: str, name: str = "") -> None:
    """Read standard input as `kind` and write the answer to standard output."""
    logging.disable()
    warnings.simplefilter("ignore")
    if kind == "workbook":
        _rows(name)
        return
    # Imported before the limits hold, so that Python can keep what it compiles.
    read: Callable[[BinaryIO], Parsed] = import_module(_READERS[Kind(kind)]).read
    limits.hold(limits.DOCUMENT)
    try:
        said = _parsed(read).to_json()
    except Unreadable as error:
        said = json.dumps({"why": error.why, "reason": error.reason, "mend": error.mend})
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))


def _parsed(read: Callable[[BinaryIO], Parsed]) -> Parsed:
    try:
        return read(sys.stdin.buffer)
    except Unreadable:
        raise
    except MemoryError:
        raise refusal("too large") from None
    except Exception:  # noqa: BLE001 - a damaged file raises almost anything in the libraries
        raise refusal("broken") from None


def _rows(name: str) -> None:
    from importers.parsing import sheet

    limits.hold(limits.WORKBOOK)
    write = sys.stdout.buffer.write
    try:
        for number, cells in sheet.rows(sys.stdin.buffer, name):
            write(json.dumps([number, *cells], ensure_ascii=False).encode("utf-8", "replace"))
            write(b"\n")
    except ImportFailed as error:
        write(json.dumps({"failed": error.message}).encode() + b"\n")
    except MemoryError:
        failed = f"{name} takes more memory than a table may. Save the sheet as CSV."
        write(json.dumps({"failed": failed}).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
