"""`signpost gaps`: the figures of the page as HR sees it, for people and programs."""

import json

import pytest
from click.testing import CliRunner

from graph import schema
from graph.database import Database
from tests import gap_organisation as fell
from webapp.commands.gaps import command


@pytest.fixture(scope="module")
def filled(migrated_database: Database) -> Database:
    schema.wipe(migrated_database)
    fell.load(migrated_database)
    return migrated_database


def test_it_prints_sentences_csv_and_json_and_names_nobody(
    runner: CliRunner, filled: Database
) -> None:
    data = json.loads(runner.invoke(command, ["--json"]).stdout)
    assert list(data) == ["query", "to_act_on", "gaps", "cover", "withheld"]
    assert any(one.startswith("Only one person knows overseas") for one in data["to_act_on"])
    assert data["withheld"] == ["Shore", "Quay"]
    printed = runner.invoke(command, ["--csv", "--role", "adviser"]).stdout
    assert f"'{fell.FORMULA}" in printed
    told = runner.invoke(command, ["--team", "Dales team", "--as-of", "2026-01-01"]).stdout
    assert "Nobody in Dales team knows labour market information" in " ".join(told.split())
    assert not any(f"Coast {n}" in str(data) + printed + told for n in range(6))


def test_groups_that_are_not_shown_are_refused(runner: CliRunner, filled: Database) -> None:
    refused = runner.invoke(command, ["--place", "quay"])
    assert refused.exit_code == 1
    assert "not shown: fewer than 5 people" in str(refused.exception)
    assert runner.invoke(command, ["--place", "quay", "--team", "dales"]).exit_code == 2
