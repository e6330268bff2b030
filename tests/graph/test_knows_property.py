"""KNOWS always equals a full recompute, and the formula in plain Python, whatever was done."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import people, skills
from graph import taggings as store
from graph.algorithms.ranking import reference
from graph.database import Database
from graph.records import Knows, Person, Skill, Source, Tagging, TaggingStatus
from graph.values import instant
from tagging import taggings
from tagging.errors import SignpostError
from tagging.permissions import OPERATOR, Viewer

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
PEOPLE = ("ada", "ben", "cyd", "dov")
SKILLS = ("welding", "visas", "grants")
KINDS = ("knows", "helps", "learning")

persons = st.sampled_from(PEOPLE)
topics = st.sampled_from(SKILLS)
levels = st.sampled_from((None, 1, 2, 3, 4, 5))
kinds = st.sampled_from(KINDS)
picks = st.integers(0, 30)
hours = st.sampled_from((0, 1, 24 * 40, 24 * 500))
files = st.tuples(persons, persons, topics, kinds, levels, st.integers(-900, 30))
actions = st.one_of(
    st.tuples(st.just("tag"), persons, persons, st.lists(topics, min_size=1), kinds, levels),
    st.tuples(st.just("import"), st.lists(files, min_size=1, max_size=6)),
    st.tuples(st.just("revise"), picks, levels),
    st.tuples(st.sampled_from(("confirm", "withdraw", "accept", "hide", "dispute")), picks),
    st.tuples(st.just("unhide"), persons, topics),
    st.tuples(st.just("undo"), picks),
)
steps = st.lists(st.tuples(hours, actions), min_size=1, max_size=10)


@pytest.fixture
def small(db: Database) -> Database:
    """Four people and three skills."""
    db.transact(lambda tx: people.save(tx, [Person(one, one.title()) for one in PEOPLE], None))
    db.transact(lambda tx: skills.save(tx, [Skill(one, one) for one in SKILLS]))
    return db


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_knows_equals_a_full_recompute_and_the_reference(small: Database, steps: list) -> None:
    forget(small)
    now, events = START, []
    for wait, action in steps:
        now += timedelta(hours=wait)
        with suppress(SignpostError):
            events += act(small, action, events, now)
        agrees_with_reference(small)
    hidden_is_refused(small)
    stored = all_knows(small)
    store.recompute_knows(small, people_at_once=3)
    assert all_knows(small) == stored


def act(db: Database, action: tuple, events: list, now: datetime) -> list[tuple[str, str]]:
    """Do one thing; return the event to undo it by, with the one who may."""
    name, *rest = action
    if name == "import":
        taggings.load_taggings(db, OPERATOR, [imported(*row) for row in rest[0]], "file")
        return []
    if name == "undo":
        if not events:
            return []
        event, actor = events[rest[0] % len(events)]
        change = taggings.undo(db, viewer(actor), event, now)
    elif name == "tag":
        actor, person, typed, kind, level = rest
        change = taggings.tag(db, viewer(actor), person, typed, kind=kind, level=level, now=now)
    elif name == "unhide":
        actor = rest[0]
        change = taggings.unhide(db, viewer(actor), rest[1], now)
    else:
        said = everything(db)
        if not said:
            return []
        chosen = said[rest[0] % len(said)]
        actor = chosen.person if name in ("accept", "hide", "dispute") else chosen.tagger
        change = on_statement(db, name, actor, chosen.id, rest, now)
    return [(change.event_id, actor)] if change.event_id else []


def on_statement(
    db: Database, name: str, actor: str, tagging_id: str, rest: list, now: datetime
) -> taggings.Change:
    """Do what its tagger or its person can do with a statement."""
    if name == "revise":
        return taggings.revise(db, viewer(actor), tagging_id, level=rest[1], note="", now=now)
    if name == "dispute":
        return taggings.dispute(db, viewer(actor), tagging_id, "not so", now)
    return getattr(taggings, name)(db, viewer(actor), tagging_id, now)  # type: ignore[no-any-return]


def imported(
    tagger: str, person: str, skill: str, kind: str, level: int | None, days: int
) -> Tagging:
    """Return a statement as a file says it, so many days from the start."""
    at = START + timedelta(days=days)
    return Tagging(tagger, person, skill, at, at, kind, level, source=Source.IMPORT)  # type: ignore[arg-type]


def viewer(person: str) -> Viewer:
    """Return a signed-in adviser."""
    return Viewer(person, person.title(), ("adviser",))


def forget(db: Database) -> None:
    """Take away all that was said."""
    db.write("MATCH (t:Tagging) DETACH DELETE t")
    db.write("MATCH (e:AuditEvent) DELETE e")
    db.write("MATCH (:Person)-[r:KNOWS|REFUSES]->() DELETE r")


def everything(db: Database) -> list[Tagging]:
    """Return every statement there is."""
    ids = [row["id"] for row in db.read("MATCH (t:Tagging) RETURN t.id AS id ORDER BY id")]
    return [each.tagging for each in store.get_many(db, ids)]


def all_knows(db: Database) -> dict[tuple[str, str], Knows]:
    """Return every KNOWS there is."""
    rows = db.read("MATCH (p:Person)-[k:KNOWS]->() RETURN p.id AS person, properties(k) AS k")
    found = [
        Knows(
            **dict.fromkeys(("level", "self_level"))
            | row["k"]
            | {"person": row["person"], "last_confirmed": instant(row["k"]["last_confirmed"])}
        )
        for row in rows
    ]
    return {(each.person, each.skill): each for each in found}


def agrees_with_reference(db: Database) -> None:
    """Compare what is stored with the formula in plain Python; scores to their last decimal."""
    expected = reference(everything(db), store.refused(db, PEOPLE))
    stored = all_knows(db)
    assert stored.keys() == expected.keys()
    for pair, knows in stored.items():
        assert knows.score == pytest.approx(expected[pair].score, abs=2e-6)
        assert replace(knows, score=0) == replace(expected[pair], score=0)


def hidden_is_refused(db: Database) -> None:
    """Hidden is what a person refuses, no more; and of that nothing is active or disputed."""
    refused = set(store.refused(db, PEOPLE))
    for each in everything(db):
        if each.status is not TaggingStatus.WITHDRAWN:
            veiled = each.status is TaggingStatus.HIDDEN
            assert veiled == ((each.person, each.skill) in refused)
