"""Reading people: by id, by name as typed, by e-mail, page by page, and all in brief."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import LiteralString

from graph.database import Queryable, Row
from graph.ids import fold
from graph.records import Absence, Page, Person, PersonKind, Ref
from graph.values import day, day_or_none, words

_CANDIDATES = 100
_LONGEST_NAME = 100
_MOST_WORDS = 8
PLAIN_FIELDS = (
    "id", "name", "job_title", "email", "phone", "mobile", "chat", "best_way", "best_times",
    "about", "listing_note",
)  # fmt: skip

# Lists rather than maps, and all links in two passes: a third of the time of the obvious query.
PERSON_COLUMNS: LiteralString = """
  [x.id, x.name, x.job_title, x.email, x.phone, x.mobile, x.chat, x.best_way, x.best_times,
    x.about, x.listing_note] AS plain,
  [x.kind, x.nicknames, x.languages, x.absent_since, x.absent_until, x.absence_note, x.joined,
    x.left, x.approachable] AS other,
  [(p)-[r:MEMBER_OF|WORKS_FOR|BASED_AT|HOLDS|REPORTS_TO]->(n) | [type(r), n.id, n.name]] AS to,
  [(p)<-[r:STANDS_IN_FOR|ACQUAINTED_WITH]-(n) | [type(r), n.id, n.name]] AS by
"""
MANY: LiteralString = (
    "MATCH (p:Person) WHERE p.id IN $ids WITH p, properties(p) AS x RETURN" + PERSON_COLUMNS
)


def get_many(db: Queryable, ids: Sequence[str]) -> list[Person]:
    """Return the people with these ids, in the order of `ids`; unknown ids are left out."""
    found = {row["plain"][0]: person_of(row) for row in db.read(MANY, ids=list(ids))}
    return [found[person_id] for person_id in ids if person_id in found]


def get(db: Queryable, person_id: str) -> Person | None:
    """Return one person, or None where there is nobody with this id."""
    found = get_many(db, [person_id])
    return found[0] if found else None


def person_of(row: Row) -> Person:
    """Return the person of a row that holds `PERSON_COLUMNS`."""
    kind, nicknames, languages, since, until, note, joined, left, approachable = row["other"]
    links: dict[str, list[Ref]] = {}
    for way, linked_id, name in row["to"] + row["by"]:
        links.setdefault(way, []).append(Ref(linked_id, name))
    return Person(
        **{name: value or "" for name, value in zip(PLAIN_FIELDS, row["plain"], strict=True)},
        kind=PersonKind(kind or "staff"),
        nicknames=words(nicknames),
        languages=words(languages),
        absence=Absence(day(since), day_or_none(until), note or "") if since else None,
        stand_in=_first(links, "STANDS_IN_FOR"),
        place=_first(links, "BASED_AT"),
        team=_first(links, "MEMBER_OF"),
        organisation=_first(links, "WORKS_FOR"),
        roles=_by_name(links.get("HOLDS", [])),
        manager=_first(links, "REPORTS_TO"),
        known_by=_by_name(links.get("ACQUAINTED_WITH", [])),
        joined=day_or_none(joined),
        left=day_or_none(left),
        approachable=approachable,
    )


def _first(links: Mapping[str, Sequence[Ref]], way: str) -> Ref | None:
    return next(iter(_by_name(links.get(way, []))), None)


def _by_name(values: Sequence[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(values, key=lambda ref: (ref.name, ref.id)))


BY_FULL_TEXT = """
CALL db.index.fulltext.queryNodes('person_search', $query, {limit: $limit})
YIELD node, score
WHERE node.left IS NULL OR node.left >= date()
RETURN node.id AS id, node.name AS name, node.search AS search,
  coalesce(node.nicknames, []) AS nicknames
