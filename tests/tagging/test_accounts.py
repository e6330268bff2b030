"""Accounts and their passwords; signing in is in test_sessions.py."""

from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import audit, people
from graph.database import Database
from graph.records import Person
from tagging import accounts, passwords
from tagging.errors import (
    AccountNotFound,
    Conflict,
    DemonstrationRefused,
    Invalid,
    NotPermitted,
    PersonNotFound,
    SignInRequired,
)
from tagging.permissions import NOBODY, OPERATOR, Viewer

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PASSWORD = "three wandering teapots"
EMAIL = "ada@example.org"


@pytest.fixture
def organisation(db: Database) -> Database:
    db.transact(lambda tx: people.save(tx, [Person("ada", "Ada Lovelace", email=EMAIL)]))
    return db


def test_an_account_is_listed(organisation: Database) -> None:
    accounts.create(organisation, OPERATOR, EMAIL, "ada", ["adviser", "hr"], PASSWORD)
    (account,) = accounts.listed(organisation, OPERATOR)
    assert (account.email, account.person.name) == (EMAIL, "Ada Lovelace")
    assert account.roles == ("adviser", "hr")


def test_what_is_done_to_an_account_is_audited_without_secrets(organisation: Database) -> None:
    account = accounts.create(organisation, OPERATOR, EMAIL, "ada", ["adviser"], PASSWORD, now=NOW)
    accounts.set_password(organisation, OPERATOR, EMAIL, "another four words here", NOW)
    accounts.set_disabled(organisation, OPERATOR, EMAIL, True, NOW)
    events = audit.of_subject(organisation, account.id)
    assert {event.action for event in events} == {
        "account.create", "account.password", "account.disable"
    }  # fmt: skip
    assert all(PASSWORD not in event.after and "argon2" not in event.after for event in events)


def test_an_address_has_one_account(organisation: Database) -> None:
    accounts.create(organisation, OPERATOR, EMAIL, "ada", ["adviser"], PASSWORD)
    with pytest.raises(Conflict):
        accounts.create(organisation, OPERATOR, EMAIL.upper(), "ada", ["hr"], PASSWORD)


def test_a_demonstration_account_is_made_again(organisation: Database) -> None:
    for _ in range(2):
        accounts.create(organisation, OPERATOR, EMAIL, "ada", ["adviser"], "demo", True)
    assert len(accounts.listed(organisation, OPERATOR)) == 1


def test_an_account_needs_a_person(organisation: Database) -> None:
    with pytest.raises(PersonNotFound):
        accounts.create(organisation, OPERATOR, EMAIL, "nobody", ["adviser"], PASSWORD)


@pytest.mark.parametrize("email", ["", "ada", "@example.org", "ada@", "a b@c.d", "a@" + "b" * 300])
def test_an_account_needs_an_address(organisation: Database, email: str) -> None:
    with pytest.raises(Invalid):
        accounts.create(organisation, OPERATOR, email, "ada", ["adviser"], PASSWORD)


@pytest.mark.parametrize("roles", [[], ["king"]])
def test_an_account_needs_known_roles(organisation: Database, roles: list[str]) -> None:
    with pytest.raises(Invalid):
        accounts.create(organisation, OPERATOR, EMAIL, "ada", roles, PASSWORD)


def test_only_administrators_keep_accounts(db: Database) -> None:
    adviser = Viewer("ada", "Ada", ("adviser",), "account")
    for viewer, refusal in ((NOBODY, SignInRequired), (adviser, NotPermitted)):
        with pytest.raises(refusal):
            accounts.create(db, viewer, EMAIL, "ada", ["administrator"], PASSWORD)
        with pytest.raises(refusal):
            accounts.listed(db, viewer)
        with pytest.raises(refusal):
            accounts.set_password(db, viewer, EMAIL, PASSWORD)
        with pytest.raises(refusal):
            accounts.set_disabled(db, viewer, EMAIL, True)


def test_there_must_be_an_account_to_change(db: Database) -> None:
    with pytest.raises(AccountNotFound):
        accounts.set_password(db, OPERATOR, EMAIL, PASSWORD)


def test_demonstration_accounts_are_refused(organisation: Database) -> None:
    accounts.refuse_demonstration(organisation)
    accounts.create(organisation, OPERATOR, EMAIL, "ada", ["adviser"], "demo", True)
    with pytest.raises(DemonstrationRefused, match=EMAIL):
        accounts.refuse_demonstration(organisation)


@pytest.mark.parametrize(
    "password", ["short", "aaaaaaaaaaaaaaaa", "ada@example.org", "x" * 300, "", "abab abab abab"]
)
def test_easy_passwords_are_refused(password: str) -> None:
    with pytest.raises(Invalid):
        passwords.check_new(password, EMAIL)


def test_passwords_are_kept_as_the_agreed_hash() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    )


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_every_password_fits_its_own_hash_and_no_other(password: str) -> None:
    kept = passwords.hashed(password)
    assert passwords.is_right(password, kept)
    assert not passwords.is_right(password + "x", kept)
    assert not passwords.is_right(password, None)
    assert not passwords.is_right(password, "not a hash")


def test_letters_are_one_however_they_are_composed() -> None:
    assert passwords.is_right("cafe\u0301 au lait", passwords.hashed("caf\u00e9 au lait"))
