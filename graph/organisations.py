"""Organisations, teams (which nest) and places: where people sit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.database import Queryable, Transaction
from graph.ids import derived_id, fold
from graph.records import Person, PersonKind, Ref

NESTING = " > "


@dataclass(frozen=True, slots=True)
class Counted:
    """A team, an organisation or a place, with how many people are there now."""

    ref: Ref
    people: int
    parent: Ref | None = None


def team_ref(path: str, organisation: str = "") -> Ref:
    """Return the team written as "Region > Team"; an outside team belongs to `organisation`.

    The name keeps the whole path, from which `save` makes the teams above it.
    """
    parts = [" ".join(part.split()) for part in path.split(">")]
    parts = [part for part in parts if part]
    folded = [fold(part) for part in parts]
    return Ref(derived_id("team", fold(organisation), *folded), NESTING.join(parts))


def organisation_ref(name: str) -> Ref:
    """Return the organisation of this name, the same however it is capitalised or accented."""
    return Ref(derived_id("organisation", fold(name)), " ".join(name.split()))


def place_ref(name: str) -> Ref:
    """Return the place of this name, the same however it is capitalised or accented."""
    return Ref(derived_id("place", fold(name)), " ".join(name.split()))


SAVE_ORGANISATIONS = """
UNWIND $rows AS row
MERGE (organisation:Organisation {id: row.id})
ON CREATE SET organisation.name = row.name
"""

SAVE_PLACES = """
UNWIND $rows AS row
MERGE (place:Place {id: row.id})
ON CREATE SET place.name = row.name
"""

SAVE_ROLES = """
UNWIND $rows AS row
MERGE (role:Role {id: row.id})
ON CREATE SET role.name = row.name
"""

SAVE_TEAMS = """
UNWIND $rows AS row
MERGE (team:Team {id: row.id})
ON CREATE SET team.name = row.name
WITH team, row
CALL (team, row) {
  MATCH (parent:Team {id: row.parent})
  WHERE NOT EXISTS { (team)-[:PART_OF]->(:Team) }
  MERGE (team)-[:PART_OF]->(parent)
}
CALL (team, row) {
  MATCH (organisation:Organisation {id: row.organisation})
  WHERE NOT EXISTS { (team)-[:PART_OF]->() }
  MERGE (team)-[:PART_OF]->(organisation)
}
"""


def save_surroundings(tx: Transaction, people: Iterable[Person]) -> None:
    """Make the organisations, teams, places and roles that `people` name and that are not there.

    What is there keeps its name and its place in the tree.
    """
    people = list(people)
    _save(tx, SAVE_ORGANISATIONS, (person.organisation for person in people))
    _save(tx, SAVE_PLACES, (person.place for person in people))
    _save(tx, SAVE_ROLES, (role for person in people for role in person.roles))
    teams = {row["id"]: row for person in people for row in _team_rows(person)}
    if teams:
        tx.write(SAVE_TEAMS, rows=sorted(teams.values(), key=lambda row: row["depth"]))


def _save(tx: Transaction, query: Any, refs: Iterable[Ref | None]) -> None:
    rows = {ref.id: {"id": ref.id, "name": ref.name} for ref in refs if ref is not None}
    if rows:
        tx.write(query, rows=list(rows.values()))


def _team_rows(person: Person) -> list[dict[str, Any]]:
    """Return the person's team and those above it, topmost first."""
    if person.team is None:
        return []
    parts = person.team.name.split(NESTING)
    outside = person.kind is PersonKind.EXTERNAL and person.organisation is not None
    owner = person.organisation.name if outside and person.organisation else ""
    above = [team_ref(NESTING.join(parts[:depth]), owner) for depth in range(1, len(parts))]
    chain = [*above, person.team]
    organisation = person.organisation.id if person.organisation else None
    return [
        {
            "id": team.id,
            "name": parts[depth],
            "depth": depth,
            "parent": chain[depth - 1].id if depth else None,
            "organisation": None if depth else organisation,
        }
        for depth, team in enumerate(chain)
    ]


TEAMS = """
MATCH (team:Team)
OPTIONAL MATCH (team)-[:PART_OF]->(parent:Team)
RETURN team.id AS id, team.name AS name, parent {.id, .name} AS parent,
  COUNT {
    (team)<-[:PART_OF*0..8]-(:Team)<-[:MEMBER_OF]-(person:Person)
    WHERE person.left IS NULL OR person.left >= date()
  } AS people
ORDER BY toLower(team.name), team.id
"""


def teams(db: Queryable) -> list[Counted]:
    """Return every team by name, with the people in it and in the teams below it."""
    return [_counted(row) for row in db.read(TEAMS)]


ORGANISATIONS = """
MATCH (organisation:Organisation)
RETURN organisation.id AS id, organisation.name AS name, null AS parent,
  COUNT {
    (organisation)<-[:WORKS_FOR]-(person:Person)
    WHERE person.left IS NULL OR person.left >= date()
  } AS people
ORDER BY toLower(organisation.name), organisation.id
"""


def organisations(db: Queryable) -> list[Counted]:
    """Return every organisation by name, with its people counted."""
    return [_counted(row) for row in db.read(ORGANISATIONS)]


PLACES = """
MATCH (place:Place)
RETURN place.id AS id, place.name AS name, null AS parent,
  COUNT {
    (place)<-[:BASED_AT]-(person:Person)
    WHERE person.left IS NULL OR person.left >= date()
  } AS people
ORDER BY toLower(place.name), place.id
"""


def places(db: Queryable) -> list[Counted]:
    """Return every place by name, with the people based there counted."""
    return [_counted(row) for row in db.read(PLACES)]


def _counted(row: dict[str, Any]) -> Counted:
    parent = Ref(row["parent"]["id"], row["parent"]["name"]) if row["parent"] else None
    return Counted(Ref(row["id"], row["name"]), row["people"], parent)


TEAM_PATH = """
MATCH path = (:Team {id: $id})-[:PART_OF*0..8]->(:Team)
RETURN [team IN nodes(path) | team {.id, .name}] AS teams
ORDER BY length(path) DESC LIMIT 1
"""


def team_path(db: Queryable, team_id: str) -> Sequence[Ref]:
    """Return a team and those above it, the topmost first; empty where there is no such team."""
    rows = db.read(TEAM_PATH, id=team_id)
    return [Ref(team["id"], team["name"]) for team in reversed(rows[0]["teams"])] if rows else []
