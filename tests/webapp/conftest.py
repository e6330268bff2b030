"""The web application over a database with one person who may sign in."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph import people
from graph.database import Database
from graph.records import Person
from tagging import accounts
from tagging.permissions import OPERATOR
from webapp import create_app
from webapp.config import Environment, Settings

EMAIL = "ada@example.org"
PASSWORD = "three wandering teapots"


def token_of(response: TestResponse) -> str:
    """Return the CSRF token in a page."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', response.text)
    assert found is not None
    return found[1]


def sign_in(client: FlaskClient, password: str = PASSWORD, **fields: str) -> TestResponse:
    """Send the sign-in form as a browser does."""
    page = client.get("/sign-in")
    form = {"csrf_token": token_of(page), "email": EMAIL, "password": password} | fields
    return client.post("/sign-in", data=form)


@pytest.fixture
def organisation(db: Database) -> Database:
    """Ada, an adviser, with an account."""
    db.transact(lambda tx: people.save(tx, [Person("ada", "Ada Lovelace", email=EMAIL)]))
    accounts.create(db, OPERATOR, EMAIL, "ada", ["adviser"], PASSWORD)
    return db


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(environment=Environment.TEST, data_folder=tmp_path)


@pytest.fixture
def app(organisation: Database, settings: Settings) -> Flask:
    return create_app(settings, organisation)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def signed_in(client: FlaskClient) -> FlaskClient:
    assert sign_in(client).status_code == 303
    return client
