"""Roles: what a job requires, and who holds it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.database import Queryable, Row, Transaction
from graph.ids import derived_id, fold
from graph.needs import mark_changed
from graph.records import Ref, Requirement, Role, SaveCounts
from graph.saving import sorted_out
from graph.values import ref, refs


@dataclass(frozen=True, slots=True)
class RoleSummary:
    """A role in a list: how many skills it requires, who holds it, and how many teams need.

    `needed` is None where no team has said; `schemes` are the outside profiles it was taken from.
    """

    role: Ref
    skills: int
    holders: int
    needed: int | None
    schemes: tuple[str, ...]


def role_ref(name: str) -> Ref:
    """Return the role of this name, the same however it is capitalised or accented."""
    return Ref(derived_id("role", fold(name)), " ".join(name.split()))


MANY = """
MATCH (role:Role) WHERE role.id IN $ids
RETURN role {.id, .name, .description} AS role,
  [(role)-[r:REQUIRES]->(s:Skill) | r {.level, .importance, id: s.id, name: s.label}] AS requires
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Role]:
    """Return the roles with these ids, in the order of `ids`; unknown ids are left out."""
    found = {row["role"]["id"]: _role(row) for row in db.read(MANY, ids=list(ids))}
    return [found[role_id] for role_id in ids if role_id in found]


def get(db: Queryable, role_id: str) -> Role | None:
    """Return one role with what it requires, or None."""
    found = get_many(db, [role_id])
    return found[0] if found else None


def _role(row: Row) -> Role:
    required = [
        Requirement(Ref(one["id"], one["name"]), one["level"], one["importance"])
        for one in row["requires"]
    ]
    return Role(
        id=row["role"]["id"],
        name=row["role"]["name"],
        description=row["role"]["description"] or "",
        requires=tuple(sorted(required, key=lambda one: (-one.importance, one.skill.name))),
    )


SAVE = """
UNWIND $rows AS row
MERGE (role:Role {id: row.id})
SET role += row.properties
WITH role, row
CALL (role, row) {
  MATCH (role)-[old:REQUIRES]->(s:Skill)
  WHERE NOT s.id IN [one IN row.requires | one.skill]
  DELETE old
}
CALL (role, row) {
  UNWIND row.requires AS one
  MATCH (s:Skill {id: one.skill})
  MERGE (role)-[r:REQUIRES]->(s)
  SET r.level = one.level, r.importance = one.importance
}
"""


def save(tx: Transaction, roles: Sequence[Role], batch: str | None = None) -> SaveCounts:
    """Write these roles as given, requiring those of the skills that are there.

    Returns what was new, different or the same. A role that people hold but that nothing
    describes yet counts as changed when its profile comes.
    """
    stored = {role.id: role for role in get_many(tx, [role.id for role in roles])}
    added, changed, counts = sorted_out(
        roles, stored, lambda new, old: _comparable(new) != _comparable(old)
    )
    if added or changed:
        tx.write(SAVE, rows=[_row(role, batch) for role in [*added, *changed]])
        mark_changed(tx)
    return counts


def _comparable(role: Role) -> Role:
    bare = [replace(one, skill=Ref(one.skill.id, "")) for one in role.requires]
    return replace(role, requires=tuple(sorted(bare, key=lambda one: one.skill.id)))


def _row(role: Role, batch: str | None) -> Row:
    properties = {"name": role.name, "description": role.description or None}
    return {
        "id": role.id,
        "properties": properties | ({"batch": batch} if batch else {}),
        "requires": [
            {"skill": one.skill.id, "level": one.level, "importance": one.importance}
            for one in role.requires
        ],
    }


ALL = """
MATCH (role:Role) RETURN role.id AS id ORDER BY role.name, id
"""


def every(db: Queryable) -> list[Role]:
    """Return every role by name."""
    return get_many(db, [row["id"] for row in db.read(ALL)])


HOLDERS = """
MATCH (person:Person)-[:HOLDS]->(:Role {id: $id})
WHERE person.left IS NULL OR person.left >= date()
RETURN person {.id, .name} AS person ORDER BY person.name, person.id
"""


def holders(db: Queryable, role_id: str) -> tuple[Ref, ...]:
    """Return who holds a role, by name."""
    return refs([row["person"] for row in db.read(HOLDERS, id=role_id)])


SUMMARIES = """
MATCH (role:Role)
RETURN role {.id, .name} AS role, COUNT { (role)-[:REQUIRES]->(:Skill) } AS skills,
  COUNT {
    (role)<-[:HOLDS]-(person:Person) WHERE person.left IS NULL OR person.left >= date()
  } AS holders,
  [(role)-[:SOURCED_FROM]->(o:Occupation) | o.scheme] AS schemes,
  CASE WHEN EXISTS { (role)<-[:NEEDS]-(:Team) }
    THEN reduce(total = 0, n IN [(role)<-[n:NEEDS]-(:Team) | n.headcount] | total + n)
  END AS needed
ORDER BY toLower(role.name), role.id
"""


def summaries(db: Queryable) -> list[RoleSummary]:
    """Return every role in brief, by name."""
    return [
        RoleSummary(
            ref(row["role"]),
            row["skills"],
            row["holders"],
            row["needed"],
            tuple(sorted(set(row["schemes"]))),
        )
        for row in db.read(SUMMARIES)
    ]


DELETE = """
MATCH (role:Role {id: $id})
OPTIONAL MATCH (role)-[:SOURCED_FROM]->(o:Occupation)
WHERE NOT EXISTS { (o)<-[:SOURCED_FROM]-(other:Role) WHERE other <> role }
DETACH DELETE role, o
"""


def delete(tx: Transaction, role_id: str) -> None:
    """Take a role away with its profile, its headcounts, and sources that no other role has."""
    tx.write(DELETE, id=role_id)
    mark_changed(tx)
