"""What questions tell about people: how often they were asked lately, what they helped with."""

from collections.abc import Sequence
from datetime import datetime

from graph.database import Queryable
from graph.records import Helped, Ref
from graph.values import instant

ASKED_LATELY = """
UNWIND $people AS id
MATCH (person:Person {id: id})<-[put:PUT_TO]-(:Question)
WHERE put.at >= $since
RETURN id AS person, count(put) AS times
"""


def asked_lately(db: Queryable, people: Sequence[str], since: datetime) -> dict[str, int]:
    """Return how many questions each of these people was asked since an instant; 0 is left out."""
    rows = db.read(ASKED_LATELY, people=list(people), since=since)
    return {row["person"]: row["times"] for row in rows}


HELPED_ABOUT = """
UNWIND $people AS id
MATCH (person:Person {id: id})-[:GAVE]->(answer:Answer {helped: true})-[:TO]->(q:Question)
MATCH (q)-[:OF]->(s:Skill)
WHERE s.id IN $skills AND NOT EXISTS { (person)-[:ASKED]->(q) }
RETURN id AS person, q.id AS question, s.id AS skill, s.label AS label, answer.helped_at AS at
ORDER BY at DESC, question, skill
"""


def helped_about(
    db: Queryable, people: Sequence[str], skills: Sequence[str]
) -> dict[str, list[Helped]]:
    """Return, by person, which questions about these skills they helped with, the newest first."""
    found: dict[str, list[Helped]] = {}
    for row in db.read(HELPED_ABOUT, people=list(people), skills=list(skills)):
        helped = Helped(row["question"], Ref(row["skill"], row["label"]), instant(row["at"]))
        found.setdefault(row["person"], []).append(helped)
    return found
