"""`signpost tag`: by id, e-mail or exact name; said as somebody; JSON on request."""

import json

import pytest
from click.testing import CliRunner, Result

from graph import people, skills
from graph import taggings as store
from graph.database import Database
from graph.own_neo4j import Connection
from graph.records import Person, Skill
from tagging.errors import Invalid, PersonNotFound, SignpostError
from webapp.commands.tag import command


@pytest.fixture
def office(db: Database, neo4j_connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Two colleagues and two of one name, on the database that the settings name."""
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_connection.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_connection.password)
    everybody = [
        Person("ada", "Ada Márquez", email="ada@waypoint.example"),
        Person("ben", "Ben Okoro", email="ben@waypoint.example"),
        Person("sam1", "Sam Hill"),
        Person("sam2", "Sam Hill"),
    ]
    db.transact(lambda tx: people.save(tx, everybody, None))
    db.transact(lambda tx: skills.save(tx, [Skill("welding", "welding", ("joining metal",))]))
    return db


def run(*arguments: str) -> Result:
    """Run `signpost tag` in this process."""
    return CliRunner().invoke(command, arguments)


@pytest.mark.parametrize("person", ["ada", "ADA@waypoint.example", "ada marquez"])
@pytest.mark.parametrize("tagger", ["ben"])
def test_people_are_named_by_id_email_or_exact_name(
    office: Database, person: str, tagger: str
) -> None:
    result = run(person, "joining metal", "--as", tagger)
    assert result.output == "You said that Ada Márquez knows welding.\n"
    assert [each.tagging.id for each in store.about(office, "ada")] == ["ben.ada.welding.knows"]


def test_json_holds_the_statements(office: Database) -> None:
    result = run(
        "ada", "welding", "knots", "--as", "ben", "--level", "4", "--note", "Ask.",
        "--kind", "helps", "--json",
    )  # fmt: skip
    answer = json.loads(result.output)
    assert set(answer) == {"event", "message", "statements"}
    assert {one["skill"]["name"] for one in answer["statements"]} == {"welding", "knots"}
    first = next(one for one in answer["statements"] if one["skill"]["id"] == "welding")
    assert first["id"] == "ben.ada.welding.helps"
    assert (first["level"], first["note"], first["status"]) == (4, "Ask.", "active")
    assert first["tagger"] == {"id": "ben", "name": "Ben Okoro"}


@pytest.mark.parametrize(
    ("person", "skill", "error", "words"),
    [
        ("sam hill", "welding", PersonNotFound, "Several people"),
        ("ada marq", "welding", PersonNotFound, "Did you mean Ada"),
        ("zzz", "welding", PersonNotFound, "Nobody is called"),
        ("ada", "!!", Invalid, "no letter"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    office: Database, person: str, skill: str, error: type[SignpostError], words: str
) -> None:
    result = run(person, skill, "--as", "ben")
    assert isinstance(result.exception, error)
    assert words in result.exception.message
    assert store.about(office, "ada") == []


def test_somebody_must_say_it(office: Database) -> None:
    assert run("ada", "welding").exit_code == 2
