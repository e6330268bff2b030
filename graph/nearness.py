"""How near people are to somebody in the organisation, and how easy to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.database import Queryable


@dataclass(frozen=True, slots=True)
class Access:
    """How easy one person is to ask for another: same team, a team beside it, same place, ...

    `above` is within three steps up the line; `asked` counts questions put to them lately.
    """

    approachable: bool | None = None
    asked: int = 0
    team: bool = False
    beside: bool = False
    place: bool = False
    above: bool = False
    peer: bool = False

    @property
    def nearness(self) -> float:
        """How near, from 0 to 1: the nearest of the ways counts."""
        ways = ((self.team, 1.0), (self.peer, 0.8), (self.above, 0.6), (self.beside, 0.6))
        return max((value for holds, value in (*ways, (self.place, 0.5)) if holds), default=0.0)


ACCESS = """
OPTIONAL MATCH (me:Person {id: $viewer})
WITH me, [(me)-[:MEMBER_OF]->(t:Team) | t.id] AS teams, [(me)-[:BASED_AT]->(l) | l.id] AS places,
  [(me)-[:REPORTS_TO]->(m) | m.id] AS managers, [(me)-[:REPORTS_TO*1..3]->(m) | m.id] AS line,
  [(me)-[:MEMBER_OF]->(:Team)-[:PART_OF]->(t:Team) | t.id] AS wider
MATCH (p:Person) WHERE p.id IN $people
RETURN p.id AS id, p.approachable AS approachable,
  COUNT { (p)<-[put:PUT_TO]-() WHERE put.at >= $since } AS asked,
  EXISTS { (p)-[:MEMBER_OF]->(t) WHERE t.id IN teams } AS team,
  EXISTS { (p)-[:MEMBER_OF]->(:Team)-[:PART_OF]->(t:Team) WHERE t.id IN wider } AS beside,
  EXISTS { (p)-[:BASED_AT]->(l) WHERE l.id IN places } AS place,
  p.id IN line AS above,
  EXISTS { (p)-[:REPORTS_TO]->(m) WHERE m.id IN managers } AS peer
"""


def access(
    db: Queryable, viewer: str | None, people: Sequence[str], since: datetime
) -> dict[str, Access]:
    """Return how easy each of `people` is to ask for the person `viewer`, by id.

    `asked` counts the questions put to them from `since` on, whoever asked. One query; for
    nobody in particular (None) nothing is near.
    """
    rows = db.read(ACCESS, viewer=viewer, people=list(people), since=since)
    return {row.pop("id"): Access(**row) for row in map(dict, rows)}
