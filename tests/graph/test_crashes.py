"""Neo4j is killed in the middle of writes: it comes back, the load is run again, nothing differs.

SIGNPOST_CRASH_ROUNDS says how many times (2 by default).
"""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from graph import content, health, own_neo4j, people, schema, skills, taggings
from graph.database import Database, Transaction
from graph.errors import StoreUnavailable
from graph.own_neo4j import SMALL, Attachment
from graph.records import Person, Ref, SaveCounts, Skill, Source, Tagging
from tests.conftest import LINE
from tests.harness import await_true, kill, processes_naming

ROUNDS = int(os.environ.get("SIGNPOST_CRASH_ROUNDS", "2"))
START = datetime(2024, 1, 1, tzinfo=UTC)
PEOPLE = [
    Person(f"p{number}", f"Person {number}", team=Ref(f"t{number % 7}", f"Team {number % 7}"))
    for number in range(200)
]
SKILLS = [
    Skill(f"s{number}", f"Skill {number}", broader=(f"s{number // 5}",) if number > 4 else ())
    for number in range(60)
]
TAGGINGS = [
    Tagging(
        tagger=f"p{number % 200}",
        person=f"p{(number * 7 + number // 200) % 200}",
        skill=f"s{number % 60}",
        made=START,
        confirmed=START + timedelta(days=number % 700),
        level=number % 6 or None,
        source=Source.IMPORT,
    )
    for number in range(1200)
]
BATCH = 50


STEPS: list[Callable[[Transaction], SaveCounts]] = [
    lambda tx: people.save(tx, PEOPLE),
    lambda tx: skills.save(tx, SKILLS),
    lambda tx: skills.save(tx, SKILLS),
    *(
        partial(taggings.save, taggings=TAGGINGS[first : first + BATCH])
        for first in range(0, len(TAGGINGS), BATCH)
    ),
]


def load(db: Database, done: list[float]) -> None:
    """Load everything in small transactions, as an import does, noting when each was done."""
    for step in STEPS:
        db.transact(step)
        done.append(monotonic())


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Attachment]:
    """A Neo4j of this test's own, to be killed."""
    attachment = own_neo4j.attach(tmp_path, LINE, memory=SMALL, linger=0)
    yield attachment
    attachment.hold.close()
    await_true(lambda: not processes_naming(str(tmp_path)), 60, "every process gone")


def test_neo4j_killed_in_the_middle_of_writes_loses_and_doubles_nothing(
    held: Attachment, tmp_path: Path
) -> None:
    to = held.connection
    with (
        Database.connect(to.uri, to.username, to.password, retry_seconds=0) as db,
        ThreadPoolExecutor(1) as pool,
    ):
        schema.migrate(db)
        load(db, [])
        whole = content.checksum(db)
        chance = random.Random(20)
        for _ in range(ROUNDS):
            schema.wipe(db)
            kill_in_the_middle(db, pool, tmp_path, chance)
            await_true(lambda: answers(db), 90, "Neo4j back")
            load(db, [])
            assert content.checksum(db) == whole
            assert health.sample_knows(db, limit=200, start="").wrong == ()


def kill_in_the_middle(
    db: Database, pool: ThreadPoolExecutor, home: Path, chance: random.Random
) -> None:
    """Load, and kill Neo4j at a random moment after a random number of transactions."""
    running = own_neo4j.running(home)
    assert running is not None
    running.hold.close()
    done: list[float] = [monotonic()]
    writing = pool.submit(load, db, done)
    wanted = chance.randrange(1, len(STEPS) - 2)
    await_true(lambda: len(done) > wanted, 120, f"{wanted} transactions done")
    sleep(chance.random() * (done[-1] - done[-2]))
    assert not writing.done(), "it was to be killed while it wrote"
    kill(running.pid)
    with pytest.raises(StoreUnavailable):
        writing.result()


def answers(db: Database) -> bool:
    try:
        db.ping()
    except StoreUnavailable:
        return False
    return True
