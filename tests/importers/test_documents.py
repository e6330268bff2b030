"""Documents from files of every kind, with a small front matter where they are text."""

from datetime import date
from pathlib import Path

import pytest

from graph import people, schema, skills
from graph.database import Database
from graph.documents import listed as documents_listed
from graph.records import Person, Skill
from importers.documents import import_documents
from importers.front_matter import parse
from importers.report import Report
from tagging.errors import ImportFailed, Invalid
from tagging.permissions import OPERATOR
from tests.conftest import shared_data
from tests.importers import hostile_files as files
from webapp.originals import Originals

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
    assert document.lmi_types == ("vacancies", "progression")
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
    assert not report.notes
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


def write_all(folder: Path) -> None:
    """Write documents of every kind into a folder and folders below it."""
    below = folder / "below" / "deeper"
    below.mkdir(parents=True)
    info = "/Title (Jobs by the sea) /Author (Quill, Nora)"
    (folder / "jobs.pdf").write_bytes(files.pdf([files.lines(files.TEXT.strip())], info=info))
    word = files.word(("Title", "Pay"), ("Normal", "Pay is low."), author="Al Au; omar@way.example")
    (below / "pay.DOCX").write_bytes(word)
    (below / "care.html").write_bytes(files.page("<p>Ring 0118 496 0123 for <b>care</b> jobs."))
    (below / "~$pay.docx").write_bytes(b"left by an open file")
    (folder / ".hidden.md").write_text("not looked at", encoding="utf-8")
    (folder / "scan.pdf").write_bytes(files.scanned_pdf())
    (folder / "same.txt").write_text(files.TEXT, encoding="utf-8")


def test_folders_are_loaded_with_all_below_them(store: Database, tmp_path: Path) -> None:
    write_all(tmp_path)
    originals = Originals(tmp_path / "kept")
    report = import_documents(
        store,
        OPERATOR,
        [tmp_path, tmp_path / "jobs.pdf"],
        keep_original=originals.keep_file,
        suggestions=True,
    )
    assert counts(report) == (3, 0, 1, 1)
    assert [(one.value, one.loaded) for one in report.rejected if not one.loaded] == [
        ("scan.pdf", False)
    ]
    found = {one.title: one for one in documents_listed.page(store, viewer=None).items}
    assert set(found) == {"Jobs by the sea", "Pay", "care"}
    assert [one.id for one in found["Jobs by the sea"].authors] == ["nora"]
    assert [one.id for one in found["Pay"].authors] == ["omar"]
    assert found["Pay"].author_names == ("Al Au",)
    assert found["Pay"].original_name == "pay.DOCX"
    assert found["Pay"].analysis == "waiting"
    assert found["Pay"].space == "organisation"
    content = (tmp_path / "below" / "deeper" / "pay.DOCX").read_bytes()
    assert originals.path(found["Pay"].original_digest).read_bytes() == content
    assert any("care.html: personal data?" in note for note in report.notes)


def test_the_same_words_in_another_file_are_not_loaded_again(
    store: Database, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# Ice\nCold", encoding="utf-8")
    assert counts(load(store, tmp_path / "a.md")) == (1, 0, 0, 0)
    (tmp_path / "b.txt").write_text("---\ntitle: Snow\n---\n# ICE\n  cold", encoding="utf-8")
    report = load(store, tmp_path / "b.txt")
    assert counts(report) == (0, 0, 1, 0)
    assert report.notes == ("b.txt: there already as ‘Ice’.",)
    assert counts(load(store, tmp_path)) == (0, 0, 2, 0)


def test_front_matter_can_say_what_describes_a_document(store: Database, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ninterpretation: intelligence\naudience: adults; young people\nofficial: yes\n"
        "SIC: q, 86\nsoc: 6135\ngeography: local\nlmi_types: Pay; Weather\n---\nCare pays.",
        encoding="utf-8",
    )
    report = load(store, tmp_path)
    [document] = documents_listed.page(store, viewer=None).items
    assert document.interpretation == "intelligence"
    assert document.audience == ("young people", "adults")
    assert document.official is True
    assert document.sic == ("86", "Q")
    assert document.soc == ("6135",)
    assert document.lmi_types == ("progression",)
    assert [(one.column, one.value, one.loaded) for one in report.rejected] == [
        ("lmi_types", "Weather", True)
    ]


def test_front_matter_says_who_maintains_it_and_its_stage(store: Database, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nowner: Nora Quill\nmaturity: 4\n---\nCare pays.", encoding="utf-8"
    )
    (tmp_path / "b.md").write_text(
        "---\nowner: Zoe Zorn\nstage: 9\n---\nCare pays better.", encoding="utf-8"
    )
    report = load(store, tmp_path)
    first, second = documents_listed.page(store, viewer=None).items
    assert first.owner is not None
    assert (first.owner.name, first.maturity) == ("Nora Quill", 4)
    assert (second.owner, second.maturity) == (None, 1)
    assert [one.column for one in report.rejected] == ["maturity", "owner"]
