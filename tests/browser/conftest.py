"""A real browser on the real application, over a small organisation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from graph.database import Database
from tests import organisation
from tests.browser import chromium
from tests.browser.visitor import Visitor
from tests.kept import Holding
from webapp import create_app
from webapp.config import Environment, Settings


@dataclass(frozen=True)
class Site:
    """The application as it is served for a test, and the database behind it."""

    address: str
    application: Flask
    database: Database


@contextmanager
def served(database: Database, settings: Settings) -> Iterator[Site]:
    """Serve the application on a free port of this machine."""
    application = create_app(settings, database)
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", application, database)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    located = chromium.locate()
    if located is None:
        pytest.skip("There is no Chromium: name one in SIGNPOST_CHROMIUM, or run `npm ci`.")
    with chromium.browser(located) as running:
        yield running


@pytest.fixture(scope="module")
def site(
    migrated_database: Database,
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    holding(organisation.load)
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(environment=Environment.TEST, data_folder=folder)
    with served(migrated_database, settings) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Open windows on the site; when the test is over, none of them may have noted a fault."""
    visitors: list[Visitor] = []

    def arrive(email: str = "", *, scripts: bool = True, width: int = 1280) -> Visitor:
        visitor = Visitor.arrive(browser, site.address, scripts=scripts, width=width)
        visitors.append(visitor)
        if email:
            visitor.sign_in(email, organisation.PASSWORD)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.context.close()
    assert not [problem for visitor in visitors for problem in visitor.problems]
