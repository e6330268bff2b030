"""Whom a search leaves out: one predicate for every query that filters people."""

from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from graph.records import PersonKind


@dataclass(frozen=True, slots=True)
class Filters:
    """Whom to leave out: ids of a team (with those below it), a place, an organisation, ..."""

    kind: PersonKind | None = None
    team: str | None = None
    place: str | None = None
    organisation: str | None = None
    level_at_least: int | None = None
    available_now: bool = False
    language: str | None = None
    helped: bool = False

    def __bool__(self) -> bool:
        return self != NO_FILTERS


NO_FILTERS = Filters()


# All filters travel in one map: of parameters of their own each mix of given and null ones would
# be planned anew. `p` is the person.
FITTING: LiteralString = """
    AND (p.left IS NULL OR p.left >= $f.today)
    AND ($f.kind IS NULL OR p.kind = $f.kind)
    AND (NOT $f.available OR p.absent_since IS NULL OR p.absent_since > $f.today
      OR p.absent_until < $f.today)
    AND ($f.language IS NULL
      OR any(language IN p.languages WHERE toLower(language) = $f.language))
    AND ($f.team IS NULL
      OR EXISTS { (p)-[:MEMBER_OF]->(:Team)-[:PART_OF*0..8]->(:Team {id: $f.team}) })
    AND ($f.organisation IS NULL
      OR EXISTS { (p)-[:WORKS_FOR]->(:Organisation {id: $f.organisation}) })
    AND ($f.place IS NULL OR EXISTS { (p)-[:BASED_AT]->(:Place {id: $f.place}) })
"""


def fitting(filters: Filters, today: date) -> dict[str, Any]:
    """Return the map `$f` of filters, by the names that `FITTING` gives them."""
    return {
        "today": today,
        "kind": filters.kind,
        "team": filters.team,
        "place": filters.place,
        "organisation": filters.organisation,
        "level": filters.level_at_least,
        "available": filters.available_now,
        "language": filters.language.lower() if filters.language else None,
        "helped": filters.helped,
    }
