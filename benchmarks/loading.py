"""Loading: the product's own path for statements beside a bare UNWIND CREATE of the same rows."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter
from typing import Any, TypeVar

from benchmarks import organisation
from benchmarks.report import Report
from graph import schema
from graph.database import Database
from graph.records import Tagging
from tagging.people import load_people
from tagging.permissions import OPERATOR
from tagging.taggings import load_taggings
from tagging.vocabulary import load_skills

BATCH = 10_000
LEAST_SHARE = 0.5
Item = TypeVar("Item")


def load(db: Database, people: int, words: organisation.Vocabulary, report: Report) -> None:
    """Fill the database with an organisation of `people`; print rows a second, both ways."""
    rows = people * organisation.TAGGINGS_OF_A_PERSON
    people_seconds = _without_statements(db, people, words)
    bare = _timed(db, people, words, _create_bare)
    _without_statements(db, people, words)
    ours = _timed(db, people, words, _load)
    share = bare / ours
    report.numbers(
        f"Loading {people:,} people and {rows:,} statements",
        {
            "people a second": people / people_seconds,
            "statements a second, bare UNWIND CREATE": rows / bare,
            "statements a second, Signpost": rows / ours,
            "share of the bare rate": share,
        },
    )
    report.limit(f"Loading {people:,} people: half the bare rate", kept=share > LEAST_SHARE)


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`, the last one perhaps shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _without_statements(db: Database, people: int, words: organisation.Vocabulary) -> float:
    """Empty the database, load skills and people; return the seconds that people took."""
    schema.wipe(db)
    load_skills(db, OPERATOR, words.skills)
    start = perf_counter()
    for batch in batches(organisation.people(people), BATCH):
        load_people(db, OPERATOR, batch, None)
    return perf_counter() - start


def _timed(
    db: Database,
    people: int,
    words: organisation.Vocabulary,
    write: Callable[[Database, list[Tagging]], None],
) -> float:
    """Return the seconds that writing all statements took; making them up is not counted."""
    seconds = 0.0
    for batch in batches(organisation.taggings(people, words.used), BATCH):
        start = perf_counter()
        write(db, batch)
        seconds += perf_counter() - start
    return seconds


def _load(db: Database, statements: list[Tagging]) -> None:
    load_taggings(db, OPERATOR, statements, None)


CREATE_BARE = """
UNWIND $rows AS row
MATCH (tagger:Person {id: row.tagger})
MATCH (person:Person {id: row.person})
MATCH (s:Skill {id: row.skill})
CREATE (tagger)-[:MADE]->(t:Tagging {id: row.id, kind: row.kind, level: row.level,
  note: row.note, source: row.source, status: row.status, made: row.made,
  confirmed: row.confirmed})-[:ABOUT]->(person),
  (t)-[:OF]->(s)
"""


def _create_bare(db: Database, statements: list[Tagging]) -> None:
    db.write(CREATE_BARE, rows=[_row(each) for each in statements])


def _row(each: Tagging) -> dict[str, Any]:
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
