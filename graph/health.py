"""Questions about the state of a database that `signpost doctor` asks."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.algorithms import ranking
from graph.database import Database, Queryable
from graph.errors import StoreError
from graph.records import Source, Tagging, TaggingKind, TaggingStatus
from graph.values import instant

_SETTINGS_OF_INTEREST = (
    "server.memory.heap.max_size",
    "server.memory.pagecache.size",
    "dbms.usage_report.enabled",
    "server.bolt.listen_address",
    "server.http.enabled",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """How many (person, skill) pairs were recomputed, and which of them were stored otherwise."""

    pairs: int
    wrong: tuple[tuple[str, str], ...]


SETTINGS = """
SHOW SETTINGS YIELD name, value WHERE name IN $names
RETURN name, value ORDER BY name
"""


def settings(db: Database) -> dict[str, str]:
    """Return the server's settings that matter here; nothing where it does not tell (Aura)."""
    try:
        rows = db.read(SETTINGS, names=list(_SETTINGS_OF_INTEREST))
    except StoreError:
        return {}
    return {row["name"]: row["value"] for row in rows}


BROKEN_VETOES = """
MATCH (person:Person)-[:REFUSES]->(skill:Skill)
WHERE EXISTS { (person)-[:KNOWS]->(skill) }
   OR EXISTS { (person)<-[:ABOUT]-(said:Tagging)-[:OF]->(skill) WHERE said.status = 'active' }
RETURN count(*) AS pairs
"""


def broken_vetoes(db: Database) -> int:
    """Return how many refused (person, skill) pairs are still shown. Must be 0."""
    return int(db.read(BROKEN_VETOES)[0]["pairs"])


HIDE_REFUSED = """
MATCH (person:Person)-[:REFUSES]->(skill:Skill)
MATCH (person)<-[:ABOUT]-(said:Tagging)-[:OF]->(skill)
WHERE said.status = 'active'
SET said.status = 'hidden'
RETURN count(said) AS statements
"""


def hide_refused(db: Queryable) -> int:
    """Hide what is still said about refused pairs; return how many statements. KNOWS stays."""
    return int(db.write(HIDE_REFUSED)[0]["statements"])


LOOSE_TAGGINGS = """
MATCH (said:Tagging)
WHERE COUNT { (said)-[:ABOUT]->(:Person) } <> 1
   OR COUNT { (said)-[:OF]->(:Skill) } <> 1
   OR COUNT { (said)<-[:MADE]-(:Person) } <> 1
RETURN count(*) AS statements
"""


def loose_taggings(db: Database) -> int:
    """Return how many statements lack their tagger, person or skill, or have two. Must be 0."""
    return int(db.read(LOOSE_TAGGINGS)[0]["statements"])


SAMPLED_PAIRS = """
CALL () {
  MATCH (said:Tagging) WHERE said.id >= $start
  WITH said ORDER BY said.id LIMIT $limit
  MATCH (person:Person)<-[:ABOUT]-(said)-[:OF]->(skill:Skill)
  RETURN person, skill
  UNION
  MATCH (person:Person)-[known:KNOWS]->(skill:Skill) WHERE known.skill >= $start
  WITH person, skill LIMIT $limit
  RETURN person, skill
}
WITH DISTINCT person, skill
RETURN person.id AS person, skill.id AS skill,
  EXISTS { (person)-[:REFUSES]->(skill) } AS refused,
  [(person)-[known:KNOWS]->(skill) | properties(known)] AS known,
  [(tagger:Person)-[:MADE]->(said:Tagging)-[:ABOUT]->(person)
    WHERE EXISTS { (said)-[:OF]->(skill) } |
    {tagger: tagger.id, person: person.id, said: properties(said)}] AS about,
  [(person)-[:MADE]->(said:Tagging)-[:ABOUT]->(other:Person)
    WHERE EXISTS { (said)-[:OF]->(skill) } |
    {tagger: person.id, person: other.id, said: properties(said)}] AS made
"""


def sample_knows(db: Database, limit: int = 50, start: str | None = None) -> Sample:
    """Recompute KNOWS of up to 2 x `limit` pairs in Python and compare with what is stored.

    The sample begins at a random place in the order of ids (or at `start`), and goes on from the
    beginning where too few follow: a small database is looked at whole.
    """
    rows = db.read(SAMPLED_PAIRS, start=start or secrets.token_hex(4), limit=limit)
    if len(rows) < limit:
        seen = {(row["person"], row["skill"]) for row in rows}
        again = db.read(SAMPLED_PAIRS, start="", limit=limit)
        rows += [row for row in again if (row["person"], row["skill"]) not in seen]
    wrong = tuple((row["person"], row["skill"]) for row in rows if not _as_recomputed(row))
    return Sample(len(rows), wrong)


def _as_recomputed(row: Mapping[str, Any]) -> bool:
    pair = (row["person"], row["skill"])
    taggings = {
        tagging.id: tagging
        for tagging in (_tagging(found, row["skill"]) for found in [*row["about"], *row["made"]])
    }
    refused = [pair] if row["refused"] else []
    expected = ranking.reference(taggings.values(), refused).get(pair)
    if expected is None or len(row["known"]) != 1:
        return expected is None and not row["known"]
    known = row["known"][0]
    return bool(
        abs(known["score"] - expected.score) < 10**-4
        and known["taggers"] == expected.taggers
        and known.get("self_level") == expected.self_level
    )


def _tagging(found: Mapping[str, Any], skill: str) -> Tagging:
    said = found["said"]
    return Tagging(
        tagger=found["tagger"],
        person=found["person"],
        skill=skill,
        made=instant(said["made"]),
        confirmed=instant(said["confirmed"]),
        kind=TaggingKind(said["kind"]),
        level=said.get("level"),
        source=Source(said["source"]),
        status=TaggingStatus(said["status"]),
    )
