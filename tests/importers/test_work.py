"""Projects and services from files, and headcounts of teams from files of roles."""

from datetime import date
from pathlib import Path

import pytest

from graph import needs, people, schema, skills, work
from graph.database import Database
from graph.records import Person, Ref, Skill, Work, WorkKind, WorkNeed
from importers.report import Report
from importers.roles import import_roles
from importers.work import import_work
from tagging.errors import ImportFailed
from tagging.identity import team_ref
from tagging.permissions import OPERATOR
from tests.conftest import shared_data

COAST, QUAY = team_ref("Coast"), team_ref("Coast > Quay")
FILE = """\
Project,Type,End date,Team,About,Needs,Level,Importance,How many
Boats,service,31/01/2027,Coast > Quay,On the quay,Fishing,4,essential,2
Boats,,,,,nets,,40%,
Wing,,,Coast,,,,,
"""


@pytest.fixture
def store(db: Database) -> Database:
    """Two skills and two teams, one below the other."""
    known = [Skill("fishing", "Fishing"), Skill("mending", "Mending nets", ("nets",))]
    db.transact(lambda tx: skills.save(tx, known))
    nora = Person("nora", "Nora Quill", team=QUAY)
    db.transact(lambda tx: people.save(tx, [nora]))
    return db


def load(db: Database, path: Path, text: str, *, dry_run: bool = False) -> Report:
    path.write_text(text, encoding="utf-8")
    return import_work(db, OPERATOR, path, dry_run=dry_run)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected_rows


def test_rows_become_work(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "work.csv"
    empty = schema.checksum(store)
    assert counts(load(store, path, FILE, dry_run=True)) == (2, 0, 0, 0)
    assert schema.checksum(store) == empty
    assert counts(load(store, path, FILE)) == (2, 0, 0, 0)
    boats, wing = work.every(store)
    assert boats == Work(
        boats.id,
        "Boats",
        WorkKind.SERVICE,
        date(2027, 1, 31),
        "On the quay",
        Ref(QUAY.id, "Quay"),
        (
            WorkNeed(Ref("fishing", "Fishing"), 4, 1.0, 2),
            WorkNeed(Ref("mending", "Mending nets"), 3, 0.4, 1),
        ),
    )
    assert (wing.kind, wing.until, wing.needs) == (WorkKind.PROJECT, None, ())
    assert counts(load(store, path, FILE)) == (0, 0, 2, 0)
    assert counts(load(store, path, "work,kind,needs,level\nBOATS,service,Fishing,5\n")) == (
        0, 1, 0, 0,
    )  # fmt: skip
    assert [one.level for one in work.every(store)[0].needs] == [5, 3]


def test_rows_that_cannot_be_used_say_why(store: Database, tmp_path: Path) -> None:
    text = (
        "work,kind,until,team,needs,level,importance,people\n"
        ",project,,,Fishing,3,,\n"
        "Boats,hobby,,,Fishing,3,,\n"
        "Boats,project,soon,,Fishing,3,,\n"
        "Boats,project,,Nowhere,Fishing,3,,\n"
        "Boats,project,,,Juggling,3,,\n"
        "Boats,project,,,Fishing,9,,\n"
        "Boats,project,,,Fishing,3,very,\n"
        "Boats,project,,,Fishing,3,,0\n"
        "Boats,project,,,Fishing,3,,half\n"
        "Boats,project,,,Fishing,3,,1,more\n"
    )
    report = load(store, tmp_path / "work.csv", text)
    assert counts(report) == (0, 0, 0, 10)
    assert [one.column for one in report.rejected] == [
        "work", "kind", "until", "team", "needs", "level", "importance", "people", "people", "",
    ]  # fmt: skip
    assert all(one.reason and one.mend for one in report.rejected)


def test_odd_files_of_others_end_in_words(store: Database) -> None:
    for path in sorted(shared_data("data", "hostile", "csv").glob("*.csv")):
        try:
            report = import_work(store, OPERATOR, path, dry_run=True)
        except ImportFailed as failed:
            assert "no column 'work'" in failed.message  # noqa: PT017 - some have a name column
        else:
            assert all(one.reason and one.mend for one in report.rejected)


def roles(db: Database, path: Path, text: str) -> Report:
    path.write_text(text, encoding="utf-8")
    return import_roles(db, OPERATOR, path)


def test_a_file_of_roles_says_how_many_a_team_needs(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "roles.csv"
    text = "role,skill,team,headcount\nSkipper,Fishing,,\nSkipper,,Coast > Quay,3\nMate,,Coast,0\n"
    assert counts(roles(store, path, text)) == (2, 0, 0, 0)
    assert counts(roles(store, path, text)) == (0, 0, 2, 0)
    found = {(one.team.name, one.role.name): one.headcount for one in needs.headcounts(store)}
    assert found == {("Quay", "Skipper"): 3, ("Coast", "Mate"): 0}
    assert counts(roles(store, path, "role,team,posts\nSkipper,Quay,4\n")) == (0, 1, 0, 0)


def test_half_a_headcount_is_said(store: Database, tmp_path: Path) -> None:
    text = "role,team,headcount\nMate,,3\nMate,Coast,\nMate,Coast,many\nMate,Shore,1\n"
    report = roles(store, tmp_path / "roles.csv", text)
    assert [one.column for one in report.rejected] == ["team", "headcount", "headcount", "team"]
