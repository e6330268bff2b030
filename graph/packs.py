"""Packs for clients that somebody saved: what was asked, which documents, until when.

`(Person)-[:SAVED]->(Pack)-[:HAS {position}]->(Document)`. The id cannot be guessed: it is the link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.database import Queryable, Row, Transaction
from graph.records import Ref
from graph.values import instant, ref, words


@dataclass(frozen=True, slots=True)
class SavedPack:
    """A pack as it was saved. `documents` are ids in their order, `expires` ends the link."""

    id: str
    by: Ref
    title: str
    made: datetime
    expires: datetime
    text: str = ""
    region: str = ""
    audience: str = ""
    note: str = ""
    documents: tuple[str, ...] = ()


PUT = """
MATCH (by:Person {id: $by})
MERGE (pack:Pack {id: $id})
SET pack += $properties
MERGE (by)-[:SAVED]->(pack)
WITH pack
UNWIND range(0, size($documents) - 1) AS place
MATCH (d:Document {id: $documents[place]})
MERGE (pack)-[has:HAS]->(d)
SET has.position = place
"""


def put(tx: Transaction, pack: SavedPack) -> None:
    """Save a pack with its documents."""
    properties = {
        name: getattr(pack, name) or None
        for name in ("title", "text", "region", "audience", "note", "made", "expires")
    }
    tx.write(PUT, id=pack.id, by=pack.by.id, properties=properties, documents=list(pack.documents))


GET = """
MATCH (by:Person)-[:SAVED]->(pack:Pack {id: $id})
RETURN pack {.*} AS pack, by {.id, .name} AS by,
  COLLECT { MATCH (pack)-[has:HAS]->(d:Document) RETURN d.id ORDER BY has.position } AS documents
"""


def get(db: Queryable, pack_id: str) -> SavedPack | None:
    """Return a saved pack, expired or not, or None."""
    rows = db.read(GET, id=pack_id)
    return _pack(rows[0]) if rows else None


SAVED_BY = """
MATCH (by:Person {id: $person})-[:SAVED]->(pack:Pack) WHERE pack.expires > $now
RETURN pack {.*} AS pack, by {.id, .name} AS by,
  COLLECT { MATCH (pack)-[has:HAS]->(d:Document) RETURN d.id ORDER BY has.position } AS documents
ORDER BY pack.made DESC, pack.id LIMIT $limit
"""


def saved_by(
    db: Queryable, person_id: str | None, now: datetime, limit: int = 50
) -> list[SavedPack]:
    """Return the packs that somebody saved and whose links are open, the latest first."""
    rows: Sequence[Row] = db.read(SAVED_BY, person=person_id, now=now, limit=limit)
    return [_pack(row) for row in rows]


def _pack(row: Row) -> SavedPack:
    stored = row["pack"]
    return SavedPack(
        id=stored["id"],
        by=ref(row["by"]),
        title=stored.get("title") or "",
        made=instant(stored["made"]),
        expires=instant(stored["expires"]),
        text=stored.get("text") or "",
        region=stored.get("region") or "",
        audience=stored.get("audience") or "",
        note=stored.get("note") or "",
        documents=words(row["documents"]),
    )


DELETE = """
MATCH (pack:Pack {id: $id}) DETACH DELETE pack
"""


def delete(db: Queryable, pack_id: str) -> None:
    """Delete a saved pack: its link leads nowhere from now on."""
    db.write(DELETE, id=pack_id)


FORGET = """
MATCH (pack:Pack) WHERE pack.expires < $now
WITH pack LIMIT 10000
DETACH DELETE pack
RETURN count(*) AS forgotten
"""


def forget(db: Queryable, now: datetime) -> int:
    """Delete the packs whose links have ended (10,000 at once); say how many."""
    return int(db.write(FORGET, now=now)[0]["forgotten"])
