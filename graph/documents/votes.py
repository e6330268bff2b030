"""The documents that answer a question, by BM25 through Neo4j's full-text index.

The index scores with Lucene's BM25 (k1 = 1.2, b = .75) over titles and texts, words brought to
their stems by its English analyzer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.database import Queryable
from graph.documents import VISIBLE

_PLAIN = re.compile(r"[^\W_]+")
_LONGEST_TEXT = 2000
_UNSEEN, _NEAR = 3, 2


@dataclass(frozen=True, slots=True)
class Match:
    """A document found: how well it answers (BM25), and the ids of its authors."""

    document: str
    score: float
    authors: tuple[str, ...]


FOUND: LiteralString = f"""
CALL db.index.fulltext.queryNodes('document_search', $query, {{limit: $asked}})
YIELD node AS d, score
WHERE {VISIBLE}
WITH d, score LIMIT $limit
"""

MATCHING: LiteralString = (
    FOUND
    + """
CALL (d) { MATCH (d)<-[:WROTE]-(p:Person) RETURN collect(p.id) AS authors }
WITH d.id AS id, score, authors ORDER BY score DESC, id
RETURN collect([id, score, authors]) AS found
"""
)


def matching(
    db: Queryable, words: Mapping[str, float], viewer: str | None, limit: int
) -> list[Match]:
    """Return the `limit` best documents for weighted words that `viewer` may see, best first.

    None sees what is there for everybody.
    """
    if not (query := lucene(words)):
        return []
    rows = db.read(MATCHING, query=query, viewer=viewer, limit=limit, asked=_UNSEEN * limit)
    return [Match(key, score, tuple(sorted(authors))) for key, score, authors in rows[0]["found"]]


READING: LiteralString = (
    FOUND
    + """
RETURN score, left(coalesce(d.title, '') + ' ' + coalesce(d.text, ''), $longest) AS text
ORDER BY score DESC, d.id
"""
)


def reading(
    db: Queryable, words: Mapping[str, float], viewer: str | None, limit: int
) -> list[tuple[float, str]]:
    """Return score and text (its first 2,000 characters) of the best documents, best first."""
    if not (query := lucene(words)):
        return []
    rows = db.read(
        READING,
        query=query,
        viewer=viewer,
        limit=limit,
        asked=_UNSEEN * limit,
        longest=_LONGEST_TEXT,
    )
    return [(row["score"], row["text"]) for row in rows]


def lucene(words: Mapping[str, float]) -> str:
    """Return a Lucene query for any of these words, each as important as its weight.

    A key of several words asks for them near each other. Lucene reads the text of a parameter
    again as its own language: keys are cut to letters and digits, in small letters, so that none
    of its signs and operators (AND, OR, NOT, TO) are left.
    """
    clauses: dict[str, float] = {}
    for key, weight in words.items():
        plain = _PLAIN.findall(key.lower())
        if plain and weight > 0:
            clause = plain[0] if len(plain) == 1 else f'"{" ".join(plain)}"~{_NEAR}'
            clauses[clause] = clauses.get(clause, 0.0) + weight
    highest = max(clauses.values(), default=1.0)
    return " ".join(f"{clause}^{weight / highest:.4f}" for clause, weight in clauses.items())


def best_of(matches: Sequence[Match], person: str, most: int) -> tuple[str, ...]:
    """Return the ids of the best documents that a person wrote."""
    return tuple(match.document for match in matches if person in match.authors)[:most]
