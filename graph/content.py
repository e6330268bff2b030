"""What a database holds as a whole: its counts, its checksum, and wiping it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, LiteralString

from graph.database import Database

PASSING_LABELS = (
    "Session",
    "SignInThrottle",
    "AuditEvent",
    "ImportBatch",
    "Migration",
    "Lock",
)
PASSING_PROPERTIES = ("changed", "batch")
_PAGE = 5000
_MANY = 10_000

COUNT_RELATIONSHIPS = "MATCH ()-[r]->() RETURN count(r) AS relationships"

WIPE_RELATIONSHIPS = """
MATCH ()-[r]->()
CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS
"""

WIPE_NODES = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Lock
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS
"""


def wipe(db: Database) -> None:
    """Delete every node and relationship; the schema and its migrations stay. For tests."""
    # Relationships first: a skill may have hundreds of thousands, too many for one transaction.
    if db.read(COUNT_RELATIONSHIPS)[0]["relationships"] > _MANY:
        db.run_outside_transaction(WIPE_RELATIONSHIPS)
    db.run_outside_transaction(WIPE_NODES)


LABELS = "CALL db.labels() YIELD label RETURN label ORDER BY label"

COUNT_LABEL: LiteralString = "MATCH (n:{label}) RETURN count(n) AS nodes"


def counts(db: Database) -> dict[str, int]:
    """Return how many nodes each label has, in the order of the labels."""
    labels = [row["label"] for row in db.read(LABELS)]
    return {label: db.read(_for(label, COUNT_LABEL))[0]["nodes"] for label in labels}


def _for(label: str, query: LiteralString) -> LiteralString:
    """Return the query for one label of the database, quoted (a parameter would use no index)."""
    return query.replace("{label}", "`" + label.replace("`", "``") + "`")


# Counts are part of the checksum so that a node without an id is noticed as well.
COUNT_ALL = """
MATCH (n) WHERE none(label IN labels(n) WHERE label IN $passing)
RETURN count(n) AS nodes, sum(COUNT {
    (n)-->(other) WHERE none(label IN labels(other) WHERE label IN $passing)
}) AS relationships
"""


def checksum(db: Database) -> str:
    """Return a SHA-256 (hexadecimal) of the content: equal content gives an equal checksum.

    It covers every label, property and relationship. Left out is what tells of the way rather
    than of the result: the nodes of `PASSING_LABELS` (sessions, the audit trail, import batches,
    locks), relationships to them, and the properties of `PASSING_PROPERTIES` (when a skill was
    last written, which batch a statement came in).
    """
    digest = hashlib.sha256()
    for node in _nodes(db):
        digest.update(json.dumps(node, sort_keys=True, default=str).encode())
    digest.update(json.dumps(db.read(COUNT_ALL, passing=PASSING_LABELS)).encode())
    return digest.hexdigest()


NODES_AFTER: LiteralString = """
MATCH (n:{label}) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties,
  [(n)-[r]->(other) WHERE none(label IN labels(other) WHERE label IN $passing) |
    {type: type(r), to: other.id, labels: labels(other), properties: properties(r)}
  ] AS relationships
"""


def _nodes(db: Database) -> Iterator[dict[str, Any]]:
    for row in db.read(LABELS):
        if row["label"] in PASSING_LABELS:
            continue
        after = ""
        while page := db.read(
            _for(row["label"], NODES_AFTER), after=after, limit=_PAGE, passing=PASSING_LABELS
        ):
            yield from (_lasting(node) for node in page)
            after = page[-1]["id"]


def _lasting(node: dict[str, Any]) -> dict[str, Any]:
    """Return the node without what passes, its relationships in one fixed order."""
    relationships = [
        {**relationship, "properties": _without_passing(relationship["properties"])}
        for relationship in node["relationships"]
    ]
    return {
        "id": node["id"],
        "labels": sorted(node["labels"]),
        "properties": _without_passing(node["properties"]),
        "relationships": sorted(
            json.dumps(relationship, sort_keys=True, default=str) for relationship in relationships
        ),
    }


def _without_passing(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in PASSING_PROPERTIES}
