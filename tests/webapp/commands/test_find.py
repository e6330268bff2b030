"""`signpost find`: its JSON, its words, its order."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from graph.database import Database
from graph.own_neo4j import Connection
from tagging.colleagues import SearchQuery, find
from tagging.permissions import OPERATOR
from tagging.vocabulary import VocabularyCache, load_skills
from tests import organisation
from tests.kept import Holding
from webapp.commands.find import as_data, command


@pytest.fixture
def run(
    db: Database,
    holding: Holding,
    neo4j_connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """Call the command on the test database, filled with the small organisation."""
    holding(organisation.load)
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_connection.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_connection.password)

    def called(*arguments: str) -> str:
        result = CliRunner().invoke(command, arguments)
        assert result.exit_code == 0, result.output
        return result.output

    return called


def test_json_has_everything_about_each_result(run: Any, db: Database) -> None:
    data = json.loads(run("apprenticeships", "in", "engineering", "--json"))
    assert list(data) == [
        "query", "matched", "results", "by_name", "nearest", "broader", "ask", "note",
    ]  # fmt: skip
    assert data["matched"][0]["how"] == "alternative label"
    first = data["results"][0]
    assert (first["id"], first["kind"]) == ("idris", "staff")
    assert set(first) == {
        "id", "name", "kind", "job_title", "team", "organisation", "score", "parts", "reasons",
        "why", "against", "access", "approachable", "quote", "skills", "channels", "best_times",
        "away", "away_until", "stand_in",
    }  # fmt: skip
    assert first["parts"][0] == {
        "name": "strength",
        "value": first["parts"][0]["value"],
        "words": first["parts"][0]["words"],
    }
    assert first["channels"][0] == {
        "way": "phone",
        "value": "0118 496 0102",
        "best": True,
        "of": {"id": "idris", "name": "Idris Vaughan-Achterberg"},
    }
    assert "Rosa Quill" in first["reasons"][0]
    assert first["why"][0]["words"] == first["reasons"][0]
    assert first["why"][0]["kind"] == "statements"
    assert [one["id"] for one in first["why"][0]["evidence"]] == [
        "tobias.idris.engineering-apprenticeships.knows",
        "rosa.idris.engineering-apprenticeships.knows",
    ]


def test_json_is_the_search_of_the_pages(run: Any, db: Database) -> None:
    data = json.loads(run("interview practice", "--json", "--limit", "5"))
    query = SearchQuery("interview practice", limit=5)
    vocabulary = VocabularyCache().current(db)
    found = as_data(find(db, OPERATOR, vocabulary, query, organisation.NOW))
    assert [one["id"] for one in data["results"]] == [one["id"] for one in found["results"]]


def test_options_narrow_the_search(run: Any) -> None:
    text = "engineering apprenticeships"
    external = json.loads(run(text, "--kind", "external", "--json"))
    assert [one["id"] for one in external["results"]] == ["marguerite"]
    assert external["query"]["kind"] == "external"
    assert len(json.loads(run(text, "--limit", "1", "--json"))["results"]) == 1
    assert [one["id"] for one in json.loads(run(text, "--level", "4", "--json"))["results"]] == [
        "idris"
    ]


def test_words_for_people(run: Any) -> None:
    said = " ".join(run("engineering apprenticeship").split())
    assert "1. Idris Vaughan-Achterberg staff, Senior careers adviser, Harbour team" in said
    assert "Phone: 0118 496 0102" in said
    assert "say Idris Vaughan-Achterberg" in said


def test_nobody_found_says_where_else_to_turn(run: Any, db: Database) -> None:
    load_skills(db, OPERATOR, organisation.SKILLS)
    said = run("[bold]zzzz[/bold]")
    assert "Nobody is named for ‘[bold]zzzz[/bold]’ yet." in said
    assert "The nearest topics: careers guidance" in said
    assert "Whom to ask: " in said
