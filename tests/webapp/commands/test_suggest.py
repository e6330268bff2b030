"""`signpost suggest` on a file and on standard input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph import skills
from graph.database import Database
from graph.records import Skill, SkillStatus
from webapp.commands.suggest import command

TEXT = "The post includes care planning for older people."


@pytest.fixture
def vocabulary(db: Database) -> None:
    some = [
        Skill("care", "Care planning", status=SkillStatus.COMMUNITY),
        Skill("cnc", "CNC machining", status=SkillStatus.COMMUNITY),
    ]
    db.transact(lambda tx: skills.save(tx, some))


def test_a_file_as_json(runner: CliRunner, vocabulary: None, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text(TEXT)
    result = runner.invoke(command, [str(file), "--json"])
    assert result.exit_code == 0, result.output
    first = json.loads(result.stdout)["suggestions"][0]
    assert (first["skill"], first["kind"]) == ("care", "explicit")
    assert TEXT[first["start"] : first["end"]] == "care planning"


def test_standard_input_as_text(runner: CliRunner, vocabulary: None) -> None:
    result = runner.invoke(command, ["-"], input=TEXT)
    assert result.exit_code == 0, result.output
    assert "Care planning" in result.stdout
    assert "are the name of this" in result.stdout


def test_a_file_that_is_not_there(runner: CliRunner) -> None:
    result = runner.invoke(command, ["nowhere.txt"])
    assert result.exit_code == 2
    assert "there is no file nowhere.txt" in result.output
