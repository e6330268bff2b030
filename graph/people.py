"""People: staff and external contacts, how to reach them and where they sit.

Reading them is in `graph/people_found.py`; its functions belong to this module's face too.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from graph.database import Queryable, Transaction
from graph.ids import fold
from graph.organisations import organisations, places, save_surroundings, teams
from graph.people_found import (
    PLAIN_FIELDS,
    Brief,
    by_email,
    by_name,
    everybody,
    get,
    get_many,
    page,
)
from graph.records import Person, Ref, SaveCounts
from graph.saving import sorted_out
from graph.values import refs

__all__ = [
    "Brief", "acquaintances", "by_email", "by_name", "edited_fields", "everybody", "get",
    "get_many", "link_people", "links_to_people", "organisations", "page", "places", "save",
    "search_text", "teams", "update",
]  # fmt: skip

SAVE = """
UNWIND $rows AS row
MERGE (p:Person {id: row.id})
SET p += row.properties, p.changed = datetime.realtime()
"""

UNLINK = """
UNWIND $ids AS id
MATCH (p:Person {id: id})-[link:MEMBER_OF|WORKS_FOR|BASED_AT|HOLDS]->()
DELETE link
"""

LINK = """
UNWIND $rows AS row
MATCH (p:Person {id: row.id})
CALL (p, row) { MATCH (t:Team {id: row.team}) MERGE (p)-[:MEMBER_OF]->(t) }
CALL (p, row) { MATCH (o:Organisation {id: row.organisation}) MERGE (p)-[:WORKS_FOR]->(o) }
CALL (p, row) { MATCH (l:Place {id: row.place}) MERGE (p)-[:BASED_AT]->(l) }
CALL (p, row) { UNWIND row.roles AS role MATCH (r:Role {id: role}) MERGE (p)-[:HOLDS]->(r) }
"""


def save(
    tx: Transaction,
    people: Sequence[Person],
    batch: str | None = None,
    *,
    stored: Sequence[Person] | None = None,
) -> SaveCounts:
    """Write these people as given, with their teams, organisations, places and roles.

    Links to other people (stand-in, manager, known by) are made where the other is there:
    save everybody first, then `link_people`. `stored` is what `get_many` returned for them in
    this transaction, where the caller has it. Returns what was new, different or the same.
    """
    if stored is None:
        stored = get_many(tx, [person.id for person in people])
    before = {person.id: person for person in stored}
    added, changed, counts = sorted_out(
        people, before, lambda new, old: _comparable(new) != _comparable(old)
    )
    _write(tx, [*added, *changed], [person.id for person in changed], batch)
    return counts


def _write(
    tx: Transaction, people: Sequence[Person], relink: Sequence[str], batch: str | None
) -> None:
    if not people:
        return
    save_surroundings(tx, people)
    tx.write(SAVE, rows=[{"id": p.id, "properties": _properties(p, batch)} for p in people])
    if relink:
        tx.write(UNLINK, ids=list(relink))
    tx.write(LINK, rows=[_links(person) for person in people])
    link_people(tx, people, fresh=not relink)
    tx.write(NOTE_PEOPLE, ids=[])


UNLINK_PEOPLE = """
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) { MATCH (p)-[link:REPORTS_TO]->(:Person) DELETE link }
CALL (p) { MATCH (p)<-[link:STANDS_IN_FOR|ACQUAINTED_WITH]-(:Person) DELETE link }
"""

LINK_PEOPLE = """
UNWIND $rows AS row
MATCH (p:Person {id: row.id})
CALL (p, row) { MATCH (m:Person {id: row.manager}) MERGE (p)-[:REPORTS_TO]->(m) }
CALL (p, row) { MATCH (s:Person {id: row.stand_in}) MERGE (s)-[:STANDS_IN_FOR]->(p) }
CALL (p, row) {
  UNWIND row.known_by AS acquaintance
  MATCH (k:Person {id: acquaintance}) MERGE (k)-[:ACQUAINTED_WITH]->(p)
}
"""

# Last in a transaction, as people queue for the lock: what is kept in memory goes by it.
NOTE_PEOPLE = """
CALL () { UNWIND $ids AS id MATCH (p:Person {id: id}) SET p.changed = datetime.realtime() }
MERGE (lock:Lock {id: 'people'})
SET lock.version = randomUUID(), lock.at = datetime.realtime()
"""


def link_people(tx: Transaction, people: Sequence[Person], *, fresh: bool = False) -> None:
    """Link these people to their stand-in, manager and acquaintances, as given and no others.

    `fresh` says that none of them has such a link yet.
    """
    if not fresh:
        tx.write(UNLINK_PEOPLE, ids=[person.id for person in people])
    rows = [_links(person) for person in people if links_to_people(person)]
    if rows:
        tx.write(LINK_PEOPLE, rows=rows)
    if not fresh:
        tx.write(NOTE_PEOPLE, ids=[person.id for person in people])


def links_to_people(person: Person) -> bool:
    """Say whether this record names a stand-in, a manager or an acquaintance."""
    return bool(person.stand_in or person.manager or person.known_by)


ACQUAINTANCES = """
MATCH (:Person {id: $id})-[:ACQUAINTED_WITH]->(contact:Person)
WHERE contact.left IS NULL OR contact.left >= date()
RETURN contact {.id, .name} AS contact ORDER BY contact.name, contact.id
"""


def acquaintances(db: Queryable, person_id: str) -> tuple[Ref, ...]:
    """Return the contacts whom this person knows, by name."""
    return refs([row["contact"] for row in db.read(ACQUAINTANCES, id=person_id)])


MARK_EDITED = """
MATCH (p:Person {id: $id})
SET p.edited = $at, p.edited_fields = $fields + [f IN coalesce(p.edited_fields, [])
  WHERE NOT f IN $fields]
