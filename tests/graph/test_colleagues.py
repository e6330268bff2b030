"""The search query: its order, its limits, and that it reads KNOWS in index order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, LiteralString

import pytest

from graph import colleagues, referrals, skills
from graph import people as people_store
from graph.algorithms.ranking import strength
from graph.colleagues import (
    OF_ONE_SKILL,
    OF_ONE_SKILL_FILTERED,
    OF_ONE_TERM,
    OF_ONE_TERM_FILTERED,
    OF_SEVERAL_TERMS,
    OF_SEVERAL_TERMS_FILTERED,
    Filters,
    Seed,
)
from graph.database import Database
from graph.records import Person, PersonKind, Ref, Skill

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SCORES = {"tea": range(40), "cocoa": range(0, 40, 2), "soup": (5,)}

WRITE_KNOWS: LiteralString = """
UNWIND $rows AS row
MATCH (p:Person {id: row.person}), (s:Skill {id: row.skill})
MERGE (p)-[k:KNOWS]->(s)
SET k += {skill: row.skill, score: row.score, level: row.level, taggers: 1, documents: 0,
  answers: 0, last_confirmed: row.at}
"""


@pytest.fixture
def filled(db: Database) -> Database:
    """Forty people who know of tea the more the higher their number; half of them of cocoa."""
    crew = [
        Person(
            f"p{n:02}",
            f"Person {n}",
            kind=PersonKind.EXTERNAL if n % 5 == 0 else PersonKind.STAFF,
            team=Ref("galley", "Galley") if n < 10 else None,
            left=date(2020, 1, 1) if n == 39 else None,
        )
        for n in range(40)
    ]
    db.transact(lambda tx: skills.save(tx, [Skill(key, key) for key in SCORES]))
    db.transact(lambda tx: people_store.save(tx, crew))
    rows = [
        {
            "person": f"p{n:02}",
            "skill": skill,
            "score": 12.0 + n / 10,
            "level": 1 + n % 5,
            "at": NOW - timedelta(days=n),
        }
        for skill, numbers in SCORES.items()
        for n in numbers
    ]
    db.write(WRITE_KNOWS, rows=rows)
    return db


def found(db: Database, *seeds: Seed, **options: Any) -> list[str]:
    return [one.person for one in colleagues.best(db, seeds, NOW, **options)]


def test_the_strongest_come_first_and_leavers_never(filled: Database) -> None:
    assert found(filled, Seed("tea"), limit=3) == ["p38", "p37", "p36"]
    assert found(filled) == []
    assert found(filled, Seed("nothing")) == []


def test_strength_is_the_weighted_sum_over_the_skills(filled: Database) -> None:
    seeds = [Seed("tea", weight=0.5), Seed("cocoa", weight=0.1)]
    best = colleagues.best(filled, seeds, NOW, limit=1)[0]
    assert best.person == "p38"
    assert best.strength == pytest.approx(0.6 * strength(12.0 + 38 / 10, NOW))
    assert [each.skill.id for each in best.known] == ["tea", "cocoa"]
    assert best.skills == 2


def test_whoever_covers_more_terms_comes_before_whoever_is_stronger(filled: Database) -> None:
    assert found(filled, Seed("tea", 0), Seed("soup", 1), limit=2) == ["p05", "p38"]


def test_one_term_is_covered_once_however_many_of_its_skills_somebody_knows(
    filled: Database,
) -> None:
    best = colleagues.best(filled, [Seed("tea", 0), Seed("cocoa", 0), Seed("soup", 1)], NOW)
    assert [one.coverage for one in best[:2]] == [2.0 - 1.0 * (one != best[0]) for one in best[:2]]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(kind=PersonKind.EXTERNAL), ["p35", "p30", "p25"]),
        (Filters(team="galley"), ["p09", "p08", "p07"]),
        (Filters(level_at_least=5), ["p34", "p29", "p24"]),
        (Filters(team="nowhere"), []),
    ],
)
def test_filters_reach_down_the_list(
    filled: Database, filters: Filters, expected: list[str]
) -> None:
    assert found(filled, Seed("tea"), filters=filters, limit=3) == expected


def test_known_for_names_the_three_strongest(filled: Database) -> None:
    assert set(referrals.known_for(filled, ["p05", "p38"])) == {"p05", "p38"}
    assert len(referrals.known_for(filled, ["p05"])["p05"]) == 2


def test_someone_is_well_placed_even_where_nobody_reports_to_anybody(filled: Database) -> None:
    today = NOW.date()
    assert referrals.well_placed(filled, today, 1) == ["p02"]
    bosses = [Person("p01", "Person 1", manager=Ref("p07", "Person 7"))]
    filled.transact(lambda tx: people_store.update(tx, bosses[0]))
    assert referrals.well_placed(filled, today, 1) == ["p07"]


@pytest.mark.parametrize(
    "query",
    [
        OF_ONE_SKILL,
        OF_ONE_SKILL_FILTERED,
        OF_ONE_TERM,
        OF_ONE_TERM_FILTERED,
        OF_SEVERAL_TERMS,
        OF_SEVERAL_TERMS_FILTERED,
    ],
)
def test_knows_is_read_in_index_order(filled: Database, query: LiteralString) -> None:
    """The plan seeks the index of KNOWS and sorts only what it has already limited."""
    seeds = [Seed("tea"), Seed("cocoa", 1)]
    parameters = colleagues._values(seeds, NOW, 20, 1, Filters())
    operators = plan(filled, query, parameters)
    seek = next(n for n, name in enumerate(operators) if "RelationshipIndexSeek" in name)
    upwards = operators[seek:]
    first_apply = next(n for n, name in enumerate(upwards) if name.startswith("Apply"))
    assert any(name.startswith("Limit") for name in upwards[:first_apply])
    assert not any("Sort" in name or "Top" in name for name in upwards[:first_apply])


def plan(db: Database, query: LiteralString, parameters: dict[str, Any]) -> list[str]:
    """Return the operators of the plan from the leaves up, depth first, right side first."""
    with db._driver.session(database=db.name) as session:
        tree = session.run("EXPLAIN " + query, parameters).consume().plan

    def walk(node: dict[str, Any]) -> list[str]:
        below = [name for child in reversed(node.get("children", [])) for name in walk(child)]
        return [*below, node["operatorType"]]

    assert tree is not None
    return walk(tree)
