"""Lists of documents: what a person wrote, what covers a skill, all of them by title.

`viewer` is the id of the person who looks, None for what is there for everybody.
"""

from graph.database import Queryable
from graph.documents import VISIBLE, get_many
from graph.records import Document, Page

BY_AUTHOR = f"""
MATCH (:Person {{id: $id}})-[:WROTE]->(d:Document)
WHERE {VISIBLE}
RETURN d.id AS id ORDER BY d.published DESC, d.title, d.id LIMIT $limit
"""


def by_author(
    db: Queryable, person_id: str, viewer: str | None = None, limit: int = 50
) -> list[Document]:
    """Return what a person wrote, the latest first."""
    rows = db.read(BY_AUTHOR, id=person_id, viewer=viewer, limit=limit)
    return get_many(db, [row["id"] for row in rows])


MAINTAINED_BY = f"""
MATCH (:Person {{id: $id}})-[:OWNS]->(d:Document)
WHERE {VISIBLE} AND coalesce(d.superseded, false) = false
RETURN d.id AS id ORDER BY d.review_due, d.title, d.id LIMIT $limit
"""


def maintained_by(
    db: Queryable, person_id: str, viewer: str | None = None, limit: int = 50
) -> list[Document]:
    """Return the documents that a person keeps up to date, those due for review first."""
    rows = db.read(MAINTAINED_BY, id=person_id, viewer=viewer, limit=limit)
    return get_many(db, [row["id"] for row in rows])


COVERING_SKILL = f"""
MATCH (d:Document)-[covers:COVERS]->(:Skill {{id: $id}})
WHERE {VISIBLE} AND coalesce(d.superseded, false) = false
RETURN d.id AS id ORDER BY covers.score DESC, d.published DESC, d.title, d.id LIMIT $limit
"""


def covering_skill(
    db: Queryable, skill_id: str, viewer: str | None = None, limit: int = 20
) -> list[Document]:
    """Return the documents that cover a skill, those that cover it best first."""
    rows = db.read(COVERING_SKILL, id=skill_id, viewer=viewer, limit=limit)
    return get_many(db, [row["id"] for row in rows])


PAGE = f"""
MATCH (d:Document)
WHERE (d.title > $title OR (d.title = $title AND d.id > $id)) AND {VISIBLE}
RETURN d.id AS id, d.title AS title ORDER BY d.title, d.id LIMIT $limit
"""


def page(
    db: Queryable, *, viewer: str | None = None, after: str | None = None, limit: int = 50
) -> Page[Document]:
    """Return documents by title from the key `after` on."""
    id_after, _, title_after = (after or "").partition(":")
    rows = db.read(PAGE, title=title_after, id=id_after, viewer=viewer, limit=limit + 1)
    shown = rows[:limit]
    next_key = f"{shown[-1]['id']}:{shown[-1]['title']}" if len(rows) > limit else None
    return Page(tuple(get_many(db, [row["id"] for row in shown])), next_key)
