"""Outside profiles of jobs (ESCO, O*NET): kept beside the role, so that both can be compared."""

from datetime import datetime

from graph.database import Queryable, Row, Transaction
from graph.records import Asked, Occupation, Sourced
from graph.values import instant

SAVE = """
MATCH (role:Role {id: $role})
MERGE (o:Occupation {id: $id})
SET o += $properties
MERGE (role)-[from:SOURCED_FROM]->(o)
SET from.taken = coalesce(from.taken, $taken)
WITH o
CALL (o) {
  MATCH (o)-[old:ASKS_FOR]->(asked:OccupationSkill)
  WHERE NOT asked.id IN [one IN $asks | one.id]
  DELETE old
}
CALL (o) {
  UNWIND $asks AS one
  MERGE (asked:OccupationSkill {id: one.id})
  SET asked.label = one.label, asked.uri = one.uri
  MERGE (o)-[a:ASKS_FOR]->(asked)
  SET a.kind = one.kind, a.level = one.level, a.importance = one.importance, a.said = one.said
}
"""


def save(tx: Transaction, role_id: str, occupation: Occupation, taken: datetime) -> None:
    """Keep an outside profile as given, and that the role was taken from it.

    Of a profile taken before, the first time stays.
    """
    properties = {
        name: getattr(occupation, name)
        for name in ("name", "scheme", "code", "uri", "version", "description")
    }
    asks = [
        {
            "id": one.id,
            "label": one.label,
            "uri": one.uri,
            "kind": one.kind,
            "level": one.level,
            "importance": one.importance,
            "said": one.said,
        }
        for one in occupation.asks
    ]
    tx.write(SAVE, role=role_id, id=occupation.id, properties=properties, taken=taken, asks=asks)


OF_ROLE = """
MATCH (:Role {id: $id})-[from:SOURCED_FROM]->(o:Occupation)
RETURN o {.*} AS occupation, from.taken AS taken,
  [(o)-[a:ASKS_FOR]->(asked:OccupationSkill) | a {.*, id: asked.id, label: asked.label,
    uri: asked.uri}] AS asks
ORDER BY o.scheme, o.name, o.id
"""


def of_role(db: Queryable, role_id: str) -> tuple[Sourced, ...]:
    """Return the outside profiles that a role was taken from, what matters most first."""
    return tuple(_sourced(row) for row in db.read(OF_ROLE, id=role_id))


FORGET = """
MATCH (:Role {id: $role})-[from:SOURCED_FROM]->(o:Occupation {id: $id})
DELETE from
WITH o WHERE NOT EXISTS { (o)<-[:SOURCED_FROM]-(:Role) }
DETACH DELETE o
"""


def forget(tx: Transaction, role_id: str, occupation_id: str) -> None:
    """Compare a role with an outside profile no longer; what it requires stays."""
    tx.write(FORGET, role=role_id, id=occupation_id)


def _sourced(row: Row) -> Sourced:
    stored = row["occupation"]
    asks = sorted(
        (Asked(**one) for one in row["asks"]),
        key=lambda one: (-one.importance, -one.level, one.label, one.id),
    )
    names = ("id", "name", "scheme", "code", "uri", "version", "description")
    occupation = Occupation(**{name: stored.get(name) or "" for name in names}, asks=tuple(asks))
    return Sourced(occupation, instant(row["taken"]))
