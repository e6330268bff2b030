"""What the doctor finds, on a well database and on one where something was broken by hand."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph import health, people, schema, skills, taggings
from graph.database import Database, Transaction
from graph.records import Person, Skill, Source, Tagging
from tagging import doctor
from tagging.doctor import Check
from tagging.errors import NotPermitted
from tagging.permissions import OPERATOR, Viewer

THEN = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def organisation(db: Database) -> Database:
    """Three people who say things about each other, in part about one another."""

    def write(tx: Transaction) -> None:
        people.save(tx, [Person(name, name.title()) for name in ("ada", "ben", "cy")])
        skills.save(tx, [Skill("maps", "Maps"), Skill("rail", "Rail")])
        pairs = [("ada", "ben"), ("ben", "ada"), ("cy", "ben"), ("ben", "ben")]
        taggings.save(tx, [said(*pair, days=days) for days, pair in enumerate(pairs)])

    db.transact(write)
    return db


def said(tagger: str, person: str, days: int) -> Tagging:
    source = Source.SELF if tagger == person else Source.PEER
    at = THEN + timedelta(days=days)
    return Tagging(tagger, person, "maps", at, at, level=days + 1, source=source)


def check(db: Database, name: str) -> Check:
    report = doctor.examine(db, OPERATOR)
    return next(check for check in report.checks if check.name == name)


def test_a_well_database_is_well(organisation: Database, tmp_path: Path) -> None:
    report = doctor.examine(organisation, OPERATOR, tmp_path)
    assert [check for check in report.checks if not check.ok] == []
    assert report.well
    assert report.edition == "community"
    assert report.schema_version == schema.migrations()[-1].name
    assert report.counts["Person"] == 3
    assert report.counts["Tagging"] == 4
    assert {check.name for check in report.checks} == {
        "version", "schema", "indexes", "statements", "vetoes", "knows", "disk", "memory",
    }  # fmt: skip


def test_the_report_is_json(organisation: Database) -> None:
    report = json.loads(json.dumps(asdict(doctor.examine(organisation, OPERATOR))))
    assert report["checks"][0] == {
        "name": "version",
        "ok": True,
        "found": f"Neo4j {report['version']} community",
        "mend": "",
    }


def test_only_an_administrator_may_look(organisation: Database) -> None:
    with pytest.raises(NotPermitted):
        doctor.examine(organisation, Viewer("ada", "Ada", ("adviser",)))


@pytest.mark.parametrize("start", ["", "c", "ff"])
def test_a_small_database_is_looked_at_whole(organisation: Database, start: str) -> None:
    assert health.sample_knows(organisation, start=start).pairs == 2


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (:Person {id: 'ben'})-[k:KNOWS]->() SET k.score = k.score + 1",
        "MATCH (:Person {id: 'ben'})-[k:KNOWS]->() SET k.taggers = 7",
        "MATCH (:Person {id: 'ben'})-[k:KNOWS]->() DELETE k",
        "MATCH (p {id: 'cy'}), (s {id: 'rail'}) CREATE (p)-[:KNOWS {skill: s.id, score: 9}]->(s)",
    ],
)
def test_a_wrong_knows_is_found_and_mended(organisation: Database, damage: str) -> None:
    organisation.write(damage)
    found = check(organisation, "knows")
    assert not found.ok
    assert "signpost doctor --mend" in found.mend
    doctor.mend(organisation, OPERATOR)
    assert check(organisation, "knows").ok


def test_a_broken_veto_is_found_and_mended(organisation: Database) -> None:
    organisation.write(
        "MATCH (p:Person {id: 'ben'}), (s:Skill {id: 'maps'}) CREATE (p)-[:REFUSES]->(s)"
    )
    assert not check(organisation, "vetoes").ok
    doctor.mend(organisation, OPERATOR)
    assert doctor.examine(organisation, OPERATOR).well
    statuses = organisation.read(
        "MATCH (t:Tagging)-[:ABOUT]->({id: 'ben'}) RETURN collect(DISTINCT t.status) AS all"
    )
    assert statuses == [{"all": ["hidden"]}]


def test_a_statement_without_its_tagger_is_found(organisation: Database) -> None:
    organisation.write("MATCH (:Person {id: 'cy'})-[made:MADE]->() DELETE made")
    assert check(organisation, "statements").found.startswith("1 without")


@pytest.fixture
def without_an_index(organisation: Database) -> Iterator[Database]:
    """The organisation in a database that lost an index."""
    organisation.run_outside_transaction("DROP INDEX person_name")
    yield organisation
    for migration in schema.migrations():
        for statement in migration.statements:
            organisation.run_outside_transaction(statement)


def test_a_missing_index_is_found(without_an_index: Database) -> None:
    found = check(without_an_index, "indexes")
    assert not found.ok
    assert "person_name is missing" in found.found


def test_a_schema_that_does_not_fit_is_found(organisation: Database) -> None:
    organisation.write("CREATE (:Migration {id: '9999_later', checksum: 'x'})")
    try:
        found = check(organisation, "schema")
    finally:
        organisation.write("MATCH (m:Migration {id: '9999_later'}) DELETE m")
    assert not found.ok
    assert found.found == "from a newer Signpost: 9999_later"
