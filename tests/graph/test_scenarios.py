"""Scenarios as they are kept: written as given, seen by whom they are shared with."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph import people, scenarios
from graph.algorithms.changes import Leaves, Wanted, WorkWon
from graph.database import Database
from graph.records import Person, Ref
from graph.scenarios import Audience, Scenario

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
SCENARIO = Scenario(
    "s1", "If Ada leaves", Ref("ada", "Ada"), NOW, NOW, "Only a thought.",
    (Leaves("bob"), WorkWon("The =port", (Wanted("boats", 4, 2.0, 0.5),))),
)  # fmt: skip


@pytest.fixture
def kept(db: Database) -> Database:
    some = [Person(name.lower(), name) for name in ("Ada", "Bob", "Cyd")]
    db.transact(lambda tx: people.save(tx, some))
    db.transact(lambda tx: scenarios.put(tx, SCENARIO))
    return db


def seen(db: Database, viewer: str, *, gaps: bool = False) -> bool:
    one = scenarios.visible(db, "s1", viewer, gaps=gaps) is not None
    assert one == bool(scenarios.all_visible(db, viewer, gaps=gaps))
    return one


def test_it_is_kept_as_given(kept: Database) -> None:
    assert scenarios.get(kept, "s1") == SCENARIO
    kept.transact(lambda tx: scenarios.put(tx, SCENARIO))
    assert scenarios.all_visible(kept, "ada", gaps=False) == [SCENARIO]
    kept.transact(lambda tx: scenarios.delete(tx, "s1"))
    assert scenarios.get(kept, "s1") is None


def test_who_sees_it(kept: Database) -> None:
    assert seen(kept, "ada")
    assert not seen(kept, "bob", gaps=True)
    shared = replace(SCENARIO, audience=Audience.PEOPLE, people=(Ref("bob", "Bob"),))
    kept.transact(lambda tx: scenarios.put(tx, shared))
    assert seen(kept, "bob")
    assert not seen(kept, "cyd", gaps=True)
    open_to_all = replace(SCENARIO, audience=Audience.GAPS)
    kept.transact(lambda tx: scenarios.put(tx, open_to_all))
    assert seen(kept, "cyd", gaps=True)
    assert not seen(kept, "cyd")
    assert scenarios.get(kept, "s1") == open_to_all
