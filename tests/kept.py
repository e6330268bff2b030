"""A database's content kept in memory, and put back whole: quicker than loading it again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from graph.database import Database

Holding = Callable[[Callable[[Database], object]], None]

NODES = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Lock
RETURN elementId(n) AS key, labels(n) AS labels, properties(n) AS properties
"""
RELATIONSHIPS = """
MATCH (a)-[r]->(b)
RETURN elementId(a) AS start, type(r) AS type, elementId(b) AS end, properties(r) AS properties
"""
EMPTY = "MATCH (n) WHERE NOT n:Migration AND NOT n:Lock DETACH DELETE n"
PUT_NODES = """
UNWIND $nodes AS node
CREATE (n:$(node.labels)) SET n = node.properties
RETURN node.key AS key, elementId(n) AS made
"""
PUT_RELATIONSHIPS = """
UNWIND $relationships AS relationship
MATCH (a) WHERE elementId(a) = $made[relationship.start]
MATCH (b) WHERE elementId(b) = $made[relationship.end]
CREATE (a)-[r:$(relationship.type)]->(b) SET r = relationship.properties
"""


@dataclass(frozen=True)
class Kept:
    """Every node and relationship that a database held, but for migrations and locks."""

    nodes: list[dict[str, Any]]
    relationships: list[dict[str, Any]]

    @classmethod
    def of(cls, database: Database) -> Self:
        """Return what the database holds now."""
        return cls(database.read(NODES), database.read(RELATIONSHIPS))

    def put_back(self, database: Database) -> None:
        """Let the database hold this and nothing else, in one transaction."""

        def work(tx: Any) -> None:
            tx.write(EMPTY)
            made = {row["key"]: row["made"] for row in tx.write(PUT_NODES, nodes=self.nodes)}
            tx.write(PUT_RELATIONSHIPS, relationships=self.relationships, made=made)

        database.transact(work)
