"""Every skill's labels in one go, whether they changed, and how many people know each skill.

This is what the index in memory needs.
"""

from dataclasses import dataclass
from typing import LiteralString

from graph.database import Queryable, Row
from graph.values import words


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One skill as the label index needs it; `changed` is in milliseconds since 1970."""

    id: str
    label: str
    alternative_labels: tuple[str, ...]
    broader: tuple[str, ...]
    related: tuple[str, ...]
    retired: bool
    replaced_by: str | None
    changed: int


@dataclass(frozen=True, slots=True)
class Edition:
    """Which vocabulary this is: its version, how many skills it has, how many KNOWS lead there."""

    version: str
    skills: int
    known: int


_LABEL_ROW: LiteralString = """
RETURN s.id AS id, s.label AS label, s.alternative_labels AS alternative_labels,
  s.status = 'retired' AS retired,
  [(s)-[:BROADER]->(b:Skill) | b.id] AS broader,
  [(s)-[:RELATED]->(r:Skill) | r.id] AS related,
  head([(s)-[:REPLACED_BY]->(n:Skill) | n.id]) AS replaced_by,
  coalesce(s.changed.epochMillis, 0) AS changed
"""
ALL_LABELS: LiteralString = "MATCH (s:Skill)" + _LABEL_ROW


def all_labels(db: Queryable) -> list[LabelRow]:
    """Return every skill with its labels and links: what the label index is built from."""
    return [_label_row(row) for row in db.read(ALL_LABELS)]


LABELS_SINCE: LiteralString = (
    "MATCH (s:Skill) WHERE s.changed >= datetime({epochMillis: $since})" + _LABEL_ROW
)


def labels_since(db: Queryable, since: int) -> list[LabelRow]:
    """Return the skills changed since an instant (milliseconds since 1970), some perhaps twice."""
    return [_label_row(row) for row in db.read(LABELS_SINCE, since=since)]


NEWEST_CHANGE = """
OPTIONAL MATCH (lock:Lock {id: 'vocabulary'})
RETURN coalesce(lock.version, '') AS version, COUNT { MATCH (:Skill) } AS skills,
  COUNT { MATCH ()-[:KNOWS]->() } AS known
"""


def newest_change(db: Queryable) -> Edition:
    """Return the edition of now, which differs after any change. It costs one round trip."""
    return Edition(**db.read(NEWEST_CHANGE)[0])


KNOWN_BY = """
MATCH (s:Skill)
WITH s, COUNT { (s)<-[:KNOWS]-() } AS people
WHERE people > 0
RETURN collect(s.id) AS skills, collect(people) AS people
"""


def known_by(db: Queryable) -> dict[str, int]:
    """Return how many people know each skill, without those that nobody knows.

    The store keeps these numbers, so no KNOWS is read.
    """
    row = db.read(KNOWN_BY)[0]
    return dict(zip(row["skills"], row["people"], strict=True))


def _label_row(row: Row) -> LabelRow:
    lists = {name: words(row[name]) for name in ("alternative_labels", "broader", "related")}
    return LabelRow(**row | lists)
