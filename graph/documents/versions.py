"""Earlier texts of a document, kept whenever its title or text is changed, and newer editions."""

from dataclasses import dataclass
from datetime import datetime

from graph.database import Queryable, Transaction
from graph.documents import VISIBLE
from graph.ids import derived_id
from graph.records import Document, Ref
from graph.values import instant, refs


@dataclass(frozen=True, slots=True)
class Version:
    """How a document read until `until`, when `by` (a person's id or 'operator') changed it."""

    id: str
    number: int
    title: str
    text: str
    until: datetime
    by: str


HOLD = """
MATCH (d:Document {id: $id}) SET d.locked = true REMOVE d.locked
"""


def hold(tx: Transaction, document_id: str) -> None:
    """Hold a document until the transaction ends: whoever else would change it waits."""
    tx.write(HOLD, id=document_id)


KEEP = """
MATCH (d:Document {id: $document})
WITH d, COUNT { (d)-[:HAD]->() } + 1 AS number
MERGE (v:DocumentVersion {id: $id})
ON CREATE SET v.number = number, v.title = $title, v.text = $text,
  v.until = $until, v.by = $by
MERGE (d)-[:HAD]->(v)
"""


def keep(tx: Transaction, before: Document, by: str, at: datetime) -> None:
    """Keep a document's title and text as they were before a change at this instant."""
    tx.write(
        KEEP,
        document=before.id,
        id=derived_id("version", before.id, at.isoformat(), before.title, before.text),
        title=before.title,
        text=before.text,
        until=at,
        by=by,
    )


VERSIONS = """
MATCH (:Document {id: $id})-[:HAD]->(v:DocumentVersion)
RETURN v {.*} AS version ORDER BY v.number DESC, v.id
"""


def versions(db: Queryable, document_id: str) -> list[Version]:
    """Return how a document read before, the latest first."""
    return [
        Version(**{**row["version"], "until": instant(row["version"]["until"])})
        for row in db.read(VERSIONS, id=document_id)
    ]


COUNT = """
MATCH (d:Document {id: $id}) RETURN COUNT { (d)-[:HAD]->() } AS versions
"""


def count(db: Queryable, document_id: str) -> int:
    """Return how many earlier texts of a document are kept."""
    rows = db.read(COUNT, id=document_id)
    return int(rows[0]["versions"]) if rows else 0


REPLACE = """
MATCH (newer:Document {id: $newer}), (older:Document {id: $older})
WHERE newer <> older AND NOT EXISTS { (older)-[:REPLACES*]->(newer) }
MERGE (newer)-[:REPLACES]->(older)
SET older.superseded = true
RETURN older.id AS id
"""


def replace_edition(tx: Transaction, newer: str, older: str) -> bool:
    """Let one document be the newer edition of another; False where that would make a circle."""
    return bool(tx.write(REPLACE, newer=newer, older=older))


EDITIONS = f"""
MATCH (:Document {{id: $id}})-[:REPLACES]->(d:Document) WHERE {VISIBLE}
WITH collect(d {{.id, name: d.title}}) AS older
OPTIONAL MATCH (:Document {{id: $id}})<-[:REPLACES]-(d:Document) WHERE {VISIBLE}
RETURN older, collect(d {{.id, name: d.title}}) AS newer
"""


def editions(
    db: Queryable, document_id: str, viewer: str | None
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Return the (older, newer) editions of a document that `viewer` may see."""
    row = db.read(EDITIONS, id=document_id, viewer=viewer)[0]
    return refs(row["older"]), refs(row["newer"])
