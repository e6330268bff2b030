"""The Neo4j that Signpost brings along: fetched once, started with the first program that needs
it, stopped with the last. Spoken to over Bolt like any other Neo4j.
"""

from graph.own_neo4j.client import LINGER_SECONDS, Attachment, attach, running, start, stop
from graph.own_neo4j.errors import FetchFailed, FolderLocked, OwnNeo4jError
from graph.own_neo4j.jars import cache_folder, missing
from graph.own_neo4j.lines import DEFAULT_LINE, Line, line
from graph.own_neo4j.memory import SMALL, Memory, for_machine
from graph.own_neo4j.progress import fetch
from graph.own_neo4j.server import Connection

__all__ = [
    "DEFAULT_LINE",
    "LINGER_SECONDS",
    "SMALL",
    "Attachment",
    "Connection",
    "FetchFailed",
    "FolderLocked",
    "Line",
    "Memory",
    "OwnNeo4jError",
    "attach",
    "cache_folder",
    "fetch",
    "for_machine",
    "line",
    "missing",
    "running",
    "start",
    "stop",
]
