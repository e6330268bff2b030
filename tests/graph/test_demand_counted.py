"""What is looked for, counted by day, team, skill and kind; never who."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from graph import demand, people, skills
from graph.database import Database
from graph.records import Person, Ref, Skill

DAY = date(2026, 6, 15)
ROWS = """
MATCH (d:Demand)-[:OF]->(s:Skill) OPTIONAL MATCH (d)-[:FROM]->(t:Team)
RETURN d.id AS id, d.day AS day, d.kind AS kind, d.times AS times, d.met AS met, s.id AS skill,
  t.id AS team ORDER BY id
"""


@pytest.fixture
def store(db: Database) -> Database:
    """Two skills; the Grants team has five people, the Press team one."""
    grants = [Person(f"g{n}", f"Grant {n}", team=Ref("grants", "Grants")) for n in range(5)]
    press = Person("p", "Pat Press", team=Ref("press", "Press"))
    db.transact(lambda tx: people.save(tx, [*grants, press]))
    db.transact(lambda tx: skills.save(tx, [Skill("kites", "Kites"), Skill("oxen", "Oxen")]))
    return db


def rows(db: Database) -> list[dict[str, Any]]:
    return db.read(ROWS)


def test_each_is_counted_by_day_team_skill_and_kind(store: Database) -> None:
    for met in (True, False, True):
        demand.count(store, ["kites", "kites"], "grants", DAY, kind="search", met=met)
    demand.count(store, ["kites", "oxen"], None, DAY, kind="question", met=False)
    kept = [(r["id"], r["times"], r["met"], r["skill"], r["team"]) for r in rows(store)]
    assert kept == [
        ("2026-06-15..kites.question", 1, 0, "kites", None),
        ("2026-06-15..oxen.question", 1, 0, "oxen", None),
        ("2026-06-15.grants.kites.search", 3, 2, "kites", "grants"),
    ]


def test_of_a_small_or_unknown_team_and_of_an_unknown_skill_nothing_is_kept(
    store: Database,
) -> None:
    for team in ("press", "nobody", ""):
        demand.count(store, ["oxen", "unknown"], team, DAY, kind="search", met=True)
    demand.count(store, [], "grants", DAY, kind="search", met=True)
    assert [(r["id"], r["times"], r["team"]) for r in rows(store)] == [
        ("2026-06-15..oxen.search", 3, None)
    ]


def test_nothing_but_these_is_kept(store: Database) -> None:
    demand.count(store, ["kites"], demand.team_of(store, "g1"), DAY, kind="search", met=True)
    kept = store.read("MATCH (d:Demand)--(n) RETURN keys(d) AS keys, collect(labels(n)) AS beside")
    assert sorted(kept[0]["keys"]) == ["day", "id", "kind", "met", "times"]
    assert sorted(label for each in kept[0]["beside"] for label in each) == ["Skill", "Team"]


def test_a_team_is_that_of_the_person_if_any(store: Database) -> None:
    assert demand.team_of(store, "g1") == "grants"
    assert demand.team_of(store, "nobody") is demand.team_of(store, None) is None


def test_none_is_lost_where_many_count_at_once(store: Database) -> None:
    def one(number: int) -> None:
        both = ["kites", "oxen"][:: 1 if number % 2 else -1]
        demand.count(store.with_bookmarks(()), both, "grants", DAY, kind="search", met=True)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))
    assert {r["times"] for r in rows(store)} == {r["met"] for r in rows(store)} == {40}
