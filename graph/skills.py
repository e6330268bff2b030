"""The vocabulary in the store: skills, their labels, and the links between them.

What the label index reads is in `graph/labels.py`; its functions belong to this module's face too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.database import Queryable, Row, Transaction
from graph.ids import fold
from graph.labels import Edition, LabelRow, all_labels, known_by, labels_since, newest_change
from graph.records import Page, Ref, SaveCounts, Skill, SkillStatus
from graph.values import instant_or_none, ref_or_none, refs, words

__all__ = [
    "Edition", "LabelRow", "SkillEntry", "SkillNeighbourhood", "all_labels", "get", "get_many",
    "known_by", "labels_since", "newest_change", "page", "save", "with_neighbours",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SkillNeighbourhood:
    """A skill and what it is linked to, one step each way."""

    skill: Skill
    broader: tuple[Ref, ...]
    narrower: tuple[Ref, ...]
    related: tuple[Ref, ...]
    replaced_by: Ref | None


@dataclass(frozen=True, slots=True)
class SkillEntry:
    """A skill in a list: `people` counts who is said to know it, `narrower` its direct ones."""

    id: str
    name: str
    status: SkillStatus
    people: int
    narrower: int


LOCK_VOCABULARY = """
MERGE (lock:Lock {id: 'vocabulary'}) SET lock.taken = true
"""


def save(tx: Transaction, skills: Sequence[Skill], batch: str | None = None) -> SaveCounts:
    """Make each skill exactly as given, and say which of them that added, changed or left alone.

    A link to a skill that is not there (yet) is left out: to load a vocabulary in batches, save
    every batch once, then once more. Of a skill given twice, the last counts. Writers wait for
    each other, so that readers see every change (`newest_change`). `batch` is kept on what is
    written: the import that it came with.
    """
    wanted = {skill.id: _tidy(skill) for skill in skills}
    if not wanted:
        return SaveCounts()
    tx.write(LOCK_VOCABULARY)
    targets = _present(tx, wanted.values())
    wanted = {key: _only_links_to(targets, skill) for key, skill in wanted.items()}
    stored = {skill.id: _tidy(skill) for skill in get_many(tx, list(wanted))}
    added = [key for key in wanted if key not in stored]
    changed = [key for key in wanted if key in stored and stored[key] != wanted[key]]
    unchanged = [key for key in wanted if key in stored and stored[key] == wanted[key]]
    if added or changed:
        _write(tx, [wanted[key] for key in (*added, *changed)], changed, batch)
    return SaveCounts(tuple(added), tuple(changed), tuple(unchanged))


def get(db: Queryable, skill_id: str) -> Skill | None:
    """Return one skill, or None. Its `related` are those it names itself, not those naming it."""
    found = get_many(db, [skill_id])
    return found[0] if found else None


GET_MANY = """
UNWIND $ids AS id
MATCH (s:Skill {id: id})
RETURN s {.*,
  broader: [(s)-[:BROADER]->(b:Skill) | b.id],
  related: [(s)-[:RELATED]->(r:Skill) | r.id],
  replaced_by: head([(s)-[:REPLACED_BY]->(n:Skill) | n.id])} AS skill
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Skill]:
    """Return the skills with these ids, in this order; ids that are not there are left out."""
    return [_skill(row["skill"]) for row in db.read(GET_MANY, ids=list(ids))]


WITH_NEIGHBOURS = """
MATCH (s:Skill {id: $id})
RETURN s {.*,
  broader: [(s)-[:BROADER]->(b:Skill) | b {.id, name: b.label}],
  narrower: [(s)<-[:BROADER]-(n:Skill) WHERE n.status <> 'retired' | n {.id, name: n.label}],
  related: [(s)-[:RELATED]-(r:Skill) | r {.id, name: r.label}],
  replaced_by: head([(s)-[:REPLACED_BY]->(n:Skill) | n {.id, name: n.label}])} AS skill
"""


def with_neighbours(db: Queryable, skill_id: str) -> SkillNeighbourhood | None:
    """Return a skill with its broader, narrower and related ones by name, or None."""
    rows = db.read(WITH_NEIGHBOURS, id=skill_id)
    if not rows:
        return None
    found = rows[0]["skill"]
    near = {kind: _by_name(refs(found[kind])) for kind in ("broader", "narrower", "related")}
    replacement = ref_or_none(found["replaced_by"])
    links = {kind: tuple(ref.id for ref in near[kind]) for kind in ("broader", "related")}
    plain = found | links | {"replaced_by": replacement.id if replacement else None}
    return SkillNeighbourhood(_skill(plain), **near, replaced_by=replacement)


PAGE = """
OPTIONAL MATCH (last:Skill {id: $after})
WITH toLower(last.label) AS last_label, last.id AS last_id
MATCH (s:Skill)
WHERE ($status IS NULL AND s.status <> 'retired' OR s.status = $status)
  AND ($under IS NULL
    OR $under = '' AND NOT EXISTS { (s)-[:BROADER]->(:Skill) }
    OR EXISTS { (s)-[:BROADER]->(:Skill {id: $under}) })
WITH s, toLower(s.label) AS label, last_label, last_id
WHERE last_id IS NULL OR label > last_label OR label = last_label AND s.id > last_id
WITH s, label ORDER BY label, s.id LIMIT $limit + 1
RETURN s.id AS id, s.label AS name, s.status AS status,
  COUNT { (s)<-[:KNOWS]-() } AS people, COUNT { (s)<-[:BROADER]-() } AS narrower
ORDER BY label, s.id
"""


