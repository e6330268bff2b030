"""`signpost doctor`, as a person or a program reads it."""

import json

from click.testing import CliRunner

from graph.database import Database
from webapp.commands import doctor


def test_the_doctor_speaks_json(runner: CliRunner, db: Database) -> None:
    answer = runner.invoke(doctor.command, ["--json"])
    assert answer.exit_code == 0, answer.output
    report = json.loads(answer.output)
    assert report["well"] is True
    assert report["edition"] == "community"
    assert {"version", "database", "schema_version", "counts", "checks"} <= report.keys()


def test_the_doctor_ends_with_1_and_says_how_to_mend(runner: CliRunner, db: Database) -> None:
    db.write("CREATE (:Tagging {id: 'loose'})")
    answer = runner.invoke(doctor.command)
    assert answer.exit_code == 1
    assert "WRONG" in answer.output
    assert "To mend it: " in answer.output


def test_the_doctor_mends(runner: CliRunner, db: Database) -> None:
    db.write(
        "CREATE (p:Person {id: 'p'})-[:KNOWS {skill: 's', score: 1.0}]->(:Skill {id: 's'}) "
        "CREATE (p)-[:REFUSES]->(:Skill {id: 'other'})"
    )
    assert runner.invoke(doctor.command).exit_code == 1
    assert runner.invoke(doctor.command, ["--mend"]).exit_code == 0
