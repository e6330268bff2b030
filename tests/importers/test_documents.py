"""Documents from Markdown and text files with a small front matter."""

from datetime import date
from pathlib import Path

import pytest

from graph import documents_listed, people, schema, skills
from graph.database import Database
from graph.records import Person, Skill
from importers.documents import import_documents
from importers.front_matter import parse
from importers.report import Report
from tagging.errors import ImportFailed, Invalid
from tagging.permissions import OPERATOR
from tests.conftest import shared_data

FILE = """\
---
title: "Jobs on farms: a briefing"
authors: Nora Quill; omar@way.example
kind: briefing
lmi_types: [vacancies, pay]
region: North
Sector: farming
published: 1 March 2026
review due: 2027-03-01
source: https://x.example/farms
skills:
  - Farming
  - milking
---
# Jobs on farms

Few, and *seasonal*.
"""


@pytest.fixture
def store(db: Database) -> Database:
    """A database with two authors and one skill."""
    crowd = [Person("nora", "Nora Quill"), Person("omar", "Omar Bell", email="omar@way.example")]
    db.transact(lambda tx: people.save(tx, crowd))
    db.transact(lambda tx: skills.save(tx, [Skill("farming", "Farming", ("milking",))]))
    return db


def load(db: Database, path: Path, *, dry_run: bool = False) -> Report:
    return import_documents(db, OPERATOR, path, dry_run=dry_run)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected_rows


def test_a_file_becomes_a_document(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "farms.md"
    path.write_text(FILE, encoding="utf-8")
    empty = schema.checksum(store)
    assert counts(load(store, path, dry_run=True)) == (1, 0, 0, 0)
    assert schema.checksum(store) == empty
    assert counts(load(store, path)) == (1, 0, 0, 0)
    [document] = documents_listed.by_author(store, "nora")
    assert document.title == "Jobs on farms: a briefing"
    assert document.text == "# Jobs on farms\n\nFew, and *seasonal*."
    assert [author.id for author in document.authors] == ["nora", "omar"]
    assert document.lmi_types == ("vacancies", "pay")
    assert (document.region, document.sector, document.kind) == ("North", "farming", "briefing")
    assert document.published == date(2026, 3, 1)
    assert document.review_due == date(2027, 3, 1)
    assert [skill.id for skill in document.skills] == ["farming"]
    assert counts(load(store, path)) == (0, 0, 1, 0)
    path.write_text(FILE.replace("2027-03-01", "2028-03-01"), encoding="utf-8")
    assert counts(load(store, path)) == (0, 1, 0, 0)


def test_a_folder_is_loaded_file_by_file(store: Database, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FILE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes("Pay rises – €9".encode("cp1252"))
    (tmp_path / "c.md").write_text("---\nauthors: Nobody\n---\n# Ice\nCold", encoding="utf-8")
    (tmp_path / "d.md").write_text("---\ntitle: no end\n", encoding="utf-8")
    (tmp_path / "e.md").write_text("---\ntitle: bare\nodd line\n---\n", encoding="utf-8")
    (tmp_path / "f.md").write_text("---\npublished: 03/04/05\n---\nx", encoding="utf-8")
    (tmp_path / "g.md").write_text(FILE, encoding="utf-8")
    (tmp_path / "h.csv").write_text("not looked at", encoding="utf-8")
    report = load(store, tmp_path)
    assert counts(report) == (3, 0, 0, 4)
    assert [(one.row, one.column, one.loaded) for one in report.rejected] == [
        (3, "authors", True),
        (4, "front matter", False),
        (5, "text", False),
        (6, "published", False),
        (7, "", False),
    ]
    assert report.notes == ("e.md: not used: odd line.",)
    titles = {one.title: one.text for one in documents_listed.page(store).items}
    assert titles["b"] == "Pay rises – €9"
    assert titles["Ice"] == "# Ice\nCold"


def test_other_files_are_refused(store: Database, tmp_path: Path) -> None:
    for path in sorted(shared_data("data", "hostile", "csv").glob("*.csv")):
        with pytest.raises(ImportFailed, match="no document"):
            load(store, path)
    with pytest.raises(ImportFailed, match="holds no"):
        load(store, tmp_path)
    with pytest.raises(ImportFailed, match="cannot be opened"):
        load(store, tmp_path / "none.md")


def test_text_that_is_no_text_is_rejected(store: Database, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00\xd8a")
    (tmp_path / "b.md").write_bytes(b"x" * 2_000_001)
    (tmp_path / "c.md").write_bytes(b"\x00\x01\x02")
    assert load(store, tmp_path).rejected_rows == 3


def test_front_matter_is_optional_and_must_end() -> None:
    assert parse("text\n---\nmore").text == "text\n---\nmore"
    assert parse("---\ntitle: 'A: b'\n---\nx").fields == {"title": "A: b"}
    with pytest.raises(Invalid):
        parse("---\ntitle: x")
