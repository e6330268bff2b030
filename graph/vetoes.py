"""REFUSES: the skills a person does not want to be named for. While it stands, nothing counts."""

from collections.abc import Sequence
from datetime import datetime

from graph.database import Queryable, Transaction
from graph.values import instant

REFUSE = """
MATCH (person:Person {id: $person}), (s:Skill {id: $skill})
MERGE (person)-[r:REFUSES]->(s)
ON CREATE SET r.since = $at
"""


def refuse(tx: Transaction, person_id: str, skill_id: str, at: datetime) -> None:
    """Record that a person does not want to be named for a skill; a standing veto keeps its date.

    Hiding the statements and refreshing KNOWS is the caller's part.
    """
    tx.write(REFUSE, person=person_id, skill=skill_id, at=at)


ALLOW = """
MATCH (:Person {id: $person})-[r:REFUSES]->(:Skill {id: $skill})
DELETE r
"""


def allow(tx: Transaction, person_id: str, skill_id: str) -> None:
    """Lift the veto of a pair, where there is one."""
    tx.write(ALLOW, person=person_id, skill=skill_id)


REFUSED = """
UNWIND $ids AS id
MATCH (person:Person {id: id})-[r:REFUSES]->(s:Skill)
RETURN person.id AS person, s.id AS skill, r.since AS since
"""


def refused(db: Queryable, person_ids: Sequence[str]) -> dict[tuple[str, str], datetime]:
    """Return the (person, skill) pairs that these people refuse, each with its date."""
    rows = db.read(REFUSED, ids=list(person_ids))
    return {(row["person"], row["skill"]): instant(row["since"]) for row in rows}
