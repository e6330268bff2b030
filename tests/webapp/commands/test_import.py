"""`signpost import`: its report in words and as JSON, its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph import schema
from graph.database import Database
from graph.own_neo4j import Connection
from webapp.commands.import_ import command

STAFF = "id,name,phone,shoe size\nnora,Nora Quill,0118 496 0001,5\nomar,Omar [Bell],call me,9\n"


@pytest.fixture
def run(db: Database, neo4j_connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call the command on the empty test database."""
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_connection.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_connection.password)

    def called(*arguments: str) -> Result:
        return CliRunner().invoke(command, arguments, env={"COLUMNS": "200"})

    return called


def test_the_report_is_json_on_request(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(STAFF, encoding="utf-8")
    result = run("people", str(path), "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert list(report) == [
        "kind", "file", "added", "changed", "unchanged", "rejected", "rejected_rows", "notes",
        "dry_run", "seconds",
    ]  # fmt: skip
    assert (report["added"], report["rejected_rows"]) == (1, 1)
    assert list(report["rejected"][0]) == ["row", "column", "value", "reason", "mend", "loaded"]
    assert report["notes"] == ["Columns not used: shoe size."]


def test_the_report_is_in_words_otherwise(run: Any, db: Database, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(STAFF, encoding="utf-8")
    empty = schema.checksum(db)
    rehearsed = run("people", str(path), "--dry-run")
    assert "1 would be added" in rehearsed.stdout
    assert "call me" in rehearsed.stdout
    assert schema.checksum(db) == empty
    path.write_text(STAFF.replace("call me", "2"), encoding="utf-8")
    assert run("people", str(path)).exit_code == 0


def test_a_file_that_is_not_there_is_a_wrong_call(run: Any, tmp_path: Path) -> None:
    assert run("skills", str(tmp_path / "none.csv")).exit_code == 2


def test_documents_come_from_several_paths_and_their_originals_are_kept(
    runner: CliRunner, db: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "ice.md").write_text("# Ice\nIt is cold.", encoding="utf-8")
    (tmp_path / "pay.txt").write_text("Pay is low.", encoding="utf-8")
    arguments = ["documents", str(folder), str(tmp_path / "pay.txt"), "--json", "--no-suggestions"]
    result = runner.invoke(command, arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["added"] == 2
    assert len([one for one in (tmp_path / "originals").iterdir() if one.is_file()]) == 2
    [row] = db.read("MATCH (d:Document {analysis: 'waiting'}) RETURN count(*) AS waiting")
    assert row["waiting"] == 0
