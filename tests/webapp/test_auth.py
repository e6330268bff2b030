"""Who gets in, and where they are sent."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.database import Database
from tagging import accounts
from tagging.errors import DemonstrationRefused
from tagging.permissions import OPERATOR, Permission
from tests.webapp.conftest import EMAIL, PASSWORD, sign_in, token_of
from webapp import auth, create_app
from webapp.config import ConfigurationError, Environment, Settings
from webapp.replies import inside

PUBLIC = {"/healthz", "/sign-in", "/sign-out", "/static/<path:filename>"}
ABROAD = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "http:evil.example",
    "/%0d%0aSet-Cookie: a=b\r\nX: y",
]


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    assert auth.unmarked_routes(app) == []


def test_only_what_must_be_is_public(app: Flask) -> None:
    assert {route for route, needed in auth.access_of_routes(app) if needed is None} == PUBLIC


def test_a_route_without_a_mark_stops_the_start(
    organisation: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "webapp.views.register", lambda app: app.add_url_rule("/open", view_func=lambda: "hello")
    )
    with pytest.raises(ConfigurationError, match="/open"):
        create_app(settings, organisation)


def test_nobody_is_sent_to_sign_in_and_back(app: Flask, client: FlaskClient) -> None:
    for route, needed in auth.access_of_routes(app):
        if needed is None or "<" in route:
            continue
        answer = client.open(route, method="POST" if "/account/" in route else "GET")
        if answer.status_code == 405:
            continue
        assert answer.status_code == 303, route
        assert answer.location.startswith("/sign-in"), route
    asked = client.get("/search?q=bees&kind=staff")
    assert asked.location == "/sign-in?next=/search?q%3Dbees%26kind%3Dstaff"


def test_signing_in_leads_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    page = client.get("/sign-in?next=/account")
    assert 'value="/account"' in page.text
    answer = sign_in(client, next="/account")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Ada Lovelace" in client.get("/account").text


@pytest.mark.parametrize("address", ABROAD)
def test_addresses_elsewhere_are_none_of_ours(address: str) -> None:
    assert inside(address) == ""


def test_signing_in_never_leads_elsewhere(client: FlaskClient) -> None:
    assert sign_in(client, next=ABROAD[0]).location == "/"
    for address in ABROAD:
        assert client.get("/sign-in", query_string={"next": address}).location == "/"


def test_a_refusal_tells_nothing(client: FlaskClient) -> None:
    for given in ({"password": "wrong"}, {"email": "nobody@example.org"}):
        answer = sign_in(client, **given)
        assert answer.status_code == 403
        assert "The e-mail address or the password is not right" in answer.text
        assert PASSWORD not in answer.text
        assert client.get("/account").status_code == 303


def test_an_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = sign_in(client, "", email="")
    assert answer.status_code == 422
    assert "Enter your e-mail address" in answer.text
    assert "Enter your password" in answer.text


def test_too_many_attempts_are_told_to_wait(client: FlaskClient) -> None:
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 403
    answer = sign_in(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 10


def test_signing_in_renews_the_session(client: FlaskClient) -> None:
    client.get("/sign-in")
    with client.session_transaction() as session:
        before = session["csrf_token"]
        session["planted"] = "by someone else"
    sign_in(client)
    with client.session_transaction() as session:
        first = session["_user_id"]
        assert "planted" not in session
        assert session.get("csrf_token") != before
    client.post("/sign-out", data={"csrf_token": token_of(client.get("/account"))})
    sign_in(client)
    with client.session_transaction() as session:
        assert session["_user_id"] != first


def test_signing_out_ends_the_session_on_the_server(app: Flask, signed_in: FlaskClient) -> None:
    stolen = app.test_client()
    stolen.set_cookie("signpost", signed_in.get_cookie("signpost").value)  # type: ignore[union-attr]
    assert stolen.get("/account").status_code == 200
    signed_in.post("/sign-out", data={"csrf_token": token_of(signed_in.get("/account"))})
    assert signed_in.get("/account").status_code == 303
    assert stolen.get("/account").status_code == 303


def test_signing_out_everywhere(app: Flask, signed_in: FlaskClient) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere)
    form = {"csrf_token": token_of(signed_in.get("/account"))}
    assert signed_in.post("/account/sign-out-everywhere", data=form).status_code == 303
    assert signed_in.get("/account").status_code == 303
    assert elsewhere.get("/account").status_code == 303


def test_the_password_can_be_changed(signed_in: FlaskClient) -> None:
    new = "another four words here"
    form = {"csrf_token": token_of(signed_in.get("/account"))}
    wrong = form | {"old": "wrong", "new": new, "again": new}
    assert "not your present password" in signed_in.post("/account/password", data=wrong).text
    differ = form | {"old": PASSWORD, "new": new, "again": "else"}
    assert "differ" in signed_in.post("/account/password", data=differ).text
    easy = form | {"old": PASSWORD, "new": "short", "again": "short"}
    assert "at least 12 characters" in signed_in.post("/account/password", data=easy).text
    right = form | {"old": PASSWORD, "new": new, "again": new}
    answer = signed_in.post("/account/password", data=right)
    assert answer.status_code == 303
    page = signed_in.get("/account")
    assert "Your password is changed" in page.text
    assert new not in page.text


def test_who_may_not_is_told_so(app: Flask, signed_in: FlaskClient) -> None:
    view = app.view_functions["accounts.account"]
    auth.permission(Permission.ADMINISTER)(view)
    try:
        answer = signed_in.get("/account")
    finally:
        auth.permission(Permission.EDIT_OWN_PAGE)(view)
    assert answer.status_code == 403
    assert "Your account may not manage accounts" in answer.text


def test_the_demonstration_lets_its_accounts_in_from_this_machine_alone(
    organisation: Database, settings: Settings
) -> None:
    accounts.create(organisation, OPERATOR, "demo@example.org", "ada", ["hr"], "demo", True)
    demonstration = settings.model_copy(update={"environment": Environment.DEMONSTRATION})
    given = {"email": "demo@example.org", "password": "demo"}
    assert sign_in(create_app(settings, organisation).test_client(), **given).status_code == 403
    app = create_app(demonstration, organisation)
    client = app.test_client()
    assert sign_in(client, **given).status_code == 303
    client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert client.get("/account").status_code == 303
    outside = app.test_client()
    outside.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert sign_in(outside, **given).status_code == 403


def test_production_refuses_to_start_on_demonstration_accounts(
    organisation: Database, settings: Settings
) -> None:
    production = Settings(
        environment=Environment.PRODUCTION, secret_key="k" * 40, public_hosts=("localhost",)
    )
    create_app(production, organisation)
    accounts.create(organisation, OPERATOR, "demo@example.org", "ada", ["hr"], "demo", True)
    with pytest.raises(DemonstrationRefused):
        create_app(production, organisation)


def test_htmx_is_sent_to_sign_in_as_a_whole_page(client: FlaskClient) -> None:
    answer = client.get("/search?q=bees", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in?next=")


def test_a_program_is_told_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/suggest?q=bees", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json is not None
    assert answer.json["sign_in"].startswith("/sign-in")


def test_people_read_their_own_writes(app: Flask, signed_in: FlaskClient) -> None:
    with signed_in.session_transaction() as session:
        assert session["bookmarks"]
    assert EMAIL not in signed_in.get_cookie("signpost").value  # type: ignore[union-attr]
