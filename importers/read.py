"""Tables from files as people have them: CSV of any usual encoding and delimiter, and XLSX.

What comes out is text, with the row numbers that a spreadsheet shows (the header is row 1).
"""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from importers import workbook
from importers.encodings import encoding_of
from tagging.errors import ImportFailed

LARGEST_FILE = 2_000_000_000
LARGEST_CELL = 64_000_000
MOST_COLUMNS = 200
_SAMPLE = 65_536
_DELIMITERS = ",;\t|"
_NOT_TABLES = {
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls). Save it as .xlsx or CSV",
    b"%PDF": "a PDF. Save the table as CSV or .xlsx",
    b"\x89PNG": "a picture. Save the table as CSV or .xlsx",
    b"\x1f\x8b": "a compressed file. Unpack it first",
}


@dataclass
class Table:
    """A table being read: its column names and its rows, each with its number.

    `position` is how far reading has come in the file, `size` its end, both in bytes.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[str]]]
    size: int
    notes: list[str] = field(default_factory=list)
    position: int = 0


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a CSV or XLSX file; raises `ImportFailed` where it is neither, or cannot be read."""
    with open_file(path) as file:
        start = file.read(8)
        file.seek(0)
        _refuse_other_kinds(path, start)
        size = path.stat().st_size
        if start.startswith(b"PK"):
            lines = workbook.rows(file, path.name)
            yield _table(path, lines, size)
        else:
            yield _csv_table(path, file, size)


@contextmanager
def open_file(path: Path) -> Iterator[io.BufferedReader]:
    """Open a file for reading; raises `ImportFailed` with the reason in words."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ImportFailed(f"{path.name} is a folder. Name a file.")
        if size > LARGEST_FILE:
            raise ImportFailed(f"{path.name} is larger than {LARGEST_FILE:,} bytes. Split it.")
        file = path.open("rb")
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be opened: {error.strerror}.") from error
    with file:
        yield file


def delimiter_of(sample: str) -> str:
    """Return the delimiter of a CSV text: the one that splits the first rows alike, and most."""

    def fit(delimiter: str) -> tuple[int, int]:
        text = io.StringIO(sample, newline="")
        try:
            widths = [len(line) for line in csv.reader(text, delimiter=delimiter) if line][:20]
        except csv.Error:
            return (0, 0)
        alike = sum(width == widths[0] for width in widths)
        return (alike if widths[0] > 1 else 0, widths[0])

    if sample.startswith("sep=") and len(sample) > 4:
        return sample[4]
    csv.field_size_limit(LARGEST_CELL)
    if not sample.strip():
        return ","
    return max(_DELIMITERS, key=fit)


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    for mark, what in _NOT_TABLES.items():
        if start.startswith(mark):
            raise ImportFailed(f"{path.name} is {what}, and import that.")


def _csv_table(path: Path, file: BinaryIO, size: int) -> Table:
    encoding = encoding_of(file)
    errors = "replace" if encoding == "cp1252" else "strict"
    text = io.TextIOWrapper(file, encoding, errors, newline="")
    try:
        sample = text.read(_SAMPLE)
    except UnicodeError as error:
        raise ImportFailed(f"{path.name} is not the text it seems to be: {error}.") from error
    text.seek(0)
    table = _table(path, _csv_rows(path, text, delimiter_of(sample)), size)
    if encoding == "cp1252":
        table.notes.append("The file is not UTF-8: it was read as Windows-1252.")

    def counted() -> Iterator[tuple[int, Sequence[str]]]:
        for number, row in rows:
            if number % 500 == 0:
                table.position = file.tell()
            yield number, row

    rows = table.rows
    table.rows = counted()
    return table


def _csv_rows(
    path: Path, text: io.TextIOWrapper, delimiter: str
) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(LARGEST_CELL)
    number = 0
    try:
        for number, row in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            if number == 1 and len(row) < 3 and row and row[0].startswith("sep="):
                continue
            yield number, row
    except (csv.Error, UnicodeError) as error:
        raise ImportFailed(
            f"{path.name} cannot be read after row {number}: {error}. "
            "Look for a quotation mark that is never closed, or save the file as CSV UTF-8."
        ) from error


def _table(path: Path, lines: Iterator[tuple[int, Sequence[str]]], size: int) -> Table:
    for _, header in lines:
        columns = tuple(cell.strip().lstrip("\ufeff") for cell in header)
        if any(columns):
            break
    else:
        raise ImportFailed(f"{path.name} is empty. Its first row should name the columns.")
    if len(columns) > MOST_COLUMNS:
        raise ImportFailed(f"{path.name} has more than {MOST_COLUMNS} columns.")
    return Table(columns, _filled_rows(lines), size)


def _filled_rows(
    lines: Iterator[tuple[int, Sequence[str]]],
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in lines:
        if any(row) and any(cell.strip() for cell in row):
            yield number, row
