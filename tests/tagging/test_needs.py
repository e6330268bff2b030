"""What is needed, by its sources: roles of teams, work, searches in vain, documents."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from graph import demand, needs, people, roles, skills, work
from graph.algorithms.workforce import (
    NOBODY,
    Members,
    Need,
    NeedSource,
    Statements,
    Topic,
    Unit,
    Workforce,
)
from graph.database import Database
from graph.demand import Counted
from graph.records import (
    Document,
    Person,
    Ref,
    Requirement,
    Role,
    Skill,
    Work,
    WorkNeed,
)
from tagging import documents
from tagging.needs import in_vain, of
from tagging.permissions import OPERATOR

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
COAST, QUAY = Ref("coast", "Coast"), Ref("quay", "Coast > Quay")
SKIPPER = Role(
    "skipper",
    "Skipper",
    "",
    (
        Requirement(Ref("fishing", "fishing"), 4, 1.0),
        Requirement(Ref("nets", "nets"), 2, 0.5),
    ),
)


def columns(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    return np.array(values, dtype=np.int32)


def workforce(*teams: int) -> Workforce:
    """Skippers in these teams: 0 the coast, 1 the quay below it, -1 none; one more is outside."""
    n = len(teams) + 1
    none = np.zeros(0, dtype=np.int32)
    return Workforce(
        day=TODAY,
        members=Members(
            ids=[str(one) for one in range(n)],
            names=[str(one) for one in range(n)],
            staff=np.array([True] * (n - 1) + [False]),
            team=columns(*teams, 0),
            place=columns(*[NOBODY] * n),
            manager=columns(*[NOBODY] * n),
            leaves=columns(*[0] * n),
            joined=columns(*[0] * n),
            roles=[(0,)] * n,
        ),
        skills=[Topic("fishing", "fishing"), Topic("nets", "nets")],
        teams=[Unit("coast", "Coast"), Unit("quay", "Quay", 0)],
        places=[],
        roles=[Unit("skipper", "Skipper")],
        statements=Statements(none, none, none, none, none, none, none),
    )


@pytest.fixture
def store(db: Database) -> Database:
    """Two skills, two teams, one role."""
    known = [Skill("fishing", "fishing"), Skill("nets", "nets")]
    db.transact(lambda tx: skills.save(tx, known))
    nora = Person("nora", "Nora Quill", team=QUAY)
    omar = Person("omar", "Omar Bell", team=COAST)
    db.transact(lambda tx: people.save(tx, [nora, omar]))
    db.transact(lambda tx: roles.save(tx, [SKIPPER]))
    return db


def needed(db: Database, *teams: int) -> dict[tuple[int, int], float]:
    """How many people roles need, by team and skill."""
    found = of(db, workforce(*teams), NOW)
    assert all(one.source is NeedSource.ROLE and one.words == "Skipper" for one in found)
    return {(one.team, one.skill): one.people for one in found}


def test_without_a_word_those_who_hold_a_role_are_needed(store: Database) -> None:
    assert needed(store, 0, 1, 1, -1) == {
        (0, 0): 1, (0, 1): 1, (1, 0): 2, (1, 1): 2, (-1, 0): 1, (-1, 1): 1,
    }  # fmt: skip


def test_a_teams_word_holds_for_it_and_for_the_teams_below(store: Database) -> None:
    store.transact(lambda tx: needs.put_headcounts(tx, [("coast", "skipper", 5)]))
    assert needed(store, 0, 1, 1) == {(0, 0): 5, (0, 1): 5}
    store.transact(lambda tx: needs.put_headcounts(tx, [("quay", "skipper", 1)]))
    assert needed(store, 0, 1, 1) == {(0, 0): 5, (0, 1): 5, (1, 0): 1, (1, 1): 1}
    store.transact(lambda tx: needs.put_headcounts(tx, [("coast", "skipper", 0)]))
    assert needed(store, 0, 1, 1) == {(1, 0): 1, (1, 1): 1}


def test_work_needs_until_its_last_day(store: Database) -> None:
    boats = Work(
        "boats",
        "Boats",
        until=TODAY,
        team=COAST,
        needs=(WorkNeed(Ref("nets", "nets"), 3, 0.7, 2),),
    )
    over = replace(boats, id="over", until=date(2026, 11, 19))
    open_end = replace(boats, id="open", name="Open", until=None, team=None)
    store.transact(lambda tx: work.save(tx, [boats, over, open_end]))
    found = of(store, workforce(), NOW)
    need = Need(NeedSource.WORK, 1, 3, 0.7, 2.0, 0, NOBODY, TODAY, "boats", "Boats")
    forever = replace(need, until=None, reference="open", words="Open", team=NOBODY)
    assert found == (need, forever)


def test_searches_in_vain_are_needed_by_nobody_in_particular(store: Database) -> None:
    for _ in range(4):
        demand.count(store, ["fishing"], "coast", TODAY, kind="search", met=False)
    demand.count(store, ["nets"], None, TODAY, kind="search", met=True)
    (found,) = of(store, workforce(), NOW)
    assert (found.source, found.skill, found.team) == (NeedSource.SEARCHES, 0, NOBODY)
    assert (found.level, found.people, found.importance) == (3, 1.0, 0.5)
    assert found.words == "looked for in vain 4 times in the last year"


def test_what_was_counted_is_said_in_words() -> None:
    one = Counted(Ref("a", "a"), 3, 1, 4, 2, 0)
    assert in_vain(one, 90) == (
        "looked for in vain once and asked about without an answer twice in the last 90 days"
    )


def test_a_skill_that_documents_take_up_is_needed(store: Database) -> None:
    def written(number: int, day: date, *covered: Ref) -> Document:
        return Document(f"d{number}", f"{number}", f"{number}", published=day, skills=covered)

    fishing = Ref("fishing", "fishing")
    new = [written(n, date(2026, 6, 1), *((fishing,) if n < 8 else ())) for n in range(10)]
    old = [written(10 + n, date(2025, 6, 1)) for n in range(10)]
    documents.load_documents(store, OPERATOR, [*new, *old], "test")
    (found,) = of(store, workforce(), NOW)
    assert (found.source, found.skill, found.importance) == (NeedSource.DOCUMENTS, 0, 0.3)
    assert found.words == (
        "in 8 of 10 documents of the last 12 months, after 0 of 10 in the 12 before"
    )
