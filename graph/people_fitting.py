"""People who fit some filters, whatever they know: of a place, a language, a role, a number."""

from collections.abc import Sequence
from datetime import date

from graph.database import Queryable
from graph.filters import Filters
from graph.people_found import get_many
from graph.records import Person

FITTING = """
MATCH (p:Person)
WHERE (p.left IS NULL OR p.left >= $today)
  AND ($f.kind IS NULL OR p.kind = $f.kind)
  AND ($f.language IS NULL OR any(one IN p.languages WHERE toLower(one) = toLower($f.language)))
  AND (NOT $f.available OR p.absent_since IS NULL OR p.absent_since > $today
    OR p.absent_until < $today)
  AND ($f.place IS NULL OR EXISTS { (p)-[:BASED_AT]->(:Place {id: $f.place}) })
  AND ($f.organisation IS NULL
    OR EXISTS { (p)-[:WORKS_FOR]->(:Organisation {id: $f.organisation}) })
  AND ($f.team IS NULL
    OR EXISTS { (p)-[:MEMBER_OF]->(:Team)-[:PART_OF*0..8]->(:Team {id: $f.team}) })
  AND ($f.role IS NULL OR EXISTS { (p)-[:HOLDS]->(:Role {id: $f.role}) })
WITH p, COUNT { (p)-[:KNOWS]->() } AS skills
ORDER BY skills DESC, p.name, p.id LIMIT $limit
RETURN p.id AS id
"""


def fitting(
    db: Queryable, filters: Filters, today: date, limit: int, role: str | None = None
) -> list[Person]:
    """Return people of these filters and this role, those named for most skills first.

    The level is left out: it says nothing without a skill. Looks at everybody: for where no
    skill is asked for.
    """
    wanted = {
        "kind": filters.kind,
        "language": filters.language,
        "available": filters.available_now,
        "place": filters.place,
        "organisation": filters.organisation,
        "team": filters.team,
        "role": role,
    }
    rows = db.read(FITTING, f=wanted, today=today, limit=limit)
    return get_many(db, [row["id"] for row in rows])


BY_NUMBER = """
MATCH (p:Person)
WHERE (p.left IS NULL OR p.left >= date())
  AND any(number IN [p.phone, p.mobile] WHERE
    replace(replace(replace(number, ' ', ''), '-', ''), '+44', '0') = $digits)
RETURN p.id AS id ORDER BY id LIMIT $limit
"""


def by_number(db: Queryable, digits: str, limit: int = 5) -> list[Person]:
    """Return the people with this telephone number: digits alone, +44 written as 0."""
    rows = db.read(BY_NUMBER, digits=digits, limit=limit)
    return get_many(db, [row["id"] for row in rows])


BY_JOB_TITLE = """
MATCH (p:Person)
WHERE (p.left IS NULL OR p.left >= date())
  AND all(word IN $words WHERE toLower(coalesce(p.job_title, '')) CONTAINS word)
WITH p ORDER BY size(p.job_title), p.name, p.id LIMIT $limit
RETURN p.id AS id
"""


def by_job_title(db: Queryable, words: Sequence[str], limit: int) -> list[Person]:
    """Return the people whose job title has all these (folded) words, the plainest first."""
    rows = db.read(BY_JOB_TITLE, words=list(words), limit=limit) if words else []
    return get_many(db, [row["id"] for row in rows])
