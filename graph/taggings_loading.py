"""Statements by the thousand, as imports bring them; KNOWS follows in the same transaction."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from graph.database import Transaction
from graph.ids import tagging_id
from graph.knows import CREATE_ADDED_UP, Pair, constants, lock, refresh_knows
from graph.records import SaveCounts, Source, Tagging, TaggingStatus
from graph.statements import properties, tagging
from graph.vetoes import refused

_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def save(tx: Transaction, taggings: Sequence[Tagging], undated: Collection[str] = ()) -> SaveCounts:
    """Write imported statements and refresh KNOWS, in few queries for any number of rows.

    A new statement about a refused pair is stored hidden. One that is there keeps its source and
    its status; its level, note and date change only while it is active and only for a row at
    least as new; an empty level or note says nothing. Of rows with one id the newest counts.
    `undated` are ids of rows without a date of their own: repeating one confirms nothing.
    A row whose tagger, person or skill is not in the store is in none of the counts. Fastest
    with 10,000 rows sorted by person. Raises `ValueError` for an id with a full stop.
    """
    wanted = _newest(taggings)
    heard_of = _lock(tx, wanted.values())
    stored = _stored(tx, [key for key, each in wanted.items() if each.person in heard_of])
    new = [each for key, each in wanted.items() if key not in stored]
    made = _create(tx, [each for each in new if each.person in heard_of])
    later = [_later(stored[key], wanted[key], key in undated) for key in stored]
    changed = [each for each in later if each is not None]
    _change(tx, changed)
    first = [each for each in new if each.person not in heard_of]
    opposites = _opposites(tx, [*made, *changed, *first]) | _active(first)
    _create_first(tx, first, opposites)
    pairs = {(each.person, each.skill) for each in made + changed}
    summed_up = {each.person for each in first}
    answered = _answered([*made, *changed, *first], opposites)
    refresh_knows(tx, pairs | {pair for pair in answered if pair[0] not in summed_up})
    changed_ids = {each.id for each in changed}
    return SaveCounts(
        added=tuple(each.id for each in made + first),
        changed=tuple(changed_ids),
        unchanged=tuple(key for key in stored if key not in changed_ids),
    )


def _newest(taggings: Sequence[Tagging]) -> dict[str, Tagging]:
    newest: dict[str, Tagging] = {}
    for each in sorted(taggings, key=lambda t: (t.person, t.skill, t.confirmed)):
        if each.id.count(".") != 3:
            raise ValueError(f"An id in '{each.id}' holds a full stop.")
        newest[each.id] = each
    return newest


HEARD_OF = """
UNWIND $ids AS id
MATCH (person:Person {id: id})
WHERE EXISTS { (person)<-[:ABOUT]-() } OR EXISTS { (person)-[:REFUSES]->() }
  OR EXISTS { (person)-[:GAVE]->() }
RETURN id
"""

SKILLS_THERE = """
UNWIND $ids AS id
MATCH (s:Skill {id: id})
RETURN count(*) AS there
"""


def _lock(tx: Transaction, taggings: Collection[Tagging]) -> set[str]:
    """Hold taggers and tagged; return of whom something may be stored: statement, veto, answer.

    That is everybody tagged where one of the people or skills is not there.
    """
    people_there = lock(tx, [each_id for one in taggings for each_id in (one.tagger, one.person)])
    skills = {each.skill for each in taggings}
    tagged = sorted({each.person for each in taggings})
    if not people_there or tx.read(SKILLS_THERE, ids=list(skills))[0]["there"] != len(skills):
        return set(tagged)
    return {row["id"] for row in tx.read(HEARD_OF, ids=tagged)}


def _later(stored: Tagging, given: Tagging, undated: bool) -> Tagging | None:
    """Return the stored statement as the given row changes it, or None where it does not."""
    if stored.status is not TaggingStatus.ACTIVE or given.confirmed < stored.confirmed:
        return None
    level = stored.level if given.level is None else given.level
    said = replace(stored, level=level, note=given.note or stored.note)
    if said != stored:
        return replace(said, confirmed=given.confirmed, accepted=None, batch=given.batch)
    if undated or given.confirmed == stored.confirmed:
        return None
    return replace(stored, confirmed=given.confirmed, batch=given.batch)


STORED = """
UNWIND $ids AS id
MATCH (t:Tagging {id: id})
RETURN t {.*} AS tagging
"""


def _stored(tx: Transaction, ids: Sequence[str]) -> dict[str, Tagging]:
    if not ids:
        return {}
    return {row["tagging"]["id"]: tagging(row["tagging"]) for row in tx.read(STORED, ids=ids)}


_CREATE = """
UNWIND $groups AS group
MATCH (person:Person {id: group[0]})
UNWIND group[1] AS row
MATCH (tagger:Person {id: row[0]})
MATCH (s:Skill {id: row[1]})
CREATE (tagger)-[:MADE]->(t:Tagging {
    id: row[0] + '.' + group[0] + '.' + row[1] + '.' + row[2], kind: row[2],
    source: row[3], status: row[4], level: row[5], note: row[6], reply: '', batch: row[7],
    changed: datetime.realtime(),
    made: datetime({epochSeconds: row[8], nanosecond: row[9]}),
    confirmed: datetime({epochSeconds: row[10], nanosecond: row[11]})
  })-[:ABOUT]->(person),
  (t)-[:OF]->(s)
