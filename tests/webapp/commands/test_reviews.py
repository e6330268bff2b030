"""`signpost reviews`: progress and sums, and nobody's name."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from graph import people, skills, taggings
from graph.database import Database
from graph.records import Person, Ref, Skill, Source, Tagging
from tagging.permissions import Viewer
from tagging.rounds import answering
from tagging.rounds.answering import Given
from tagging.rounds.opening import Opening, item_id, open_round
from webapp.commands.reviews import command

HR = Viewer("hal", "Hal", ("hr",))
NAMES = ("ana", "ben", "cleo", "dan", "eve")


@pytest.fixture
def opened(db: Database) -> str:
    """A round of five people about welding, of whom Ana has answered."""
    now = datetime.now(UTC)
    team = Ref("harbour", "Harbour")

    def fill(tx):
        staff = [Person(one, one.capitalize(), team=team) for one in NAMES]
        people.save(tx, [Person("hal", "Hal"), *staff])
        skills.save(tx, [Skill("welding", "[b]welding")])
        said = [Tagging(one, one, "welding", now, now, source=Source.SELF) for one in NAMES]
        taggings.save(tx, said)

    db.transact(fill)
    day = (now + timedelta(days=9)).date()
    one = open_round(db, HR, Opening("Autumn", "team", "harbour", (), day, 2, 0, "k"), now)
    key = item_id(one.id, "ana", "ana", "welding")
    answering.answer(
        db, Viewer("ana", "Ana", ("adviser",)), one.id, {key: Given("changed", 4)}, now
    )
    return one.id


def test_it_lists_rounds_and_their_sums(runner: CliRunner, db: Database, opened: str) -> None:
    (listed,) = json.loads(runner.invoke(command, ["--json"]).stdout)["reviews"]
    assert listed["progress"] == {"items": 15, "answered": 1, "people": 5, "done": 0}
    assert "1 of 15" in runner.invoke(command, []).stdout
    before = json.loads(runner.invoke(command, ["--results", opened, "--json"]).stdout)
    assert before["whole"] is None
    answering.close(db, HR, opened, datetime.now(UTC))
    ended = runner.invoke(command, ["--results", opened, "--json"]).stdout
    found = json.loads(ended)
    assert (found["whole"]["people"], found["whole"]["changed"]) == (5, 1)
    assert found["agreement"] == {"with_self": None, "among_peers": None}
    assert not any(name.capitalize() in ended for name in NAMES)
    assert "[b]welding" in runner.invoke(command, ["--results", opened]).stdout
