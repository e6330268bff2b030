"""Whom else to turn to: what people are best known for, and who should know whom to ask."""

from collections.abc import Sequence
from datetime import date

from graph.database import Queryable
from graph.records import Ref
from graph.values import ref

KNOWN_FOR = """
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[k:KNOWS]->(s:Skill)
  WITH k, s ORDER BY k.score DESC, s.id LIMIT 3
  RETURN collect(s {.id, name: s.label}) AS skills
}
RETURN id, skills
"""


def known_for(db: Queryable, person_ids: Sequence[str]) -> dict[str, tuple[Ref, ...]]:
    """Return the three skills that each person is most said to know, by person id."""
    rows = db.read(KNOWN_FOR, ids=list(person_ids))
    return {row["id"]: tuple(ref(skill) for skill in row["skills"]) for row in rows}


WELL_PLACED = """
MATCH (lead:Person)<-[:REPORTS_TO]-(:Person)
WHERE lead.left IS NULL OR lead.left >= $today
WITH lead, count(*) AS reports ORDER BY reports DESC, lead.id LIMIT $limit
RETURN lead.id AS id
"""

BEST_CONNECTED = """
MATCH (p:Person {kind: 'staff'})
WHERE p.left IS NULL OR p.left >= $today
WITH p LIMIT 1000
WITH p, COUNT { (p)-[:KNOWS]->() } AS skills WHERE skills > 0
ORDER BY skills DESC, p.id LIMIT $limit
RETURN p.id AS id
"""


def well_placed(db: Queryable, today: date, limit: int = 3) -> list[str]:
    """Return the ids of people who should know whom to ask: those whom most others report to.

    Where nobody reports to anybody, it is those of the first thousand staff who know most.
    """
    rows = db.read(WELL_PLACED, today=today, limit=limit)
    rows = rows or db.read(BEST_CONNECTED, today=today, limit=limit)
    return [row["id"] for row in rows]
