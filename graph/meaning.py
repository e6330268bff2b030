"""What skills mean, as vectors in Neo4j's own index: written by text analysis, asked by likeness.

All vectors are of one sentence model; each skill keeps which one and for which labels
(`meaning_of`), so that only what changed is made again.
"""

from collections.abc import Mapping, Sequence
from typing import LiteralString

from graph.database import Database, Queryable

_AWAIT_SECONDS = 300

MADE_FOR = """
MATCH (s:Skill) WHERE s.meaning IS NOT NULL
RETURN s.id AS id, s.meaning_of AS made_for
"""


def made_for(db: Queryable) -> dict[str, str]:
    """Return, by skill, what its vector was made for: the model and labels, as text."""
    return {row["id"]: row["made_for"] or "" for row in db.read(MADE_FOR)}


SAVE = """
UNWIND $rows AS row
MATCH (s:Skill {id: row.id})
CALL db.create.setNodeVectorProperty(s, 'meaning', row.vector)
SET s.meaning_of = row.made_for
"""


def save(db: Queryable, vectors: Mapping[str, Sequence[float]], made: Mapping[str, str]) -> None:
    """Keep the vectors of skills, by id, and what each was made for."""
    rows = [
        {"id": key, "vector": [float(one) for one in vector], "made_for": made[key]}
        for key, vector in vectors.items()
    ]
    db.write(SAVE, rows=rows)


NEAREST = """
UNWIND range(0, size($vectors) - 1) AS number
CALL (number) {
  CALL db.index.vector.queryNodes('skill_meaning', $k, $vectors[number]) YIELD node, score
  RETURN collect(node.id) AS ids, collect(score) AS scores
}
RETURN number, ids, scores ORDER BY number
"""


def nearest(db: Queryable, vectors: Sequence[Sequence[float]], k: int) -> list[dict[str, float]]:
    """Return, for each vector, the `k` nearest skills with their cosine (-1 to 1).

    The index counts (1 + cosine) / 2 and is approximate (HNSW).
    """
    if not vectors:
        return []
    rows = db.read(NEAREST, vectors=[[float(one) for one in each] for each in vectors], k=k)
    return [
        {key: 2 * score - 1 for key, score in zip(row["ids"], row["scores"], strict=True)}
        for row in rows
    ]


DIMENSIONS = """
SHOW VECTOR INDEXES YIELD name, options WHERE name = 'skill_meaning'
RETURN options.indexConfig['vector.dimensions'] AS dimensions
"""


def dimensions(db: Queryable) -> int | None:
    """Return how many numbers the vectors in the index have, or None where there is no index."""
    rows = db.read(DIMENSIONS)
    return int(rows[0]["dimensions"]) if rows else None


DROP = "DROP INDEX skill_meaning IF EXISTS"

FORGET = """
MATCH (s:Skill) WHERE s.meaning IS NOT NULL
CALL (s) { REMOVE s.meaning, s.meaning_of } IN TRANSACTIONS OF 1000 ROWS
"""

MAKE: LiteralString = """
CREATE VECTOR INDEX skill_meaning IF NOT EXISTS FOR (n:Skill) ON (n.meaning)
OPTIONS {indexConfig: {`vector.dimensions`: $dimensions, `vector.similarity_function`: 'cosine'}}
"""


def fit_index(db: Database, size: int) -> bool:
    """Make the index hold vectors of this size; say whether it had to be made anew.

    Vectors of another size are forgotten: they are of another model.
    """
    if dimensions(db) == size:
        return False
    db.run_outside_transaction(DROP)
    db.run_outside_transaction(FORGET)
    db.run_outside_transaction(MAKE, dimensions=size)
    await_index(db)
    return True


AWAIT = "CALL db.awaitIndex('skill_meaning', $seconds)"


def await_index(db: Queryable) -> None:
    """Wait until everything written is in the index."""
    db.read(AWAIT, seconds=_AWAIT_SECONDS)
