"""Migrations, the lock they are applied under, wiping, and the checksum of the content."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import content, leases, schema
from graph.database import Database
from graph.errors import SchemaRefused, StoreError
from graph.own_neo4j import Connection
from graph.schema import Migration

COUNTING = Migration(
    "9001_counting",
    "// counts how often it ran\n"
    "MERGE (n:Place {id: 'x'})\nSET n.runs = 1 + coalesce(n.runs, 0);\n",
)


@pytest.fixture
def migrated(db: Database) -> Iterator[Database]:
    """The test's database; migrations that the test invents are forgotten afterwards."""
    yield db
    db.write("MATCH (m:Migration) WHERE m.id STARTS WITH '9' DELETE m")
    db.write("MATCH (lock:Lock) DELETE lock")


def runs(db: Database) -> int:
    return int(db.read("MATCH (n:Place {id: 'x'}) RETURN n.runs AS runs")[0]["runs"])


def test_a_migrated_database_is_current_and_migrating_again_does_nothing(db: Database) -> None:
    assert schema.status(db).current
    assert schema.status(db).version == schema.migrations()[-1].name
    assert schema.migrate(db) == ()


def test_every_index_that_the_migrations_name_is_online(db: Database) -> None:
    states = {index.name: index.state for index in schema.indexes(db)}
    assert {name: states.get(name) for name in schema.expected_indexes()} == dict.fromkeys(
        schema.expected_indexes(), "ONLINE"
    )


def test_every_migration_can_run_again(db: Database) -> None:
    for migration in schema.migrations():
        for statement in migration.statements:
            db.run_outside_transaction(statement)


def test_comments_and_statements_are_told_apart() -> None:
    migration = Migration("1", "// a; comment;\nRETURN ';' AS a;\n\nRETURN\n 2;\n")
    assert migration.statements == ("RETURN ';' AS a", "RETURN\n 2")


def test_processes_that_start_at_once_apply_a_migration_once(
    migrated: Database, neo4j_connection: Connection
) -> None:
    known = [*schema.migrations(), COUNTING]

    def migrate(_: int) -> tuple[str, ...]:
        to = neo4j_connection
        with Database.connect(to.uri, to.username, to.password) as own:
            return schema.migrate(own, known)

    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(migrate, range(4)))
    assert sorted(applied) == [(), (), (), (COUNTING.name,)]
    assert runs(migrated) == 1


def test_a_migration_that_stopped_in_the_middle_runs_again(migrated: Database) -> None:
    broken = Migration(COUNTING.name, COUNTING.text + "THIS IS NOT CYPHER;\n")
    with pytest.raises(StoreError):
        schema.migrate(migrated, [*schema.migrations(), broken])
    assert leases.holder_of(migrated, "migrate") is None
    assert schema.migrate(migrated, [*schema.migrations(), COUNTING]) == (COUNTING.name,)
    assert runs(migrated) == 2


def test_what_was_applied_may_not_change(migrated: Database) -> None:
    schema.migrate(migrated, [*schema.migrations(), COUNTING])
    changed = Migration(COUNTING.name, COUNTING.text + "RETURN 1;\n")
    with pytest.raises(SchemaRefused, match="9001_counting was applied with another content"):
        schema.migrate(migrated, [*schema.migrations(), changed])


def test_a_database_of_a_newer_signpost_is_refused(migrated: Database) -> None:
    schema.migrate(migrated, [*schema.migrations(), COUNTING])
    with pytest.raises(SchemaRefused, match="newer Signpost"):
        schema.migrate(migrated)


def test_the_lock_of_a_crashed_process_runs_out(migrated: Database) -> None:
    assert leases.take(migrated, "migrate", "crashed", seconds=1.5)
    assert not leases.take(migrated, "migrate", "other")
    with leases.held(migrated, "migrate", wait_seconds=10):
        assert leases.holder_of(migrated, "migrate") != "crashed"
    assert leases.holder_of(migrated, "migrate") is None


def test_a_lock_is_prolonged_while_its_block_runs(migrated: Database) -> None:
    with leases.held(migrated, "long", lease_seconds=1.5):
        for _ in range(6):
            with (
                pytest.raises(StoreError, match="has held the lock 'long'"),
                leases.held(migrated, "long", wait_seconds=0.3),
            ):
                pass


def fill(db: Database, order: int) -> None:
    for number in range(0, 5 * order, order):
        db.write(
            "MERGE (a:Person {id: $a}) SET a.name = 'Ä' + $a "
            "MERGE (s:Skill {id: 's'}) SET s.changed = datetime() "
            "MERGE (a)-[k:KNOWS]->(s) SET k.score = 1.5, k.last_confirmed = date('2026-01-02')",
            a=f"p{number % 5}",
        )


def test_equal_content_has_an_equal_checksum(db: Database) -> None:
    fill(db, 1)
    first = content.checksum(db)
    db.write("CREATE (:Session {id: 'x'}), (:AuditEvent {id: 'y'})")
    assert content.checksum(db) == first
    schema.wipe(db)
    fill(db, 3)
    assert content.checksum(db) == first


@pytest.mark.parametrize("many", [0, 10_000])
def test_wiping_leaves_nothing_however_much_there_is(
    db: Database, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(content, "_MANY", many)
    fill(db, 1)
    schema.wipe(db)
    assert not any(content.counts(db)[label] for label in ("Person", "Skill"))
    assert db.read(content.COUNT_RELATIONSHIPS) == [{"relationships": 0}]


@pytest.mark.parametrize(
    "change",
    [
        "MATCH (a:Person {id: 'p1'}) SET a.name = 'other'",
        "MATCH (:Person {id: 'p1'})-[k:KNOWS]->() SET k.score = 1.6",
        "MATCH (:Person {id: 'p1'})-[k:KNOWS]->() DELETE k",
        "MATCH (a:Person {id: 'p1'}), (s:Skill) CREATE (a)-[:REFUSES]->(s)",
        "CREATE (:Person)",
        "MATCH (a:Person {id: 'p1'}) SET a:Account",
    ],
)
def test_other_content_has_another_checksum(db: Database, change: str) -> None:
    fill(db, 1)
    first = content.checksum(db)
    db.write(change)
    assert content.checksum(db) != first


def test_wiping_leaves_the_schema(db: Database) -> None:
    fill(db, 1)
    schema.wipe(db)
    assert set(content.counts(db).values()) <= {0, 1, len(schema.migrations())}
    assert content.counts(db).get("Person", 0) == 0
    assert schema.status(db).current
