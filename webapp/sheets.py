"""One table for the screen, for CSV, for a workbook (XLSX) and for paper (PDF): always the same."""

import io
from dataclasses import dataclass
from pathlib import Path

from webapp.pdf import typeset
from webapp.tables import Cell, as_csv

TEMPLATE = Path(__file__).parent / "templates" / "gaps" / "sheet.typ"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 60
_NARROWEST = 10
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: words, or a number with so many decimals; on the screen maybe a link and a shade."""

    value: str | int | float
    link: str = ""
    shade: int | None = None
    decimals: int = 1

    @property
    def shown(self) -> str:
        """The cell as it reads on the screen and on paper."""
        if isinstance(self.value, float):
            return f"{self.value:,.{self.decimals}f}"
        return f"{self.value:,}" if isinstance(self.value, int) else self.value

    @property
    def kept(self) -> Cell:
        """The cell as a file keeps it: a number as it is shown, without separators."""
        if isinstance(self.value, float):
            return f"{self.value:.{self.decimals}f}"
        return self.value

    @property
    def right(self) -> bool:
        """Whether it stands at the right of its column: numbers, and words with a shade."""
        return self.number or self.shade is not None

    @property
    def number(self) -> bool:
        """Whether it is a number."""
        return not isinstance(self.value, str)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, what is said before it, and notes after it."""

    name: str
    title: str
    said: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    notes: tuple[str, ...] = ()

    def csv(self) -> str:
        """Return the table alone as CSV, safe to open in a spreadsheet."""
        return as_csv(self.header, [[cell.kept for cell in row] for row in self.rows])

    def xlsx(self) -> bytes:
        """Return a workbook: the table on the first sheet, what is said and the notes on another.

        Words are always written as words, so that none is run as a formula or opened as a link.
        """
        import xlsxwriter

        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, options) as book:
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            page = book.add_worksheet(self.title[:_LONGEST_NAME].translate(_NOT_IN_NAMES))
            for column, words in enumerate(self.header):
                page.write_string(0, column, words, bold)
                page.set_column(column, column, self._width(column))
            for place, row in enumerate(self.rows, 1):
                for column, cell in enumerate(row):
                    if cell.number:
                        decimals = cell.decimals if isinstance(cell.value, float) else 0
                        form = book.add_format({"num_format": _FORMS[decimals], "valign": "top"})
                        page.write_number(place, column, float(cell.kept or 0), form)
                    else:
                        page.write_string(place, column, str(cell.value), wrapped)
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, len(self.rows), len(self.header) - 1)
            about = book.add_worksheet("About")
            about.set_column(0, 0, 100)
            for place, words in enumerate((self.title, *self.said, *self.notes)):
                about.write_string(place, 0, words, wrapped)
        return out.getvalue()

    def pdf(self, organisation: str, made: str) -> bytes:
        """Return the table as a PDF on A4, with what is said before it and the notes."""
        return typeset(
            TEMPLATE,
            "sheet",
            {
                "title": self.title,
                "organisation": organisation,
                "made": made,
                "said": list(self.said),
                "header": list(self.header),
                "rows": [[_on_paper(cell) for cell in row] for row in self.rows],
                "notes": list(self.notes),
                "right": [self._is_right(column) for column in range(len(self.header))],
                "widths": [self._width(column) for column in range(len(self.header))],
            },
        )

    def _is_right(self, column: int) -> bool:
        return all(row[column].right for row in self.rows) and bool(self.rows)

    def _width(self, column: int) -> int:
        cells = (len(row[column].shown) for row in self.rows)
        return min(_WIDEST, max(_NARROWEST, len(self.header[column]), *cells, 0))


_FORMS = ("0", "0.0", "0.00")
_NOT_IN_NAMES = {ord(sign): "-" for sign in "[]:*?/\\'"}


def _on_paper(cell: Entry) -> dict[str, str | int]:
    return {"words": cell.shown, "shade": cell.shade or 0}