"""
CREATE = _CREATE + "RETURN count(*) AS created"
# Creating KNOWS in the same go spares reading back what was just written: a fifth of all.
CREATE_FIRST = (
    _CREATE
    + """
WITH person, s.id AS skill, row[0] AS tagger, row[5] AS level, row[3] AS source,
  t.confirmed AS confirmed, row[12] AS mutual, row[4] = 'active' AND row[2] IN $kinds AS counted
WHERE counted
"""
    + CREATE_ADDED_UP
)


def _create(tx: Transaction, new: list[Tagging]) -> list[Tagging]:
    """Create the statements whose ends are there, and return them.

    Rows go as lists, and instants as numbers: the driver packs them in a fifth of the time that
    maps with datetimes take.
    """
    if not new:
        return []
    barred = refused(tx, sorted({each.person for each in new}))
    groups: dict[str, list[list[Any]]] = {}
    for each in new:
        hidden = (each.person, each.skill) in barred
        groups.setdefault(each.person, []).append(_columns(each, hidden))
    created = tx.write(CREATE, groups=[[person, rows] for person, rows in groups.items()])
    if created[0]["created"] == len(new):
        return new
    there = _stored(tx, [each.id for each in new])
    return [each for each in new if each.id in there]


def _create_first(tx: Transaction, first: list[Tagging], opposites: set[str]) -> None:
    """Create the first statements about people, all ends of which are there, with their KNOWS.

    `opposites` are ids of active statements, so that mutual ones count less.
    """
    groups: dict[str, list[list[Any]]] = {}
    for each in first:
        row = [*_columns(each, hidden=False), _opposite(each) in opposites]
        groups.setdefault(each.person, []).append(row)
    if groups:
        rows = [[person, about] for person, about in groups.items()]
        tx.write(CREATE_FIRST, groups=rows, **constants())


def _columns(tagging: Tagging, hidden: bool) -> list[Any]:
    return [
        tagging.tagger,
        tagging.skill,
        tagging.kind,
        Source.SELF if tagging.tagger == tagging.person else tagging.source,
        TaggingStatus.HIDDEN if hidden else tagging.status,
        tagging.level,
        tagging.note,
        tagging.batch,
        *_seconds(tagging.made),
        *_seconds(tagging.confirmed),
    ]


def _seconds(at: datetime) -> tuple[int, int]:
    """Return an instant as whole seconds since 1970 and the nanoseconds over."""
    since = at - _UNIX_EPOCH
    return since.days * 86400 + since.seconds, since.microseconds * 1000


CHANGE = """
UNWIND $rows AS row
MATCH (t:Tagging {id: row.id})
SET t += row, t.changed = datetime.realtime()
"""


def _change(tx: Transaction, changed: list[Tagging]) -> None:
    if changed:
        tx.write(CHANGE, rows=[properties(each) for each in changed])


OPPOSITE = """
UNWIND $ids AS id
MATCH (t:Tagging {id: id})
WHERE t.status = 'active'
RETURN t.id AS id
"""


def _opposites(tx: Transaction, taggings: list[Tagging]) -> set[str]:
    """Return the ids of the active statements that tagged people make about their taggers."""
    ids = [_opposite(each) for each in taggings if each.tagger != each.person]
    return {row["id"] for row in tx.read(OPPOSITE, ids=ids)} if ids else set()


def _active(taggings: list[Tagging]) -> set[str]:
    return {each.id for each in taggings if each.status is TaggingStatus.ACTIVE}


def _answered(taggings: list[Tagging], opposites: set[str]) -> set[Pair]:
    """Return the pairs of taggers of whom the tagged person says the same: these count less."""
    return {(each.tagger, each.skill) for each in taggings if _opposite(each) in opposites}


def _opposite(tagging: Tagging) -> str:
    return tagging_id(tagging.person, tagging.tagger, tagging.skill, tagging.kind)
