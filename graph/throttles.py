"""The brakes on guessing passwords: how often signing in has failed, per account and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.database import Queryable, Transaction
from graph.values import instant_or_none


@dataclass(frozen=True, slots=True)
class Throttle:
    """How often signing in has failed under one key, when last, and until when it is refused."""

    id: str
    failures: int = 0
    last: datetime | None = None
    blocked_until: datetime | None = None


# Setting a property locks the node, so that what is read afterwards is read by one at a time.
HOLD_THROTTLES: Final = """
UNWIND $ids AS id
MERGE (t:SignInThrottle {id: id})
SET t.touched = $now
RETURN t.id AS id, coalesce(t.failures, 0) AS failures, t.last AS last,
       t.blocked_until AS blocked_until
"""


def hold_throttles(tx: Transaction, ids: Sequence[str], now: datetime) -> list[Throttle]:
    """Return the throttles with these ids, held until the transaction ends (made if absent)."""
    rows = tx.write(HOLD_THROTTLES, ids=sorted(ids), now=now)
    return [
        Throttle(
            row["id"],
            row["failures"],
            instant_or_none(row["last"]),
            instant_or_none(row["blocked_until"]),
        )
        for row in rows
    ]


SET_THROTTLES: Final = """
UNWIND $rows AS row
MATCH (t:SignInThrottle {id: row.id})
SET t.failures = row.failures, t.last = row.last, t.blocked_until = row.blocked_until
"""


def set_throttles(tx: Transaction, throttles: Sequence[Throttle]) -> None:
    """Write throttles that are held."""
    rows = [
        {"id": t.id, "failures": t.failures, "last": t.last, "blocked_until": t.blocked_until}
        for t in throttles
    ]
    tx.write(SET_THROTTLES, rows=rows)


FORGET_THROTTLES: Final = """
MATCH (t:SignInThrottle) WHERE coalesce(t.last, t.touched) <= $before
WITH t LIMIT 10000
DELETE t
RETURN count(*) AS forgotten
"""


def forget_throttles(db: Queryable, before: datetime) -> int:
    """Delete throttles not touched since `before` (at most 10,000 at once); say how many."""
    return int(db.write(FORGET_THROTTLES, before=before)[0]["forgotten"])
