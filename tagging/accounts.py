"""The accounts that people sign in with: making them, closing them, their passwords.

Signing in and out is in `tagging/sessions.py`; its functions belong to this module's face too.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from graph import accounts, sessions
from graph.database import Database, Transaction
from graph.records import Account, Ref
from tagging import passwords
from tagging.account_events import record
from tagging.errors import (
    AccountNotFound,
    Conflict,
    DemonstrationRefused,
    Invalid,
    PersonNotFound,
)
from tagging.permissions import ROLE_PERMISSIONS, Permission, Viewer, require
from tagging.sessions import (
    SessionPolicy,
    SignedIn,
    change_password,
    sign_in,
    sign_out,
    sign_out_everywhere,
    viewer_of,
)

__all__ = [
    "SessionPolicy", "SignedIn", "change_password", "create", "listed", "refuse_demonstration",
    "set_disabled", "set_password", "sign_in", "sign_out", "sign_out_everywhere", "viewer_of",
]  # fmt: skip

_LONGEST_EMAIL = 254


def create(
    db: Database,
    viewer: Viewer,
    email: str,
    person_id: str,
    roles: Sequence[str],
    password: str,
    demonstration: bool = False,
    now: datetime | None = None,
) -> Account:
    """Make an account for a person; making a demonstration account again renews it.

    Raises `Invalid` (roles, address, password), `Conflict` where the address has an account,
    `PersonNotFound`. The passwords of demonstration accounts are published, so any will do.
    """
    require(viewer, Permission.ADMINISTER)
    email = email.strip()
    _check_account(email, roles)
    if not demonstration:
        passwords.check_new(password, email)
    key = accounts.account_id(email)
    account = Account(key, email, Ref(person_id, ""), tuple(roles), demonstration)
    password_hash = passwords.hashed(password)
    at = now or datetime.now(UTC)

    def make(tx: Transaction) -> None:
        found = accounts.credentials(tx, key, at)
        if found and not (demonstration and found.account.demonstration):
            raise Conflict(f"{email} has an account already.")
        if not accounts.save(tx, account, password_hash):
            raise PersonNotFound("No such person: load people first, then make their accounts.")
        record(tx, viewer, "account.create", key, at, roles=list(roles))

    db.transact(make)
    return account


def listed(db: Database, viewer: Viewer) -> list[Account]:
    """Return every account, by e-mail address."""
    require(viewer, Permission.ADMINISTER)
    return accounts.all_accounts(db)


def set_password(
    db: Database, viewer: Viewer, email: str, password: str, now: datetime | None = None
) -> None:
    """Give an account a new password, as an administrator, and end its sessions."""
    require(viewer, Permission.ADMINISTER)
    passwords.check_new(password, email)
    key = _existing(db, email)
    new_hash = passwords.hashed(password)

    def change(tx: Transaction) -> None:
        accounts.set_password_hash(tx, key, new_hash)
        sessions.close_sessions(tx, key)
        record(tx, viewer, "account.password", key, now or datetime.now(UTC))

    db.transact(change)


def set_disabled(
    db: Database, viewer: Viewer, email: str, disabled: bool, now: datetime | None = None
) -> None:
    """Close an account (its sessions end at once) or open it again."""
    require(viewer, Permission.ADMINISTER)
    key = _existing(db, email)

    def change(tx: Transaction) -> None:
        accounts.set_disabled(tx, key, disabled)
        if disabled:
            sessions.close_sessions(tx, key)
        action = "account.disable" if disabled else "account.enable"
        record(tx, viewer, action, key, now or datetime.now(UTC))

    db.transact(change)


def refuse_demonstration(db: Database) -> None:
    """Raise `DemonstrationRefused` if the database holds accounts with published passwords."""
    if emails := accounts.demonstration_emails(db):
        raise DemonstrationRefused(
            f"This database holds demonstration accounts ({', '.join(emails)}), whose passwords "
            "everybody can read. Use a database of your own for production, or run the "
            "demonstration with SIGNPOST_ENVIRONMENT=demonstration."
        )


def _check_account(email: str, roles: Sequence[str]) -> None:
    name, at, domain = email.partition("@")
    if not (name and at and domain) or len(email) > _LONGEST_EMAIL or len(email.split()) != 1:
        raise Invalid(f"{email!r} is not an e-mail address.", "email")
    if unknown := sorted(set(roles) - set(ROLE_PERMISSIONS)):
        raise Invalid(
            f"No such role: {', '.join(unknown)}. There are {', '.join(ROLE_PERMISSIONS)}.", "roles"
        )
    if not roles:
        raise Invalid(f"Give at least one role of {', '.join(ROLE_PERMISSIONS)}.", "roles")


def _existing(db: Database, email: str) -> str:
    key = accounts.account_id(email.strip())
    if accounts.credentials(db, key, datetime.now(UTC)) is None:
        raise AccountNotFound(f"There is no account for {email}.")
    return key
