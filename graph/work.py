"""Work: projects and services, and the skills that they need until a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.database import Queryable, Row, Transaction
from graph.needs import mark_changed
from graph.records import Ref, SaveCounts, Work, WorkKind, WorkNeed
from graph.saving import sorted_out
from graph.values import day_or_none, ref_or_none

MANY = """
MATCH (work:Work) WHERE work.id IN $ids
RETURN work {.id, .name, .kind, .until, .description} AS work,
  head([(work)-[:OF]->(team:Team) | team {.id, .name}]) AS team,
  [(work)-[n:NEEDS]->(s:Skill) | n {.level, .importance, .people, id: s.id, name: s.label}]
    AS needs
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Work]:
    """Return work with these ids, in the order of `ids`; unknown ids are left out."""
    found = {row["work"]["id"]: _work(row) for row in db.read(MANY, ids=list(ids))}
    return [found[work_id] for work_id in ids if work_id in found]


def get(db: Queryable, work_id: str) -> Work | None:
    """Return one piece of work with what it needs, or None."""
    found = get_many(db, [work_id])
    return found[0] if found else None


ALL = """
MATCH (work:Work)
WHERE $since IS NULL OR work.until IS NULL OR work.until >= $since
RETURN work.id AS id ORDER BY coalesce(work.until, date('9999-12-31')), toLower(work.name), id
"""


def every(db: Queryable, since: date | None = None) -> list[Work]:
    """Return all work, or what has not ended before a day; what ends first comes first."""
    return get_many(db, [row["id"] for row in db.read(ALL, since=since)])


SAVE = """
UNWIND $rows AS row
MERGE (work:Work {id: row.id})
SET work += row.properties
WITH work, row
CALL (work, row) {
  MATCH (work)-[old:OF]->(team:Team) WHERE row.team IS NULL OR team.id <> row.team
  DELETE old
}
CALL (work, row) {
  MATCH (team:Team {id: row.team})
  MERGE (work)-[:OF]->(team)
}
CALL (work, row) {
  MATCH (work)-[old:NEEDS]->(s:Skill)
  WHERE NOT s.id IN [one IN row.needs | one.skill]
  DELETE old
}
CALL (work, row) {
  UNWIND row.needs AS one
  MATCH (s:Skill {id: one.skill})
  MERGE (work)-[n:NEEDS]->(s)
  SET n.level = one.level, n.importance = one.importance, n.people = one.people
}
"""


def save(tx: Transaction, given: Sequence[Work], batch: str | None = None) -> SaveCounts:
    """Write this work as given: teams and skills that are not there are left out.

    Returns what was new, different or the same.
    """
    stored = {work.id: work for work in get_many(tx, [work.id for work in given])}
    added, changed, counts = sorted_out(
        given, stored, lambda new, old: _comparable(new) != _comparable(old)
    )
    if added or changed:
        tx.write(SAVE, rows=[_row(work, batch) for work in [*added, *changed]])
        mark_changed(tx)
    return counts


DELETE = """
MATCH (work:Work {id: $id}) DETACH DELETE work
"""


def delete(tx: Transaction, work_id: str) -> None:
    """Take work away with what it needs; nothing happens where there is none."""
    tx.write(DELETE, id=work_id)
    mark_changed(tx)


def _comparable(work: Work) -> Work:
    bare = [replace(one, skill=Ref(one.skill.id, "")) for one in work.needs]
    team = Ref(work.team.id, "") if work.team else None
    return replace(work, team=team, needs=tuple(sorted(bare, key=lambda one: one.skill.id)))


def _row(work: Work, batch: str | None) -> Row:
    properties = {
        "name": work.name,
        "kind": work.kind.value,
        "until": work.until,
        "description": work.description or None,
    }
    return {
        "id": work.id,
        "properties": properties | ({"batch": batch} if batch else {}),
        "team": work.team.id if work.team else None,
        "needs": [
            {
                "skill": one.skill.id,
                "level": one.level,
                "importance": one.importance,
                "people": one.people,
            }
            for one in work.needs
        ],
    }


def _work(row: Row) -> Work:
    stored = row["work"]
    needs = [
        WorkNeed(Ref(one["id"], one["name"]), one["level"], one["importance"], one["people"])
        for one in row["needs"]
    ]
    return Work(
        id=stored["id"],
        name=stored["name"],
        kind=WorkKind(stored["kind"]),
        until=day_or_none(stored["until"]),
        description=stored["description"] or "",
        team=ref_or_none(row["team"]),
        needs=tuple(sorted(needs, key=lambda one: (-one.importance, one.skill.name, one.skill.id))),
    )
