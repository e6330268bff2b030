"""Answers to suggestions in the store, what text analysis can learn from, what they set."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph.database import Queryable, Transaction
from graph.suggestions import Answer


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to write: by whom (a person's id, None: nobody), and the skill it led to."""

    suggestion: str
    answer: Answer
    answered: datetime | None = None
    by: str | None = None
    chosen: str | None = None


ANSWER = """
UNWIND $rows AS row
MATCH (g:Suggestion {id: row.suggestion})
SET g.answer = row.answer, g.answered = row.answered
WITH g, row
CALL (g) { MATCH (:Person)-[link:ANSWERED]->(g) DELETE link }
CALL (g) { MATCH (g)-[link:CHOSEN]->(:Skill) DELETE link }
CALL (g, row) { MATCH (p:Person {id: row.by}) MERGE (p)-[:ANSWERED]->(g) }
CALL (g, row) { MATCH (s:Skill {id: row.chosen}) MERGE (g)-[:CHOSEN]->(s) }
"""


def put(tx: Transaction, answers: Sequence[Given]) -> None:
    """Write exactly these answers."""
    rows = [
        {
            "suggestion": one.suggestion,
            "answer": one.answer.value or None,
            "answered": one.answered,
            "by": one.by,
            "chosen": one.chosen,
        }
        for one in answers
    ]
    if rows:
        tx.write(ANSWER, rows=rows)


LEARNT_FROM = """
MATCH (g:Suggestion)-[:FOR]->(:Document)
WHERE g.answer IN $answers AND g.field = 'skill'
RETURN g.features AS features, g.answer = $yes AS yes
ORDER BY g.answered, g.id
"""


def learnt_from(db: Queryable) -> list[tuple[dict[str, float], bool]]:
    """Return what spoke for each skill that was answered on a document, and whether it was right.

    A corrected suggestion was wrong.
    """
    rows = db.read(LEARNT_FROM, answers=[a.value for a in Answer if a], yes=Answer.ACCEPTED)
    return [(json.loads(row["features"]), row["yes"]) for row in rows]


COUNT = """
MATCH (g:Suggestion)-[:FOR]->(:Document)
WHERE g.answer IN $answers AND g.field = 'skill' AND ($since IS NULL OR g.answered > $since)
RETURN count(g) AS answers
"""


def count(db: Queryable, since: datetime | None = None) -> int:
    """Return how many answers there are to learn from, given after an instant or ever."""
    rows = db.read(COUNT, answers=[a.value for a in Answer if a], since=since)
    return int(rows[0]["answers"])


SET_DETAILS = """
MATCH (d:Document {id: $id}) SET d += $details, d.changed = $now
"""


def set_details(tx: Transaction, document_id: str, details: dict[str, Any], now: datetime) -> None:
    """Set these details of a document (None: not known), leaving all else as it is."""
    tx.write(SET_DETAILS, id=document_id, details=details, now=now)
