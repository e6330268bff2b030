"""What commands share: the database that they work on."""

from collections.abc import Iterator
from contextlib import contextmanager

from graph import own_neo4j, schema
from graph.database import Database
from webapp.config import Settings


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Yield the database that the settings name, its schema up to date.

    That is the server at `NEO4J_URI`; where it is not set, Signpost's own Neo4j in the data
    folder: the one that runs there already (`signpost serve`, say), or one that runs for as long
    as this is open. Raises `StoreError` where neither is to be had.
    """
    with connection(settings) as to, connect(to, settings) as database:
        schema.migrate(database)
        yield database


@contextmanager
def connection(settings: Settings) -> Iterator[own_neo4j.Connection]:
    """Yield how to reach that database."""
    if settings.neo4j_uri:
        password = settings.neo4j_password.get_secret_value()
        yield own_neo4j.Connection(settings.neo4j_uri, settings.neo4j_username, password)
        return
    if own_neo4j.missing(own_neo4j.line(settings.neo4j_line)):
        own_neo4j.fetch(settings.neo4j_line, offline_folder=settings.offline_folder)
    with own_neo4j.start(settings.data_folder / "neo4j", settings.neo4j_line) as started:
        yield started


def connect(to: own_neo4j.Connection, settings: Settings) -> Database:
    """Return the settings' database on that server."""
    return Database.connect(to.uri, to.username, to.password, settings.neo4j_database)
