"""What a question may name besides skills: places, teams, organisations, roles, languages."""

from dataclasses import dataclass

from graph.database import Queryable
from graph.records import Ref
from graph.values import ref


@dataclass(frozen=True, slots=True)
class Named:
    """The names that the organisation's surroundings have; `languages` as people wrote them."""

    places: tuple[Ref, ...] = ()
    teams: tuple[Ref, ...] = ()
    organisations: tuple[Ref, ...] = ()
    roles: tuple[Ref, ...] = ()
    languages: tuple[str, ...] = ()


NAMED = """
CALL () {
  MATCH (n:Place) RETURN 'places' AS kind, n LIMIT 5000
  UNION ALL
  MATCH (n:Team) RETURN 'teams' AS kind, n LIMIT 5000
  UNION ALL
  MATCH (n:Organisation) RETURN 'organisations' AS kind, n LIMIT 5000
  UNION ALL
  MATCH (n:Role) RETURN 'roles' AS kind, n LIMIT 5000
}
RETURN kind, n {.id, .name} AS ref ORDER BY n.name, n.id
"""

LANGUAGES = """
MATCH (p:Person) WHERE p.languages IS NOT NULL AND (p.left IS NULL OR p.left >= date())
UNWIND p.languages AS language
RETURN DISTINCT language ORDER BY language LIMIT 500
"""


def named(db: Queryable) -> Named:
    """Return all names of places, teams, organisations (5,000 of each) and people's languages."""
    found: dict[str, list[Ref]] = {}
    for row in db.read(NAMED):
        if row["ref"]["name"]:
            found.setdefault(row["kind"], []).append(ref(row["ref"]))
    languages = tuple(row["language"] for row in db.read(LANGUAGES))
    return Named(**{kind: tuple(refs) for kind, refs in found.items()}, languages=languages)
