"""People from files: added once, changed where they differ, rejected with what to do."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph import people, schema
from graph.batches import get as batch
from graph.database import Database
from graph.ids import derived_id
from graph.records import Absence, Person, PersonKind
from importers.people import import_people
from importers.report import Report
from tagging.errors import ImportFailed, NotPermitted
from tagging.own_page import update_own
from tagging.permissions import OPERATOR, Viewer
from tests.conftest import shared_data

FILE = """\
Staff ID;Full name;E-mail;Tel;Team;Organisation;Type;Line manager;Deputy;Known to;Roles;Languages;\
Away from;Away until;Start date;What they were told
E 001;Nora Quill;Nora@Way.example; 0118 496 0001 ;North > Employers;Wayfinder;staff;;\
omar@way.example;;Adviser|Mentor;English; 20/11/2026;2026-11-30;1/4/2019;
omar;Omar Bell;omar@way.example;;North;Wayfinder;staff;Nora Quill;;;Adviser;English; Polish;;;;
"""
CONTACTS = """\
Name,Company,Type,Phone,Contact of,Consent
Ida Frost,Frost & Sons,external,0118 496 0003,Nora Quill; omar,Agreed by phone
"""
NORA = derived_id("person", "E 001")


def load(db: Database, path: Path, text: str, **options: object) -> Report:
    path.write_text(text, encoding="utf-8")
    return import_people(db, OPERATOR, path, **options)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected_rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test's file goes."""
    return tmp_path / "people.csv"


STAFF = FILE.replace("English; Polish", "English| Polish")


def test_a_file_becomes_people_with_all_that_it_says(db: Database, file: Path) -> None:
    assert counts(load(db, file, STAFF)) == (2, 0, 0, 0)
    nora, omar = people.get(db, NORA), people.get(db, "omar")
    assert nora is not None
    assert omar is not None
    assert nora.email == "nora@way.example"
    assert nora.phone == "0118 496 0001"
    assert nora.absence == Absence(date(2026, 11, 20), date(2026, 11, 30))
    assert nora.joined == date(2019, 4, 1)
    assert nora.team is not None
    assert nora.team.name == "Employers"
    assert {role.name for role in nora.roles} == {"Adviser", "Mentor"}
    assert nora.stand_in is not None
    assert nora.stand_in.id == "omar"
    assert omar.manager is not None
    assert omar.manager.id == NORA
    assert omar.languages == ("English", "Polish")


def test_external_contacts_name_who_knows_them(db: Database, file: Path) -> None:
    load(db, file, STAFF)
    assert counts(load(db, file, CONTACTS)) == (1, 0, 0, 0)
    ida, _ = people.by_name(db, "Ida Frost")[0]
    assert ida.kind is PersonKind.EXTERNAL
    assert ida.organisation is not None
    assert ida.organisation.name == "Frost & Sons"
    assert {ref.name for ref in ida.known_by} == {"Nora Quill", "Omar Bell"}
    assert ida.listing_note == "Agreed by phone"


def test_a_second_run_changes_nothing_and_leaves_one_batch(db: Database, file: Path) -> None:
    load(db, file, STAFF)
    before = schema.checksum(db)
    assert counts(load(db, file, STAFF)) == (0, 0, 2, 0)
    assert schema.checksum(db) == before
    ids = db.read("MATCH (b:ImportBatch) RETURN b.id AS id")
    assert len(ids) == 1
    noted = batch(db, ids[0]["id"])
    assert noted is not None
    assert (noted.kind, noted.file, noted.added) == ("people", "people.csv", 2)


def test_a_rehearsal_writes_nothing_and_counts_alike(db: Database, file: Path) -> None:
    empty = schema.checksum(db)
    rehearsed = load(db, file, STAFF, dry_run=True)
    assert schema.checksum(db) == empty
    assert db.read("MATCH (n:ImportBatch) RETURN n") == []
    assert counts(rehearsed) == counts(load(db, file, STAFF))
    changed = STAFF.replace("0118 496 0001", "0118 496 0099")
    assert counts(load(db, file, changed, dry_run=True)) == (0, 1, 1, 0)
    assert counts(load(db, file, changed)) == (0, 1, 1, 0)


def test_a_file_adds_and_changes_but_never_erases(db: Database, file: Path) -> None:
    load(db, file, STAFF)
    load(db, file, CONTACTS)
    fewer = "id,name,phone,mobile\nomar,Omar B. Bell,,07700 900001\n"
    assert counts(load(db, file, fewer)) == (0, 1, 0, 0)
    omar = people.get(db, "omar")
    assert omar is not None
    assert (omar.name, omar.mobile, omar.email) == (
        "Omar B. Bell",
        "07700 900001",
        "omar@way.example",
    )
    assert omar.manager is not None
    assert counts(load(db, file, "name,company\nIda Frost,Frost & Sons\n")) == (0, 0, 1, 0)
    assert people.by_name(db, "Ida Frost")[0][0].kind is PersonKind.EXTERNAL


