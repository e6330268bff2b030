"""Statements in the store: imports that converge, many at once, and KNOWS in the same breath."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph import documents, people, skills
from graph import taggings as store
from graph.algorithms.ranking import reference
from graph.database import Database
from graph.records import (
    Document,
    Person,
    Ref,
    SaveCounts,
    Skill,
    Source,
    Tagging,
    TaggingKind,
    TaggingStatus,
)

AT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
PEOPLE = tuple(f"p{number:02}" for number in range(12))
SAID = Tagging("p01", "p00", "welding", AT, AT, level=3, note="Ask first.", source=Source.IMPORT)


@pytest.fixture
def small(db: Database) -> Database:
    """Twelve people and two skills."""
    db.transact(lambda tx: people.save(tx, [Person(one, one) for one in PEOPLE], None))
    db.transact(lambda tx: skills.save(tx, [Skill(one, one) for one in ("welding", "visas")]))
    return db


def save(db: Database, *taggings: Tagging, undated: tuple[str, ...] = ()) -> SaveCounts:
    """Save in one transaction."""
    return db.transact(lambda tx: store.save(tx, taggings, undated))


def put(db: Database, *taggings: Tagging) -> None:
    """Write one state, as the application does."""

    def work(tx):  # type: ignore[no-untyped-def]
        store.lock(tx, [id for each in taggings for id in (each.tagger, each.person)])  # noqa: A001
        store.put(tx, *taggings)

    db.transact(work)


def test_a_statement_is_read_as_it_was_saved(small: Database) -> None:
    assert save(small, SAID) == SaveCounts(added=(SAID.id,))
    statement = store.get(small, SAID.id)
    assert statement is not None
    assert statement.tagging == SAID
    assert (statement.tagger, statement.skill) == (Ref("p01", "p01"), Ref("welding", "welding"))
    assert store.about(small, "p00") == store.made_by(small, "p01") == [statement]
    assert store.of_skill(small, "welding", 5) == [statement]
    assert store.about_pair(small, "p00", "visas") == []
    assert store.get(small, "p00.p01.welding.knows") is None


def test_a_rerun_changes_nothing(small: Database) -> None:
    save(small, SAID)
    assert save(small, SAID) == SaveCounts(unchanged=(SAID.id,))


def test_a_newer_row_changes_an_older_one_does_not(small: Database) -> None:
    save(small, SAID)
    newer = replace(SAID, confirmed=AT + timedelta(days=1), level=4, note="", batch="b2")
    older = replace(SAID, confirmed=AT - timedelta(days=1), level=1)
    assert save(small, newer).changed == (SAID.id,)
    assert save(small, older).unchanged == (SAID.id,)
    statement = store.get(small, SAID.id)
    assert statement is not None
    assert statement.tagging == replace(newer, note=SAID.note)
    assert store.knows(small, "p00")[0].level == 4


def test_a_row_without_a_date_confirms_nothing(small: Database) -> None:
    save(small, SAID)
    again = replace(SAID, made=AT + timedelta(days=9), confirmed=AT + timedelta(days=9))
    assert save(small, again, undated=(SAID.id,)).unchanged == (SAID.id,)
    assert save(small, replace(again, level=5), undated=(SAID.id,)).changed == (SAID.id,)


@pytest.mark.parametrize("status", sorted(set(TaggingStatus) - {TaggingStatus.ACTIVE}))
def test_an_import_never_overrides_what_people_decided(
    small: Database, status: TaggingStatus
) -> None:
    put(small, replace(SAID, status=status))
    newer = replace(SAID, confirmed=AT + timedelta(days=9), level=5)
    assert save(small, newer) == SaveCounts(unchanged=(SAID.id,))
    assert store.knows(small, "p00") == []


def test_what_is_refused_is_saved_hidden(small: Database) -> None:
    small.transact(lambda tx: store.refuse(tx, "p00", "welding", AT))
    own = replace(SAID, tagger="p00", source=Source.SELF)
    save(small, SAID, own, replace(SAID, skill="visas"))
    status = {each.tagging.id: each.tagging.status for each in store.about(small, "p00")}
    assert status[SAID.id] is status[own.id] is TaggingStatus.HIDDEN
    assert [each.skill for each in store.knows(small, "p00")] == ["visas"]
    small.transact(lambda tx: store.refuse(tx, "p00", "welding", AT + timedelta(days=1)))
    assert store.refused(small, ["p00"]) == {("p00", "welding"): AT}


def test_rows_whose_ends_are_not_there_are_left_out(small: Database) -> None:
    strange = [replace(SAID, **{end: "nobody"}) for end in ("tagger", "person", "skill")]
    assert save(small, SAID, *strange) == SaveCounts(added=(SAID.id,))
    with pytest.raises(ValueError, match="needs"):
        put(small, strange[0])
    with pytest.raises(ValueError, match="full stop"):
        save(small, replace(SAID, skill="we.ld"))


def test_of_two_rows_with_one_id_the_newest_counts(small: Database) -> None:
    newer = replace(SAID, confirmed=AT + timedelta(days=1), level=5)
    assert save(small, newer, SAID) == SaveCounts(added=(SAID.id,))
    assert store.about(small, "p00")[0].tagging.level == 5


def test_a_mutual_statement_counts_half_on_both_sides(small: Database) -> None:
    back = replace(SAID, tagger="p00", person="p01")
    save(small, SAID)
    alone = store.knows(small, "p00")[0].score
    save(small, back)
    assert [store.knows(small, one)[0].score for one in ("p00", "p01")] == [
        pytest.approx(alone - 1)
    ] * 2
    assert store.get(small, SAID.id).reciprocal  # type: ignore[union-attr]
    small.transact(lambda tx: store.remove(tx, back))
    assert store.knows(small, "p00")[0].score == alone
    assert store.knows(small, "p01") == []


def test_documents_by_the_person_on_the_skill_are_counted(small: Database) -> None:
    paper = Document(
        "d1", "Welding", "How to.", authors=(Ref("p00", ""),), skills=(Ref("welding", ""),)
    )
    small.transact(lambda tx: documents.save(tx, [paper], None))
    save(small, SAID)
    assert store.knows(small, "p00")[0].documents == 1


def test_a_recompute_mends_what_is_wrong(small: Database) -> None:
    save(small, SAID)
    right = store.knows(small, "p00")
    small.write("MATCH (:Person {id: 'p00'})-[k:KNOWS]->() SET k.score = 99, k.taggers = 7")
    small.write(
        "MATCH (p:Person {id: 'p05'}), (s:Skill {id: 'visas'}) "
        "CREATE (p)-[:KNOWS {skill: 'visas', score: 1.0}]->(s)"
    )
    assert store.recompute_knows(small, people_at_once=2) == 2
    assert store.knows(small, "p00") == right
    assert store.knows(small, "p05") == []


def in_threads(db: Database, count: int, work: Callable[[int], object]) -> None:
    """Run `work` with each number, eight at a time."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(count)))


