"""Statements in the store: who said what about whom, one at a time or by the thousand.

How they are read is in `graph.statements`, what they add up to in `graph.knows`, the tagged
person's veto in `graph.vetoes`; this is the door to all of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from graph.database import Transaction
from graph.knows import Pair, knows, lock, recompute_knows, refresh_knows
from graph.records import SaveCounts, Source, Tagging, TaggingStatus
from graph.statements import about, about_pair, get, get_many, made_by, of_skill, tagging
from graph.vetoes import allow, refuse, refused

__all__ = [
    "about",
    "about_pair",
    "allow",
    "get",
    "get_many",
    "knows",
    "lock",
    "made_by",
    "of_skill",
    "put",
    "recompute_knows",
    "refresh_knows",
    "refuse",
    "refused",
    "remove",
    "save",
]
_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

PUT = """
UNWIND $rows AS row
MATCH (tagger:Person {id: row.tagger})
MATCH (person:Person {id: row.person})
MATCH (s:Skill {id: row.skill})
MERGE (t:Tagging {id: row.state.id})
SET t = row.state
MERGE (tagger)-[:MADE]->(t)
MERGE (t)-[:ABOUT]->(person)
MERGE (t)-[:OF]->(s)
RETURN t.id AS id
"""


def put(tx: Transaction, *taggings: Tagging) -> None:
    """Write exactly these states, new or not, and refresh the KNOWS they bear on.

    The people must be `lock`ed. Raises `ValueError` where a person or a skill is not there.
    """
    rows = [
        {"tagger": t.tagger, "person": t.person, "skill": t.skill, "state": _state(t)}
        for t in taggings
    ]
    if len(tx.write(PUT, rows=rows)) != len(rows):
        raise ValueError("A statement needs its tagger, its person and its skill in the store.")
    refresh_knows(tx, _pairs_both_ways(taggings))


REMOVE = "UNWIND $ids AS id MATCH (t:Tagging {id: id}) DETACH DELETE t"


def remove(tx: Transaction, *taggings: Tagging) -> None:
    """Delete these statements as if never made, and refresh the KNOWS they bore on."""
    tx.write(REMOVE, ids=[tagging.id for tagging in taggings])
    refresh_knows(tx, _pairs_both_ways(taggings))


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
    lock(tx, [each_id for each in wanted.values() for each_id in (each.tagger, each.person)])
    stored = _stored(tx, list(wanted))
    new = [each for key, each in wanted.items() if key not in stored]
    made = _create(tx, new)
    later = [_later(stored[key], wanted[key], key in undated) for key in stored]
    changed = [each for each in later if each is not None]
    _change(tx, changed)
    refresh_knows(tx, _pairs(made + changed) | _answered(tx, made + changed))
    changed_ids = {each.id for each in changed}
    return SaveCounts(
        added=tuple(each.id for each in made),
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
    return {row["tagging"]["id"]: tagging(row["tagging"]) for row in tx.read(STORED, ids=ids)}


CREATE = """
UNWIND $groups AS group
MATCH (person:Person {id: group[0]})
UNWIND group[1] AS row
MATCH (tagger:Person {id: row[0]})
MATCH (s:Skill {id: row[1]})
CREATE (tagger)-[:MADE]->(t:Tagging {
    id: row[0] + '.' + group[0] + '.' + row[1] + '.' + row[2], kind: row[2],
    source: row[3], status: row[4], level: row[5], note: row[6], reply: '', batch: row[7],
    made: datetime({epochSeconds: row[8], nanosecond: row[9]}),
    confirmed: datetime({epochSeconds: row[10], nanosecond: row[11]})
  })-[:ABOUT]->(person),
  (t)-[:OF]->(s)
RETURN count(*) AS created
"""


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
SET t += row
"""


def _change(tx: Transaction, changed: list[Tagging]) -> None:
    if changed:
        tx.write(CHANGE, rows=[_state(each) for each in changed])


OPPOSITE = """
UNWIND $ids AS id
MATCH (t:Tagging {id: id})
WHERE t.status = 'active'
RETURN t.id AS id
"""


def _answered(tx: Transaction, taggings: list[Tagging]) -> set[Pair]:
    """Return the pairs of taggers of whom the tagged person says the same: these count less."""
    ids = [f"{t.person}.{t.tagger}.{t.skill}.{t.kind}" for t in taggings if t.tagger != t.person]
    parts = (row["id"].split(".") for row in tx.read(OPPOSITE, ids=ids))
    return {(person, skill) for _, person, skill, _ in parts}


def _pairs(taggings: Iterable[Tagging]) -> set[Pair]:
    return {(each.person, each.skill) for each in taggings}


def _pairs_both_ways(taggings: Iterable[Tagging]) -> set[Pair]:
    taggings = list(taggings)
    return _pairs(taggings) | {(each.tagger, each.skill) for each in taggings}


def _state(tagging: Tagging) -> dict[str, Any]:
    """Return every property of a statement; what is None is not stored."""
    return {
        "id": tagging.id,
        "kind": tagging.kind,
        "level": tagging.level,
        "note": tagging.note,
        "source": tagging.source,
        "status": tagging.status,
        "made": tagging.made,
        "confirmed": tagging.confirmed,
        "accepted": tagging.accepted,
        "reply": tagging.reply,
        "batch": tagging.batch,
    }
