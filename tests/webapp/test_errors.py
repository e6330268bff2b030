"""Every error is a designed answer, in the form that the asker can use."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.errors import StoreError, StoreUnavailable
from tagging import errors as family
from webapp.errors import TITLES

CASES: list[tuple[family.SignpostError, int]] = [
    (family.PersonNotFound("No such person."), 404),
    (family.NotPermitted("Only Ada can do this."), 403),
    (family.TooManyAttempts("Wait a minute.", 60), 429),
    (family.Invalid("Say a level from 1 to 5."), 400),
    (family.Conflict("It has changed meanwhile."), 409),
    (family.SignpostError("Something else."), 400),
]


ODD_ADDRESSES = (
    "/nothing-here",
    "/people/%00",
    "/static/../config.py",
    "/static/%2e%2e/config.py",
    "/static/vendor/.built%00.css",
)


@pytest.fixture
def failing(
    app: Flask, signed_in: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Exception], FlaskClient]:
    """Return a client whose account page raises the given error."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail_with(error: Exception) -> FlaskClient:
        def fail(*_: object, **__: object) -> NoReturn:
            raise error

        monkeypatch.setattr("webapp.views.accounts.render_template", fail)
        return signed_in

    return fail_with


def test_what_can_be_told_is_told(failing: Callable[[Exception], FlaskClient]) -> None:
    for error, status in CASES:
        client = failing(error)
        page = client.get("/account")
        assert page.status_code == status
        assert error.message in page.text
        assert "<h1" in page.text
        data = client.get("/account", headers={"Accept": "application/json"})
        assert data.status_code == status
        assert data.json is not None
        assert data.json["error"] == error.message
        part = client.get("/account", headers={"HX-Request": "true"})
        assert part.status_code == status
        assert error.message in part.text
        assert "<html" not in part.text
        assert part.headers["HX-Retarget"] == "#messages"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreUnavailable("bolt://secret-host refused"), 503),
        (StoreError("Neo4j could not do this: secret"), 500),
        (ZeroDivisionError("secret"), 500),
    ],
)
def test_what_cannot_be_told_is_not(
    failing: Callable[[Exception], FlaskClient], error: Exception, status: int
) -> None:
    page = failing(error).get("/account")
    assert page.status_code == status
    assert "secret" not in page.text
    assert TITLES[status] in page.text
    assert page.headers["X-Request-ID"] in page.text
    assert page.headers["Content-Security-Policy"]


def test_bookmarks_that_the_database_no_longer_knows_are_dropped(
    failing: Callable[[Exception], FlaskClient],
) -> None:
    client = failing(StoreError("Unknown bookmark"))
    with client.session_transaction() as session:
        assert session["bookmarks"]
    client.get("/account")
    with client.session_transaction() as session:
        assert "bookmarks" not in session
        assert "_user_id" in session


def test_a_database_that_does_not_answer_shows_on_every_page(
    app: Flask, signed_in: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object, **__: object) -> NoReturn:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr("graph.database.Database.read", silent)
    assert signed_in.get("/account").status_code == 503
    health = signed_in.get("/healthz", headers={"Accept": "application/json"})
    assert health.status_code == 503
    assert health.headers["Retry-After"]


def test_the_health_page_says_ok_and_no_more(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.json == {"status": "ok"}


def test_odd_addresses_get_a_designed_page(signed_in: FlaskClient) -> None:
    for path in ODD_ADDRESSES:
        answer = signed_in.get(path)
        assert answer.status_code == 404, path
        assert "<h1" in answer.text
        assert "Traceback" not in answer.text
    assert signed_in.delete("/account").status_code == 405