def page(
    db: Queryable,
    after: str | None = None,
    limit: int = 50,
    status: SkillStatus | None = None,
    under: str | None = None,
) -> Page[SkillEntry]:
    """Return one page of skills by label; the next one begins after the skill `next_key`.

    `under` is the id of a broader skill, '' for those that have none. Retired skills are in the
    list only where `status` asks for them.
    """
    rows = db.read(PAGE, after=after, limit=limit, status=status, under=under)
    entries = tuple(SkillEntry(**row | {"status": SkillStatus(row["status"])}) for row in rows)
    shown = entries[:limit]
    return Page(shown, shown[-1].id if len(entries) > limit else None)


PRESENT = """
UNWIND $ids AS id MATCH (s:Skill {id: id}) RETURN s.id AS id
"""


def _present(tx: Transaction, skills: Iterable[Skill]) -> frozenset[str]:
    """Return which of the skills' own ids and link targets are there once these are saved."""
    skills = list(skills)
    linked = {link for skill in skills for link in _links(skill)}
    there = {row["id"] for row in tx.read(PRESENT, ids=sorted(linked))}
    return frozenset(there.union(skill.id for skill in skills))


WRITE_SKILLS = """
UNWIND $rows AS row
MERGE (s:Skill {id: row.id})
SET s += row, s.changed = datetime.realtime()
"""

CLEAR_LINKS = """
UNWIND $ids AS id
MATCH (s:Skill {id: id})-[link:BROADER|RELATED|REPLACED_BY]->(:Skill)
DELETE link
"""

WRITE_BROADER = """
UNWIND $links AS link
MATCH (s:Skill {id: link[0]}), (t:Skill {id: link[1]}) MERGE (s)-[:BROADER]->(t)
"""

WRITE_RELATED = """
UNWIND $links AS link
MATCH (s:Skill {id: link[0]}), (t:Skill {id: link[1]}) MERGE (s)-[:RELATED]->(t)
"""

WRITE_REPLACED_BY = """
UNWIND $links AS link
MATCH (s:Skill {id: link[0]}), (t:Skill {id: link[1]}) MERGE (s)-[:REPLACED_BY]->(t)
"""

MARK_CHANGED = """
MATCH (lock:Lock {id: 'vocabulary'}) SET lock.version = randomUUID()
"""


def _write(
    tx: Transaction, skills: Sequence[Skill], relinked: Sequence[str], batch: str | None
) -> None:
    origin = {"batch": batch} if batch else {}
    tx.write(WRITE_SKILLS, rows=[_properties(skill) | origin for skill in skills])
    if relinked:
        tx.write(CLEAR_LINKS, ids=list(relinked))
    tx.write(WRITE_BROADER, links=[[s.id, link] for s in skills for link in s.broader])
    tx.write(WRITE_RELATED, links=[[s.id, link] for s in skills for link in s.related])
    tx.write(WRITE_REPLACED_BY, links=[[s.id, s.replaced_by] for s in skills if s.replaced_by])
    tx.write(MARK_CHANGED)


def _links(skill: Skill) -> tuple[str, ...]:
    return (*skill.broader, *skill.related, *filter(None, [skill.replaced_by]))


def _only_links_to(targets: frozenset[str], skill: Skill) -> Skill:
    return replace(
        skill,
        broader=tuple(link for link in skill.broader if link in targets),
        related=tuple(link for link in skill.related if link in targets),
        replaced_by=skill.replaced_by if skill.replaced_by in targets else None,
    )


def _tidy(skill: Skill) -> Skill:
    """Return the skill as it is stored: single spaces, nothing twice, links in order of id."""
    label = " ".join(skill.label.split())
    others = dict.fromkeys(" ".join(other.split()) for other in skill.alternative_labels)
    return replace(
        skill,
        label=label,
        alternative_labels=tuple(other for other in others if other and other != label),
        broader=tuple(sorted(set(skill.broader) - {skill.id})),
        related=tuple(sorted(set(skill.related) - {skill.id})),
        changed=None,
    )


def _properties(skill: Skill) -> dict[str, Any]:
    labels = (skill.label, *skill.alternative_labels)
    return {
        "id": skill.id,
        "label": skill.label,
        "alternative_labels": list(skill.alternative_labels),
        "definition": skill.definition,
        "status": skill.status.value,
        "matches": list(skill.matches),
        "proposed_by": skill.proposed_by,
        "search": "\n".join(dict.fromkeys(fold(label) for label in labels)),
    }


def _skill(row: Row) -> Skill:
    return Skill(
        id=row["id"],
        label=row["label"],
        alternative_labels=words(row.get("alternative_labels")),
        definition=row.get("definition") or "",
        status=SkillStatus(row.get("status") or SkillStatus.COMMUNITY),
        matches=words(row.get("matches")),
        broader=words(row["broader"]),
        related=words(row["related"]),
        replaced_by=row["replaced_by"],
        proposed_by=row.get("proposed_by"),
        changed=instant_or_none(row.get("changed")),
    )


def _by_name(found: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(set(found), key=lambda ref: (ref.name.casefold(), ref.id)))
