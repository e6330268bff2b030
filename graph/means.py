"""What there is to close gaps with: who knows contacts, what covers skills, who wants to learn."""

from collections.abc import Sequence

from graph.database import Queryable
from graph.records import Ref

BROKERS = """
MATCH (p:Person {kind: 'staff'})-[:ACQUAINTED_WITH]->(contact:Person {kind: 'external'})
RETURN contact.id AS contact, collect(p.id) AS people
"""


def brokers(db: Queryable) -> dict[str, tuple[str, ...]]:
    """Return who on the staff knows each contact from outside, by ids."""
    return {row["contact"]: tuple(sorted(row["people"])) for row in db.read(BROKERS)}


DOCUMENTS = """
UNWIND $skills AS wanted
MATCH (d:Document)-[covers:COVERS]->(s:Skill {id: wanted})
WHERE coalesce(d.superseded, false) = false AND d.space = 'organisation'
WITH wanted, d, covers ORDER BY covers.score DESC, d.published DESC, d.id
RETURN wanted, collect([d.id, d.title])[..$limit] AS documents
"""


def documents(db: Queryable, skills: Sequence[str], limit: int = 3) -> dict[str, tuple[Ref, ...]]:
    """Return the documents for everybody that cover each of these skills, the best first."""
    rows = db.read(DOCUMENTS, skills=list(skills), limit=limit)
    return {row["wanted"]: tuple(Ref(*one) for one in row["documents"]) for row in rows}


MATCHES = """
MATCH (s:Skill) WHERE size(s.matches) > 0 RETURN s.id AS id, s.matches AS matches
"""


def matches(db: Queryable) -> dict[str, tuple[str, ...]]:
    """Return the addresses in outside vocabularies that skills are matched to."""
    return {row["id"]: tuple(row["matches"]) for row in db.read(MATCHES)}


WISHES = """
MATCH (p:Person)-[:MADE]->(t:Tagging {kind: 'learning', status: 'active'})-[:OF]->(s:Skill)
WHERE s.id IN $skills AND (t)-[:ABOUT]->(p)
RETURN DISTINCT p.id AS person, s.id AS skill
"""


def wishes(db: Queryable, skills: Sequence[str]) -> list[tuple[str, str]]:
    """Return who says openly that they are learning which of these skills."""
    return [(row["person"], row["skill"]) for row in db.read(WISHES, skills=list(skills))]
