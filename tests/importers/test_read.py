"""Tables from files of every usual encoding, delimiter and kind, and from hostile ones."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from importers.read import delimiter_of, encoding_of, open_table
from tagging.errors import ImportFailed
from tests.conftest import shared_data

TEXT = "name,place\nZoë Müller,Łódź\nAda,Leeds\n"


def table(path: Path) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    with open_table(path) as opened:
        return opened.columns, [(number, list(row)) for number, row in opened.rows]


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(TEXT.encode(encoding))
    columns, rows = table(path)
    assert columns == ("name", "place")
    assert rows == [(2, ["Zoë Müller", "Łódź"]), (3, ["Ada", "Leeds"])]


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name;note\nRenée;“smart” – €5\n".encode("cp1252"))
    with open_table(path) as opened:
        assert list(opened.rows) == [(2, ["Renée", "“smart” – €5"])]
        assert "Windows-1252" in opened.notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognised(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f'a{delimiter}b\n"1, one; | x"{delimiter}2\n', encoding="utf-8")
    assert table(path) == (("a", "b"), [(2, ["1, one; | x", "2"])])


def test_excels_hint_at_the_delimiter_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("sep=;\na;b,c\n1;2,3\n", encoding="utf-8")
    assert table(path) == (("a", "b,c"), [(3, ["1", "2,3"])])


def test_one_column_needs_no_delimiter() -> None:
    assert delimiter_of("name\nAda Lovelace\n") in ",;\t|"
    assert encoding_of(io.BytesIO(b"")) == "utf-8"


def test_rows_carry_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('\n\nname,note\n\nAda,"two\nlines"\n , \nBob,x\n', encoding="utf-8")
    assert table(path)[1] == [(5, ["Ada", "two\nlines"]), (7, ["Bob", "x"])]


def test_workbooks_are_read_as_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "people.xlsx",
        ["name", "start", "level", "ratio", "here", "seen"],
        ["Ada", date(2026, 3, 1), 3.0, 0.5, True, datetime(2026, 3, 1, 9, 30)],  # noqa: DTZ001
        [],
        ["Bob", None, 4],
    )
    assert table(path) == (
        ("name", "start", "level", "ratio", "here", "seen"),
        [
            (2, ["Ada", "2026-03-01", "3", "0.5", "yes", "2026-03-01T09:30:00"]),
            (4, ["Bob", "", "4"]),
        ],
    )


def rewritten(path: Path, member: str, content: bytes) -> Path:
    """Replace or add one member of a ZIP file."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in (members | {member: content}).items():
            new.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"
START = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
)


def test_a_workbook_that_claims_to_be_huge_is_read_by_what_it_holds(tmp_path: Path) -> None:
    path = workbook(tmp_path / "people.xlsx", ["name"])
    last = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    rewritten(path, SHEET, START + last + b"</sheetData></worksheet>")
    assert table(path) == (("name",), [])


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = workbook(tmp_path / "bomb.xlsx", ["name"])
    rewritten(bomb, "xl/sharedStrings.xml", b" " * 50_000_000)
    with pytest.raises(ImportFailed, match="packed"):
        table(bomb)
    laughs = workbook(tmp_path / "laughs.xlsx", ["name"])
    rewritten(
        laughs, SHEET, b'<!DOCTYPE x [<!ENTITY a "ha">]>' + START + b"</sheetData></worksheet>"
    )
    with pytest.raises(ImportFailed, match="entities"):
        table(laughs)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \n,,\n", "empty"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"\xff\xfea\x00,\x00\x00\xd8b\x00\n\x00", "text"),
        (b",".join(b"c%d" % n for n in range(500)), "columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=words):
        table(path)


def test_other_zip_files_and_broken_sheets_are_refused(tmp_path: Path) -> None:
    archive = tmp_path / "people.zip"
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("people.csv", TEXT)
    with pytest.raises(ImportFailed, match="not a workbook"):
        table(archive)
    broken = workbook(tmp_path / "people.xlsx", ["name"])
    rewritten(broken, SHEET, b"<worksheet><sheetData><row>")
    with pytest.raises(ImportFailed, match="cannot be read"):
        table(broken)


def test_folders_and_absent_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="folder"):
        table(tmp_path)
    with pytest.raises(ImportFailed, match="cannot be opened"):
        table(tmp_path / "none.csv")


def test_a_cell_of_ten_megabytes_is_only_a_long_cell(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('name,note\nAda,"' + "x" * 10_000_000 + '"\nBob,y\n', encoding="utf-8")
    assert [number for number, _ in table(path)[1]] == [2, 3]


def test_odd_files_of_others_are_read(tmp_path: Path) -> None:
    files = sorted(shared_data("data", "hostile", "csv").glob("*.csv"))
    assert files
    for path in files:
        columns, rows = table(path)
        assert columns
        assert all(len(row) == len(columns) for _, row in rows)


@settings(deadline=None)  # what begins as a workbook does is read in a process of its own
@given(st.binary(max_size=400))
@example(b"\r\x01")
@example(b"PK\x03\x04")
def test_no_bytes_raise_anything_but_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with suppress(ImportFailed):
        table(path)
