"""Answers that helped count as the asker's voice: stored, recomputed and in plain Python alike."""

from datetime import UTC, datetime, timedelta
from typing import LiteralString

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import people, schema, skills, vetoes
from graph import taggings as store
from graph.algorithms.ranking import Help, reference, strength
from graph.colleagues import Seed, best
from graph.database import Database
from graph.filters import Filters
from graph.records import Person, Skill, Tagging

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
PEOPLE = ("ada", "ben", "cyd", "dov")
persons = st.sampled_from(PEOPLE)
ages = st.integers(-900, 30)
helps = st.lists(st.tuples(persons, persons, ages), max_size=8)
statements = st.lists(st.tuples(persons, persons, ages, st.sampled_from((None, 1, 5))), max_size=8)

ANSWER: LiteralString = """
MATCH (asker:Person {id: $asker}), (person:Person {id: $person}), (s:Skill {id: 'visas'})
CREATE (asker)-[:ASKED]->(q:Question {id: randomUUID()})-[:OF]->(s),
  (person)-[:GAVE]->(:Answer {id: randomUUID(), helped: $helped, helped_at: $at})-[:TO]->(q)
"""


def make(db: Database) -> None:
    schema.wipe(db)
    db.transact(lambda tx: people.save(tx, [Person(one, one.title()) for one in PEOPLE], None))
    db.transact(lambda tx: skills.save(tx, [Skill("visas", "visas")]))


def help_given(db: Database, asker: str, person: str, at: datetime, helped: bool = True) -> None:
    db.write(ANSWER, asker=asker, person=person, at=at, helped=helped)
    db.transact(lambda tx: store.refresh_knows(tx, [(person, "visas"), (asker, "visas")]))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(statements, helps)
def test_answers_and_statements_add_up_as_the_reference_says(
    db: Database, said: list, helped: list
) -> None:
    make(db)
    days = {"said": [START + timedelta(one[2]) for one in said]}
    made = [
        Tagging(tagger, person, "visas", at, at, level=level)
        for (tagger, person, _, level), at in zip(said, days["said"], strict=True)
    ]
    latest = {each.id: each for each in sorted(made, key=lambda each: each.confirmed)}
    given_help = [Help(a, p, "visas", START + timedelta(day)) for a, p, day in helped]
    for one in given_help[::2]:
        help_given(db, one.asker, one.person, one.at)
    db.transact(lambda tx: store.save(tx, list(latest.values())))
    for one in given_help[1::2]:
        help_given(db, one.asker, one.person, one.at)
    expected = reference(latest.values(), helped=given_help)
    before = {one: store.knows(db, one) for one in PEOPLE}
    store.recompute_knows(db)
    assert {one: store.knows(db, one) for one in PEOPLE} == before
    for person in PEOPLE:
        knows = {each.skill: each for each in before[person]}
        assert ("visas" in knows) == ((person, "visas") in expected)
        if knows:
            wanted = expected[person, "visas"]
            assert knows["visas"].score == pytest.approx(wanted.score, abs=2e-6)
            assert (knows["visas"].answers, knows["visas"].taggers) == (
                wanted.answers,
                wanted.taggers,
            )


def test_only_help_that_was_given_to_another_counts_once_for_each(db: Database) -> None:
    make(db)
    for asker, helped in (("ben", True), ("ben", True), ("cyd", True), ("dov", False)):
        help_given(db, asker, "ada", START, helped)
    help_given(db, "ben", "ben", START)
    (knows,) = store.knows(db, "ada")
    assert (knows.answers, knows.taggers) == (2, 0)
    assert store.knows(db, "ben") == []
    found = best(db, [Seed("visas")], START, filters=Filters(helped=True))
    assert [one.person for one in found] == ["ada"]


def test_help_that_goes_both_ways_counts_half_for_each(db: Database) -> None:
    make(db)
    help_given(db, "ben", "ada", START)
    help_given(db, "cyd", "dov", START)
    (alone,) = store.knows(db, "ada")
    help_given(db, "ada", "ben", START)
    for person in ("ada", "ben"):
        (mutual,) = store.knows(db, person)
        assert mutual.score == pytest.approx(alone.score - 1, abs=2e-6)
        assert mutual.answers == 1
    assert store.knows(db, "dov")[0].score == alone.score
    help_given(db, "cyd", "ben", START)
    (free,) = store.knows(db, "ben")
    assert strength(free.score, START) == pytest.approx(1.5, abs=1e-4)


def test_who_refuses_a_skill_is_not_named_for_help_either(db: Database) -> None:
    make(db)
    help_given(db, "ben", "ada", START)
    db.transact(lambda tx: vetoes.refuse(tx, "ada", "visas", START))
    db.transact(lambda tx: store.refresh_knows(tx, [("ada", "visas")]))
    assert store.knows(db, "ada") == []
