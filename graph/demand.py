"""Searches that found nobody: what people look for, never who."""

from dataclasses import dataclass
from datetime import date

from graph.database import Queryable
from graph.ids import derived_id, fold
from graph.values import day as plain_day

_LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Unmet:
    """A search that found nobody: how often since the day asked for, and when last."""

    text: str
    times: int
    last: date


NOTE_UNMET = """
MERGE (u:UnmetSearch {id: $id})
ON CREATE SET u.text = $text, u.day = $day, u.times = 0
SET u.times = u.times + 1
"""


def note_unmet(db: Queryable, text: str, day: date) -> None:
    """Count one more search for `text` on `day` that found nobody; of long texts the beginning.

    Nothing else is kept: not who searched, not the time of day. A retry after a passing fault may
    count twice, which does no harm here.
    """
    kept = " ".join(text.split())[:_LONGEST_TEXT].strip()
    if kept:
        key = derived_id("unmet", day.isoformat(), fold(kept))
        db.write(NOTE_UNMET, id=key, text=kept, day=day)


UNMET = """
MATCH (u:UnmetSearch) WHERE u.day >= $since
WITH u ORDER BY u.day DESC, u.id
WITH toLower(u.text) AS folded, head(collect(u.text)) AS text, sum(u.times) AS times,
  max(u.day) AS last
RETURN text, times, last ORDER BY times DESC, last DESC, folded LIMIT $limit
"""


def unmet(db: Queryable, since: date, limit: int = 50) -> list[Unmet]:
    """Return what was searched for in vain since a day, the most frequent first."""
    rows = db.read(UNMET, since=since, limit=limit)
    return [Unmet(row["text"], row["times"], plain_day(row["last"])) for row in rows]


FORGET = """
MATCH (u:UnmetSearch) WHERE u.day < $before
WITH u LIMIT 10000
DELETE u
RETURN count(*) AS forgotten
"""


def forget(db: Queryable, before: date) -> int:
    """Delete what was searched for in vain before a day (10,000 at once); say how many."""
    return int(db.write(FORGET, before=before)[0]["forgotten"])
