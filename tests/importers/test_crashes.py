"""`kill -9` of an import in the middle of its writes: run again, nothing is lost or doubled."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph import schema, taggings
from graph.database import Database
from graph.own_neo4j import Connection
from importers.people import import_people
from importers.report import Report
from importers.skills import import_skills
from importers.taggings import import_taggings
from tagging.permissions import OPERATOR

ROUNDS = int(os.environ.get("SIGNPOST_CRASH_ROUNDS", "2"))
REPOSITORY = Path(__file__).parents[2]
PEOPLE = 150
SKILLS = 60
STATEMENTS = 400
LONGEST_SECONDS = 120


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of a made-up organisation."""
    chance = random.Random(7)
    people = ["id,name,email,team,organisation,manager,deputy"]
    people += [
        f"p{n},Pat {n},p{n}@way.example,Region {n % 3} > Team {n % 12},Way,"
        f"p{chance.randrange(PEOPLE)},Pat {chance.randrange(PEOPLE)}"
        for n in range(PEOPLE)
    ]
    skills = ["id,label,synonyms,broader"]
    skills += [f"s{n},skill {n},other {n};third {n},skill {n * 7 % SKILLS}" for n in range(SKILLS)]
    statements = ["person,by,skill,level,date"]
    statements += [
        f"p{chance.randrange(PEOPLE)},Pat {chance.randrange(PEOPLE)},"
        f"other {chance.randrange(2 * SKILLS)},{chance.randrange(1, 6)},2026-{n % 9 + 1:02}-11"
        for n in range(STATEMENTS)
    ]
    for name, lines in (("people", people), ("skills", skills), ("taggings", statements)):
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def load(db: Database, folder: Path) -> list[Report]:
    return [
        import_people(db, OPERATOR, folder / "people.csv"),
        import_skills(db, OPERATOR, folder / "skills.csv"),
        import_taggings(db, OPERATOR, folder / "taggings.csv"),
    ]


def kill_in_the_middle(to: Connection, folder: Path, chance: random.Random) -> int:
    """Start the import in a process, kill it at some step, and return how it ended."""
    child = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).with_name("crashing.py")),
            to.uri,
            to.username,
            to.password,
            str(folder),
        ],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    steps = chance.randrange(1, 40)
    for _, _ in zip(range(steps), child.stdout, strict=False):
        pass
    time.sleep(chance.random() * 0.2)
    child.kill()
    child.stdout.close()
    return child.wait(LONGEST_SECONDS)


def test_a_killed_import_is_made_good_by_the_next(
    db: Database, neo4j_connection: Connection, folder: Path
) -> None:
    load(db, folder)
    undisturbed = schema.checksum(db)
    chance = random.Random()
    killed = 0
    for _ in range(ROUNDS):
        schema.wipe(db)
        killed += kill_in_the_middle(neo4j_connection, folder, chance) != 0
        load(db, folder)
        assert schema.checksum(db) == undisturbed
        assert [report.added + report.changed for report in load(db, folder)] == [0, 0, 0]
        taggings.recompute_knows(db)
        assert schema.checksum(db) == undisturbed
    assert killed or ROUNDS < 3
