"""What text analysis learnt from people's answers: one set of weights, the current one."""

from dataclasses import dataclass
from datetime import datetime

from graph.database import Queryable, Transaction
from graph.values import instant


@dataclass(frozen=True, slots=True)
class SuggestionModel:
    """Weights (as JSON), from how many answers they were learnt, and when."""

    weights: str
    answers: int
    learnt: datetime


GET = "MATCH (m:SuggestionModel {id: 'current'}) RETURN m {.*} AS model"


def get(db: Queryable) -> SuggestionModel | None:
    """Return the current weights, or None before anything was learnt."""
    rows = db.read(GET)
    if not rows:
        return None
    stored = rows[0]["model"]
    return SuggestionModel(stored["weights"], stored["answers"], instant(stored["learnt"]))


PUT = """
MERGE (m:SuggestionModel {id: 'current'})
SET m.weights = $weights, m.answers = $answers, m.learnt = $learnt
"""


def put(tx: Transaction, model: SuggestionModel) -> None:
    """Keep these weights as the current ones."""
    tx.write(PUT, weights=model.weights, answers=model.answers, learnt=model.learnt)
