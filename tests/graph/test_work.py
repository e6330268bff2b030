"""Work in the store, headcounts of teams, and outside profiles beside roles."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph import needs, occupations, people, roles, skills, work
from graph.database import Database
from graph.records import (
    Asked,
    Document,
    Occupation,
    Person,
    Ref,
    Requirement,
    Role,
    SaveCounts,
    Skill,
    TeamNeed,
    Work,
    WorkKind,
    WorkNeed,
)
from tagging import documents
from tagging.permissions import OPERATOR

pytestmark = pytest.mark.store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
COAST = Ref("coast", "Coast")
BOATS = Work(
    "boats",
    "Boats",
    WorkKind.SERVICE,
    date(2027, 1, 31),
    "On the quay",
    COAST,
    (
        WorkNeed(Ref("fishing", "fishing"), 3, 0.9, 2),
        WorkNeed(Ref("nets", "nets"), 2, 0.4),
    ),
)
NORA = Person("nora", "Nora Quill", team=COAST, roles=(Ref("skipper", "Skipper"),))


@pytest.fixture
def store(db: Database) -> Database:
    """Two skills, and Nora, a skipper on the coast."""
    known = [Skill("fishing", "fishing"), Skill("nets", "nets")]
    db.transact(lambda tx: skills.save(tx, known))
    db.transact(lambda tx: people.save(tx, [NORA]))
    return db


def save(db: Database, *given: Work) -> SaveCounts:
    return db.transact(lambda tx: work.save(tx, given))


def test_work_comes_back_as_it_was_given(store: Database) -> None:
    assert save(store, BOATS).added == ("boats",)
    assert save(store, BOATS).unchanged == ("boats",)
    assert work.get(store, "boats") == BOATS
    less = replace(BOATS, team=None, until=None, needs=BOATS.needs[:1])
    assert save(store, less).changed == ("boats",)
    assert work.get(store, "boats") == less
    assert work.get(store, "elsewhere") is None


def test_what_has_ended_is_left_out_and_what_ends_first_comes_first(store: Database) -> None:
    never = replace(BOATS, id="never", name="A first", until=None)
    sooner = replace(BOATS, id="sooner", name="Z last", until=date(2026, 12, 1))
    save(store, BOATS, never, sooner)
    assert [one.id for one in work.every(store, date(2026, 12, 1))] == ["sooner", "boats", "never"]
    assert [one.id for one in work.every(store, date(2026, 12, 2))] == ["boats", "never"]
    store.transact(lambda tx: work.delete(tx, "boats"))
    assert [one.id for one in work.every(store)] == ["sooner", "never"]


def test_headcounts_are_said_changed_and_unsaid(store: Database) -> None:
    skipper = Ref("skipper", "Skipper")
    assert needs.held(store) == [TeamNeed(COAST, skipper, 1)]
    store.transact(lambda tx: needs.put_headcounts(tx, [("coast", "skipper", 0)]))
    assert needs.headcounts(store, role="skipper") == [TeamNeed(COAST, skipper, 0)]
    store.transact(lambda tx: needs.put_headcounts(tx, [("coast", "skipper", 3)]))
    assert needs.headcounts(store, team="coast") == [TeamNeed(COAST, skipper, 3)]
    assert needs.headcounts(store, team="elsewhere") == []
    store.transact(lambda tx: needs.put_headcounts(tx, [("coast", "skipper", None)]))
    assert needs.headcounts(store) == []


def test_every_change_of_what_is_needed_is_another_edition(store: Database) -> None:
    seen = {needs.edition(store)}
    for change in (
        lambda tx: work.save(tx, [BOATS]),
        lambda tx: needs.put_headcounts(tx, [("coast", "skipper", 2)]),
        lambda tx: roles.save(tx, [Role("skipper", "Skipper", "At sea")]),
        lambda tx: work.delete(tx, "boats"),
        lambda tx: roles.delete(tx, "skipper"),
    ):
        store.transact(change)
        seen.add(needs.edition(store))
    assert len(seen) == 6
    same = needs.edition(store)
    save(store)
    assert needs.edition(store) == same


SEA = Occupation(
    "sea",
    "fishing master",
    "ESCO",
    "8350.1",
    "http://example.org/sea",
    "1.1.1",
    "Sails",
    (
        Asked("a", "fishing", "essential skill", 3, 1.0, "", "http://example.org/a"),
        Asked("b", "weather", "optional knowledge", 2, 0.4, "importance 3 of 5"),
    ),
)


def test_an_outside_profile_stays_beside_the_role(store: Database) -> None:
    store.transact(lambda tx: occupations.save(tx, "skipper", SEA, NOW))
    (found,) = occupations.of_role(store, "skipper")
    assert (found.occupation, found.taken) == (SEA, NOW)
    newer = replace(SEA, version="1.2", asks=SEA.asks[:1])
    later = datetime(2027, 1, 1, tzinfo=UTC)
    store.transact(lambda tx: occupations.save(tx, "skipper", newer, later))
    (found,) = occupations.of_role(store, "skipper")
    assert (found.occupation, found.taken) == (newer, NOW)
    assert roles.summaries(store)[0].schemes == ("ESCO",)
    store.transact(lambda tx: occupations.forget(tx, "skipper", "sea"))
    assert occupations.of_role(store, "skipper") == ()


def test_a_role_goes_with_its_sources_unless_another_has_them(store: Database) -> None:
    store.transact(lambda tx: roles.save(tx, [Role("mate", "Mate")]))
    for role in ("skipper", "mate"):
        store.transact(lambda tx, role=role: occupations.save(tx, role, SEA, NOW))  # type: ignore[misc]
    store.transact(lambda tx: roles.delete(tx, "skipper"))
    assert roles.get(store, "skipper") is None
    assert occupations.of_role(store, "mate")[0].occupation == SEA
    store.transact(lambda tx: roles.delete(tx, "mate"))
    assert store.read("MATCH (o:Occupation) RETURN o") == []


def test_roles_in_brief(store: Database) -> None:
    fishing = Requirement(Ref("fishing", "fishing"), 3, 1.0)
    store.transact(lambda tx: roles.save(tx, [Role("skipper", "Skipper", "", (fishing,))]))
    store.transact(lambda tx: needs.put_headcounts(tx, [("coast", "skipper", 2)]))
    (one,) = roles.summaries(store)
    assert (one.role.name, one.skills, one.holders, one.needed) == ("Skipper", 1, 1, 2)
    (line,) = needs.every(store)
    assert (line.role.id, line.skill, line.level, line.importance) == ("skipper", "fishing", 3, 1.0)


def test_documents_of_two_years_are_counted_by_skill(store: Database) -> None:
    def written(number: int, day: date, **how: object) -> Document:
        covers = (Ref("fishing", "fishing"),)
        return Document(f"d{number}", f"{number}", "x", published=day, skills=covers, **how)  # type: ignore[arg-type]

    given = [
        written(1, date(2026, 10, 1)),
        written(2, date(2025, 11, 21)),
        written(3, date(2025, 11, 20)),
        written(4, date(2024, 1, 1)),
        written(5, date(2026, 11, 21)),
    ]
    documents.load_documents(store, OPERATOR, given, "test")
    start, since, until = date(2024, 11, 20), date(2025, 11, 20), date(2026, 11, 20)
    now, before, (fishing,) = needs.covered(store, start, since, until)
    assert (now, before, fishing.now, fishing.before) == (2, 1, 2, 1)
