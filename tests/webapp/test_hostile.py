"""Every naughty string as name, tag, note and search text: nothing breaks, nothing gets through."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.database import Database
from tagging import accounts
from tests import organisation
from tests.conftest import shared_data
from tests.kept import Holding
from tests.webapp.markup import Markup
from webapp import create_app
from webapp.config import Environment, Settings

BENIGN = 'Boats & "knots" isn\'t <all>'
SIGNS_OF_A_FAULT = ("Traceback", "neo4j.exceptions", "jinja2.", "sqlalchemy", "Werkzeug Debugger")


@dataclass
class Visitor:
    """A signed-in colleague who types strange things, and what they have seen so far."""

    client: FlaskClient
    known: Markup

    def get(self, path: str, **query: str) -> TestResponse:
        """Open a page."""
        return self._checked(self.client.get(path, query_string=query), repr(query or path))

    def send(self, path: str, **fields: str) -> TestResponse:
        """Send a form."""
        return self._checked(self.client.post(path, data=fields), repr(fields))

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form, and open the page that it leads to."""
        answer = self.send(path, **fields)
        return self.get(answer.headers["Location"]) if answer.status_code == 303 else answer

    def learn(self, *responses: TestResponse) -> None:
        """Take what these pages are made of as the measure for the others."""
        for response in responses:
            self.known |= Markup.of(response.text)

    def _checked(self, response: TestResponse, what: str) -> TestResponse:
        assert response.status_code < 500, f"{response.status_code} for {what}"
        assert not [sign for sign in SIGNS_OF_A_FAULT if sign in response.text], what
        if self.known.elements and response.mimetype == "text/html":
            assert not Markup.of(response.text).beyond(self.known), what
        return response


@pytest.fixture(scope="module")
def strings() -> list[str]:
    strings: list[str] = json.loads(shared_data("data", "hostile", "blns.json").read_text("utf-8"))
    return list(dict.fromkeys(strings))


@pytest.fixture
def app(db: Database, holding: Holding, tmp_path: Path) -> Flask:
    holding(organisation.load)
    app = create_app(Settings(environment=Environment.TEST, data_folder=tmp_path), db)
    app.config["WTF_CSRF_ENABLED"] = False  # its own tests hold it to account
    return app


@pytest.fixture
def visitor(app: Flask, db: Database) -> Iterator[Visitor]:
    signed_in = accounts.sign_in(
        db, organisation.ADVISER, organisation.PASSWORD, "127.0.0.1", organisation.NOW
    )
    with app.test_client() as client:
        with client.session_transaction() as session:
            session["_user_id"] = signed_in.token
        yield Visitor(client, Markup())


def contact(words: str) -> dict[str, str]:
    return {
        "name": words,
        "organisation": words,
        "job_title": words,
        "phone": "0118 496 0150",
        "best_times": words,
        "skills": words,
        "listing_note": words,
    }


def statement(words: str) -> dict[str, str]:
    return {"skills": words, "kind": "knows", "level": "3", "note": words}


def test_as_name_tag_and_note(visitor: Visitor, strings: list[str]) -> None:
    visitor.learn(
        visitor.post("/contacts/new", **contact("")),
        visitor.post("/contacts/new", **contact("so very long " * 90)),
        visitor.post("/contacts/new", **contact(BENIGN)),
        visitor.post("/people/idris/tag", **statement("")),
        visitor.post("/people/idris/tag", **statement("so very long " * 90)),
        visitor.post("/people/idris/tag", **statement(BENIGN)),
        *map(visitor.get, ("/people", "/people/rosa", "/me", "/", "/skills")),
        visitor.get("/search", q="engineering"),
    )
    for words in strings:
        listed = visitor.send("/contacts/new", **contact(words))
        page = listed.headers.get("Location", "/people/idris").partition("#")[0]
        said = visitor.send(f"{page}/tag", **statement(words))
        if 303 in {listed.status_code, said.status_code}:  # else the page has nothing new
            visitor.get(page)
    for path in ("/people", "/people/rosa", "/people/idris", "/me", "/", "/skills"):
        visitor.get(path)


def test_as_search_text(visitor: Visitor, strings: list[str]) -> None:
    searches = (
        BENIGN,
        "",
        "idris",
        "engineering",
        "earn while you lern",
        "quantum basketry",
        "yards",
    )
    visitor.learn(*(visitor.get("/search", q=words) for words in searches))
    visitor.learn(visitor.get("/search", q="engineering", kind="external", available="yes"))
    for words in strings:
        visitor.get("/search", q=words)
        assert isinstance(visitor.get("/suggest", q=words).json, list)


def test_as_everything_else_in_an_address(visitor: Visitor, strings: list[str]) -> None:
    visitor.learn(
        visitor.get("/people", team="harbour"),
        visitor.get("/people", team="nowhere", after="x"),
        visitor.get("/search", q="engineering", team="harbour", level="2"),
        visitor.get("/search", q="engineering", team="nowhere"),
        visitor.get("/people/nobody"),
        visitor.get("/skills"),
    )
    for words in strings[::5]:
        visitor.get("/people", team=words, place=words, kind=words, after=words)
        visitor.get("/search", q="boats", team=words, organisation=words, level=words)
        visitor.get("/skills", after=words)
