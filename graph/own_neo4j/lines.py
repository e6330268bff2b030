"""The lines of Neo4j that Signpost brings along, each pinned by a lock file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.own_neo4j.errors import OwnNeo4jError

LOCK_FILES = Path(__file__).parent.parent / "neo4j"
_SERVER = ("org.neo4j.app", "neo4j-server")


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar of a line: its Maven coordinate, and the SHA-256 (hexadecimal) it must have."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @property
    def filename(self) -> str:
        """The jar's file name in a Maven repository."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"

    @property
    def path(self) -> str:
        """Where the jar is in a Maven repository, with forward slashes."""
        return "/".join([*self.group.split("."), self.artifact, self.version, self.filename])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of Neo4j: its exact version, its main class and its jars in class-path order."""

    name: str
    version: str
    main_class: str
    jars: tuple[Jar, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The version as numbers, to compare with another."""
        return version_order(self.version)


_MAIN_CLASSES = {
    "5.26": "org.neo4j.server.CommunityEntryPoint",
    "newest": "org.neo4j.server.Neo4jCommunity",
}
DEFAULT_LINE = "5.26"


def version_order(version: str) -> tuple[int, ...]:
    """Return a dotted version as numbers that compare in order ("5.26.30" < "2026.08.1")."""
    return tuple(int(part) for part in version.split("."))


@cache
def line(name: str = DEFAULT_LINE) -> Line:
    """Return the line called `name` ("5.26" or "newest"); raises `OwnNeo4jError` for another."""
    if name not in _MAIN_CLASSES:
        known = " or ".join(_MAIN_CLASSES)
        raise OwnNeo4jError(f"There is no Neo4j line called '{name}'. Use {known}.")
    lock = tomllib.loads((LOCK_FILES / name / "jgo.lock.toml").read_text(encoding="utf-8"))
    jars = tuple(
        Jar(
            group=entry["groupId"],
            artifact=entry["artifactId"],
            version=entry["version"],
            classifier=entry.get("classifier", ""),
            sha256=entry["sha256"],
        )
        for entry in lock["dependencies"]
    )
    version = next(jar.version for jar in jars if (jar.group, jar.artifact) == _SERVER)
    return Line(name, version, _MAIN_CLASSES[name], jars)
