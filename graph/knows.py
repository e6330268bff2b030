"""KNOWS: what statements and answers about one person and one skill add up to, derived in Cypher.

The formula is that of `graph.algorithms.ranking`. Whoever writes a statement calls `refresh_knows`
in the same transaction, after `lock`ing the people it is about, so that two writers of one pair
count each other's statement.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

from graph.algorithms.ranking import COUNTED_KINDS, EPOCH, HALF_LIFE, SCORE_DECIMALS, WEIGHTS
from graph.database import Database, Queryable, Row, Transaction
from graph.records import Knows, Source
from graph.values import instant

Pair = tuple[str, str]
Group = list[Any]

LOCK = """
UNWIND $ids AS id
MATCH (person:Person {id: id})
SET person.locked = true
REMOVE person.locked
RETURN count(*) AS held
"""


def lock(tx: Transaction, person_ids: Iterable[str]) -> bool:
    """Hold these people until the transaction ends: another writer's `lock` of them waits.

    Returns whether all of them are there. Always in the same order, so that two writers never
    wait for each other. (Setting a property takes the write lock; removing one that is not there
    does so on Neo4j 5.26 alone.)
    """
    ids = sorted(set(person_ids))
    return bool(tx.write(LOCK, ids=ids)[0]["held"] == len(ids))


# Truth comes as two kinds of voices: what colleagues said, and whom an answer helped. The one who
# asked is the voice of the latter; nobody helps themself. What two people say of each other, and
# help that goes both ways about one skill, is mutual.
HEARD: LiteralString = """
UNWIND $groups AS group
MATCH (person:Person {id: group[0]})
CALL (person, group) {
  MATCH (person)<-[:ABOUT]-(t:Tagging {status: 'active'})
  WHERE t.kind IN $kinds
  WITH person, group[1] AS skills, t, split(t.id, '.') AS part
  WHERE part[2] IN skills
  OPTIONAL MATCH (opposite:Tagging {
    id: part[1] + '.' + part[0] + '.' + part[2] + '.' + part[3], status: 'active'})
  RETURN part[2] AS skill, part[0] AS tagger, t.level AS level, t.source AS source,
    t.confirmed AS confirmed, opposite IS NOT NULL AS mutual
UNION ALL
  MATCH (person)-[:GAVE]->(a:Answer {helped: true})-[:TO]->(q:Question)-[:OF]->(s:Skill)
  WHERE s.id IN group[1] AND a.helped_at IS NOT NULL
  MATCH (asker:Person)-[:ASKED]->(q)
  WHERE asker <> person
  RETURN s.id AS skill, asker.id AS tagger, null AS level, 'answer' AS source,
    a.helped_at AS confirmed,
    EXISTS {
      MATCH (asker)-[:GAVE]->(back:Answer {helped: true})-[:TO]->(other:Question)-[:OF]->(s)
      WHERE back.helped_at IS NOT NULL AND EXISTS { (person)-[:ASKED]->(other) }
    } AS mutual
}
"""
# What one voice of `HEARD` weighs, in forward-decayed form.
VOICE: LiteralString = """
  CASE WHEN source = 'answer' THEN $answer
    ELSE $sources[CASE WHEN tagger = person.id THEN 'self' ELSE source END]
      * $levels[coalesce(level, 0)]
  END
  * CASE WHEN mutual AND tagger <> person.id THEN $reciprocal ELSE 1.0 END
  * 2.0 ^ ((confirmed.epochMillis - $epoch) / $half_life)"""
# From voices as rows to what they add up to; `graph.taggings_loading` uses it too.
ADD_UP = f"""
WITH person, skill, tagger, tagger = person.id AS own,
  max(CASE WHEN source <> 'answer' THEN 1 ELSE 0 END) AS said,
  max(CASE WHEN source = 'answer' THEN 1 ELSE 0 END) AS helped,
  max(coalesce(level, 0)) AS level,
  max(confirmed) AS confirmed,
  max({VOICE}) AS voice
WITH person, skill,
  sum(voice) AS total,
  sum(CASE WHEN own THEN 0 ELSE said END) AS taggers,
  sum(helped) AS answers,
  sum(CASE WHEN own THEN 0 ELSE level END) AS levels,
  sum(CASE WHEN own OR level = 0 THEN 0 ELSE 1 END) AS levelled,
  max(CASE WHEN own THEN level END) AS self_level,
  max(confirmed) AS last_confirmed
MATCH (s:Skill {{id: skill}})
WHERE NOT EXISTS {{ (person)-[:REFUSES]->(s) }}
WITH person, s, taggers, answers, self_level, last_confirmed,
  CASE WHEN levelled > 0 THEN 1.0 * levels / levelled END AS level,
  round(CASE WHEN total > 1 THEN log(total) / log(2) ELSE 0.0 END, $decimals) AS score,
  size([(person)-[:WROTE]->(d:Document {{space: 'organisation'}})
    WHERE EXISTS {{ (d)-[:COVERS]->(s) }} | 1]) AS documents
"""
CREATE_ADDED_UP = (
    ADD_UP
    + """
CREATE (person)-[:KNOWS {skill: s.id, score: score, level: level, taggers: taggers,
  self_level: self_level, documents: documents, answers: answers,
  last_confirmed: last_confirmed}]->(s)
