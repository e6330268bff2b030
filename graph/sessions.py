"""The sessions of those signed in: `(Session)-[:OPENS]->(Account)`.

A session's id is the digest of its token: what is in the database opens nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.accounts import account_of
from graph.database import Queryable
from graph.records import Account
from graph.values import instant


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is open, with the account it opens."""

    account: Account
    created: datetime
    seen: datetime
    expires: datetime


OPEN_SESSION: Final = """
MATCH (a:Account {id: $account})
MERGE (s:Session {id: $id})
SET s.created = $now, s.seen = $now, s.expires = $expires
MERGE (s)-[:OPENS]->(a)
"""


def open_session(db: Queryable, key: str, account: str, now: datetime, expires: datetime) -> None:
    """Keep a new session under the digest of its token."""
    db.write(OPEN_SESSION, id=key, account=account, now=now, expires=expires)


SESSION: Final = """
MATCH (s:Session {id: $id}) WHERE s.expires > $now
MATCH (s)-[:OPENS]->(a:Account)-[:BELONGS_TO]->(p:Person)
WHERE NOT a.disabled AND (p.left IS NULL OR p.left > date($now))
RETURN s.created AS created, s.seen AS seen, s.expires AS expires,
       a {.id, .email, .roles, .demonstration, .disabled} AS account, p {.id, .name} AS person
"""


def session(db: Queryable, key: str, now: datetime) -> Session | None:
    """Return the open session of this id; None if it has ended or its account is closed."""
    for row in db.read(SESSION, id=key, now=now):
        return Session(
            account_of(row), instant(row["created"]), instant(row["seen"]), instant(row["expires"])
        )
    return None


SEE_SESSION: Final = """
MATCH (s:Session {id: $id}) SET s.seen = $now, s.expires = $expires
"""


def see_session(db: Queryable, key: str, now: datetime, expires: datetime) -> None:
    """Note that a session is in use, and until when it lasts if it is not used again."""
    db.write(SEE_SESSION, id=key, now=now, expires=expires)


CLOSE_SESSION: Final = "MATCH (s:Session {id: $id}) DETACH DELETE s"


def close_session(db: Queryable, key: str) -> None:
    """End one session."""
    db.write(CLOSE_SESSION, id=key)


CLOSE_SESSIONS: Final = """
MATCH (s:Session)-[:OPENS]->(:Account {id: $account}) WHERE s.id <> $keep
DETACH DELETE s
RETURN count(*) AS closed
"""


def close_sessions(db: Queryable, account: str, keep: str = "") -> int:
    """End every session of an account, but for the one named by `keep`; say how many."""
    return int(db.write(CLOSE_SESSIONS, account=account, keep=keep)[0]["closed"])


FORGET_SESSIONS: Final = """
MATCH (s:Session) WHERE s.expires <= $now
WITH s LIMIT 10000
DETACH DELETE s
RETURN count(*) AS forgotten
"""


def forget_sessions(db: Queryable, now: datetime) -> int:
    """Delete sessions that have ended (at most 10,000 at once); say how many."""
    return int(db.write(FORGET_SESSIONS, now=now)[0]["forgotten"])
