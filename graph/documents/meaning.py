"""Vectors of documents in Neo4j's own vector index, for search by meaning (extra `semantic`)."""

from collections.abc import Mapping, Sequence
from typing import LiteralString

from graph.database import Database, Queryable
from graph.documents import VISIBLE
from graph.documents.votes import Match, lucene

CREATE_INDEX: LiteralString = """
CREATE VECTOR INDEX document_meaning IF NOT EXISTS FOR (d:Document) ON (d.meaning)
OPTIONS {indexConfig: {
  `vector.dimensions`: $dimensions, `vector.similarity_function`: 'cosine'
}}
"""

AWAIT: LiteralString = "CALL db.awaitIndex('document_meaning', 300)"


def make_index(db: Database, dimensions: int) -> None:
    """Make the index, where there is none, and wait until it can be asked."""
    db.write(CREATE_INDEX, dimensions=dimensions)
    db.read(AWAIT)


SAVE: LiteralString = """
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
CALL db.create.setNodeVectorProperty(d, 'meaning', row.vector)
"""


def save(db: Queryable, vectors: Mapping[str, Sequence[float]]) -> None:
    """Keep the vectors (all of the index's dimensions) of documents, by id."""
    db.write(SAVE, rows=[{"id": key, "vector": list(one)} for key, one in vectors.items()])


FEEDBACK: LiteralString = f"""
CALL db.index.fulltext.queryNodes('document_search', $query, {{limit: 3 * $limit}})
YIELD node AS d, score
WHERE d.meaning IS NOT NULL AND {VISIBLE}
WITH d, score LIMIT $limit
RETURN score, d.meaning AS vector
ORDER BY score DESC, d.id
"""


def vectors_of_best(
    db: Queryable, words: Mapping[str, float], viewer: str | None, limit: int
) -> list[tuple[float, list[float]]]:
    """Return score and vector of the documents that answer weighted words best."""
    if not (query := lucene(words)):
        return []
    rows = db.read(FEEDBACK, query=query, viewer=viewer, limit=limit)
    return [(row["score"], row["vector"]) for row in rows]


NEAREST: LiteralString = f"""
CALL db.index.vector.queryNodes('document_meaning', $limit, $vector) YIELD node AS d, score
WHERE {VISIBLE}
RETURN d.id AS document, 2 * score - 1 AS cosine,
  [(d)<-[:WROTE]-(p:Person) | p.id] AS authors
ORDER BY cosine DESC, document
"""


def nearest(db: Queryable, vector: Sequence[float], viewer: str | None, limit: int) -> list[Match]:
    """Return the documents nearest to a vector that `viewer` may see; the score is the cosine."""
    rows = db.read(NEAREST, vector=list(vector), viewer=viewer, limit=limit)
    return [Match(row["document"], row["cosine"], tuple(sorted(row["authors"]))) for row in rows]
