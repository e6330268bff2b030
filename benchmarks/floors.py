"""The floor under loading: a bare UNWIND CREATE of the same statements, in two ways.

Maps are what one writes; lists with instants as numbers are what the driver packs fastest.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.database import Database
from graph.records import Tagging

MAPS, LISTS = "bare UNWIND CREATE of maps", "bare UNWIND CREATE of lists"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

CREATE_FROM_MAPS = """
UNWIND $rows AS row
MATCH (tagger:Person {id: row.tagger})
MATCH (person:Person {id: row.person})
MATCH (s:Skill {id: row.skill})
CREATE (tagger)-[:MADE]->(t:Tagging {id: row.id, kind: row.kind, level: row.level,
  note: row.note, source: row.source, status: row.status, made: row.made,
  confirmed: row.confirmed})-[:ABOUT]->(person),
  (t)-[:OF]->(s)
"""


def create_from_maps(db: Database, statements: list[Tagging]) -> None:
    """Create the statements from maps with the driver's own instants, and nothing else."""
    db.write(CREATE_FROM_MAPS, rows=[_map(each) for each in statements])


def _map(each: Tagging) -> dict[str, Any]:
    return {
        "id": each.id,
        "tagger": each.tagger,
        "person": each.person,
        "skill": each.skill,
        "kind": each.kind.value,
        "level": each.level,
        "note": each.note,
        "source": each.source.value,
        "status": each.status.value,
        "made": each.made,
        "confirmed": each.confirmed,
    }


CREATE_FROM_LISTS = """
UNWIND $rows AS row
MATCH (tagger:Person {id: row[0]})
MATCH (person:Person {id: row[1]})
MATCH (s:Skill {id: row[2]})
CREATE (tagger)-[:MADE]->(t:Tagging {id: row[3], kind: row[4], level: row[5],
  note: row[6], source: row[7], status: row[8], made: datetime({epochMillis: row[9]}),
  confirmed: datetime({epochMillis: row[10]})})-[:ABOUT]->(person),
  (t)-[:OF]->(s)
"""


def create_from_lists(db: Database, statements: list[Tagging]) -> None:
    """Create the statements from lists with instants as milliseconds, and nothing else."""
    db.write(CREATE_FROM_LISTS, rows=[_list(each) for each in statements])


def _list(each: Tagging) -> list[Any]:
    return [
        each.tagger, each.person, each.skill, each.id, each.kind.value, each.level, each.note,
        each.source.value, each.status.value, _milliseconds(each.made),
        _milliseconds(each.confirmed),
    ]  # fmt: skip


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


WAYS: Mapping[str, Callable[[Database, list[Tagging]], None]] = {
    MAPS: create_from_maps,
    LISTS: create_from_lists,
}
