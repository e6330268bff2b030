"""The part of the graph round a question: documents, who wrote them, what else they wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.database import Queryable
from graph.documents import VISIBLE
from graph.filters import FITTING, Filters, fitting


@dataclass(frozen=True, slots=True)
class Written:
    """A document of a neighbourhood: the ids of its authors, and of what it cites."""

    document: str
    authors: tuple[str, ...]
    cites: tuple[str, ...]


# All comes back as one row: of thousands of rows the driver would take as long as the search.
AROUND: LiteralString = f"""
MATCH (start:Document) WHERE start.id IN $documents
WITH collect(start) AS starts
CALL (starts) {{
  UNWIND starts AS d
  RETURN d
UNION
  UNWIND starts AS start
  MATCH (start)-[:CITES]-(d:Document)
  RETURN d
UNION
  UNWIND starts AS start
  MATCH (start)<-[:WROTE]-(p:Person)
  WITH DISTINCT p LIMIT $people
  CALL (p) {{
    MATCH (p)-[:WROTE]->(d:Document)
    RETURN d LIMIT $each
  }}
  RETURN d
}}
WITH d LIMIT $most
WHERE {VISIBLE}
CALL (d) {{ MATCH (d)<-[:WROTE]-(p:Person) RETURN collect(p.id) AS authors }}
CALL (d) {{ MATCH (d)-[:CITES]->(cited:Document) RETURN collect(cited.id) AS cites }}
WITH d.id AS id, authors, cites ORDER BY id
RETURN collect([id, authors, cites]) AS found
"""


def around(
    db: Queryable,
    documents: Sequence[str],
    viewer: str | None,
    *,
    people: int = 1000,
    each: int = 20,
    most: int = 2000,
) -> list[Written]:
    """Return `documents` and the other documents round them that `viewer` may see.

    These are the documents that they cite or are cited by, and what their authors wrote besides:
    of at most `people` authors, at most `each` of one author, at most `most` together.
    """
    if not documents:
        return []
    rows = db.read(
        AROUND, documents=list(documents), viewer=viewer, people=people, each=each, most=most
    )
    return [
        Written(document, tuple(sorted(authors)), tuple(sorted(cites)))
        for document, authors, cites in rows[0]["found"]
    ]


PASSING: LiteralString = (
    """
MATCH (p:Person) WHERE p.id IN $people
"""
    + FITTING
    + """
    AND NOT EXISTS { MATCH (p)-[:REFUSES]->(s:Skill) WHERE s.id IN $skills }
RETURN collect(p.id) AS fit
"""
)


def passing(
    db: Queryable, people: Sequence[str], filters: Filters, skills: Sequence[str], today: date
) -> set[str]:
    """Return those of `people` that may be shown: who fit, have not left and do not refuse.

    `skills` are those asked for: who refuses to be named for one is no answer. A wished-for level
    and help given before are not looked at: only statements have them.
    """
    rows = db.read(PASSING, people=list(people), skills=list(skills), f=fitting(filters, today))
    return set(rows[0]["fit"])
