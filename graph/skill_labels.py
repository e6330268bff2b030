"""Skills by their exact labels: what typed words already mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.database import Queryable, Row, Transaction
from graph.ids import fold
from graph.records import Ref, SkillStatus
from graph.values import ref_or_none

BY_LABEL = """
CALL db.index.fulltext.queryNodes('skill_search', $phrase) YIELD node AS s
WHERE $folded IN split(s.search, '\n')
RETURN s.id AS id, s.label AS label, s.status AS status,
  head([(s)-[:REPLACED_BY]->(n:Skill) | n {.id, name: n.label}]) AS replaced_by
"""
BY_LABEL_WITHOUT_INDEX = """
MATCH (s:Skill)
WHERE $folded IN split(s.search, '\n')
RETURN s.id AS id, s.label AS label, s.status AS status,
  head([(s)-[:REPLACED_BY]->(n:Skill) | n {.id, name: n.label}]) AS replaced_by
"""
BY_ID = """
MATCH (s:Skill {id: $id})
RETURN s.id AS id, s.label AS label, s.status AS status,
  head([(s)-[:REPLACED_BY]->(n:Skill) | n {.id, name: n.label}]) AS replaced_by
"""


@dataclass(frozen=True, slots=True)
class Meant:
    """The skill that words mean; not `in_use` where it is retired and nothing replaced it."""

    skill: Ref
    in_use: bool


def meant(db: Queryable, words: str) -> Meant | None:
    """Return the skill with this id, or with this preferred or alternative label; None if none.

    A preferred label goes before an alternative one, a skill in use before a retired one. Of a
    retired skill it is the one that replaced it.
    """
    folded = fold(words)
    rows = db.read(BY_ID, id=words) or _by_label(db, folded)
    found = [_meant(row) for row in rows]
    return min(found, default=None, key=lambda one: _rank(one, folded))


def _meant(row: Row) -> Meant:
    itself, retired = Ref(row["id"], row["label"]), row["status"] == SkillStatus.RETIRED
    replacement = ref_or_none(row["replaced_by"]) if retired else None
    return Meant(replacement or itself, in_use=not retired or replacement is not None)


def _rank(one: Meant, folded: str) -> tuple[bool, bool, str]:
    return not one.in_use, fold(one.skill.name) != folded, one.skill.id


def _by_label(db: Queryable, folded: str) -> list[Row]:
    """Ask the full-text index for the phrase; words that it has no token of are looked through.

    Inside a quoted phrase only the quote and the backslash have a meaning for Lucene.
    """
    if any(letter.isascii() and letter.isalnum() for letter in folded):
        phrase = '"' + folded.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return db.read(BY_LABEL, phrase=phrase, folded=folded)
    return db.read(BY_LABEL_WITHOUT_INDEX, folded=folded)


REMOVE_UNUSED = """
UNWIND $ids AS id
MATCH (s:Skill {id: id, status: 'proposed'})
WHERE NOT EXISTS { (s)--() }
DELETE s
"""


def remove_unused(tx: Transaction, skill_ids: Sequence[str]) -> None:
    """Delete those of these skills that are proposed and that nothing points to."""
    tx.write(REMOVE_UNUSED, ids=list(skill_ids))
