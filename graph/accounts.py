"""Accounts: who may sign in, as which person. `(Account)-[:BELONGS_TO]->(Person)`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.database import Queryable, Row, Transaction
from graph.ids import derived_id, fold
from graph.records import Account
from graph.values import ref, words


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account with what its password is checked against; `usable`: not disabled, not left."""

    account: Account
    password_hash: str
    usable: bool

    def __repr__(self) -> str:
        """Say whose they are; never the hash."""
        return f"Credentials({self.account.id})"


def account_id(email: str) -> str:
    """Return the id of the account with this e-mail address, however it is written."""
    return derived_id("account", fold(email))


SAVE: Final = """
MATCH (p:Person {id: $person})
MERGE (a:Account {id: $id})
SET a.email = $email, a.roles = $roles, a.demonstration = $demonstration, a.disabled = $disabled,
    a.password_hash = $password_hash
WITH a, p
OPTIONAL MATCH (a)-[old:BELONGS_TO]->(other:Person) WHERE other <> p
DELETE old
MERGE (a)-[:BELONGS_TO]->(p)
RETURN count(*) AS saved
"""


def save(tx: Transaction, account: Account, password_hash: str) -> bool:
    """Write an account and its password's hash; False if there is no such person."""
    rows = tx.write(
        SAVE,
        id=account.id,
        email=account.email,
        person=account.person.id,
        roles=list(account.roles),
        demonstration=account.demonstration,
        disabled=account.disabled,
        password_hash=password_hash,
    )
    return bool(rows[0]["saved"])


CREDENTIALS: Final = """
MATCH (a:Account {id: $id})-[:BELONGS_TO]->(p:Person)
RETURN a {.id, .email, .roles, .demonstration, .disabled} AS account,
       p {.id, .name} AS person, a.password_hash AS password_hash,
       NOT a.disabled AND (p.left IS NULL OR p.left > date($now)) AS usable
"""


def credentials(db: Queryable, key: str, now: datetime) -> Credentials | None:
    """Return what a sign-in to this account is checked against, None if there is no such one."""
    for row in db.read(CREDENTIALS, id=key, now=now):
        return Credentials(account_of(row), row["password_hash"], row["usable"])
    return None


ALL: Final = """
MATCH (a:Account)-[:BELONGS_TO]->(p:Person)
RETURN a {.id, .email, .roles, .demonstration, .disabled} AS account, p {.id, .name} AS person
ORDER BY a.email
"""


def all_accounts(db: Queryable) -> list[Account]:
    """Return every account, by e-mail address."""
    return [account_of(row) for row in db.read(ALL)]


DEMONSTRATION: Final = """
MATCH (a:Account {demonstration: true}) RETURN a.email AS email ORDER BY email LIMIT 20
"""


def demonstration_emails(db: Queryable) -> list[str]:
    """Return the e-mail addresses of (the first twenty) demonstration accounts."""
    return [row["email"] for row in db.read(DEMONSTRATION)]


SET_HASH: Final = "MATCH (a:Account {id: $id}) SET a.password_hash = $password_hash"


def set_password_hash(tx: Queryable, key: str, password_hash: str) -> None:
    """Replace the hash of an account's password."""
    tx.write(SET_HASH, id=key, password_hash=password_hash)


SET_DISABLED: Final = "MATCH (a:Account {id: $id}) SET a.disabled = $disabled"


def set_disabled(tx: Queryable, key: str, disabled: bool) -> None:
    """Close an account to sign-ins, or open it again."""
    tx.write(SET_DISABLED, id=key, disabled=disabled)


def account_of(row: Row) -> Account:
    """Return the account in a row with maps `account` and `person`."""
    found = row["account"]
    return Account(
        id=found["id"],
        email=found["email"],
        person=ref(row["person"]),
        roles=words(found["roles"]),
        demonstration=found["demonstration"],
        disabled=found["disabled"],
    )
