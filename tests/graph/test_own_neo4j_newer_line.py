"""Data written on the older line of Neo4j; collected only where a newer line is tested."""

from pathlib import Path

import pytest

from graph import own_neo4j
from graph.own_neo4j import SMALL, OwnNeo4jError
from tests.conftest import LINE
from tests.harness import connect


def test_data_of_the_older_line_is_read_by_the_newer_one(tmp_path: Path) -> None:
    own_neo4j.fetch("5.26")
    with own_neo4j.start(tmp_path, "5.26", memory=SMALL) as old, connect(old) as database:
        database.write("MERGE (:Place {id: 'older'})")
    own_neo4j.stop(tmp_path)
    with own_neo4j.start(tmp_path, LINE, memory=SMALL) as new, connect(new) as database:
        assert database.read("MATCH (p:Place) RETURN p.id AS id") == [{"id": "older"}]
    own_neo4j.stop(tmp_path)
    with pytest.raises(OwnNeo4jError, match="cannot read it"):
        own_neo4j.attach(tmp_path, "5.26", memory=SMALL)
