"""What has lately been said and written: for the home page."""

from datetime import date, datetime

from graph.database import Queryable
from graph.records import Ref
from graph.values import day

_MOST_COLLEAGUES = 200

RECENT_STATEMENTS = """
MATCH (event:AuditEvent)
WHERE event.at >= $since AND event.subject CONTAINS '.'
WITH event ORDER BY event.at DESC LIMIT $read
MATCH (t:Tagging {id: event.subject})
WHERE t.status = 'active'
RETURN t.id AS id, max(event.at) AS at
ORDER BY at DESC LIMIT $limit
"""


def recent_statements(db: Queryable, since: datetime, limit: int) -> list[str]:
    """Return the ids of statements changed in the application since then, newest first.

    Only the newest changes are read, however many there were; the full stops in a statement's id
    tell them from what was done to documents.
    """
    rows = db.read(RECENT_STATEMENTS, since=since, read=10 * limit, limit=limit)
    return [row["id"] for row in rows]


TEAM_STATEMENTS = """
MATCH (:Person {id: $person})-[:MEMBER_OF]->(:Team)<-[:MEMBER_OF]-(colleague:Person)
WITH DISTINCT colleague LIMIT $people
MATCH (colleague)<-[:ABOUT]-(t:Tagging)
WHERE t.status = 'active' AND t.confirmed >= $since
RETURN t.id AS id
ORDER BY t.confirmed DESC, t.id LIMIT $limit
"""


def team_statements(db: Queryable, person_id: str, since: datetime, limit: int) -> list[str]:
    """Return the ids of statements about a person's own team confirmed since then, newest first.

    Of a very large team, only some of the people are looked at.
    """
    rows = db.read(
        TEAM_STATEMENTS, person=person_id, since=since, people=_MOST_COLLEAGUES, limit=limit
    )
    return [row["id"] for row in rows]


NEWEST_DOCUMENTS = """
MATCH (d:Document)
WHERE d.published >= $since AND d.space = 'organisation' AND coalesce(d.superseded, false) = false
RETURN d {.id, name: d.title} AS document, d.published AS published
ORDER BY d.published DESC LIMIT $limit
"""


def newest_documents(db: Queryable, since: date, limit: int) -> list[tuple[Ref, date]]:
    """Return the documents published since then with their day, newest first."""
    return [
        (Ref(row["document"]["id"], row["document"]["name"]), day(row["published"]))
        for row in db.read(NEWEST_DOCUMENTS, since=since, limit=limit)
    ]
