"""Accounts, sessions and throttles as they are kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from graph import accounts, people, sessions, throttles
from graph.database import Database
from graph.records import Account, Person, Ref

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=4)
ADA = Person("ada", "Ada Lovelace", email="ada@example.org")


def _account(email: str = "ada@example.org", person: str = "ada") -> Account:
    return Account(accounts.account_id(email), email, Ref(person, "Ada Lovelace"), ("adviser",))


@pytest.fixture
def account(db: Database) -> Account:
    db.transact(lambda tx: people.save(tx, [ADA]))
    kept = _account()
    assert db.transact(lambda tx: accounts.save(tx, kept, "a hash"))
    return kept


def test_an_account_comes_back_as_it_was_saved(db: Database, account: Account) -> None:
    found = accounts.credentials(db, account.id, NOW)
    assert found == accounts.Credentials(account, "a hash", usable=True)
    assert accounts.all_accounts(db) == [account]
    assert "a hash" not in repr(found)


def test_saving_again_doubles_nothing(db: Database, account: Account) -> None:
    db.transact(lambda tx: accounts.save(tx, account, "another"))
    assert accounts.all_accounts(db) == [account]


def test_the_address_is_one_however_it_is_written() -> None:
    assert accounts.account_id(" Ada@Example.ORG ") == accounts.account_id("ada@example.org")


def test_there_is_no_account_without_a_person(db: Database) -> None:
    nobodys = _account("nobody@example.org", "nobody")
    assert not db.transact(lambda tx: accounts.save(tx, nobodys, "a hash"))
    assert accounts.all_accounts(db) == []


def test_a_closed_account_is_not_usable(db: Database, account: Account) -> None:
    accounts.set_disabled(db, account.id, True)
    found = accounts.credentials(db, account.id, NOW)
    assert found is not None
    assert not found.usable


def test_who_has_left_cannot_sign_in(db: Database, account: Account) -> None:
    left = Person("ada", "Ada Lovelace", email="ada@example.org", left=NOW.date())
    db.transact(lambda tx: people.save(tx, [left]))
    found = accounts.credentials(db, account.id, NOW)
    assert found is not None
    assert not found.usable


def test_demonstration_accounts_are_found(db: Database, account: Account) -> None:
    assert accounts.demonstration_emails(db) == []
    demo = Account(account.id, account.email, account.person, account.roles, demonstration=True)
    db.transact(lambda tx: accounts.save(tx, demo, "a hash"))
    assert accounts.demonstration_emails(db) == ["ada@example.org"]


def test_a_session_lasts_until_it_expires(db: Database, account: Account) -> None:
    sessions.open_session(db, "digest", account.id, NOW, LATER)
    found = sessions.session(db, "digest", NOW)
    assert found == sessions.Session(account, NOW, NOW, LATER)
    assert sessions.session(db, "digest", LATER) is None
    assert sessions.session(db, "another", NOW) is None


def test_closing_the_account_ends_its_sessions(db: Database, account: Account) -> None:
    sessions.open_session(db, "digest", account.id, NOW, LATER)
    accounts.set_disabled(db, account.id, True)
    assert sessions.session(db, "digest", NOW) is None


def test_all_sessions_but_one_can_be_closed(db: Database, account: Account) -> None:
    for digest in ("one", "two", "three"):
        sessions.open_session(db, digest, account.id, NOW, LATER)
    assert sessions.close_sessions(db, account.id, keep="two") == 2
    assert sessions.session(db, "one", NOW) is None
    assert sessions.session(db, "two", NOW) is not None


def test_ended_sessions_are_forgotten(db: Database, account: Account) -> None:
    sessions.open_session(db, "old", account.id, NOW - timedelta(days=1), NOW)
    sessions.open_session(db, "new", account.id, NOW, LATER)
    assert sessions.forget_sessions(db, NOW) == 1
    assert sessions.forget_sessions(db, NOW) == 0


def test_throttles_are_counted_one_at_a_time(db: Database) -> None:
    def fail(_: int) -> None:
        def count(tx: object) -> None:
            held = throttles.hold_throttles(tx, ["b", "a"], NOW)  # type: ignore[arg-type]
            more = [throttles.Throttle(t.id, t.failures + 1, NOW) for t in held]
            throttles.set_throttles(tx, more)  # type: ignore[arg-type]

        db.with_bookmarks(()).transact(count)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(fail, range(40)))
    held = db.transact(lambda tx: throttles.hold_throttles(tx, ["a", "b"], NOW))
    assert [throttle.failures for throttle in held] == [40, 40]


def test_old_throttles_are_forgotten(db: Database) -> None:
    db.transact(lambda tx: throttles.hold_throttles(tx, ["old"], NOW - timedelta(days=2)))
    db.transact(lambda tx: throttles.hold_throttles(tx, ["new"], NOW))
    assert throttles.forget_throttles(db, NOW - timedelta(days=1)) == 1
