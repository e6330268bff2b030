"""Ranking people: lists, visibility, vetoes, rings."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import documents, people, schema, skills, vetoes
from graph.colleagues import Seed
from graph.database import Database
from graph.records import Document, Person, Ref, Skill, Space, Tagging
from tagging import taggings
from tagging.colleagues import SearchQuery, find
from tagging.permissions import OPERATOR, Viewer
from tagging.ranking import List, Method, Question, rank
from tagging.vocabulary import VocabularyCache

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ADA = Viewer("ada", roles=("adviser",))


def make(db: Database, names: list[str], topics: tuple[str, ...] = ("visas",)) -> None:
    db.transact(lambda tx: people.save(tx, [Person(one, one.title()) for one in names], None))
    db.transact(lambda tx: skills.save(tx, [Skill(one, one) for one in topics]))


def write(
    db: Database, key: str, text: str, *authors: str, space: Space = Space.ORGANISATION
) -> None:
    refs = tuple(Ref(one, "") for one in authors)
    db.transact(lambda tx: documents.save(tx, [Document(key, "", text, authors=refs, space=space)]))


def says(db: Database, tagger: str, person: str, skill: str = "visas") -> None:
    taggings.tag(db, Viewer(tagger, roles=("adviser",)), person, [skill], now=NOW)


def order(db: Database, text: str = "visas", skill: str = "visas", **given: object) -> list[str]:
    question = Question(text, (Seed(skill),) if skill else ())
    return [one.person_id for one in rank(db, OPERATOR, question, NOW, **given)]  # type: ignore[arg-type]


def test_documents_name_their_authors_with_the_evidence(db: Database) -> None:
    make(db, ["ada", "ben"])
    write(db, "d1", "Visas for skilled workers and their sponsors", "ada")
    write(db, "d2", "Apprenticeships in the building trades", "ben")
    (first,) = rank(db, OPERATOR, Question("skilled worker visa"), NOW)
    assert first.person_id == "ada"
    assert {part.list: part.documents for part in first.parts} == {
        List.DOCUMENTS: ("d1",),
        List.GRAPH: ("d1",),
    }


def test_a_document_that_the_viewer_may_not_see_has_no_part(db: Database) -> None:
    make(db, ["ada", "ben"])
    write(db, "d1", "Visas for skilled workers", "ben", space=Space.PERSONAL)
    assert order(db, skill="") == []


def test_each_list_can_be_switched_off(db: Database) -> None:
    make(db, ["ada", "ben", "cyd"])
    write(db, "d1", "Visas for skilled workers", "ada")
    says(db, "cyd", "ben")
    assert order(db, method=Method(lists={List.DOCUMENTS})) == ["ada"]
    assert order(db, method=Method(lists={List.STATEMENTS})) == ["ben"]
    assert set(order(db)) == {"ada", "ben"}


def test_who_refuses_the_skill_or_has_left_is_not_there(db: Database) -> None:
    make(db, ["ada", "ben"])
    gone = Person("ben", "Ben", left=date(2025, 1, 1))
    db.transact(lambda tx: people.save(tx, [gone], None))
    db.transact(lambda tx: vetoes.refuse(tx, "ada", "visas", NOW))
    write(db, "d1", "Visas for skilled workers", "ada", "ben")
    assert order(db) == []


@pytest.mark.parametrize(
    "text", ["", "  ", 'title:"x" AND (', "*", "\\", "a" * 5000, "¿qué? 你好", "~^-+!"]
)
def test_odd_questions_find_nobody_but_do_no_harm(db: Database, text: str) -> None:
    make(db, ["ada"])
    write(db, "d1", "Visas for skilled workers", "ada")
    assert order(db, text, "") == []


def test_a_ring_does_not_enter_the_top_ten(db: Database) -> None:
    ring = [f"ring{number}" for number in range(10)]
    honest = [f"honest{number}" for number in range(10)]
    fans = [f"fan{number}" for number in range(12)]
    topics = ("visas", "grants")
    make(db, [*ring, *honest, *fans], topics)
    each_other = [
        Tagging(one, other, topic, NOW, NOW, level=5)
        for one in ring
        for other in ring
        for topic in topics
        if one != other
    ]
    taggings.load_taggings(db, OPERATOR, each_other, "file")
    for at, one in enumerate(honest):
        says(db, fans[at], one)
        says(db, fans[at + 1], one)
    assert set(order(db)) == set(honest)


names = st.sampled_from(["ada", "ben", "cyd", "dov", "eve"])


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(st.tuples(names, names), max_size=14), names)
def test_one_more_independent_tagging_never_lowers(db: Database, said: set, person: str) -> None:
    schema.wipe(db)
    make(db, ["ada", "ben", "cyd", "dov", "eve", "new"])
    for tagger, about in sorted(said):
        says(db, tagger, about)
    before = order(db)
    says(db, "new", person)
    after = order(db)
    assert after.index(person) <= (before.index(person) if person in before else len(before))


def test_where_words_name_a_skill_statements_lead_and_documents_bring_the_others(
    db: Database,
) -> None:
    make(db, ["ada", "ben", "cyd", "dov", "eve"])
    for number in range(5):
        write(db, f"d{number}", "Visas for skilled workers", "eve", "dov")
    says(db, "dov", "dov")
    says(db, "cyd", "ben")
    says(db, "cyd", "ada")
    says(db, "eve", "ada")
    question = Question("visas", (Seed("visas"),), named=True)
    ranked = [one.person_id for one in rank(db, OPERATOR, question, NOW)]
    assert ranked[:2] == ["ada", "ben"]
    assert set(ranked[2:]) == {"dov", "eve"}


def test_nothing_else_is_looked_at_where_statements_are_ample(db: Database) -> None:
    names = [f"p{number:02}" for number in range(12)]
    make(db, ["ada", "ben", *names])
    write(db, "d1", "Visas for skilled workers", "ben")
    statements = [Tagging("ada", one, "visas", NOW, NOW, level=3) for one in names]
    taggings.load_taggings(db, OPERATOR, statements, "file")
    question = Question("visas", (Seed("visas"),), named=True)
    ranked = rank(db, OPERATOR, question, NOW, limit=5)
    assert [one.person_id for one in ranked] == names[:5]
    assert {part.list for one in ranked for part in one.parts} == {List.STATEMENTS}


def test_a_ring_does_not_enter_the_first_page_of_a_search(db: Database) -> None:
    ring = [f"ring{number}" for number in range(10)]
    honest = [f"honest{number}" for number in range(10)]
    make(db, [*ring, *honest, "fan1", "fan2"])
    each_other = [
        Tagging(one, other, "visas", NOW, NOW, level=5)
        for one in ring
        for other in ring
        if one != other
    ]
    fans = [
        Tagging(fan, one, "visas", NOW, NOW, level=3) for fan in ("fan1", "fan2") for one in honest
    ]
    taggings.load_taggings(db, OPERATOR, [*each_other, *fans], "file")
    vocabulary = VocabularyCache().current(db)
    found = find(db, OPERATOR, vocabulary, SearchQuery("visas"), NOW)
    assert {one.person.id for one in found.results} == set(honest)
