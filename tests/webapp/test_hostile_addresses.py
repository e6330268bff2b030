"""Addresses and forms that nobody would send by accident: refused or answered, never a fault."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from graph.database import Database
from tagging import accounts
from tests import gap_organisation as fell
from tests.kept import Holding
from webapp import create_app
from webapp.config import Environment, Settings

VIEWS = Path(__file__).parents[2] / "webapp"
ROOMS = ("/gaps", "/scenarios", "/reviews", "/learning", "/roles", "/work", "/teams", "/demand",
         "/questions", "/network", "/people", "/search")  # fmt: skip
VALUES = (
    "", "-1", "99", "1e9", "nan", "9999-12-31", "0001-01-01", "\x00", "}) DETACH DELETE n //",
    "<script>alert(1)</script>", "../../etc/passwd", "٣", "x" * 5_000,
)  # fmt: skip
KNOWN = {
    "person_id": "coast-1", "position": "1", "role_id": fell.ADVISER.id, "skill_id": "overseas",
    "team_id": "coast",
}  # fmt: skip


def named_in_the_code() -> list[str]:
    """Return every name that a view reads from an address or a form."""
    sources = [*(VIEWS / "views").glob("*.py"), *(VIEWS / "forms").glob("*.py")]
    found: set[str] = {"text", "name", "skill", "level", "people", "importance", "until", "on"}
    for source in sources:
        text = source.read_text(encoding="utf-8")
        found |= set(re.findall(r"(?:args|form|values)\.get(?:list)?\(\"([a-z_-]+)\"", text))
        found |= set(re.findall(r"^    ([a-z_]+) = [A-Za-z_]+\(", text, re.MULTILINE))
    return sorted(found)


@pytest.fixture
def site(holding: Holding, migrated_database: Database, tmp_path: Path) -> Flask:
    holding(fell.load)
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path)
    made = create_app(settings, migrated_database)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def rules(site: Flask, method: str) -> Iterator[tuple[str, dict[str, str]]]:
    for rule in site.url_map.iter_rules():
        if method in (rule.methods or ()) and str(rule).startswith(ROOMS):
            known = {} if str(rule).endswith("/delete") else KNOWN
            yield rule.endpoint, {name: known.get(name, "it's") for name in rule.arguments}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_and_no_form_is_a_fault(
    site: Flask, migrated_database: Database, method: str
) -> None:
    client, names, faults = site.test_client(), named_in_the_code(), []
    token = accounts.sign_in(migrated_database, fell.HR, fell.PASSWORD, "127.0.0.1", fell.NOW).token
    with client.session_transaction() as session:
        session["_user_id"] = token
    for endpoint, arguments in rules(site, method):
        with site.test_request_context():
            address = site.url_for(endpoint, **arguments)
        for value in VALUES:
            given = dict.fromkeys(names, value)
            sent = {"query_string": given} if method == "GET" else {"data": given}
            answer = client.open(address, method=method, **sent)
            if answer.status_code >= 500 or "<script>alert(1)" in answer.get_data(as_text=True):
                faults.append(f"{method} {address} with {value[:30]!r}: {answer.status_code}")
    assert not faults
