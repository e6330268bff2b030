"""Running commands as a person or a program does."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.own_neo4j import Connection


@pytest.fixture
def runner(tmp_path: Path, neo4j_connection: Connection) -> CliRunner:
    """Runs commands on the session's Neo4j, with a data folder of the test's own."""
    return CliRunner(
        env={
            "SIGNPOST_DATA_FOLDER": str(tmp_path),
            "NEO4J_URI": neo4j_connection.uri,
            "NEO4J_USERNAME": neo4j_connection.username,
            "NEO4J_PASSWORD": neo4j_connection.password,
        }
    )
