"""Role profiles from files."""

from pathlib import Path

import pytest

from graph import roles, schema, skills
from graph.database import Database
from graph.records import Ref, Requirement, Skill
from importers.report import Report
from importers.roles import import_roles
from tagging.errors import ImportFailed
from tagging.permissions import OPERATOR
from tests.conftest import shared_data

FILE = """\
Role,Description,Skill,Required level,Essential or desirable
Adviser,Talks with people,Listening,4,essential
Adviser,,LMI,,80%
Manager,,,,
"""


@pytest.fixture
def store(db: Database) -> Database:
    """A database with two skills."""
    known = [Skill("listening", "Listening"), Skill("lmi", "labour-market information", ("LMI",))]
    db.transact(lambda tx: skills.save(tx, known))
    return db


def load(db: Database, path: Path, text: str, *, dry_run: bool = False) -> Report:
    path.write_text(text, encoding="utf-8")
    return import_roles(db, OPERATOR, path, dry_run=dry_run)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected_rows


def test_rows_become_profiles(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "roles.csv"
    empty = schema.checksum(store)
    assert counts(load(store, path, FILE, dry_run=True)) == (2, 0, 0, 0)
    assert schema.checksum(store) == empty
    assert counts(load(store, path, FILE)) == (2, 0, 0, 0)
    adviser, manager = roles.every(store)
    assert adviser.description == "Talks with people"
    assert adviser.requires == (
        Requirement(Ref("listening", "Listening"), 4, 1.0),
        Requirement(Ref("lmi", "labour-market information"), 3, 0.8),
    )
    assert manager.requires == ()
    assert counts(load(store, path, FILE)) == (0, 0, 2, 0)
    more = "role,skill,level\nManager,LMI,5\nAdviser,Listening,4\n"
    assert counts(load(store, path, more)) == (0, 2, 0, 0)
    assert len(roles.every(store)[0].requires) == 2


def test_rows_that_cannot_be_used_say_why(store: Database, tmp_path: Path) -> None:
    text = (
        "role,skill,level,importance\n"
        ",Listening,3,\n"
        "Adviser,Juggling,3,\n"
        "Adviser,Listening,9,\n"
        "Adviser,Listening,3,very\n"
        "Adviser,Listening,3,1.5\n"
        "Adviser,Listening,3,1,more\n"
        f"{'x' * 121},Listening,3,\n"
    )
    report = load(store, tmp_path / "roles.csv", text)
    assert counts(report) == (0, 0, 0, 7)
    assert [one.column for one in report.rejected] == [
        "role",
        "skill",
        "level",
        "importance",
        "importance",
        "",
        "role",
    ]
    assert all(one.reason and one.mend for one in report.rejected)


def test_odd_files_of_others_end_in_words(store: Database) -> None:
    for path in sorted(shared_data("data", "hostile", "csv").glob("*.csv")):
        with pytest.raises(ImportFailed, match="no column 'role'"):
            import_roles(store, OPERATOR, path)
