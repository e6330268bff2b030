"""Vectors of skills in Neo4j's own index."""

import pytest

from graph import meaning, skills
from graph.database import Database
from graph.records import Skill, SkillStatus

pytestmark = pytest.mark.store


def unit(place: int, size: int = 384) -> list[float]:
    return [1.0 if number == place else 0.0 for number in range(size)]


@pytest.fixture
def three(db: Database) -> Database:
    some = [Skill(key, key, status=SkillStatus.COMMUNITY) for key in "abc"]
    db.transact(lambda tx: skills.save(tx, some))
    return db


def test_the_nearest_come_with_their_cosine(three: Database) -> None:
    meaning.fit_index(three, 384)
    meaning.save(three, {"a": unit(0), "b": unit(1)}, {"a": "x", "b": "y"})
    meaning.await_index(three)
    first, second = meaning.nearest(three, [unit(0), unit(1)], 2)
    assert first["a"] == pytest.approx(1, abs=0.01)
    assert second["b"] == pytest.approx(1, abs=0.01)
    assert first.get("b", 0) == pytest.approx(0, abs=0.05)
    assert meaning.made_for(three) == {"a": "x", "b": "y"}


def test_a_model_of_another_size_begins_anew(three: Database) -> None:
    meaning.save(three, {"a": unit(0)}, {"a": "x"})
    try:
        assert meaning.fit_index(three, 8)
        assert meaning.dimensions(three) == 8
        assert meaning.made_for(three) == {}
        assert not meaning.fit_index(three, 8)
    finally:
        meaning.fit_index(three, 384)
