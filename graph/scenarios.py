"""Scenarios that somebody saved: named sets of changes, never made in the graph itself.

`(Person)-[:KEEPS]->(Scenario)`; one that others see has `(Scenario)-[:SHARED_WITH]->(Person)`, or
`audience` 'gaps': whoever may see figures on gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import LiteralString

from graph.algorithms.changes import Change, as_json, from_json
from graph.database import Queryable, Row, Transaction
from graph.records import Ref
from graph.values import instant, ref


class Audience(StrEnum):
    """Who sees a scenario, apart from who keeps it."""

    NOBODY = "nobody"
    PEOPLE = "people"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes with a name. `people` are those it is shared with by name."""

    id: str
    name: str
    owner: Ref
    made: datetime
    changed: datetime
    about: str = ""
    changes: tuple[Change, ...] = ()
    audience: Audience = Audience.NOBODY
    people: tuple[Ref, ...] = ()


# Who may see the scenario `s`: who keeps it, whom it is shared with, or all who see gaps ($gaps).
_SHOWN: LiteralString = """(EXISTS { (s)<-[:KEEPS]-(:Person {id: $viewer}) }
  OR (s.audience = 'people' AND EXISTS { (s)-[:SHARED_WITH]->(:Person {id: $viewer}) })
  OR (s.audience = 'gaps' AND $gaps))"""

_RETURNED: LiteralString = """
MATCH (owner:Person)-[:KEEPS]->(s)
RETURN s {.*} AS scenario, owner {.id, .name} AS owner,
  COLLECT {
    MATCH (s)-[:SHARED_WITH]->(p:Person) RETURN p {.id, .name} ORDER BY toLower(p.name), p.id
  } AS people
"""

ONE = f"MATCH (s:Scenario {{id: $id}}) WHERE {_SHOWN} {_RETURNED}"


def visible(db: Queryable, scenario_id: str, viewer: str | None, *, gaps: bool) -> Scenario | None:
    """Return a scenario if this person may see it; `gaps`: they may see figures on gaps."""
    rows = db.read(ONE, id=scenario_id, viewer=viewer, gaps=gaps)
    return _scenario(rows[0]) if rows else None


ALL = f"""
MATCH (s:Scenario) WHERE {_SHOWN} {_RETURNED}
ORDER BY s.changed DESC, s.id LIMIT $limit
"""


def all_visible(
    db: Queryable, viewer: str | None, *, gaps: bool, limit: int = 200
) -> list[Scenario]:
    """Return the scenarios that this person may see, the last changed first."""
    return [_scenario(row) for row in db.read(ALL, viewer=viewer, gaps=gaps, limit=limit)]


GET = f"MATCH (s:Scenario {{id: $id}}) {_RETURNED}"


def get(db: Queryable, scenario_id: str) -> Scenario | None:
    """Return a scenario whoever asks, or None: for undoing."""
    rows = db.read(GET, id=scenario_id)
    return _scenario(rows[0]) if rows else None


LOCK = """
MATCH (s:Scenario {id: $id}) SET s.id = s.id
"""


def lock(tx: Transaction, scenario_id: str) -> None:
    """Hold a scenario until the transaction ends."""
    tx.write(LOCK, id=scenario_id)


PUT = """
MATCH (owner:Person {id: $owner})
MERGE (s:Scenario {id: $id})
SET s += $properties
MERGE (owner)-[:KEEPS]->(s)
WITH s
CALL (s) { MATCH (s)-[old:SHARED_WITH]->(:Person) DELETE old }
CALL (s) {
  UNWIND $people AS one
  MATCH (p:Person {id: one})
  MERGE (s)-[:SHARED_WITH]->(p)
}
"""


def put(tx: Transaction, scenario: Scenario) -> None:
    """Write a scenario exactly as given."""
    properties = {
        "name": scenario.name,
        "about": scenario.about or None,
        "changes": as_json(scenario.changes),
        "audience": scenario.audience.value,
        "made": scenario.made,
        "changed": scenario.changed,
    }
    tx.write(
        PUT,
        id=scenario.id,
        owner=scenario.owner.id,
        properties=properties,
        people=[one.id for one in scenario.people],
    )


DELETE = """
MATCH (s:Scenario {id: $id}) DETACH DELETE s
"""


def delete(tx: Transaction, scenario_id: str) -> None:
    """Delete a scenario; nothing happens where there is none."""
    tx.write(DELETE, id=scenario_id)


def _scenario(row: Row) -> Scenario:
    stored = row["scenario"]
    people: Sequence[Row] = row["people"]
    return Scenario(
        id=stored["id"],
        name=stored["name"],
        owner=ref(row["owner"]),
        made=instant(stored["made"]),
        changed=instant(stored["changed"]),
        about=stored.get("about") or "",
        changes=from_json(stored["changes"]),
        audience=Audience(stored["audience"]),
        people=tuple(ref(one) for one in people),
    )
