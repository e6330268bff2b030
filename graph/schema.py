"""The schema: numbered migrations, each applied once, and what state a database is in.

A migration is a file `migrations/NNNN_name.cypher`; its statements end with a semicolon at the
end of a line and run one by one, each in a transaction of its own. Every statement must be
repeatable (`IF NOT EXISTS`, `MERGE`), because a crash in the middle means that the whole file
runs again. A file that was ever released is never changed: add another.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString, cast

from graph import leases
from graph.content import checksum, wipe
from graph.database import Database
from graph.errors import SchemaRefused

__all__ = ["IndexState", "Migration", "SchemaStatus", "checksum", "migrate", "status", "wipe"]

FOLDER = Path(__file__).parent / "migrations"
_AWAIT_INDEX_SECONDS = 300
_NAMED = re.compile(r"^CREATE [A-Z ]*?(?:CONSTRAINT|INDEX) (\w+) IF NOT EXISTS", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered change: its name (the file's, without ending), text and checksum."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 (hexadecimal) of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def statements(self) -> tuple[LiteralString, ...]:
        """The statements, in order, without comments."""
        lines = [line for line in self.text.splitlines() if not line.lstrip().startswith("//")]
        parts = re.split(r";\s*$", "\n".join(lines), flags=re.MULTILINE)
        # A file of this package is as much part of the program as a literal is.
        return tuple(cast(LiteralString, part.strip()) for part in parts if part.strip())

    @property
    def creates(self) -> tuple[str, ...]:
        """The names of the indexes and constraints that it creates."""
        return tuple(_NAMED.findall(self.text))


@dataclass(frozen=True, slots=True)
class IndexState:
    """One index as Neo4j reports it. `population` is a percentage."""

    name: str
    kind: str
    state: str
    population: float


@dataclass(frozen=True, slots=True)
class SchemaStatus:
    """What was applied, what is still to be, and what does not fit this version of Signpost."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def version(self) -> str:
        """The name of the newest migration that was applied, or "none"."""
        return max(self.applied, default="none")

    @property
    def current(self) -> bool:
        """Whether the database is as this version of Signpost wants it."""
        return not (self.pending or self.changed or self.unknown)


def migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """Return the migrations of this version of Signpost, in order."""
    return tuple(
        Migration(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.cypher"))
    )


APPLIED = """
MATCH (migration:Migration)
RETURN migration.id AS name, migration.checksum AS checksum ORDER BY name
"""


def status(db: Database, known: Sequence[Migration] | None = None) -> SchemaStatus:
    """Compare the database with the migrations of this version (or with `known`)."""
    here = {migration.name: migration for migration in known or migrations()}
    there = {row["name"]: row["checksum"] for row in db.read(APPLIED)}
    return SchemaStatus(
        applied=tuple(there),
        pending=tuple(name for name in here if name not in there),
        changed=tuple(
            name for name in here if name in there and here[name].checksum != there[name]
        ),
        unknown=tuple(name for name in there if name not in here),
    )


def migrate(db: Database, known: Sequence[Migration] | None = None) -> tuple[str, ...]:
    """Apply what is pending, in order, and return the names of what this call applied.

    Processes that start at once apply each migration once: the others wait. Raises
    `SchemaRefused` if an applied migration has changed since or the database is newer than this
    version of Signpost.
    """
    known = tuple(known or migrations())
    if _fits(status(db, known)):
        return ()
    _prepare(db)
    with leases.held(db, "migrate"):
        return tuple(_apply_pending(db, known))


KEYS: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT lock_id IF NOT EXISTS FOR (n:Lock) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE",
)


def _prepare(db: Database) -> None:
    """Make the two constraints that the lock and the record of migrations stand on."""
    for statement in KEYS:
        db.write(statement)


def _fits(found: SchemaStatus) -> bool:
    """Say whether nothing is pending; raises `SchemaRefused` if going on would do harm."""
    if found.unknown:
        raise SchemaRefused(
            f"The database has been used by a newer Signpost (it has {', '.join(found.unknown)}). "
            "Upgrade Signpost, or use another database."
        )
    if found.changed:
        raise SchemaRefused(
            f"Migration {', '.join(found.changed)} was applied with another content than it has "
            "now. Put the released file back, and add a new migration for the change."
        )
    return not found.pending


RECORD_MIGRATION = """
MERGE (migration:Migration {id: $name})
SET migration.checksum = $checksum, migration.applied = datetime()
"""


def _apply_pending(db: Database, known: Sequence[Migration]) -> list[str]:
    found = status(db, known)
    _fits(found)
    for migration in known:
        if migration.name in found.pending:
            for statement in migration.statements:
                db.run_outside_transaction(statement)
            db.write(RECORD_MIGRATION, name=migration.name, checksum=migration.checksum)
    _await_indexes(db)
    return list(found.pending)


AWAIT_INDEXES = "CALL db.awaitIndexes($seconds)"


def _await_indexes(db: Database) -> None:
    db.with_timeout(None).read(AWAIT_INDEXES, seconds=_AWAIT_INDEX_SECONDS)


INDEXES = """
SHOW INDEXES YIELD name, type, state, populationPercent
RETURN name, type AS kind, state, populationPercent AS population ORDER BY name
"""


def indexes(db: Database) -> tuple[IndexState, ...]:
    """Return every index of the database, by name."""
    return tuple(IndexState(**row) for row in db.read(INDEXES))


def expected_indexes(known: Sequence[Migration] | None = None) -> tuple[str, ...]:
    """Return the names of the indexes that a database of this version has."""
    named = (name for migration in known or migrations() for name in migration.creates)
    return ("lock_id", "migration_id", *named)
