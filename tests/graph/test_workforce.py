"""The workforce read from the store, and kept in step with it by what has changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from graph import people, skills, taggings, workforce
from graph.algorithms.workforce import NOBODY, From, Workforce
from graph.database import Database
from graph.records import Person, PersonKind, Ref, Skill, Source, Tagging, TaggingKind
from graph.records import TaggingStatus as Status

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EAST = Ref("east", "Region > East")
ADA = Person("ada", "Ada", team=EAST, place=Ref("quay", "Quay"), roles=(Ref("guide", "Guide"),),
             joined=date(2020, 5, 1))  # fmt: skip
BEN = Person("ben", "Ben", team=EAST, manager=Ref("ada", "Ada"), left=date(2026, 8, 31))
CLEO = Person("cleo", "Cleo", kind=PersonKind.EXTERNAL)
DAN = Person("dan", "Dan", left=date(2026, 2, 28), manager=Ref("ada", "Ada"))
CARE = Skill("care", "care work")
FARMS = Skill("farms", "farm work", broader=("care",), related=("boats",))
BOATS = Skill("boats", "boats")


def said(tagger: str, person: str, skill: str = "care", level: int | None = 3, **more: Any) -> Any:
    source = Source.SELF if tagger == person else Source.PEER
    day = NOW - timedelta(days=10)
    return Tagging(
        tagger, person, skill, **{"made": day, "confirmed": day, "level": level, "source": source}
        | more,
    )  # fmt: skip


def put(db: Database, *given: Tagging) -> None:
    db.transact(lambda tx: taggings.put(tx, *given))


def save_people(db: Database, *given: Person) -> None:
    db.transact(lambda tx: people.save(tx, given))


@pytest.fixture
def filled(db: Database) -> Database:
    db.transact(lambda tx: skills.save(tx, [CARE, BOATS]))
    db.transact(lambda tx: skills.save(tx, [FARMS]))
    save_people(db, ADA, BEN, CLEO, DAN)
    put(db, said("ada", "ben"), said("ben", "ben", level=5, kind=TaggingKind.HELPS))
    put(db, said("dan", "cleo", "boats", None, source=Source.MANAGER), said("ada", "dan"))
    put(db, said("ada", "cleo", status=Status.HIDDEN), said("cleo", "ben", kind="learning"))
    return db


def plain(read: Workforce) -> dict[str, Any]:
    """Return a workforce with ids in place of positions, in a fixed order."""
    members, topics, held = read.members, read.skills, read.statements

    def named(units: Any, position: int) -> str | None:
        return None if position == NOBODY else units[position].id

    def member(position: int) -> str | None:
        return None if position == NOBODY else members.ids[position]

    return {
        "people": {
            each: (
                members.names[number],
                bool(members.staff[number]),
                named(read.teams, members.team[number]),
                named(read.places, members.place[number]),
                member(members.manager[number]),
                int(members.leaves[number]),
                int(members.joined[number]),
                sorted(read.roles[role].id for role in members.roles[number]),
            )
            for number, each in enumerate(members.ids)
        },
        "skills": {
            each.id: (
                each.label,
                sorted(topics[one].id for one in each.broader),
                sorted(topics[one].id for one in each.related),
            )
            for each in topics
        },
        "teams": {each.id: (each.name, named(read.teams, each.parent)) for each in read.teams},
        "statements": sorted(
            (
                member(held.tagger[row]) or "",
                members.ids[held.person[row]],
                topics[held.skill[row]].id,
                list(From)[held.source[row]].value,
                *(int(column[row]) for column in (held.level, held.made, held.confirmed)),
            )
            for row in range(len(held.person))
        ),
    }


def test_everything_is_read(filled: Database) -> None:
    read = plain(workforce.read(filled, DAY))
    assert read["people"] == {
        "ada": ("Ada", True, "east", "quay", None, 0, date(2020, 5, 1).toordinal(), ["guide"]),
        "ben": ("Ben", True, "east", None, "ada", date(2026, 8, 31).toordinal(), 0, []),
        "cleo": ("Cleo", False, None, None, None, 0, 0, []),
    }
    assert read["skills"]["farms"] == ("farm work", ["care"], ["boats"])
    assert read["skills"]["boats"] == ("boats", [], ["farms"])
    assert read["teams"]["east"][0] == "East"
    assert read["teams"][read["teams"]["east"][1]] == ("Region", None)
    then = (NOW - timedelta(days=10)).date().toordinal()
    assert read["statements"] == [
        ("", "cleo", "boats", "manager", 0, then, then),
        ("ada", "ben", "care", "peer", 3, then, then),
        ("ben", "ben", "care", "self", 5, then, then),
    ]


def test_an_empty_store_is_an_empty_workforce(db: Database) -> None:
    read = workforce.read(db, DAY)
    assert read.members.ids == ()
    assert len(read.statements.person) == 0


def step(db: Database, ledger: workforce.Ledger) -> tuple[workforce.Ledger, workforce.News]:
    """Return the ledger brought up to date, which then is as a new one would be."""
    now = workforce.edition(db, ledger.since)
    if workforce.in_step(ledger, now):
        return ledger, workforce.News()
    ledger, news = workforce.changed_since(db, ledger, now)
    assert workforce.in_step(ledger, workforce.edition(db, ledger.since))
    assert plain(workforce.workforce(ledger, DAY)) == plain(workforce.read(db, DAY))
    return ledger, news


def pairs(ledger: workforce.Ledger, news: workforce.News) -> set[tuple[str, str]]:
    return {(ledger.named.ids[person], ledger.skills[skill].id) for person, skill in news.pairs}


def test_what_changes_is_taken_in_and_named(filled: Database) -> None:
    ledger = workforce.open_ledger(filled)
    assert workforce.in_step(ledger, workforce.edition(filled, ledger.since))
    put(filled, new := said("cleo", "ada", "boats", 4))
    ledger, news = step(filled, ledger)
    assert pairs(ledger, news) == {("ada", "boats"), ("cleo", "boats")}
    assert news == workforce.News(pairs=news.pairs)
    put(filled, replace(new, level=2))
    ledger, news = step(filled, ledger)
    assert pairs(ledger, news) == {("ada", "boats"), ("cleo", "boats")}
    filled.transact(lambda tx: taggings.remove(tx, new))
    ledger, news = step(filled, ledger)
    assert pairs(ledger, news) == {("ada", "boats"), ("cleo", "boats")}
    put(filled, replace(said("ada", "ben"), status=Status.WITHDRAWN))
    ledger, news = step(filled, ledger)
    assert ("ben", "care") in pairs(ledger, news)
    filled.transact(lambda tx: taggings.save(tx, [said("ben", "cleo", "farms")]))
    ledger, news = step(filled, ledger)
    assert pairs(ledger, news) == {("cleo", "farms"), ("ben", "farms")}


def test_a_write_that_was_committed_late_is_not_missed(filled: Database) -> None:
    ledger = workforce.open_ledger(filled)
    put(filled, said("cleo", "ada", "boats", 4))
    filled.write(
        "MATCH (t:Tagging {id: 'cleo.ada.boats.knows'}) SET t.changed = t.changed - $ago",
        ago=timedelta(minutes=1),
    )
    ledger, news = step(filled, ledger)
    assert ("ada", "boats") in pairs(ledger, news)


def test_one_gone_and_one_more_are_both_seen(filled: Database) -> None:
    ledger = workforce.open_ledger(filled)
    filled.transact(lambda tx: taggings.remove(tx, said("ada", "ben")))
    put(filled, said("cleo", "ada", "boats", 4))
    ledger, news = step(filled, ledger)
    assert pairs(ledger, news) >= {("ben", "care"), ("ada", "boats")}


def test_people_and_skills_are_taken_in(filled: Database) -> None:
    ledger = workforce.open_ledger(filled)
    save_people(filled, Person("abe", "Abe", team=Ref("west", "West")), replace(ADA, name="Ada B"))
    put(filled, said("abe", "ada"))
    ledger, news = step(filled, ledger)
    assert news.people
    filled.transact(lambda tx: skills.save(tx, [Skill("art", "art", broader=("care",))]))
    ledger, news = step(filled, ledger)
    assert news.skills
    assert not news.people
    filled.transact(lambda tx: people.link_people(tx, [replace(CLEO, manager=Ref("ada", "Ada"))]))
    ledger, news = step(filled, ledger)
    assert news.people


def test_who_and_what_is_gone_is_gone(filled: Database) -> None:
    ledger = workforce.open_ledger(filled)
    filled.write("MATCH (p:Person {id: 'cleo'}) DETACH DELETE p")
    filled.write("MATCH (t:Tagging) WHERE t.id CONTAINS 'cleo' DETACH DELETE t")
    ledger, news = step(filled, ledger)
    assert news.everything
    filled.write("MATCH (s:Skill {id: 'boats'}) DETACH DELETE s")
    ledger, news = step(filled, ledger)
    assert news.everything
    assert [each.id for each in ledger.skills] == ["care", "farms"]


def test_what_was_never_stamped_is_read_all_the_same(filled: Database) -> None:
    filled.write("MATCH (t:Tagging) REMOVE t.changed")
    filled.write("MATCH (p:Person) REMOVE p.changed")
    ledger = workforce.open_ledger(filled)
    assert workforce.in_step(ledger, workforce.edition(filled, ledger.since))
    put(filled, said("cleo", "ada", "boats", 4))
    step(filled, ledger)


@pytest.mark.parametrize("seed", range(3))
def test_step_by_step_equals_reading_everything(filled: Database, seed: int) -> None:
    random = Random(seed)
    ledger = workforce.open_ledger(filled)
    ids, topics = ["ada", "ben", "cleo", "dan"], ["care", "farms", "boats"]
    for number in range(12):
        for _ in range(random.randrange(1, 4)):
            tagger, person = random.choice(ids), random.choice(ids)
            level, kind = random.choice([None, 1, 3, 5]), random.choice(list(TaggingKind))
            one = said(tagger, person, random.choice(topics), level, kind=kind)
            match random.randrange(6):
                case 0:
                    filled.transact(lambda tx, one=one: taggings.remove(tx, one))
                case 1:
                    put(filled, replace(one, status=random.choice(list(Status))))
                case 2:
                    ids.append(f"new{number}")
                    save_people(filled, Person(ids[-1], ids[-1], left=random.choice([None, DAY])))
                case 3:
                    filled.transact(lambda tx, one=one: taggings.save(tx, [one]))
                case _:
                    put(filled, one)
        ledger, _news = step(filled, ledger)