def test_what_people_set_by_hand_stays(db: Database, file: Path) -> None:
    load(db, file, STAFF)
    viewer = Viewer("omar", "Omar Bell", ("adviser",))
    update_own(db, viewer, "omar", phone="0118 496 0555", now=datetime(2026, 11, 24, tzinfo=UTC))
    row = "id,name,phone,chat\nomar,Omar Bell,0118 496 0002,@omar\n"
    assert counts(load(db, file, row)) == (0, 1, 0, 0)
    omar = people.get(db, "omar")
    assert omar is not None
    assert (omar.phone, omar.chat) == ("0118 496 0555", "@omar")
    assert counts(load(db, file, row)) == (0, 0, 1, 0)
    assert counts(load(db, file, row, overwrite=True)) == (0, 1, 0, 0)


def test_an_address_known_here_is_the_same_person(db: Database, file: Path) -> None:
    load(db, file, STAFF)
    assert counts(load(db, file, "e-mail,name,chat\nOMAR@way.example,Omar Bell,@o\n"))[1] == 1
    renamed = "id,e-mail,name\n9017,omar@way.example,Omar Bell\n"
    assert counts(load(db, file, renamed)) == (0, 0, 1, 0)
    shared = "id,e-mail,name\na1,omar@way.example,Al One\na2,omar@way.example,Al Two\n"
    assert counts(load(db, file, shared)) == (2, 0, 0, 0)
    assert counts(load(db, file, shared)) == (0, 0, 2, 0)


def test_rows_that_cannot_be_used_say_why_and_what_to_do(db: Database, file: Path) -> None:
    text = (
        "id,name,email,phone,type,start date,away from,away until,line manager\n"
        "a,,a@x.example,,,,,,\n"
        "b,Bea,no address,,,,,,\n"
        "c,Cy,,call me,,,,,\n"
        "d,Di,,,robot,,,,\n"
        "e,Ed,,,,03/04/05,,,\n"
        "f,Flo,,,,,,2026-01-01,\n"
        "g,Gus,,,,,2026-01-02,2026-01-01,\n"
        "h,Hal,,,,,,,Guss\n"
        "i,Ivy,,,,,,,,too,much\n"
        "h,Hal,,,,,,,\n"
        f"j,{'J' * 121},,,,,,,\n"
    )
    report = load(db, file, text)
    assert counts(report) == (1, 0, 0, 10)
    found = [(one.row, one.column, one.loaded) for one in report.rejected]
    assert found == [
        (2, "name", False),
        (3, "email", False),
        (4, "phone", False),
        (5, "type", False),
        (6, "start date", False),
        (7, "away until", False),
        (8, "away until", False),
        (9, "line manager", True),
        (10, "", False),
        (11, "", False),
        (12, "name", False),
    ]
    assert all(one.reason and one.mend for one in report.rejected)
    assert people.get(db, "h") == Person("h", "Hal")


def test_the_nearest_name_is_suggested(db: Database, file: Path) -> None:
    load(db, file, STAFF)
    report = load(db, file, "id,name,manager\nx,Xe,Nora Quil\n")
    assert "Nora Quill" in report.rejected[0].mend


def test_first_and_last_names_make_a_name(db: Database, file: Path) -> None:
    load(db, file, "first name,surname,email\nAda,Lovelace,ada@x.example\n")
    assert people.by_email(db, "ada@x.example").name == "Ada Lovelace"  # type: ignore[union-attr]


def test_nobody_without_the_right_may_import(db: Database, file: Path) -> None:
    file.write_text(STAFF, encoding="utf-8")
    with pytest.raises(NotPermitted):
        import_people(db, Viewer("omar", roles=("adviser",)), file)


def test_hostile_cells_are_tidied_or_rejected(db: Database, file: Path) -> None:
    text = (
        "id,name,about\n"
        "a,A\x00d\x1ba,ok\n"
        "b,\u202e\u200b,ok\n"
        'c,Cy,"' + "x" * 10_000_000 + '"\n'
        "d,<script>alert(1)</script>,\u0000\n"
        "e,{{7*7}} $(id) ' OR 1=1,x\n"
    )
    report = load(db, file, text)
    assert (report.added, report.rejected_rows) == (3, 2)
    assert people.get(db, "a").name == "A d a"  # type: ignore[union-attr]
    assert max(len(one.value) for one in report.rejected) <= 120


def test_odd_files_of_others_end_in_words(db: Database) -> None:
    for path in sorted(shared_data("data", "hostile", "csv").glob("*.csv")):
        if path.name == "comma_in_quotes.csv":
            assert counts(import_people(db, OPERATOR, path)) == (1, 0, 0, 0)
            continue
        with pytest.raises(ImportFailed, match="no column"):
            import_people(db, OPERATOR, path)


def test_more_people_than_one_batch_holds_are_linked(
    db: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.people._BATCH", 2)
    rows = "".join(f"p{n},Pat {n},p{(n + 1) % 7}\n" for n in range(7))
    text = f"id,name,manager\n{rows}"
    assert counts(load(db, file, text)) == (7, 0, 0, 0)
    assert [one.manager.id for one in people.get_many(db, ["p0", "p6"]) if one.manager] == [
        "p1",
        "p0",
    ]
    assert counts(load(db, file, text)) == (0, 0, 7, 0)
