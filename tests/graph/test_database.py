"""The one door to Neo4j, on a real one."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.database import Database, Transaction
from graph.errors import (
    AccessRefused,
    ConstraintViolated,
    StoreError,
    StoreTimeout,
    StoreUnavailable,
)
from graph.own_neo4j import Connection
from graph.own_neo4j.server import free_port


def test_a_write_is_read_and_leaves_a_bookmark(db: Database) -> None:
    db.write("MERGE (s:Skill {id: $id})", id="s1")
    assert db.bookmarks
    view = db.with_bookmarks(db.bookmarks)
    assert view.read("MATCH (s:Skill) RETURN s.id AS id") == [{"id": "s1"}]


def test_a_transaction_happens_whole_or_not_at_all(db: Database) -> None:
    def half(tx: Transaction) -> None:
        tx.write("MERGE (s:Skill {id: 's1'})")
        assert tx.read("MATCH (s:Skill) RETURN count(s) AS n") == [{"n": 1}]
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        db.transact(half)
    assert db.read("MATCH (s:Skill) RETURN count(s) AS n") == [{"n": 0}]


def test_a_second_node_with_the_same_id_is_refused(db: Database) -> None:
    db.write("CREATE (s:Skill {id: 's1'})")
    with pytest.raises(ConstraintViolated, match="s1"):
        db.write("CREATE (s:Skill {id: 's1'})")


def test_a_query_that_takes_too_long_is_given_up(db: Database) -> None:
    with pytest.raises(StoreTimeout, match="too long"):
        db.with_timeout(0.3).read(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n"
        )


def test_a_query_with_a_mistake_is_a_store_error(db: Database) -> None:
    with pytest.raises(StoreError, match="could not do this"):
        db.read("MATCH (")


def test_values_never_become_cypher(db: Database) -> None:
    text = "'}) MATCH (n) DETACH DELETE n //\\u0027 ` $id"
    db.write("MERGE (s:Skill {id: $id})", id=text)
    assert db.read("MATCH (s:Skill) RETURN s.id AS id") == [{"id": text}]


def test_eight_threads_that_merge_the_same_node_make_one(db: Database) -> None:
    def merge(_: int) -> None:
        db.write("MERGE (s:Skill {id: 'one'}) SET s.count = coalesce(s.count, 0) + 1")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(merge, range(40)))
    assert db.read("MATCH (s:Skill) RETURN s.count AS n") == [{"n": 40}]


def test_a_wrong_password_is_told_apart(neo4j_connection: Connection) -> None:
    connection = neo4j_connection
    with (
        Database.connect(connection.uri, connection.username, "wrong") as other,
        pytest.raises(AccessRefused, match="NEO4J_PASSWORD"),
    ):
        other.ping()


def test_no_server_is_told_in_time() -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    with (
        Database.connect(uri, "neo4j", "any", retry_seconds=0.5) as other,
        pytest.raises(StoreUnavailable, match="does not answer"),
    ):
        other.ping()


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(StoreError, match="NEO4J_URI"):
        Database.connect("http://127.0.0.1:7474", "neo4j", "any")


def test_the_server_says_what_it_is(db: Database) -> None:
    server = db.server()
    assert server.edition == "community"
    assert server.version.startswith(("5.26.", "2026."))
    assert server.address.startswith("127.0.0.1:")
    assert server.database == "neo4j"