ORDER BY score DESC, name, id
"""


def by_name(
    db: Queryable, text: str, limit: int = 10, *, fuzzy: bool = False
) -> list[tuple[Person, float]]:
    """Return people whose name, nickname or e-mail fits what was typed, best first.

    Each comes with how well it fits: 1 the whole name or nickname, .9 the beginning of the name,
    .8 the beginning of every word; with `fuzzy` also likeness in spelling, below .8.
    """
    typed = re.findall(r"[^\W_]+", fold(text[:_LONGEST_NAME]))[:_MOST_WORDS]
    if not typed:
        return []
    rows = db.read(BY_FULL_TEXT, query=_lucene(typed, fuzzy), limit=_CANDIDATES)
    if not rows:
        return []
    fits = {row["id"]: _fit(typed, row["search"], row["name"], row["nicknames"]) for row in rows}
    ordered = sorted(rows, key=lambda row: -fits[row["id"]])[:limit]
    people = get_many(db, [row["id"] for row in ordered])
    return [(person, fits[person.id]) for person in people]


def _lucene(typed: Sequence[str], fuzzy: bool) -> str:
    """Return the query: only letters and digits reach Lucene, in lower case, so no operator can."""
    ways = [f"{word}^4 {word}*" + (f" {word}~{_slips(word)}" if fuzzy else "") for word in typed]
    return " AND ".join(f"({way})" for way in ways)


def _slips(word: str) -> int:
    return 1 if len(word) < 6 else 2


def _fit(typed: Sequence[str], search: str, name: str, nicknames: Sequence[str]) -> float:
    wanted = " ".join(typed)
    whole = [fold(name), *(fold(nickname) for nickname in nicknames)]
    if wanted in whole:
        return 1.0
    if whole[0].startswith(wanted):
        return 0.9
    found = re.findall(r"[^\W_]+", search)
    if all(any(word.startswith(part) for word in found) for part in typed):
        return 0.8
    nearest = [
        max((SequenceMatcher(None, part, word).ratio() for word in found), default=0.0)
        for part in typed
    ]
    return 0.79 * sum(nearest) / len(nearest)


BY_EMAIL = """
MATCH (p:Person) WHERE p.email = $email RETURN p.id AS id ORDER BY id LIMIT 1
"""


def by_email(db: Queryable, email: str) -> Person | None:
    """Return the person with this e-mail address (as stored: importers fold it), or None."""
    rows = db.read(BY_EMAIL, email=email.strip().casefold())
    people = get_many(db, [row["id"] for row in rows])
    return people[0] if people else None


PAGE = """
MATCH (p:Person)
WHERE p.name >= $name AND (p.name > $name OR p.id > $id)
  AND (p.left IS NULL OR p.left >= date())
  AND ($kind IS NULL OR p.kind = $kind)
RETURN p.id AS id, p.name AS name ORDER BY p.name, p.id LIMIT $limit
"""

_WITHIN: LiteralString = """
WHERE p.name >= $name AND (p.name > $name OR p.id > $id)
  AND (p.left IS NULL OR p.left >= date())
  AND ($kind IS NULL OR p.kind = $kind)
  AND ($team IS NULL OR EXISTS { (p)-[:MEMBER_OF]->(:Team)-[:PART_OF*0..8]->(:Team {id: $team}) })
  AND ($organisation IS NULL OR EXISTS { (p)-[:WORKS_FOR]->(:Organisation {id: $organisation}) })
  AND ($place IS NULL OR EXISTS { (p)-[:BASED_AT]->(:Place {id: $place}) })
RETURN p.id AS id, p.name AS name ORDER BY p.name, p.id LIMIT $limit
"""
PAGE_OF_TEAM: LiteralString = (
    "MATCH (:Team {id: $team})<-[:PART_OF*0..8]-(:Team)<-[:MEMBER_OF]-(p:Person) WITH DISTINCT p"
    + _WITHIN
)
PAGE_OF_ORGANISATION: LiteralString = (
    "MATCH (:Organisation {id: $organisation})<-[:WORKS_FOR]-(p:Person)" + _WITHIN
)
PAGE_OF_PLACE: LiteralString = "MATCH (:Place {id: $place})<-[:BASED_AT]-(p:Person)" + _WITHIN


def page(
    db: Queryable,
    *,
    kind: PersonKind | None = None,
    team: str | None = None,
    organisation: str | None = None,
    place: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Person]:
    """Return people by name from the key `after` on; each filter is an id. Leavers are left out.

    A team's people include those of the teams below it.
    """
    id_after, _, name_after = (after or "").partition(":")
    rows = db.read(
        _page_query(team, organisation, place),
        kind=kind.value if kind else None,
        team=team,
        organisation=organisation,
        place=place,
        name=name_after,
        id=id_after,
        limit=limit + 1,
    )
    more = len(rows) > limit
    rows = rows[:limit]
    next_key = f"{rows[-1]['id']}:{rows[-1]['name']}" if more else None
    return Page(tuple(get_many(db, [row["id"] for row in rows])), next_key)


def _page_query(team: str | None, organisation: str | None, place: str | None) -> LiteralString:
    if team:
        return PAGE_OF_TEAM
    if organisation:
        return PAGE_OF_ORGANISATION
    return PAGE_OF_PLACE if place else PAGE


@dataclass(frozen=True, slots=True)
class Brief:
    """What tells one person from another in a file: id, name, e-mail, nicknames."""

    id: str
    name: str
    email: str
    nicknames: tuple[str, ...]
    organisation: str


EVERYBODY = """
MATCH (p:Person) WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $limit
RETURN p.id AS id, p.name AS name, coalesce(p.email, '') AS email, p.nicknames AS nicknames,
  coalesce(head([(p)-[:WORKS_FOR]->(o:Organisation) | o.name]), '') AS organisation
"""


def everybody(db: Queryable, page_size: int = 20_000) -> list[Brief]:
    """Return everybody in brief, leavers too, for telling whom a file means."""
    briefs: list[Brief] = []
    while True:
        after = briefs[-1].id if briefs else ""
        rows = db.read(EVERYBODY, after=after, limit=page_size)
        briefs += [Brief(**{**row, "nicknames": words(row["nicknames"])}) for row in rows]
        if len(rows) < page_size:
            return briefs