def test_the_same_statement_two_hundred_times_at_once_is_one(small: Database) -> None:
    in_threads(small, 200, lambda _: save(small.with_bookmarks(()), SAID))
    assert len(store.about(small, "p00")) == 1
    assert [each.taggers for each in store.knows(small, "p00")] == [1]


def test_taggers_at_the_same_moment_are_all_counted(small: Database) -> None:
    def work(number: int) -> None:
        tagger = PEOPLE[1 + number % 11]
        kind = TaggingKind.HELPS if number > 10 else TaggingKind.KNOWS
        put(small.with_bookmarks(()), replace(SAID, tagger=tagger, kind=kind))

    in_threads(small, 22, work)
    knows = store.knows(small, "p00")
    assert [each.taggers for each in knows] == [11]
    said = [each.tagging for each in store.about(small, "p00")]
    assert knows[0].score == pytest.approx(reference(said)["p00", "welding"].score, abs=2e-6)


def test_people_who_name_each_other_at_once_do_not_lock_each_other_out(small: Database) -> None:
    def work(number: int) -> None:
        one, other = PEOPLE[number % 4], PEOPLE[(number // 4 + number) % 4]
        put(small.with_bookmarks(()), replace(SAID, tagger=one, person=other))

    in_threads(small, 64, work)
    said = [each.tagging for one in PEOPLE for each in store.about(small, one)]
    expected = reference(said)
    for one in PEOPLE[:4]:
        for knows in store.knows(small, one):
            assert knows.score == pytest.approx(expected[one, "welding"].score, abs=2e-6)
