"""Text analysis learns from people's answers; the shipped weights are what it starts from."""

from datetime import datetime
from typing import TYPE_CHECKING

from graph import suggestion_answers, suggestion_model
from graph.database import Database, Queryable
from graph.suggestion_model import SuggestionModel

if TYPE_CHECKING:
    from tagging.suggestions import Weights

LEARN_AFTER = 20  # new answers


def learning_due(db: Queryable) -> bool:
    """Say whether so many new answers were given that learning from them is worth while."""
    model = suggestion_model.get(db)
    return suggestion_answers.count(db, model.learnt if model else None) >= LEARN_AFTER


def learn(db: Database, now: datetime) -> int:
    """Fit the weights to all answers given on documents, and return how many those are.

    Answers about people's own pages are not learnt from: whoever does not want to be named for a
    topic does not say that the text is not about it. Nothing is done where nothing is new.
    """
    before = suggestion_model.get(db)
    if not _anything_new(db, before):
        return before.answers if before else 0
    from tagging.suggestions import refit, shipped

    answers = suggestion_answers.learnt_from(db)
    model = SuggestionModel(refit(shipped(), answers).to_json(), len(answers), now)
    db.transact(lambda tx: suggestion_model.put(tx, model))
    return len(answers)


def _anything_new(db: Queryable, model: SuggestionModel | None) -> bool:
    """Say whether an answer was given, or taken back, since this was learnt."""
    if suggestion_answers.count(db) != (model.answers if model else 0):
        return True
    return model is not None and suggestion_answers.count(db, model.learnt) > 0


def current_weights(db: Queryable) -> "Weights | None":
    """Return the weights learnt here for `Suggester.open`, None for those that are shipped.

    Those of an earlier version of the analysis, which knew other signs, count no more.
    """
    model = suggestion_model.get(db)
    if model is None:
        return None
    from tagging.suggestions import Weights

    try:
        return Weights.from_json(model.weights)
    except ValueError:
        return None
