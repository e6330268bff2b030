"""What every test may use: one real Neo4j for the process, wiped between tests; shared data."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from graph import own_neo4j, schema
from graph.database import Database
from graph.own_neo4j import Connection
from tests.kept import Holding, Kept

LINE = os.environ.get("SIGNPOST_NEO4J_LINE", own_neo4j.DEFAULT_LINE)
collect_ignore = ["graph/test_own_neo4j_newer_line.py"] if LINE == own_neo4j.DEFAULT_LINE else []

# How long a case takes says more of the machine than of the rule.
settings.register_profile("signpost", deadline=None)
settings.load_profile("signpost")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse several processes on one Neo4j: each would wipe what the others write."""
    processes = getattr(config.option, "numprocesses", None) or 0
    if processes > 1 and "SIGNPOST_TEST_NEO4J_URI" in os.environ:
        raise pytest.UsageError("SIGNPOST_TEST_NEO4J_URI names one Neo4j: use WORKERS=0 with it")


def shared_data(*parts: str) -> Path:
    """Return a file or folder of the shared development data; skips the test where it is absent.

    It is looked for in SIGNPOST_SHARED, else in the folder `shared` beside this repository.
    """
    beside = Path(__file__).parents[2] / "shared"
    path = Path(os.environ.get("SIGNPOST_SHARED") or beside).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the shared development data is not there: {path} (set SIGNPOST_SHARED)")
    return path


@pytest.fixture(scope="session")
def neo4j_connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A Neo4j for this session: the one of SIGNPOST_TEST_NEO4J_URI (it is wiped!), else our own."""
    if uri := os.environ.get("SIGNPOST_TEST_NEO4J_URI"):
        username = os.environ.get("SIGNPOST_TEST_NEO4J_USERNAME", "neo4j")
        yield Connection(uri, username, os.environ["SIGNPOST_TEST_NEO4J_PASSWORD"])
        return
    own_neo4j.fetch(LINE)
    folder = tmp_path_factory.mktemp("neo4j")
    with own_neo4j.start(folder, LINE, memory=own_neo4j.SMALL, linger=0) as ours:
        yield ours
    own_neo4j.stop(folder)


@pytest.fixture(scope="session")
def migrated_database(neo4j_connection: Connection) -> Iterator[Database]:
    """The session's database with the schema applied; tests use `db`."""
    connection = neo4j_connection
    with Database.connect(connection.uri, connection.username, connection.password) as database:
        schema.wipe(database)
        schema.migrate(database)
        yield database


@pytest.fixture
def db(migrated_database: Database) -> Database:
    """A real, empty Neo4j database with the schema applied."""
    schema.wipe(migrated_database)
    return migrated_database.with_bookmarks(())


@pytest.fixture(scope="session")
def holding(migrated_database: Database) -> Holding:
    """Let the database hold what a function loads, and nothing else; it is called only once."""
    kept: dict[Callable[[Database], object], Kept] = {}

    def hold(load: Callable[[Database], object]) -> None:
        if load in kept:
            kept[load].put_back(migrated_database)
        else:
            schema.wipe(migrated_database)
            load(migrated_database)
            kept[load] = Kept.of(migrated_database)

    return hold
