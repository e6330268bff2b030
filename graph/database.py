"""The one door to Neo4j: managed transactions on a named database, with bookmarks.

Nothing else in Signpost uses the driver.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString, Protocol, Self, TypeVar

import neo4j
from neo4j import GraphDatabase, ManagedTransaction
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import (
    AccessRefused,
    ConstraintViolated,
    StoreError,
    StoreTimeout,
    StoreUnavailable,
)

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

Row = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Which Neo4j this is: product, version, edition, where it listens, and which database."""

    product: str
    version: str
    edition: str
    address: str
    database: str


class Queryable(Protocol):
    """Anything a query can be run on: the database itself, or one open transaction."""

    def read(self, query: LiteralString, /, **parameters: Any) -> list[Row]:
        """Run a reading query and return its rows."""
        ...

    def write(self, query: LiteralString, /, **parameters: Any) -> list[Row]:
        """Run a writing query and return its rows."""
        ...


class Transaction:
    """One open write transaction: everything run on it happens together or not at all."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def read(self, query: LiteralString, /, **parameters: Any) -> list[Row]:
        """Run a query in this transaction and return its rows."""
        return _rows(self._transaction.run(query, parameters))

    write = read


COMPONENTS = """
CALL dbms.components() YIELD name, versions, edition
RETURN name AS product, versions[0] AS version, edition LIMIT 1
"""


class Database:
    """A pooled connection to one Neo4j database; a cheap view of it for each user's bookmarks.

    Every call is one managed transaction: the driver retries it on a passing fault, so the
    queries must be idempotent. Reads wait for the writes named by the bookmarks (people read
    their own writes, also on a cluster). Errors come as the `StoreError` family.
    """

    def __init__(
        self,
        driver: neo4j.Driver,
        name: str = "neo4j",
        bookmarks: Iterable[str] = (),
        query_seconds: float | None = None,
    ) -> None:
        self._driver = driver
        self.name = name
        self._bookmarks = frozenset(bookmarks)
        self._query_seconds = query_seconds

    @classmethod
    def connect(
        cls,
        uri: str,
        username: str,
        password: str,
        name: str = "neo4j",
        *,
        pool_size: int = 50,
        acquire_seconds: float = 10.0,
        retry_seconds: float = 10.0,
        query_seconds: float | None = None,
    ) -> Self:
        """Return a database on the server at `uri`; nothing is sent before the first query.

        The times (seconds) to get a connection of the pool and to go on retrying suit a web
        request; `query_seconds` is for one transaction, which the server then gives up (None: no
        limit, as an import needs; see `with_timeout`). Raises `StoreError` if `uri` is not a Bolt
        address.
        """
        if uri.partition("://")[0] not in _SCHEMES:
            raise StoreError(
                f"NEO4J_URI is '{uri}'. It begins with one of: {', '.join(_SCHEMES)}, then ://"
            )
        with _as_store_errors():
            driver = GraphDatabase.driver(
                uri,
                auth=(username, password),
                max_connection_pool_size=pool_size,
                connection_acquisition_timeout=acquire_seconds,
                connection_timeout=5.0,
                max_transaction_retry_time=retry_seconds,
                liveness_check_timeout=60.0,
                user_agent="signpost",
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
        return cls(driver, name, query_seconds=query_seconds)

    def with_bookmarks(self, bookmarks: Iterable[str]) -> "Database":
        """Return a view on the same connection pool whose reads wait for `bookmarks`."""
        return Database(self._driver, self.name, bookmarks, self._query_seconds)

    def with_timeout(self, seconds: float | None) -> "Database":
        """Return a view on the same connection pool whose transactions may take `seconds`."""
        return Database(self._driver, self.name, self._bookmarks, seconds)

    @property
    def bookmarks(self) -> frozenset[str]:
        """The bookmarks that the next read waits for: given ones, then the latest write's."""
        return self._bookmarks

    def read(self, query: LiteralString, /, **parameters: Any) -> list[Row]:
        """Run one reading query in a transaction of its own and return its rows."""
        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(self._unit(lambda tx: _rows(tx.run(query, parameters))))

    def write(self, query: LiteralString, /, **parameters: Any) -> list[Row]:
        """Run one writing query in a transaction of its own and return its rows."""
        return self.transact(lambda transaction: transaction.write(query, **parameters))

    def transact(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one write transaction; it may run more than once, on a retry."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            result = session.execute_write(self._unit(lambda tx: work(Transaction(tx))))
            self._bookmarks = frozenset(session.last_bookmarks().raw_values)
            return result

    def snapshot(self, work: Callable[[Transaction], Result]) -> Result:
        """Run several reads as `work` in one reading transaction, which saves round trips."""
        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(self._unit(lambda tx: work(Transaction(tx))))

    def run_outside_transaction(self, query: LiteralString, /, **parameters: Any) -> list[Row]:
        """Run one auto-commit query (`CALL {...} IN TRANSACTIONS`, schema changes).

        It is not retried, and no time limit holds.
        """
        with self._session(neo4j.WRITE_ACCESS) as session:
            rows = session.run(query, parameters).data()
            self._bookmarks = frozenset(session.last_bookmarks().raw_values)
            return rows

    def ping(self) -> None:
        """Make the database answer a real query; raises `StoreError` saying why it does not."""
        self.read("RETURN 1 AS one")

    def server(self) -> ServerInfo:
        """Return which Neo4j answers, and which of its databases this is."""
        rows = self.read(COMPONENTS)
        with _as_store_errors():
            address = self._driver.get_server_info().address
        host, port = str(address[0]), int(address[1])
        return ServerInfo(address=f"{host}:{port}", database=self.name, **rows[0])

    def close(self) -> None:
        """Close every connection of the pool."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _unit(
        self, work: Callable[[ManagedTransaction], Result]
    ) -> Callable[[ManagedTransaction], Result]:
        return neo4j.unit_of_work(timeout=self._query_seconds)(work)

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        with (
            _as_store_errors(),
            self._driver.session(
                database=self.name,
                default_access_mode=access,
                bookmarks=neo4j.Bookmarks.from_raw_values(self._bookmarks),
            ) as session,
        ):
            yield session


def _rows(result: neo4j.Result) -> list[Row]:
    """Return the rows as the driver read them; `Result.data` would copy every value once more."""
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) for record in result]


@contextmanager
def _as_store_errors() -> Iterator[None]:
    """Turn the driver's exceptions into the `StoreError` family, once."""
    try:
        yield
    except (DriverError, Neo4jError) as error:
        raise _store_error(error) from error


def _store_error(error: DriverError | Neo4jError) -> StoreError:
    code = getattr(error, "code", None) or ""
    if "Timeout" in code or "TimedOut" in code:
        return StoreTimeout("Neo4j gave this up because it took too long. Try something narrower.")
    if isinstance(error, AuthError) or code.endswith("CredentialsExpired"):
        return AccessRefused(
            "Neo4j refused the user name or password. Check NEO4J_USERNAME and NEO4J_PASSWORD."
        )
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return StoreUnavailable(
            f"Neo4j does not answer. Does it run, and is NEO4J_URI (if it is set) right? {error}"
        )
    if isinstance(error, ConstraintError):
        return ConstraintViolated(f"Neo4j did not write this: {error.message}")
    if isinstance(error, TransientError):
        return StoreUnavailable(f"Neo4j cannot do this just now: {error.message}")
    return StoreError(f"Neo4j could not do this: {error}")
