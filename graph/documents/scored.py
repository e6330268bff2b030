"""How well every document answers weighted words: for measurements, which look at all of them."""

from collections.abc import Mapping
from typing import LiteralString

from graph.database import Queryable
from graph.documents.votes import lucene

SCORED: LiteralString = """
CALL db.index.fulltext.queryNodes('document_search', $query) YIELD node AS d, score
RETURN collect([d.id, score]) AS found
"""


def scored(db: Queryable, words: Mapping[str, float]) -> dict[str, float]:
    """Return the BM25 score of each document that holds any of the words, whoever may see it.

    Authors are not read: of tens of thousands of documents that takes ten times as long.
    """
    query = lucene(words)
    rows = db.read(SCORED, query=query) if query else []
    return {key: score for row in rows for key, score in row["found"]}
