"""How people hang together: the links between them, and what stands round one node. All bounded."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import LiteralString

from graph.algorithms.routes import Link
from graph.database import Queryable
from graph.documents import VISIBLE

MOST_TOGETHER = 60
"""A team with more people than this, or a document with more authors, makes nobody acquainted."""

# Each kind of link is read up to a limit. What may not be shown is never walked through either.
LINKS: LiteralString = f"""
UNWIND $people AS id
MATCH (a:Person {{id: id}})
CALL (a) {{
  MATCH (a)-[r:REPORTS_TO|ACQUAINTED_WITH|STANDS_IN_FOR]-(b:Person)
  WHERE $f.among IS NULL OR b.id IN $f.among
  RETURN b, type(r) AS kind, '' AS via, '' AS name, startNode(r) = a AS outward
  ORDER BY b.id LIMIT $each
UNION
  MATCH (a)-[:MADE]->(t:Tagging {{status: 'active'}})-[:ABOUT]->(b:Person)
  WHERE b <> a AND ($f.among IS NULL OR b.id IN $f.among)
  WITH b, t ORDER BY t.confirmed DESC, t.id LIMIT $each
  MATCH (t)-[:OF]->(s:Skill)
  RETURN b, t.kind AS kind, s.id AS via, s.label AS name, true AS outward
UNION
  MATCH (a)<-[:ABOUT]-(t:Tagging {{status: 'active'}})<-[:MADE]-(b:Person)
  WHERE b <> a AND ($f.among IS NULL OR b.id IN $f.among)
  WITH b, t ORDER BY t.confirmed DESC, t.id LIMIT $each
  MATCH (t)-[:OF]->(s:Skill)
  RETURN b, t.kind AS kind, s.id AS via, s.label AS name, false AS outward
UNION
  MATCH (a)-[:WROTE]->(d:Document)
  WHERE {VISIBLE} AND COUNT {{ (d)<-[:WROTE]-() }} <= $together
  WITH a, d ORDER BY d.id LIMIT $each
  MATCH (d)<-[:WROTE]-(b:Person) WHERE $f.among IS NULL OR b.id IN $f.among
  RETURN b, 'WROTE' AS kind, d.id AS via, d.title AS name, true AS outward
UNION
  MATCH (a)-[:MEMBER_OF]->(team:Team)<-[:MEMBER_OF]-(b:Person)
  WHERE COUNT {{ (team)<-[:MEMBER_OF]-() }} <= $together
    AND ($f.among IS NULL OR b.id IN $f.among)
  RETURN b, 'MEMBER_OF' AS kind, team.id AS via, team.name AS name, true AS outward
UNION
  MATCH (a)-[:ASKED]->(q:Question)-[put:PUT_TO]->(b:Person)
  WHERE put.at IS NOT NULL AND q.status <> 'withdrawn'
    AND (a.id = $viewer OR (b.id = $viewer AND NOT coalesce(q.anonymous, true)))
  MATCH (q)-[:OF]->(s:Skill)
  RETURN b, 'ASKED' AS kind, s.id AS via, s.label AS name, true AS outward LIMIT $each
UNION
  MATCH (a)<-[put:PUT_TO]-(q:Question)<-[:ASKED]-(b:Person)
  WHERE put.at IS NOT NULL AND q.status <> 'withdrawn'
    AND (b.id = $viewer OR (a.id = $viewer AND NOT coalesce(q.anonymous, true)))
  MATCH (q)-[:OF]->(s:Skill)
  RETURN b, 'ASKED' AS kind, s.id AS via, s.label AS name, false AS outward LIMIT $each
}}
WITH a, b, kind, via, name, outward
WHERE a <> b AND (b.left IS NULL OR b.left >= $today OR b.id = $viewer)
RETURN collect([a.id, a.name, b.id, b.name, kind, via, name, outward]) AS links
"""


def links(
    db: Queryable,
    people: Sequence[str],
    viewer: str | None,
    today: date,
    *,
    among: Collection[str] = (),
    each: int = 100,
) -> list[Link]:
    """Return what links these people to others, as the person `viewer` may know it.

    Statements that are active, documents that `viewer` may see, questions that `viewer` takes part
    in (who asked without a name stays without), teams, managers, stand-ins, acquaintances. At
    most `each` of a kind for one person; to the people `among` only, where that is given. Nobody
    is found who has left.
    """
    rows = db.read(
        LINKS,
        people=list(people),
        viewer=viewer,
        today=today,
        each=each,
        together=MOST_TOGETHER,
        f={"among": sorted(among) or None},
    )
    found = rows[0]["links"] if rows else []
    return [
        Link(one, other, kind, via, name, outward, (one_name, other_name))
        for one, one_name, other, other_name, kind, via, name, outward in found
    ]
