"""Which skills stand for which concepts of outside vocabularies."""

from graph.database import Queryable
from graph.values import words

MATCHES = """
MATCH (s:Skill) WHERE size(s.matches) > 0
RETURN s.id AS id, s.matches AS matches
"""


def matches(db: Queryable) -> dict[str, tuple[str, ...]]:
    """Return the URIs that skills match, by skill id; skills without any are left out."""
    return {row["id"]: words(row["matches"]) for row in db.read(MATCHES)}
