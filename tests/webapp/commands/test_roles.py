"""`signpost roles`: profiles from outside files, for people and programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph import skills
from graph.database import Database
from graph.records import Skill
from tests.importers.test_occupations import download, folder_of, measured
from webapp.commands.roles import command


@pytest.fixture
def store(db: Database) -> Database:
    match = ("http://example.org/skill/weather",)
    known = [Skill("weather", "[bold]weather", matches=match), Skill("nets", "Nets")]
    db.transact(lambda tx: skills.save(tx, known))
    return db


def test_a_profile_from_esco(runner: CliRunner, store: Database, tmp_path: Path) -> None:
    call = ["from-esco", str(download(tmp_path)), "skipper"]
    rehearsed = json.loads(runner.invoke(command, [*call, "--dry-run", "--json"]).stdout)
    assert rehearsed["dry_run"]
    assert json.loads(runner.invoke(command, ["list", "--json"]).stdout) == []
    printed = runner.invoke(command, call).output
    assert "new role Fishing master: 1 added" in printed
    assert "Not in your vocabulary" in printed
    assert "ESCO classification" in printed
    (role,) = json.loads(runner.invoke(command, ["list", "--json"]).stdout)
    assert (role["name"], role["skills"], role["taken_from"]) == ("Fishing master", 1, ["ESCO"])
    again = runner.invoke(command, [*call, "--add-skills", "--json"])
    assert json.loads(again.stdout)["new_skills"] == ["mend nets"]
    assert "Fishing master" in runner.invoke(command, ["list"]).output


def test_a_profile_from_onet(runner: CliRunner, store: Database, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, measured("45-1.00", "nets", "4", "3.5"))
    call = ["from-onet", str(folder), "Fishers", "--role", "Fisher", "--compare-only", "--json"]
    found = json.loads(runner.invoke(command, call).stdout)
    assert list(found) == [
        "role", "source", "added", "new_skills", "not_in_vocabulary", "missing", "other_level",
        "attribution", "dry_run",
    ]  # fmt: skip
    assert (found["role"]["name"], found["source"]["version"], found["added"]) == (
        "Fisher", "29.0", [],
    )  # fmt: skip
    assert [one["label"] for one in found["missing"]] == ["Nets"]


def test_an_occupation_that_is_not_there(
    runner: CliRunner, store: Database, tmp_path: Path
) -> None:
    done = runner.invoke(command, ["from-esco", str(download(tmp_path)), "fishing mastr"])
    assert done.exit_code == 1
    assert "fishing master" in str(done.exception)
