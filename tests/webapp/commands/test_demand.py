"""`signpost demand`: the figures of the page, for people and programs."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from graph import demand, skills
from graph.database import Database
from graph.records import Skill
from webapp.commands.demand import command


@pytest.fixture
def asked(db: Database) -> Database:
    today = datetime.now(UTC).date()
    db.transact(lambda tx: skills.save(tx, [Skill("kites", "=kites")]))
    demand.count(db, ["kites"], None, today, kind="search", met=False)
    demand.note_unmet(db, "[bold]ox", today)
    return db


def test_it_prints_tables_csv_and_json(runner: CliRunner, asked: Database) -> None:
    data = json.loads(runner.invoke(command, ["--json"]).stdout)
    assert list(data) == ["query", "topics", "teams", "words", "withheld"]
    assert data["topics"][0] == {
        "id": "kites", "name": "=kites", "searches": 1, "in_vain": 1, "questions": 0,
        "unanswered": 0, "before": 0, "more": 1,
    }  # fmt: skip
    printed = runner.invoke(command, ["--csv"]).stdout.splitlines()
    assert printed[1] == "'=kites,1,1,0,0,0,1"
    assert "[bold]ox" in runner.invoke(command, ["--table", "words"]).stdout
    assert "=kites" in runner.invoke(command, ["--order", "rising"]).stdout


def test_a_team_that_nothing_is_counted_for_is_said(runner: CliRunner, asked: Database) -> None:
    refused = runner.invoke(command, ["--team", "nobody"])
    assert refused.exit_code == 2
    assert "nothing is counted for a team 'nobody'" in refused.output
