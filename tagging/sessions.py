"""Signing in and out.

A sign-in that fails takes the same time and gives the same words whatever was wrong. The token of
a session is known to the browser alone; the database keeps its digest.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import accounts, sessions, throttles
from graph.database import Database, Transaction
from graph.records import Account
from tagging import passwords, throttling
from tagging.account_events import record
from tagging.errors import Invalid, SignInRefused, SignInRequired, TooManyAttempts
from tagging.permissions import Viewer

_SEEN_EVERY = timedelta(minutes=1)
_REFUSED = "The e-mail address or the password is not right. Check both and try again."


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """How long a session lasts unused and at most, and whether demonstration accounts get one."""

    idle_hours: float = 4
    absolute_hours: float = 12
    demonstration: bool = False

    def end(self, created: datetime, now: datetime) -> datetime:
        """Return until when a session opened at `created` and used `now` lasts."""
        absolute = created + timedelta(hours=self.absolute_hours)
        return min(absolute, now + timedelta(hours=self.idle_hours))


_STRICT = SessionPolicy()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: its secret token, for the browser only, and who it is."""

    token: str
    viewer: Viewer

    def __repr__(self) -> str:
        """Say who; never the token."""
        return f"SignedIn({self.viewer.person_id})"


def sign_in(
    db: Database,
    email: str,
    password: str,
    client: str,
    now: datetime,
    policy: SessionPolicy = _STRICT,
) -> SignedIn:
    """Open a session for the account with this address and password.

    `client` is the network address of the one who tries. Raises `SignInRefused`, for whatever
    reason, or `TooManyAttempts`.
    """
    key = accounts.account_id(email)
    _hold_back(db, key, client, now)
    found = accounts.credentials(db, key, now)
    right = passwords.is_right(password, found.password_hash if found else None)
    if found is None or not right or not found.usable or not _welcome(found.account, policy):
        raise SignInRefused(_REFUSED)
    token = secrets.token_urlsafe(32)
    fresh = passwords.hashed(password) if passwords.is_outdated(found.password_hash) else None

    def let_in(tx: Transaction) -> None:
        _release(tx, key, client, now)
        sessions.open_session(tx, _digest(token), key, now, policy.end(now, now))
        if fresh:
            accounts.set_password_hash(tx, key, fresh)

    db.transact(let_in)
    return SignedIn(token, _viewer(found.account))


def viewer_of(
    db: Database, token: str, now: datetime, policy: SessionPolicy = _STRICT
) -> Viewer | None:
    """Return whose session this token opens, None if it is unknown, ended or no longer allowed."""
    key = _digest(token)
    session = sessions.session(db, key, now)
    if session is None or not _welcome(session.account, policy):
        return None
    if policy.end(session.created, session.seen) <= now:
        return None
    if now - session.seen >= _SEEN_EVERY:
        sessions.see_session(db, key, now, policy.end(session.created, now))
    return _viewer(session.account)


def sign_out(db: Database, token: str) -> None:
    """End the session of this token."""
    sessions.close_session(db, _digest(token))


def sign_out_everywhere(db: Database, viewer: Viewer) -> int:
    """End every session of the viewer's account, this one too; say how many there were."""
    return sessions.close_sessions(db, _own_account(viewer))


def change_password(
    db: Database, viewer: Viewer, old: str, new: str, token: str, client: str, now: datetime
) -> None:
    """Replace the viewer's own password and end their other sessions (`token` names this one).

    Raises `Invalid` where the old one is wrong or the new one too easy, `TooManyAttempts`.
    """
    key = _own_account(viewer)
    _hold_back(db, key, client, now)
    found = accounts.credentials(db, key, now)
    if found is None or not passwords.is_right(old, found.password_hash):
        raise Invalid("This is not your present password.", "old")
    passwords.check_new(new, found.account.email)
    new_hash = passwords.hashed(new)

    def change(tx: Transaction) -> None:
        _release(tx, key, client, now)
        accounts.set_password_hash(tx, key, new_hash)
        sessions.close_sessions(tx, key, keep=_digest(token))
        record(tx, viewer, "account.password", key, now)

    db.transact(change)


def _welcome(account: Account, policy: SessionPolicy) -> bool:
    return policy.demonstration or not account.demonstration


def _viewer(account: Account) -> Viewer:
    return Viewer(account.person.id, account.person.name, account.roles, account.id)


def _own_account(viewer: Viewer) -> str:
    if viewer.account_id is None:
        raise SignInRequired("Sign in to carry on.")
    return viewer.account_id


def _digest(token: str) -> str:
    # The token is 256 random bits: a plain digest cannot be guessed backwards.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _hold_back(db: Database, account: str, client: str, now: datetime) -> None:
    """Count a try before it is made, so that many at once cannot slip through together."""
    brakes = throttling.brakes(account, client)

    def count(tx: Transaction) -> int:
        held = throttles.hold_throttles(tx, list(brakes), now)
        wait = max(throttling.seconds_to_wait(throttle, now) for throttle in held)
        if not wait:
            counted = [throttling.counted(t, brakes[t.id], now) for t in held]
            throttles.set_throttles(tx, counted)
        return wait

    if wait := db.transact(count):
        raise TooManyAttempts(
            f"Too many attempts to sign in. Wait {throttling.in_words(wait)}, then try again.", wait
        )


def _release(tx: Transaction, account: str, client: str, now: datetime) -> None:
    brakes = throttling.brakes(account, client)
    held = throttles.hold_throttles(tx, list(brakes), now)
    throttles.set_throttles(tx, [throttling.released(t, brakes[t.id]) for t in held])
