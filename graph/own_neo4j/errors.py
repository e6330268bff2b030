"""What can go wrong with the Neo4j that Signpost brings along."""

from graph.errors import StoreError


class OwnNeo4jError(StoreError):
    """Signpost's own Neo4j cannot be had. The message says why, and how to mend it."""


class FolderLocked(OwnNeo4jError):
    """Another program holds the data folder and does not let go."""


class FetchFailed(OwnNeo4jError):
    """A jar could not be had, or is not the one that the lock file names."""
