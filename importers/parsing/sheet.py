"""The rows of a workbook (XLSX): read in the limited process only."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook

from importers.parsing.archives import declares_entities, open_zip
from tagging.errors import ImportFailed

LARGEST_WORKBOOK = 200_000_000
_MOST_COLUMNS = 200
_BLANK_ROWS_AT_END = 10_000


def rows(file: BinaryIO, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the numbered rows of a workbook's first sheet as text.

    Raises `ImportFailed` where the file is no workbook or too large to be one.
    """
    _check(file, name)
    file.seek(0)
    try:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        # What the file says about its own size is not to be trusted.
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
        blank = 0
        for number, row in enumerate(cells, start=1):
            text = [_text(cell) for cell in row]
            blank = 0 if any(text) else blank + 1
            if blank > _BLANK_ROWS_AT_END:
                return
            yield number, _without_end(text)
    except (ImportFailed, MemoryError):
        raise
    except Exception as error:
        # A damaged workbook raises almost anything inside the library that reads it.
        raise ImportFailed(
            f"{name} cannot be read as a workbook ({type(error).__name__}). "
            "Open it in a spreadsheet and save it as .xlsx or CSV."
        ) from error


def _check(file: BinaryIO, name: str) -> None:
    with open_zip(file, name, LARGEST_WORKBOOK) as archive:
        if "[Content_Types].xml" not in archive.namelist():
            raise ImportFailed(f"{name} is a ZIP file but not a workbook. Unpack it first.")
        if declares_entities(archive):
            raise ImportFailed(f"{name} declares XML entities, as no spreadsheet does.")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _without_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row
