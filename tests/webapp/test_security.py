"""What every answer tells the browser, and what is never taken."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.database import Database
from tests.webapp.conftest import EMAIL, PASSWORD, sign_in, token_of
from webapp import create_app, security
from webapp.config import Environment, Settings

PAGES = ["/sign-in", "/nothing-here", "/account", "/healthz", "/static/images/mark.svg", "/"]
INLINE = re.compile(r"(?i)<script(?![^>]* src=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:")


@pytest.fixture
def production(organisation: Database) -> Flask:
    settings = Settings(
        environment=Environment.PRODUCTION,
        secret_key="k" * 40,
        public_hosts=("signpost.example.org",),
        trusted_proxies=1,
    )
    return create_app(settings, organisation)


def test_every_answer_carries_the_headers(client: FlaskClient) -> None:
    for path in PAGES:
        answer = client.get(path)
        for name, value in security.HEADERS.items():
            assert answer.headers[name] == value, path
        assert "Strict-Transport-Security" not in answer.headers
        assert answer.headers["X-Request-ID"]


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    policy = dict(part.split(" ", 1) for part in security.CONTENT_SECURITY_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert set(policy.values()) == {"'self'", "'none'"}


def test_pages_hold_no_inline_code_or_style(signed_in: FlaskClient) -> None:
    for path in ("/", "/nothing-here", "/account", "/people", "/people/ada", "/contacts/new"):
        assert not INLINE.search(signed_in.get(path).text), path


def test_pages_are_not_kept_but_marked_files_are(signed_in: FlaskClient) -> None:
    page = signed_in.get("/account")
    assert page.headers["Cache-Control"] == "no-store"
    marked = re.search(r'"(/static/images/mark\.svg\?v=\w+)', page.text)
    assert marked is not None
    kept = signed_in.get(marked[1]).headers["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept
    assert "immutable" not in signed_in.get("/static/images/mark.svg").headers["Cache-Control"]


def test_the_cookie_is_for_this_site_and_not_for_scripts(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_in_production_all_is_https(production: Flask) -> None:
    client = production.test_client()
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "signpost.example.org"}
    answer = client.get("/sign-in", headers=forwarded)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-signpost=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_a_foreign_host_name_is_refused(client: FlaskClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "a b"):
        answer = client.get("/sign-in", headers={"Host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.text


def test_a_proxy_is_believed_only_where_there_is_one(app: Flask, production: Flask) -> None:
    forwarded = {"X-Forwarded-Host": "signpost.example.org", "X-Forwarded-For": "192.0.2.1"}
    assert app.test_client().get("/sign-in", headers=forwarded).status_code == 200
    behind = production.test_client().get("/sign-in", headers=forwarded)
    assert behind.status_code == 200
    assert production.test_client().get("/sign-in").status_code == 400


def test_no_form_is_taken_without_its_token(
    app: Flask, signed_in: FlaskClient, organisation: Database
) -> None:
    organisation.write("MATCH (one:Account) SET one.roles = ['hr', 'curator', 'administrator']")
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        values = dict.fromkeys(rule.arguments, "1")
        address = app.test_request_context().url_adapter.build(rule.endpoint, values, "POST")  # type: ignore[union-attr]
        answer = signed_in.post(address, data={"csrf_token": "forged"})
        assert answer.status_code == 400, address
        assert "reload the page" in answer.text


def test_one_persons_token_is_of_no_use_to_another(app: Flask, signed_in: FlaskClient) -> None:
    other = app.test_client()
    sign_in(other)
    forged = {"csrf_token": token_of(other.get("/account"))}
    assert signed_in.post("/account/sign-out-everywhere", data=forged).status_code == 400


def test_too_much_is_refused(client: FlaskClient) -> None:
    token = token_of(client.get("/sign-in"))
    form = {"csrf_token": token, "email": EMAIL, "password": "x" * 1_100_000}
    assert client.post("/sign-in", data=form).status_code == 413


def test_the_log_holds_no_secret_and_no_search(
    client: FlaskClient, app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    sign_in(client)
    with client.session_transaction() as session:
        token = session["_user_id"]
    client.get("/search?q=beekeeping")
    client.get("/suggest?q=beekeeping")
    client.get("/people/beekeeping")
    logged = capfd.readouterr()
    for secret in (PASSWORD, EMAIL, token, "beekeeping"):
        assert secret not in logged.out + logged.err


def test_htmx_may_neither_evaluate_nor_style(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    found = re.search(r'name="htmx-config" content="([^"]+)"', page)
    assert found is not None
    configured = json.loads(found[1].replace("&#34;", '"'))
    assert configured["allowEval"] is False
    assert configured["includeIndicatorStyles"] is False
    assert configured["historyCacheSize"] == 0
