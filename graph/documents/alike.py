"""Documents like another: by the topics that they share, and by the words that tell it apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from graph.database import Queryable
from graph.documents import VISIBLE
from graph.records import Ref
from graph.values import refs

_MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """A document like another: how much, and the topics shared, the most telling first."""

    id: str
    likeness: float
    shared: tuple[Ref, ...]


SPREAD = """
MATCH (d:Document) WHERE d.space = 'organisation'
WITH count(d) AS documents
UNWIND $words AS word
CALL (word) {
  CALL db.index.fulltext.queryNodes('document_search', word, {limit: $most})
  YIELD node RETURN count(node) AS found
}
RETURN documents, word, found
"""


def telling(db: Queryable, words: Mapping[str, int], limit: int = 12) -> list[str]:
    """Return those of `words` (letters and digits, with how often each stands in a text) that
    tell the text apart best: often here, in few documents (tf-idf; Sparck Jones 1972)."""
    rows = db.read(SPREAD, words=list(words), most=_MOST_COUNTED)
    weight = {
        row["word"]: (1 + log(words[row["word"]])) * log(1 + row["documents"] / row["found"])
        for row in rows
        if row["found"] > 1
    }
    return sorted(weight, key=lambda word: (-weight[word], word))[:limit]


ALIKE = f"""
MATCH (each:Document) WHERE each.space = 'organisation'
WITH count(each) AS documents
MATCH (one:Document {{id: $id}})
CALL (one, documents) {{
  MATCH (one)-[:COVERS]->(s:Skill)<-[:COVERS]-(d:Document)
  WHERE d.id <> $id
  WITH d, s, log(1.0 + documents / toFloat(COUNT {{ (s)<-[:COVERS]-(:Document) }})) AS part
  ORDER BY part DESC, s.label
  RETURN d, sum(part) AS part, collect(s {{.id, name: s.label}}) AS shared
  UNION ALL
  CALL db.index.fulltext.queryNodes('document_search', $words, {{limit: 100}})
  YIELD node AS d, score
  WHERE d.id <> $id
  RETURN d, $by_words * score / (score + 6.0) AS part, [] AS shared
}}
WITH d, sum(part) AS likeness, reduce(found = [], some IN collect(shared) | found + some) AS shared
WHERE coalesce(d.superseded, false) = false AND {VISIBLE}
RETURN d.id AS id, likeness, shared ORDER BY likeness DESC, id LIMIT $limit
"""


def alike(
    db: Queryable, document_id: str, words: Sequence[str], viewer: str | None, limit: int = 5
) -> list[Alike]:
    """Return the documents most like one that `viewer` may see.

    A topic counts the more, the fewer documents cover it; `words` (letters and digits alone) as
    much as one topic that half of the documents cover, when all of them are there.
    """
    query = " ".join(words) or "-x +x"
    rows = db.read(
        ALIKE, id=document_id, words=query, viewer=viewer, limit=limit, by_words=log(3.0)
    )
    return [Alike(row["id"], row["likeness"], refs(row["shared"])) for row in rows]
