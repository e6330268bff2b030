"""Signing in and out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

import pytest
from argon2 import PasswordHasher

from graph import accounts as kept
from graph import demand, people
from graph.database import Database
from graph.records import Person
from tagging import accounts, housekeeping, sessions, throttling
from tagging.errors import Invalid, SignInRefused, SignInRequired, TooManyAttempts
from tagging.permissions import NOBODY, OPERATOR

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PASSWORD = "three wandering teapots"
EMAIL = "ada@example.org"
HERE = "192.0.2.7"
POLICY = sessions.SessionPolicy(idle_hours=4, absolute_hours=12)


@pytest.fixture
def organisation(db: Database) -> Database:
    db.transact(lambda tx: people.save(tx, [Person("ada", "Ada Lovelace", email=EMAIL)]))
    accounts.create(db, OPERATOR, EMAIL, "ada", ["adviser"], PASSWORD, now=NOW)
    return db


def _sign_in(db: Database, at: datetime = NOW, **given: str) -> sessions.SignedIn:
    tried = {"email": EMAIL, "password": PASSWORD, "client": HERE} | given
    return sessions.sign_in(db, now=at, policy=POLICY, **tried)


def test_signing_in_opens_a_session(organisation: Database) -> None:
    signed_in = _sign_in(organisation)
    viewer = sessions.viewer_of(organisation, signed_in.token, NOW, POLICY)
    assert viewer == signed_in.viewer
    assert viewer is not None
    assert (viewer.person_id, viewer.name, viewer.roles) == ("ada", "Ada Lovelace", ("adviser",))


def test_a_token_is_long_new_each_time_and_not_kept(organisation: Database) -> None:
    one, two = _sign_in(organisation), _sign_in(organisation)
    assert one.token != two.token
    assert len(one.token) >= 43
    stored = organisation.read("MATCH (s:Session) RETURN s.id AS id, keys(s) AS names")
    assert all(one.token not in row["id"] and len(row["id"]) == 64 for row in stored)
    assert one.token not in repr(one)


@pytest.mark.parametrize(
    "given",
    [
        {"password": "wrong"},
        {"email": "nobody@example.org"},
        {"password": ""},
        {"email": ""},
        {"email": "\x00' OR 1=1 //"},
    ],
)
def test_every_failure_has_the_same_words(organisation: Database, given: dict[str, str]) -> None:
    with pytest.raises(SignInRefused) as refused:
        _sign_in(organisation, **given)
    assert refused.value.message == sessions._REFUSED


def test_closed_accounts_get_the_same_words(organisation: Database) -> None:
    accounts.set_disabled(organisation, OPERATOR, EMAIL, True)
    with pytest.raises(SignInRefused) as refused:
        _sign_in(organisation)
    assert refused.value.message == sessions._REFUSED


def test_failing_takes_as_long_whether_or_not_there_is_an_account(organisation: Database) -> None:
    def took(email: str, client: str) -> float:
        began = perf_counter()
        with pytest.raises(SignInRefused):
            _sign_in(organisation, email=email, password="wrong", client=client)
        return perf_counter() - began

    took("warm@example.org", "a")
    there = median(took(EMAIL, f"192.0.2.{n}") for n in range(4))
    absent = median(took("nobody@example.org", f"192.0.2.{n}") for n in range(4))
    assert 0.5 < there / absent < 2


def test_guessing_is_slowed_down_and_forgiven(organisation: Database) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            _sign_in(organisation, password="wrong")
    with pytest.raises(TooManyAttempts) as stopped:
        _sign_in(organisation)
    assert 0 < stopped.value.retry_after <= 10
    later = NOW + timedelta(seconds=stopped.value.retry_after)
    assert _sign_in(organisation, later)
    assert _sign_in(organisation, later)


def test_an_unknown_address_is_slowed_down_alike(organisation: Database) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            _sign_in(organisation, email="nobody@example.org")
    with pytest.raises(TooManyAttempts):
        _sign_in(organisation, email="nobody@example.org")


def test_one_address_cannot_try_every_account(
    organisation: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling, "CLIENT", replace(throttling.CLIENT, free=4))
    for number in range(4):
        with pytest.raises(SignInRefused):
            _sign_in(organisation, email=f"{number}@example.org")
    with pytest.raises(TooManyAttempts):
        _sign_in(organisation)
    assert _sign_in(organisation, client="192.0.2.8")


def test_an_old_hash_is_renewed_at_sign_in(organisation: Database) -> None:
    key = kept.account_id(EMAIL)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    kept.set_password_hash(organisation, key, weak)
    _sign_in(organisation)
    found = kept.credentials(organisation, key, NOW)
    assert found is not None
    assert "m=19456,t=2,p=1" in found.password_hash


def test_a_session_ends_when_unused_and_at_the_latest_after_its_time(
    organisation: Database,
) -> None:
    token = _sign_in(organisation).token
    assert sessions.viewer_of(organisation, token, NOW + timedelta(hours=4), POLICY) is None
    for hours in (3, 6, 9, 11.9):
        assert sessions.viewer_of(organisation, token, NOW + timedelta(hours=hours), POLICY)
    assert sessions.viewer_of(organisation, token, NOW + timedelta(hours=12), POLICY) is None


def test_a_session_can_be_ended(organisation: Database) -> None:
    one, two = _sign_in(organisation), _sign_in(organisation)
    sessions.sign_out(organisation, one.token)
    assert sessions.viewer_of(organisation, one.token, NOW, POLICY) is None
    assert sessions.viewer_of(organisation, two.token, NOW, POLICY)
    assert sessions.sign_out_everywhere(organisation, two.viewer) == 1
    assert sessions.viewer_of(organisation, two.token, NOW, POLICY) is None


def test_an_account_that_is_closed_or_changed_counts_at_once(organisation: Database) -> None:
    token = _sign_in(organisation).token
    accounts.set_disabled(organisation, OPERATOR, EMAIL, True)
    accounts.set_disabled(organisation, OPERATOR, EMAIL, False)
    assert sessions.viewer_of(organisation, token, NOW, POLICY) is None
    token = _sign_in(organisation).token
    accounts.set_password(organisation, OPERATOR, EMAIL, "another four words here")
    assert sessions.viewer_of(organisation, token, NOW, POLICY) is None


def test_changing_the_password_ends_the_other_sessions(organisation: Database) -> None:
    here, elsewhere = _sign_in(organisation), _sign_in(organisation)
    new = "another four words here"
    sessions.change_password(organisation, here.viewer, PASSWORD, new, here.token, HERE, NOW)
    assert sessions.viewer_of(organisation, here.token, NOW, POLICY)
    assert sessions.viewer_of(organisation, elsewhere.token, NOW, POLICY) is None
    assert _sign_in(organisation, password=new)
    with pytest.raises(SignInRefused):
        _sign_in(organisation)


def test_changing_the_password_needs_the_old_one_and_is_throttled(organisation: Database) -> None:
    here = _sign_in(organisation)
    new = "another four words here"
    for _ in range(5):
        with pytest.raises(Invalid) as refused:
            sessions.change_password(organisation, here.viewer, "wrong", new, here.token, HERE, NOW)
        assert refused.value.field == "old"
    with pytest.raises(TooManyAttempts):
        sessions.change_password(organisation, here.viewer, PASSWORD, new, here.token, HERE, NOW)


def test_nobody_has_no_account_to_change(db: Database) -> None:
    with pytest.raises(SignInRequired):
        sessions.sign_out_everywhere(db, NOBODY)


def test_demonstration_accounts_are_let_in_by_a_demonstration_alone(organisation: Database) -> None:
    accounts.create(organisation, OPERATOR, "demo@example.org", "ada", ["hr"], "demo", True)
    given = {"email": "demo@example.org", "password": "demo"}
    with pytest.raises(SignInRefused):
        _sign_in(organisation, **given)
    demonstration = replace(POLICY, demonstration=True)
    token = sessions.sign_in(
        organisation, "demo@example.org", "demo", HERE, NOW, demonstration
    ).token
    assert sessions.viewer_of(organisation, token, NOW, demonstration)
    assert sessions.viewer_of(organisation, token, NOW, POLICY) is None


def test_what_has_had_its_time_is_forgotten(organisation: Database) -> None:
    _sign_in(organisation)
    demand.note_unmet(organisation, "beekeeping", NOW.date())
    kinds = ("sessions", "throttles", "packs", "unmet searches", "uploads", "messages", "reviews")
    nothing = dict.fromkeys(kinds, 0)
    assert housekeeping.tidy(organisation, NOW, unmet_days=400) == nothing
    much_later = NOW + timedelta(days=401)
    forgotten = housekeeping.tidy(organisation, much_later, unmet_days=400)
    assert forgotten == nothing | {"sessions": 1, "throttles": 2, "unmet searches": 1}
    assert housekeeping.tidy(organisation, much_later, unmet_days=400) == nothing
