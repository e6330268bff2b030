"""`signpost neo4j`, without starting one (see `tests/graph/test_own_neo4j.py` for that)."""

import json
from pathlib import Path

from click.testing import CliRunner

from graph import own_neo4j
from graph.errors import StoreError
from webapp.commands import neo4j


def test_the_state_is_told_without_starting_anything(runner: CliRunner, tmp_path: Path) -> None:
    answer = runner.invoke(neo4j.command, ["status", "--json"])
    found = json.loads(answer.output)
    assert found["running"] is False
    assert found["version"] == own_neo4j.line().version
    assert Path(found["folder"]) == tmp_path / "neo4j"
    assert not (tmp_path / "neo4j").exists()


def test_stopping_what_does_not_run_is_no_fault(runner: CliRunner) -> None:
    answer = runner.invoke(neo4j.command, ["stop"])
    assert answer.exit_code == 0
    assert answer.output == "Neo4j was not running.\n"


def test_fetching_again_says_where_the_files_are(runner: CliRunner) -> None:
    answer = runner.invoke(neo4j.command, ["fetch"])
    assert f"in {own_neo4j.cache_folder()}" in answer.output


def test_an_unknown_line_is_told(runner: CliRunner) -> None:
    answer = runner.invoke(neo4j.command, ["fetch", "--line", "3.5"])
    assert isinstance(answer.exception, StoreError)
