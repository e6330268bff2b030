"""What documents show: the topics that people have written on, and the sentences that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.database import Queryable
from graph.documents import VISIBLE
from graph.records import Ref
from graph.values import refs


@dataclass(frozen=True, slots=True)
class Written:
    """A topic that a person has written on, in which documents; `said`: they say it themself."""

    skill: Ref
    documents: tuple[Ref, ...]
    said: bool


WRITTEN_ON = f"""
MATCH (p:Person {{id: $id}})-[:WROTE]->(d:Document)-[covers:COVERS]->(s:Skill)
WHERE {VISIBLE} AND coalesce(d.superseded, false) = false AND s.status <> 'retired'
  AND NOT EXISTS {{ (p)-[:REFUSES]->(s) }}
WITH p, s, d, covers ORDER BY d.published DESC, d.title, d.id
WITH p, s, collect(d {{.id, name: d.title}}) AS documents
RETURN s {{.id, name: s.label}} AS skill, documents,
  EXISTS {{
    MATCH (p)-[:MADE]->(t:Tagging)-[:ABOUT]->(p)
    WHERE (t)-[:OF]->(s) AND t.status IN ['active', 'disputed'] AND t.kind IN ['knows', 'helps']
  }} AS said
ORDER BY size(documents) DESC, skill.name, skill.id LIMIT $limit
"""


def written_on(
    db: Queryable, person_id: str, viewer: str | None, limit: int = 100
) -> list[Written]:
    """Return the topics of the documents that a person wrote and `viewer` may see.

    Those with the most documents first. What the person refuses to be named for is left out.
    """
    rows = db.read(WRITTEN_ON, id=person_id, viewer=viewer, limit=limit)
    return [
        Written(Ref(row["skill"]["id"], row["skill"]["name"]), refs(row["documents"]), row["said"])
        for row in rows
    ]


SENTENCES = """
MATCH (d:Document)-[covers:COVERS]->(:Skill {id: $skill})
WHERE d.id IN $documents AND covers.evidence <> ''
RETURN d.id AS document, covers.evidence AS sentence
"""


def sentences(db: Queryable, skill_id: str, documents: Sequence[str]) -> Mapping[str, str]:
    """Return, by document, the sentence that shows that it covers a skill."""
    rows = db.read(SENTENCES, skill=skill_id, documents=list(documents))
    return {row["document"]: row["sentence"] for row in rows}
