"""What stands round a person, a skill or a document, and how these hang together. Bounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.database import Queryable, Row
from graph.documents import VISIBLE

_EACH = 100


@dataclass(frozen=True, slots=True)
class Node:
    """A node to draw: `kind` is person, skill, document or team; `link` its tie to the centre."""

    kind: str
    id: str
    name: str
    link: str = ""

    @property
    def key(self) -> str:
        """What tells the node from all others, of whatever kind."""
        return f"{self.kind}:{self.id}"


ROUND_PERSON: LiteralString = f"""
MATCH (p:Person {{id: $id}})
CALL (p) {{
  MATCH (p)-[k:KNOWS]->(s:Skill)
  WITH k, s ORDER BY k.score DESC, s.id LIMIT $each
  RETURN 'skill' AS kind, s.id AS id, s.label AS name, 'knows' AS link
UNION
  MATCH (p)-[:MEMBER_OF]->(t:Team)
  RETURN 'team' AS kind, t.id AS id, t.name AS name, 'member' AS link
UNION
  MATCH (p)-[r:REPORTS_TO|ACQUAINTED_WITH|STANDS_IN_FOR]-(o:Person)
  WHERE o.left IS NULL OR o.left >= $today
  WITH o, CASE type(r)
    WHEN 'REPORTS_TO' THEN CASE WHEN startNode(r) = p THEN 'manager' ELSE 'report' END
    WHEN 'STANDS_IN_FOR' THEN 'stand-in' ELSE 'acquainted' END AS link
  ORDER BY o.name, o.id LIMIT $each
  RETURN 'person' AS kind, o.id AS id, o.name AS name, link
UNION
  MATCH (p)-[:WROTE]->(d:Document) WHERE {VISIBLE}
  WITH d ORDER BY d.published DESC, d.id LIMIT $each
  RETURN 'document' AS kind, d.id AS id, d.title AS name, 'wrote' AS link
UNION
  MATCH (p)<-[:ABOUT]-(t:Tagging {{status: 'active'}})<-[:MADE]-(o:Person)
  WHERE o <> p AND (o.left IS NULL OR o.left >= $today)
  WITH o, max(t.confirmed) AS last ORDER BY last DESC, o.id LIMIT $each
  RETURN 'person' AS kind, o.id AS id, o.name AS name, 'tagged by' AS link
UNION
  MATCH (p)-[:MADE]->(t:Tagging {{status: 'active'}})-[:ABOUT]->(o:Person)
  WHERE o <> p AND (o.left IS NULL OR o.left >= $today)
  WITH o, max(t.confirmed) AS last ORDER BY last DESC, o.id LIMIT $each
  RETURN 'person' AS kind, o.id AS id, o.name AS name, 'tagged' AS link
}}
RETURN collect([kind, id, name, link]) AS found
"""


def round_person(db: Queryable, node_id: str, viewer: str | None, today: date) -> list[Node]:
    """Return what stands round a person as `viewer` may see it, the best supported first."""
    return _nodes(db.read(ROUND_PERSON, id=node_id, viewer=viewer, today=today, each=_EACH))


# The people are read in the order of the index, however many know it.
ROUND_SKILL: LiteralString = f"""
MATCH (s:Skill {{id: $id}})
CALL (s) {{
  MATCH (p:Person)-[k:KNOWS]->(:Skill)
  WHERE k.skill = $id AND k.score >= 0
  WITH p, k ORDER BY k.skill DESC, k.score DESC LIMIT $each
  WHERE p.left IS NULL OR p.left >= $today
  RETURN 'person' AS kind, p.id AS id, p.name AS name, 'known by' AS link
UNION
  MATCH (s)-[:BROADER]->(o:Skill)
  RETURN 'skill' AS kind, o.id AS id, o.label AS name, 'broader' AS link ORDER BY name LIMIT $each
UNION
  MATCH (s)<-[:BROADER]-(o:Skill)
  RETURN 'skill' AS kind, o.id AS id, o.label AS name, 'narrower' AS link ORDER BY name LIMIT $each
UNION
  MATCH (s)-[:RELATED]-(o:Skill)
  RETURN 'skill' AS kind, o.id AS id, o.label AS name, 'related' AS link ORDER BY name LIMIT $each
UNION
  MATCH (s)<-[:COVERS]-(d:Document) WITH d LIMIT 1000 WHERE {VISIBLE}
  WITH d ORDER BY d.published DESC, d.id LIMIT $each
  RETURN 'document' AS kind, d.id AS id, d.title AS name, 'covered by' AS link
}}
RETURN collect([kind, id, name, link]) AS found
"""


def round_skill(db: Queryable, node_id: str, viewer: str | None, today: date) -> list[Node]:
    """Return what stands round a skill: those best known for it, documents, other skills."""
    return _nodes(db.read(ROUND_SKILL, id=node_id, viewer=viewer, today=today, each=_EACH))


ROUND_DOCUMENT: LiteralString = f"""
MATCH (centre:Document {{id: $id}})
CALL (centre) {{
  MATCH (centre)<-[r:WROTE|OWNS]-(p:Person)
  WITH p, CASE type(r) WHEN 'WROTE' THEN 'author' ELSE 'owner' END AS link ORDER BY p.name, p.id
  RETURN 'person' AS kind, p.id AS id, p.name AS name, link LIMIT $each
UNION
  MATCH (centre)-[c:COVERS]->(s:Skill)
  WITH s, c ORDER BY c.score DESC, s.id LIMIT $each
  RETURN 'skill' AS kind, s.id AS id, s.label AS name, 'covers' AS link
UNION
  MATCH (centre)-[r:CITES|REPLACES]-(d:Document) WHERE {VISIBLE}
  WITH d, type(r) AS kind, startNode(r) = centre AS out ORDER BY d.published DESC, d.id LIMIT $each
  RETURN 'document' AS kind, d.id AS id, d.title AS name,
    CASE WHEN kind = 'CITES' AND out THEN 'cites' WHEN kind = 'CITES' THEN 'cited by'
      WHEN out THEN 'replaces' ELSE 'replaced by' END AS link
}}
RETURN collect([kind, id, name, link]) AS found
"""


def round_document(db: Queryable, node_id: str, viewer: str | None) -> list[Node]:
    """Return what stands round a document that `viewer` may see: authors, topics, sources."""
    return _nodes(db.read(ROUND_DOCUMENT, id=node_id, viewer=viewer, each=_EACH))


def _nodes(rows: Sequence[Row]) -> list[Node]:
    return [Node(*row) for row in rows[0]["found"]] if rows else []


# Only outgoing relationships are read: those that come in to a popular skill are too many.
BETWEEN = """
CALL () {
  MATCH (a:Person)-[:KNOWS|WROTE|MEMBER_OF|REPORTS_TO|ACQUAINTED_WITH]->(b)
  WHERE a.id IN $people AND b.id IN $all RETURN a, b
UNION
  MATCH (a:Document)-[:COVERS|CITES]->(b)
  WHERE a.id IN $documents AND b.id IN $all RETURN a, b
UNION
  MATCH (a:Skill)-[:BROADER|RELATED]->(b:Skill)
  WHERE a.id IN $skills AND b.id IN $all RETURN a, b
}
RETURN collect([toLower(labels(a)[0]) + ':' + a.id, toLower(labels(b)[0]) + ':' + b.id]) AS found
"""


def between(db: Queryable, nodes: Sequence[Node]) -> list[tuple[str, str]]:
    """Return which of these nodes hang together, as pairs of keys in a fixed order."""
    of = {
        kind: [one.id for one in nodes if one.kind == kind]
        for kind in ("person", "document", "skill")
    }
    rows = db.read(
        BETWEEN,
        people=of["person"],
        documents=of["document"],
        skills=of["skill"],
        all=[one.id for one in nodes],
    )
    there = {one.key for one in nodes}
    pairs = {(min(pair), max(pair)) for pair in rows[0]["found"]}
    return sorted(pair for pair in pairs if set(pair) <= there)
