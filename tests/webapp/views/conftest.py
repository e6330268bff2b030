"""The application on a real database with a small organisation, and people signed in to it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from graph.database import Database
from tagging import accounts
from tests import organisation
from tests.kept import Holding
from tests.webapp.views.reading import Browser
from webapp import create_app
from webapp.config import Environment, Settings


@pytest.fixture
def database(migrated_database: Database, holding: Holding) -> Database:
    """A database that holds `tests.organisation` and nothing else."""
    holding(organisation.load)
    return migrated_database.with_bookmarks(())


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Flask:
    """The application on the organisation."""
    site = create_app(Settings(environment=Environment.TEST, data_folder=tmp_path), database)
    site.config["WTF_CSRF_ENABLED"] = False  # its own tests hold it to account
    return site


@pytest.fixture
def browse(site: Flask, database: Database) -> Callable[..., Browser]:
    """Open a browser on the site, signed in as one of the organisation."""

    def signed_in(email: str = organisation.ADVISER) -> Browser:
        client = site.test_client()
        signed = accounts.sign_in(
            database, email, organisation.PASSWORD, "127.0.0.1", organisation.NOW
        )
        with client.session_transaction() as session:
            session["_user_id"] = signed.token
        return Browser(client)

    return signed_in
