"""Text analysis learns from what people answered on documents, with the real weights."""

from datetime import UTC, datetime, timedelta

import pytest

from graph import documents, skills, suggestion_answers, suggestion_model, suggestions
from graph.database import Database
from graph.records import Document, Skill
from graph.suggestions import Answer
from tagging import reviewing
from tagging.reviewing.learning import LEARN_AFTER
from tagging.suggestions import Suggester, Weights, shipped

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TEXT = "We plan care for people at home. Ward rounds and wound care are part of the work."


@pytest.fixture
def suggester(tmp_path_factory: pytest.TempPathFactory, db: Database) -> Suggester:
    vocabulary = [Skill("planning", "plan care"), Skill("wounds", "wound care")]
    db.transact(lambda tx: skills.save(tx, vocabulary))
    folder = tmp_path_factory.mktemp("cache")
    return Suggester.open(skills.all_labels(db), folder, edition="test")


def answer(db: Database, number: int, yes: bool, at: datetime = NOW) -> None:
    """Answer the first suggestion of one more document with the same text."""
    key = next(
        one.id for one in suggestions.of_document(db, f"d{number}") if one.value == "planning"
    )
    given = suggestion_answers.Given(key, Answer.ACCEPTED if yes else Answer.REFUSED, at)
    db.transact(lambda tx: suggestion_answers.put(tx, [given]))


def probability(weights: Weights | None, signs: dict[str, float]) -> float:
    return (weights or shipped()).probability(signs)


def test_after_enough_answers_the_weights_move_towards_them(
    db: Database, suggester: Suggester
) -> None:
    found = suggester.suggest(TEXT)
    assert {"planning", "wounds"} <= {one.skill for one in found}
    signs = next(one.features for one in found if one.skill == "planning")
    assert reviewing.current_weights(db) is None
    assert not reviewing.learning_due(db)
    for number in range(LEARN_AFTER):
        document = Document(f"d{number}", "Care", TEXT)
        db.transact(lambda tx, document=document: documents.save(tx, [document]))
        reviewing.save_found(db, document.id, found, (), NOW)
        answer(db, number, yes=False)
    assert reviewing.learning_due(db)
    before = probability(None, signs)
    assert reviewing.learn(db, NOW) == LEARN_AFTER
    assert not reviewing.learning_due(db)
    learnt = reviewing.current_weights(db)
    assert probability(learnt, signs) < before
    kept = suggestion_model.get(db)
    assert kept is not None
    assert reviewing.learn(db, NOW + timedelta(days=1)) == LEARN_AFTER
    assert suggestion_model.get(db) == kept, "learnt again from nothing new"
    later = NOW + timedelta(days=2)
    for number in range(LEARN_AFTER):
        answer(db, number, yes=True, at=later)
    assert reviewing.learning_due(db), "the same ones, answered otherwise"
    assert reviewing.learn(db, later) == LEARN_AFTER
    assert probability(reviewing.current_weights(db), signs) > probability(learnt, signs)


def test_weights_of_another_version_are_left_alone(db: Database) -> None:
    model = suggestion_model.SuggestionModel("{}", 20, NOW)
    db.transact(lambda tx: suggestion_model.put(tx, model))
    assert reviewing.current_weights(db) is None
