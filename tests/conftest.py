"""What every test may use: one real Neo4j for the session, wiped between tests; shared data."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import own_neo4j, schema
from graph.database import Database
from graph.own_neo4j import Connection

LINE = os.environ.get("SIGNPOST_NEO4J_LINE", own_neo4j.DEFAULT_LINE)
collect_ignore = ["graph/test_own_neo4j_newer_line.py"] if LINE == own_neo4j.DEFAULT_LINE else []


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
