"""`signpost suggest` on a file and on standard input."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from click.testing import CliRunner
from docx import Document as Docx

from graph import skills
from graph.database import Database
from graph.records import Skill, SkillStatus
from tagging.text.meaning import installed
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


def pdf(path: Path) -> None:
    source = path.with_suffix(".typ")
    source.write_text(f"= A post\n\n{TEXT}\n")
    typst.compile(str(source), output=str(path))


def docx(path: Path) -> None:
    document = Docx()
    document.add_heading("A post")
    document.add_paragraph(TEXT)
    document.save(str(path))


def html(path: Path) -> None:
    path.write_text(f"<html><body><article><h1>A post</h1><p>{TEXT}</p></article></body></html>")


@pytest.mark.parametrize("make", [pdf, docx, html])
def test_files_of_other_kinds(
    runner: CliRunner, vocabulary: None, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    file = tmp_path / f"post.{make.__name__}"
    make(file)
    result = runner.invoke(command, [str(file), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["suggestions"][0]["skill"] == "care"


@pytest.mark.skipif(not installed(), reason="the extra `semantic` is not installed")
def test_with_meaning(runner: CliRunner, vocabulary: None) -> None:
    result = runner.invoke(command, ["-", "--meaning", "--json"], input=TEXT)
    assert result.exit_code == 0, result.output
    first = json.loads(result.stdout)["suggestions"][0]
    assert (first["skill"], first["features"]["meaning"] > 0) == ("care", True)


def test_a_folder_that_has_no_model(runner: CliRunner, vocabulary: None, tmp_path: Path) -> None:
    result = runner.invoke(command, ["-", "--model", str(tmp_path)], input=TEXT)
    assert result.exit_code == 1
    assert "no folder of a sentence model" in str(result.exception)
