"""Collections and saved packs in the store: order, notes, and who sees what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import collections, documents, packs, people
from graph.collections import Collection
from graph.database import Database
from graph.packs import SavedPack
from graph.records import Document, Person, Ref, Space

pytestmark = pytest.mark.store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NORTH = Ref("north", "North team")
ANA = Ref("ana", "Ana Reid")
READING = Collection("c1", "Reading", ANA)


@pytest.fixture
def store(db: Database) -> Database:
    """Ana and Ben of one team, Cleo of none; five documents, the last one Ana's own."""
    everybody = [
        Person(ANA.id, ANA.name, team=NORTH),
        Person("ben", "Ben Okoro", team=NORTH),
        Person("cleo", "Cleo Vance"),
    ]
    given = [Document(f"d{number}", f"Document {number}", "Words.") for number in range(4)]
    own = Document("own", "A secret title", "Mine.", owner=ANA, space=Space.PERSONAL)
    db.transact(lambda tx: people.save(tx, everybody))
    db.transact(lambda tx: documents.save(tx, [*given, own]))
    db.transact(lambda tx: collections.put(tx, READING, NOW))
    return db


def add(db: Database, *ids: str) -> None:
    db.transact(lambda tx: collections.add(tx, "c1", ids, NOW))


def order(db: Database, viewer: str = "ana") -> list[str]:
    found = collections.visible(db, "c1", viewer)
    assert found is not None
    return [item.document.id for item in found.items]


def test_documents_keep_their_order_and_notes(store: Database) -> None:
    add(store, "d2", "d0")
    add(store, "d1", "d2")
    assert order(store) == ["d2", "d0", "d1"]
    store.transact(lambda tx: collections.move(tx, "c1", "d1", -5, NOW))
    store.transact(lambda tx: collections.note(tx, "c1", "d0", "Page 3.", NOW))
    assert order(store) == ["d1", "d2", "d0"]
    found = collections.visible(store, "c1", "ana")
    assert found
    assert [item.note for item in found.items] == ["", "", "Page 3."]
    store.transact(lambda tx: collections.remove(tx, "c1", "d2", NOW))
    store.transact(lambda tx: collections.move(tx, "c1", "nowhere", 1, NOW))
    assert order(store) == ["d1", "d0"]
    collections.delete(store, "c1")
    assert collections.visible(store, "c1", "ana") is None
    assert documents.get(store, "d1")


@given(moves=st.lists(st.tuples(st.sampled_from("0123"), st.integers(-4, 4)), max_size=6))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_moving_is_what_a_list_does(store: Database, moves: list[tuple[str, int]]) -> None:
    add(store, "d0", "d1", "d2", "d3")
    expected = order(store)
    for number, steps in moves:
        place = expected.index(f"d{number}")
        one = expected.pop(place)
        expected.insert(min(len(expected), max(0, place + steps)), one)
        store.transact(lambda tx, one=one, steps=steps: collections.move(tx, "c1", one, steps, NOW))
    assert order(store) == expected


def test_who_sees_a_collection_and_which_of_its_documents(store: Database) -> None:
    add(store, "d0", "own")
    assert collections.visible(store, "c1", "ben") is None
    team = replace(READING, space=Space.TEAM, team=NORTH)
    store.transact(lambda tx: collections.put(tx, team, NOW))
    assert order(store, "ben") == ["d0"]
    seen = collections.visible(store, "c1", "ben")
    assert seen
    assert seen.out_of_sight == 1
    assert seen.team == NORTH
    assert collections.visible(store, "c1", "cleo") is None
    assert [one.id for one in collections.shared_with(store, "ben")] == ["c1"]
    assert collections.shared_with(store, "ana") == []
    assert [one.id for one in collections.kept_by(store, "ana")] == ["c1"]
    all_ = replace(READING, space=Space.ORGANISATION)
    store.transact(lambda tx: collections.put(tx, all_, NOW))
    assert order(store, "cleo") == ["d0"]


def test_a_pack_comes_back_until_it_is_forgotten(store: Database) -> None:
    pack = SavedPack(
        "secret", ANA, "Care", NOW, NOW + timedelta(90), "care", "Thrushby", "adults", "Ring.",
        ("d3", "d1"),
    )  # fmt: skip
    store.transact(lambda tx: packs.put(tx, pack))
    store.transact(lambda tx: packs.put(tx, pack))
    assert packs.get(store, "secret") == pack
    assert packs.saved_by(store, "ana", NOW) == [pack]
    assert packs.saved_by(store, "ana", NOW + timedelta(91)) == []
    assert packs.forget(store, NOW) == 0
    assert packs.forget(store, NOW + timedelta(91)) == 1
    assert packs.get(store, "secret") is None
