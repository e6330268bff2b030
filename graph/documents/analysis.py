"""Which documents wait for text analysis, and how often it was begun with each."""

from graph.database import Queryable

REQUEST = """
MATCH (d:Document {id: $id})
SET d.analysis = 'waiting'
REMOVE d.analysis_attempts, d.analysis_of
"""


def request(db: Queryable, document_id: str) -> None:
    """Ask for a document to be analysed (again)."""
    db.write(REQUEST, id=document_id)


WAITING = """
MATCH (d:Document) WHERE d.analysis = 'waiting'
RETURN d.id AS id ORDER BY d.added, d.id LIMIT $limit
"""


def waiting(db: Queryable, limit: int = 10_000) -> list[str]:
    """Return the documents that wait for analysis, the oldest first."""
    return [row["id"] for row in db.read(WAITING, limit=limit)]


BEGIN = """
MATCH (d:Document {id: $id}) WHERE d.analysis = 'waiting'
SET d.analysis_attempts = coalesce(d.analysis_attempts, 0) + 1, d.analysis_of = d.text_digest
RETURN d.analysis_attempts AS attempts
"""


def begin(db: Queryable, document_id: str) -> int:
    """Note that analysis begins; returns how often it did, 0 where there is nothing to do."""
    rows = db.write(BEGIN, id=document_id)
    return int(rows[0]["attempts"]) if rows else 0


END = """
MATCH (d:Document {id: $id})
SET d.analysis = CASE WHEN $failed AND d.analysis = 'waiting' THEN 'failed' ELSE d.analysis END
REMOVE d.analysis_attempts, d.analysis_of
"""


def end(db: Queryable, document_id: str, *, failed: bool = False) -> None:
    """Note that analysis came to an end; where it `failed`, nobody tries again unasked."""
    db.write(END, id=document_id, failed=failed)