"""


def update(
    tx: Transaction, person: Person, *, edited: Collection[str] = (), at: datetime | None = None
) -> SaveCounts:
    """Write exactly this person, clearing what is empty.

    `edited` names the fields that someone set by hand at the instant `at`: see `edited_fields`.
    """
    counts = save(tx, [person])
    if edited:
        tx.write(MARK_EDITED, id=person.id, at=at, fields=sorted(edited))
    return counts


EDITED_FIELDS = """
MATCH (p:Person) WHERE p.id IN $ids AND p.edited_fields IS NOT NULL
RETURN p.id AS id, p.edited_fields AS fields
"""


def edited_fields(db: Queryable, ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return which fields were set by hand in the application, which an import leaves alone."""
    rows = db.read(EDITED_FIELDS, ids=list(ids))
    return {row["id"]: frozenset(row["fields"]) for row in rows}


def _comparable(person: Person) -> Person:
    """Return the person with every pointer reduced to its id: names belong to what they name."""

    def bare(ref: Ref | None) -> Ref | None:
        return Ref(ref.id, "") if ref else None

    def bare_all(values: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(Ref(ref_id, "") for ref_id in sorted({ref.id for ref in values}))

    return replace(
        person,
        stand_in=bare(person.stand_in),
        place=bare(person.place),
        team=bare(person.team),
        organisation=bare(person.organisation),
        manager=bare(person.manager),
        roles=bare_all(person.roles),
        known_by=bare_all(person.known_by),
    )


def _properties(person: Person, batch: str | None) -> dict[str, Any]:
    """Return what the node holds; an empty value is None, so that it is removed."""
    absence = person.absence
    properties: dict[str, Any] = {name: getattr(person, name) or None for name in PLAIN_FIELDS}
    properties |= {
        "kind": person.kind.value,
        "nicknames": list(person.nicknames) or None,
        "languages": list(person.languages) or None,
        "absent_since": absence.since if absence else None,
        "absent_until": absence.until if absence else None,
        "absence_note": (absence.note or None) if absence else None,
        "approachable": person.approachable,
        "joined": person.joined,
        "left": person.left,
        "search": search_text(person),
    }
    return properties | ({"batch": batch} if batch else {})


def search_text(person: Person) -> str:
    """Return what a search by name looks in: name, nicknames, the e-mail's local part, folded."""
    local = re.sub(r"[\W_]+", " ", person.email.partition("@")[0])
    return fold(" ".join([person.name, *person.nicknames, local]))


def _links(person: Person) -> dict[str, Any]:
    def id_of(ref: Ref | None) -> str | None:
        return ref.id if ref else None

    return {
        "id": person.id,
        "team": id_of(person.team),
        "organisation": id_of(person.organisation),
        "place": id_of(person.place),
        "roles": sorted({role.id for role in person.roles}),
        "stand_in": id_of(person.stand_in),
        "manager": id_of(person.manager),
        "known_by": sorted({ref.id for ref in person.known_by}),
    }
