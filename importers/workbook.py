"""XLSX workbooks, read in a process of its own (see `importers.parsing`)."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from importers.parsing import process
from importers.parsing.archives import open_zip

__all__ = ["open_zip", "rows"]


def rows(file: BinaryIO, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the numbered rows of a workbook's first sheet as text.

    Raises `ImportFailed` where the file is no workbook or too large to be one.
    """
    for number, *cells in process.sheet_rows(file, name):
        yield int(number), [str(cell) for cell in cells]
