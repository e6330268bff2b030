"""The documents as a whole: what there is, of what age and for where, and what is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.database import Queryable, Row
from graph.documents import VISIBLE
from graph.records import Ref
from graph.values import day_or_none, ref, words


@dataclass(frozen=True, slots=True)
class Entry:
    """What a document says it is, without its text. `skills` are ids."""

    id: str
    title: str
    types: tuple[str, ...] = ()
    region: str = ""
    geography: str = ""
    sector: str = ""
    published: date | None = None
    review_due: date | None = None
    superseded: bool = False
    skills: tuple[str, ...] = ()


ENTRIES = f"""
MATCH (d:Document) WHERE coalesce(d.superseded, false) = false AND {VISIBLE}
RETURN d {{.id, .title, .lmi_types, .region, .geography, .sector, .published, .review_due}}
  AS entry, [(d)-[:COVERS]->(s:Skill) | s.id] AS skills
ORDER BY entry.id
"""


def entries(db: Queryable, viewer: str | None) -> list[Entry]:
    """Return every document that `viewer` may see and that no newer edition replaces, in brief."""
    return [_entry(row) for row in db.read(ENTRIES, viewer=viewer)]


def _entry(row: Row) -> Entry:
    stored = row["entry"]
    return Entry(
        id=stored["id"],
        title=stored["title"] or "",
        types=words(stored["lmi_types"]),
        region=stored["region"] or "",
        geography=stored["geography"] or "",
        sector=stored["sector"] or "",
        published=day_or_none(stored["published"]),
        review_due=day_or_none(stored["review_due"]),
        skills=tuple(sorted(row["skills"])),
    )


STAFFED = """
MATCH (p:Person {kind: 'staff'})-[:BASED_AT]->(place:Place)
WHERE p.left IS NULL OR p.left >= $today
RETURN place {.id, .name} AS place, count(p) AS staff ORDER BY staff DESC, place.name
"""


def staffed_places(db: Queryable, today: date) -> list[tuple[Ref, int]]:
    """Return the places where staff sit, with how many, most first."""
    return [(ref(row["place"]), row["staff"]) for row in db.read(STAFFED, today=today)]


@dataclass(frozen=True, slots=True)
class Required:
    """A topic that roles require: in how many roles, and of how many people who hold them."""

    skill: Ref
    roles: int
    holders: int


REQUIRED = """
MATCH (role:Role)-[:REQUIRES]->(s:Skill)
WHERE coalesce(s.status, '') <> 'retired'
WITH s, role, COUNT {
  (p:Person)-[:HOLDS]->(role) WHERE p.left IS NULL OR p.left >= $today
} AS holders
RETURN s {.id, name: s.label} AS skill, count(role) AS roles, sum(holders) AS holders
ORDER BY holders DESC, roles DESC, skill.name, skill.id LIMIT $limit
"""


def required(db: Queryable, today: date, limit: int = 500) -> list[Required]:
    """Return the topics that roles require, those that most people need first."""
    rows = db.read(REQUIRED, today=today, limit=limit)
    return [Required(ref(row["skill"]), row["roles"], row["holders"]) for row in rows]


PLACE_OF = """
MATCH (:Person {id: $id})-[:BASED_AT]->(place:Place)
RETURN place {.id, .name} AS place ORDER BY place.name LIMIT 1
"""


def place_of(db: Queryable, person_id: str | None) -> Ref | None:
    """Return where somebody sits, or None."""
    rows: Sequence[Row] = db.read(PLACE_OF, id=person_id)
    return ref(rows[0]["place"]) if rows else None