"""
)
CREATE_KNOWS = HEARD + CREATE_ADDED_UP
UPDATE_KNOWS = (
    HEARD
    + ADD_UP
    + """
MATCH (person)-[k:KNOWS]->(s)
SET k.score = score, k.level = level, k.taggers = taggers, k.self_level = self_level,
  k.documents = documents, k.answers = answers, k.last_confirmed = last_confirmed
RETURN person.id AS person, s.id AS skill
"""
)


def refresh_knows(tx: Transaction, pairs: Iterable[Pair]) -> None:
    """Derive KNOWS anew for these (person, skill) pairs; the people must be `lock`ed.

    A pair without an active statement or an answer that helped, or refused by the person, has no
    KNOWS. Grouped by person, so that each person's statements are read once. Creating what is new
    and updating what is there is a third faster than merging.
    """
    wanted = set(pairs)
    known = _known(tx, wanted)
    if wanted - known:
        tx.write(CREATE_KNOWS, groups=_groups(wanted - known), **constants())
    if known:
        updated = tx.write(UPDATE_KNOWS, groups=_groups(known), **constants())
        _forget(tx, known - {(row["person"], row["skill"]) for row in updated})


KNOWN = """
UNWIND $groups AS group
MATCH (person:Person {id: group[0]})-[:KNOWS]->(s:Skill)
WHERE s.id IN group[1]
RETURN person.id AS person, s.id AS skill
"""


def _known(tx: Transaction, pairs: set[Pair]) -> set[Pair]:
    rows = tx.read(KNOWN, groups=_groups(pairs))
    return {(row["person"], row["skill"]) for row in rows}


FORGET = """
UNWIND $groups AS group
MATCH (person:Person {id: group[0]})-[k:KNOWS]->(s:Skill)
WHERE s.id IN group[1]
DELETE k
"""


def _forget(tx: Transaction, pairs: set[Pair]) -> None:
    if pairs:
        tx.write(FORGET, groups=_groups(pairs))


PEOPLE_AFTER = """
MATCH (person:Person) WHERE person.id > $after
WITH person ORDER BY person.id LIMIT $limit
RETURN person.id AS id
"""
ALL_PAIRS = """
UNWIND $ids AS id
MATCH (person:Person {id: id})
CALL (person) {
  MATCH (person)<-[:ABOUT]-(:Tagging)-[:OF]->(s:Skill) RETURN s
  UNION
  MATCH (person)-[:KNOWS]->(s:Skill) RETURN s
  UNION
  MATCH (person)-[:GAVE]->(:Answer)-[:TO]->(:Question)-[:OF]->(s:Skill) RETURN s
}
RETURN person.id AS person, s.id AS skill
"""


def recompute_knows(db: Database, people_at_once: int = 1000) -> int:
    """Derive every KNOWS anew from the statements, and return how many pairs were looked at.

    Changes nothing where each write kept its promise; safe beside other writers.
    """
    after, looked_at = "", 0
    while ids := [row["id"] for row in db.read(PEOPLE_AFTER, after=after, limit=people_at_once)]:
        after = ids[-1]
        looked_at += db.transact(lambda tx, ids=ids: _recompute(tx, ids))  # type: ignore[misc]
    return looked_at


def _recompute(tx: Transaction, ids: Sequence[str]) -> int:
    lock(tx, ids)
    pairs = [(row["person"], row["skill"]) for row in tx.read(ALL_PAIRS, ids=ids)]
    refresh_knows(tx, pairs)
    return len(pairs)


KNOWS_OF = """
MATCH (:Person {id: $id})-[k:KNOWS]->(s:Skill)
RETURN k {.*} AS knows
ORDER BY k.score DESC, s.label, s.id
"""


def knows(db: Queryable, person_id: str) -> list[Knows]:
    """Return what a person is said to know, the best supported first."""
    return [_knows(person_id, row) for row in db.read(KNOWS_OF, id=person_id)]


def _knows(person_id: str, row: Row) -> Knows:
    stored = row["knows"]
    return Knows(
        person=person_id,
        skill=stored["skill"],
        score=stored["score"],
        level=stored.get("level"),
        taggers=stored["taggers"],
        self_level=stored.get("self_level"),
        documents=stored["documents"],
        answers=stored["answers"],
        last_confirmed=instant(stored["last_confirmed"]),
    )


def _groups(pairs: Iterable[Pair]) -> list[Group]:
    """Return the pairs as [person, [skill, ...]], in a fixed order."""
    skills: dict[str, list[str]] = {}
    for person, skill in sorted(pairs):
        skills.setdefault(person, []).append(skill)
    return [[person, of_person] for person, of_person in skills.items()]


def constants() -> dict[str, Any]:
    """Return the parameters of the formula, by the names that `ADD_UP` gives them."""
    return {
        "kinds": list(COUNTED_KINDS),
        "sources": {str(source): WEIGHTS.sources[source] for source in Source},
        "levels": [WEIGHTS.level_unsaid, *WEIGHTS.levels],
        "answer": WEIGHTS.answer,
        "reciprocal": WEIGHTS.reciprocal,
        "epoch": (EPOCH - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1),
        "half_life": HALF_LIFE / timedelta(milliseconds=1),
        "decimals": SCORE_DECIMALS,
    }
