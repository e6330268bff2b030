"""`signpost plan`: the plan of the page, for people and programs; nobody is named."""

import json

import pytest
from click.testing import CliRunner

from graph.database import Database
from tests.planning_organisation import NORTHERNERS, SOUTHERNERS, load
from webapp.commands.plan import command


@pytest.fixture
def bank(db: Database) -> Database:
    load(db)
    return db


def test_it_prints_a_plan_that_names_nobody(runner: CliRunner, bank: Database) -> None:
    printed = runner.invoke(command, ["--json", "--budget", "4000", "--set", "hour=20"])
    assert printed.exit_code == 0, printed.output
    data = json.loads(printed.stdout)
    assert data["steps"]
    assert data["cost"] <= 4000
    assert data["proved"]
    assert data["after"] < data["before"]
    table = runner.invoke(command, ["--team", "north", "--how", "train", "--how", "spread"])
    assert "spread" in table.stdout
    assert "borrow" not in table.stdout
    csv = runner.invoke(command, ["--csv"]).stdout
    everything = printed.stdout + table.stdout + csv
    assert not [name for name in (*NORTHERNERS, *SOUTHERNERS) if name in everything]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--team", "north", "--place", "quay"], "Choose one"),
        (["--budget", "lots"], "give a number"),
        (["--set", "hour"], "hour=45"),
        (["--team", "nowhere"], "There is no team"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    runner: CliRunner, bank: Database, options: list[str], words: str
) -> None:
    refused = runner.invoke(command, options)
    assert refused.exit_code != 0
    assert words in refused.output
