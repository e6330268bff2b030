"""Statements in the store: who said what about whom, one at a time or by the thousand.

How they are read is in `graph.statements`, what they add up to in `graph.knows`, the tagged
person's veto in `graph.vetoes`; this is the door to all of it.
"""

from collections.abc import Iterable

from graph.database import Transaction
from graph.knows import Pair, knows, lock, recompute_knows, refresh_knows
from graph.records import Tagging
from graph.statements import about, about_pair, get, get_many, made_by, of_skill, properties
from graph.taggings_loading import save
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

PUT = """
UNWIND $rows AS row
MATCH (tagger:Person {id: row.tagger})
MATCH (person:Person {id: row.person})
MATCH (s:Skill {id: row.skill})
MERGE (t:Tagging {id: row.state.id})
SET t = row.state, t.changed = datetime.realtime()
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
        {"tagger": t.tagger, "person": t.person, "skill": t.skill, "state": properties(t)}
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


def _pairs_both_ways(taggings: Iterable[Tagging]) -> set[Pair]:
    return {pair for t in taggings for pair in ((t.person, t.skill), (t.tagger, t.skill))}
