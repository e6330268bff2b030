"""What state the store is in: facts, and checks that each say how to mend what they find."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from graph import content, health, schema, taggings
from graph.database import Database, ServerInfo
from graph.own_neo4j.memory import available_megabytes
from tagging.permissions import Permission, Viewer, require

_OLDEST = (5, 26)
_DISK_MEGABYTES = 1000
_MEMORY_MEGABYTES = 200


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, what was found, and how to mend it if it is not."""

    name: str
    ok: bool
    found: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that the doctor found. Every part can be written as JSON."""

    product: str
    version: str
    edition: str
    address: str
    database: str
    schema_version: str
    counts: dict[str, int]
    settings: dict[str, str]
    checks: tuple[Check, ...]

    @property
    def well(self) -> bool:
        """Whether every check is well."""
        return all(check.ok for check in self.checks)


def examine(db: Database, viewer: Viewer, data_folder: Path | None = None) -> Report:
    """Look at the store and report; nothing is changed.

    With `data_folder` (Signpost's own Neo4j on this machine) its disk and the machine's memory
    are looked at as well. Raises `NotPermitted`, and `StoreError` if the store does not answer.
    """
    require(viewer, Permission.ADMINISTER)
    server = db.server()
    checks = [
        _version(server),
        _migrations(db),
        *(check(db) for check in _CHECKS),
        *([_disk(data_folder), _memory()] if data_folder else []),
    ]
    return Report(
        product=server.product,
        version=server.version,
        edition=server.edition,
        address=server.address,
        database=server.database,
        schema_version=schema.status(db).version,
        counts=content.counts(db),
        settings=health.settings(db),
        checks=tuple(replace(check, mend="") if check.ok else check for check in checks),
    )


def mend(db: Database, viewer: Viewer) -> None:
    """Make what is derived from the statements right again; safe beside other work.

    Statements about what someone refused are hidden, and every KNOWS is derived anew. Raises
    `NotPermitted`.
    """
    require(viewer, Permission.ADMINISTER)
    health.hide_refused(db)
    taggings.recompute_knows(db)


def _version(server: ServerInfo) -> Check:
    numbers = tuple(int(part) for part in server.version.split("-")[0].split(".")[:2])
    return Check(
        "version",
        numbers >= _OLDEST,
        f"Neo4j {server.version} {server.edition}",
        "Signpost needs Neo4j 5.26 or later. Unset NEO4J_URI to use the one it brings along, or "
        "upgrade the server.",
    )


def _migrations(db: Database) -> Check:
    found = schema.status(db)
    if found.current:
        return Check("schema", True, f"up to date at {found.version}")
    parts = {
        "to be applied": found.pending,
        "changed since they were applied": found.changed,
        "from a newer Signpost": found.unknown,
    }
    words = "; ".join(f"{text}: {', '.join(names)}" for text, names in parts.items() if names)
    mend = "Start Signpost once: it applies what is pending."
    if found.changed or found.unknown:
        mend = "Use the version of Signpost that this database was last used with, or a newer one."
    return Check("schema", False, words, mend)


def _indexes(db: Database) -> Check:
    states = {index.name: index for index in schema.indexes(db)}
    missing = [name for name in schema.expected_indexes() if name not in states]
    offline = [
        f"{index.name} is {index.state.lower()} ({index.population:.0f} %)"
        for index in states.values()
        if index.state != "ONLINE"
    ]
    found = [f"{name} is missing" for name in missing] + offline
    return Check(
        "indexes",
        not found,
        "; ".join(found) or f"{len(states)} online",
        "One that is being filled needs time only. Drop one that failed (DROP INDEX name, or "
        "DROP CONSTRAINT name), delete the Migration nodes and start Signpost: all are made again.",
    )


def _statements(db: Database) -> Check:
    loose = health.loose_taggings(db)
    return Check(
        "statements",
        loose == 0,
        f"{loose} without exactly one tagger, person and skill" if loose else "all whole",
        "Something other than Signpost wrote to this database. Restore a backup, or import the "
        "statements again.",
    )


def _vetoes(db: Database) -> Check:
    broken = health.broken_vetoes(db)
    return Check(
        "vetoes",
        broken == 0,
        f"{broken} refused skills are still shown" if broken else "all kept",
        "Run: signpost doctor --mend",
    )


def _knows(db: Database) -> Check:
    sample = health.sample_knows(db)
    first = ", ".join("/".join(pair) for pair in sample.wrong[:3])
    return Check(
        "knows",
        not sample.wrong,
        f"{len(sample.wrong)} of {sample.pairs} differ from a recompute ({first})"
        if sample.wrong
        else f"{sample.pairs} recomputed, all equal",
        "Run: signpost doctor --mend",
    )


_CHECKS: tuple[Callable[[Database], Check], ...] = (_indexes, _statements, _vetoes, _knows)


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free >> 20
    return Check(
        "disk",
        free >= _DISK_MEGABYTES,
        f"{free} MB free at {folder}",
        f"Keep at least {_DISK_MEGABYTES} MB free: Neo4j stops writing when the disk is full.",
    )


def _memory() -> Check:
    free = available_megabytes()
    return Check(
        "memory",
        free >= _MEMORY_MEGABYTES,
        f"{free} MB free",
        "Close other programs, or give Neo4j less: SIGNPOST_NEO4J_HEAP and "
        "SIGNPOST_NEO4J_PAGE_CACHE are in megabytes.",
    )
