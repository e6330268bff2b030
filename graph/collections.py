"""Collections: named lists of documents, of one person, for them alone or shared.

`(Person)-[:KEEPS]->(Collection)-[:HAS {position, note}]->(Document)`; one shared with a team has
`(Collection)-[:SHARED_WITH]->(Team)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph.database import Queryable, Row, Transaction
from graph.documents import VISIBLE
from graph.records import Ref, Space
from graph.values import instant, ref, ref_or_none


@dataclass(frozen=True, slots=True)
class Item:
    """A document in a collection, with what its keeper noted about it."""

    document: Ref
    note: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """A named list of documents. `out_of_sight` counts those that the reader may not see."""

    id: str
    name: str
    owner: Ref
    space: Space = Space.PERSONAL
    team: Ref | None = None
    about: str = ""
    changed: datetime | None = None
    items: tuple[Item, ...] = ()
    out_of_sight: int = 0


# Who may see the collection `c`: its keeper, the members of its team, or everybody.
_SHOWN: LiteralString = """(c.space = 'organisation'
  OR EXISTS { (c)<-[:KEEPS]-(:Person {id: $viewer}) }
  OR (c.space = 'team'
    AND EXISTS { (c)-[:SHARED_WITH]->(:Team)<-[:MEMBER_OF]-(:Person {id: $viewer}) }))"""

_RETURNED = f"""
MATCH (owner:Person)-[:KEEPS]->(c)
RETURN c {{.*}} AS collection, owner {{.id, .name}} AS owner,
  [(c)-[:SHARED_WITH]->(t:Team) | t {{.id, .name}}][0] AS team,
  COLLECT {{
    MATCH (c)-[has:HAS]->(d:Document) WHERE {VISIBLE}
    RETURN [d.id, d.title, coalesce(has.note, '')] ORDER BY has.position, d.id
  }} AS items,
  COUNT {{ (c)-[:HAS]->(:Document) }} AS documents
"""

ONE = f"MATCH (c:Collection {{id: $id}}) WHERE {_SHOWN} {_RETURNED}"


def visible(db: Queryable, collection_id: str, viewer: str | None) -> Collection | None:
    """Return one collection as the person `viewer` may see it, or None."""
    rows = db.read(ONE, id=collection_id, viewer=viewer)
    return _collection(rows[0]) if rows else None


OWN = f"""
MATCH (:Person {{id: $viewer}})-[:KEEPS]->(c:Collection) {_RETURNED}
ORDER BY toLower(c.name), c.id LIMIT $limit
"""


def kept_by(db: Queryable, viewer: str | None, limit: int = 200) -> list[Collection]:
    """Return somebody's own collections by name."""
    return [_collection(row) for row in db.read(OWN, viewer=viewer, limit=limit)]


SHARED = f"""
MATCH (c:Collection)
WHERE {_SHOWN} AND NOT EXISTS {{ (c)<-[:KEEPS]-(:Person {{id: $viewer}}) }}
{_RETURNED}
ORDER BY toLower(c.name), c.id LIMIT $limit
"""


def shared_with(db: Queryable, viewer: str | None, limit: int = 200) -> list[Collection]:
    """Return the collections that others share with somebody, by name."""
    return [_collection(row) for row in db.read(SHARED, viewer=viewer, limit=limit)]


def _collection(row: Row) -> Collection:
    stored = row["collection"]
    return Collection(
        id=stored["id"],
        name=stored["name"],
        owner=ref(row["owner"]),
        space=Space(stored["space"]),
        team=ref_or_none(row["team"]),
        about=stored.get("about") or "",
        changed=instant(stored["changed"]),
        items=tuple(Item(Ref(one, title), note) for one, title, note in row["items"]),
        out_of_sight=row["documents"] - len(row["items"]),
    )


PUT = """
MATCH (owner:Person {id: $owner})
MERGE (c:Collection {id: $id})
SET c.name = $name, c.space = $space, c.about = $about, c.changed = $now
MERGE (owner)-[:KEEPS]->(c)
WITH c
CALL (c) { MATCH (c)-[old:SHARED_WITH]->(:Team) DELETE old }
CALL (c) { MATCH (t:Team {id: $team}) MERGE (c)-[:SHARED_WITH]->(t) }
"""


def put(tx: Transaction, collection: Collection, now: datetime) -> None:
    """Write a collection's name, words and who it is shared with; its documents stay."""
    tx.write(
        PUT,
        id=collection.id,
        owner=collection.owner.id,
        name=collection.name,
        space=collection.space.value,
        about=collection.about or None,
        team=collection.team.id if collection.team else None,
        now=now,
    )


DELETE = """
MATCH (c:Collection {id: $id}) DETACH DELETE c
"""


def delete(db: Queryable, collection_id: str) -> None:
    """Delete a collection; its documents stay where they are."""
    db.write(DELETE, id=collection_id)


ADD = """
MATCH (c:Collection {id: $id})
SET c.changed = $now
WITH c, COUNT { (c)-[:HAS]->(:Document) } AS before
UNWIND range(0, size($documents) - 1) AS place
MATCH (d:Document {id: $documents[place]})
MERGE (c)-[has:HAS]->(d)
ON CREATE SET has.position = before + place
"""


def add(tx: Transaction, collection_id: str, documents: Sequence[str], now: datetime) -> None:
    """Put documents at the end of a collection; those that are in it already stay in place."""
    tx.write(ADD, id=collection_id, documents=list(documents), now=now)


REMOVE = """
MATCH (c:Collection {id: $id})-[has:HAS]->(:Document {id: $document})
SET c.changed = $now
DELETE has
"""


def remove(tx: Transaction, collection_id: str, document_id: str, now: datetime) -> None:
    """Take a document out of a collection."""
    tx.write(REMOVE, id=collection_id, document=document_id, now=now)


NOTE = """
MATCH (c:Collection {id: $id})-[has:HAS]->(:Document {id: $document})
SET has.note = $note, c.changed = $now
"""


def note(tx: Transaction, collection_id: str, document_id: str, words: str, now: datetime) -> None:
    """Keep a note with a document of a collection; '' takes it away."""
    tx.write(NOTE, id=collection_id, document=document_id, note=words or None, now=now)


ORDER = """
MATCH (c:Collection {id: $id})-[has:HAS]->(d:Document)
RETURN d.id AS id ORDER BY has.position, id
"""

REORDER = """
MATCH (c:Collection {id: $id})
SET c.changed = $now
WITH c
UNWIND range(0, size($documents) - 1) AS place
MATCH (c)-[has:HAS]->(:Document {id: $documents[place]})
SET has.position = place
"""


def move(tx: Transaction, collection_id: str, document_id: str, steps: int, now: datetime) -> None:
    """Move a document so many places down in its collection (up where negative)."""
    order = [row["id"] for row in tx.read(ORDER, id=collection_id)]
    if document_id not in order:
        return
    place = order.index(document_id)
    order.insert(min(len(order) - 1, max(0, place + steps)), order.pop(place))
    tx.write(REORDER, id=collection_id, documents=order, now=now)
