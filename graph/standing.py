"""How one person stands to another: what decides how a statement counts and who may hide it."""

from dataclasses import dataclass
from datetime import date

from graph.database import Queryable
from graph.records import PersonKind
from graph.values import day_or_none

CONTACT_ADDED = "contact added"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person as seen by another: `manages`, `knows` them by acquaintance, or `listed` them."""

    id: str
    name: str
    kind: PersonKind
    left: date | None
    manages: bool
    acquainted: bool
    listed: bool


STANDING = """
MATCH (person:Person {id: $person})
OPTIONAL MATCH (other:Person {id: $other})
RETURN person.id AS id, person.name AS name, person.kind AS kind, person.left AS left,
  EXISTS { (person)-[:REPORTS_TO]->(other) } AS manages,
  EXISTS { (other)-[:ACQUAINTED_WITH]->(person) } AS acquainted,
  EXISTS {
    MATCH (event:AuditEvent {subject: $person}) WHERE event.actor = $other AND event.action = $added
  } AS listed
"""


def standing(db: Queryable, person_id: str, other_id: str | None) -> Standing | None:
    """Return how the person stands to the other (who may be nobody), or None: no such person."""
    rows = db.read(STANDING, person=person_id, other=other_id, added=CONTACT_ADDED)
    if not rows:
        return None
    row = rows[0]
    left, kind = day_or_none(row["left"]), PersonKind(row["kind"] or PersonKind.STAFF)
    return Standing(**row | {"left": left, "kind": kind})
