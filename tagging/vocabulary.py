"""The vocabulary in use: suggesting skills, showing, browsing and loading them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import batches, skills
from graph.database import Database
from graph.documents import listed as documents_listed
from graph.records import Document, Page, Ref, SaveCounts, Skill
from graph.skills import SkillEntry
from tagging import results
from tagging.errors import SkillNotFound
from tagging.label_index import How
from tagging.permissions import Permission, Viewer, require
from tagging.results import Result
from tagging.vocabulary_in_memory import Vocabulary, VocabularyCache

__all__ = [
    "SkillPage", "Suggestion", "Vocabulary", "VocabularyCache", "browse_skills", "load_skills",
    "skill_page", "suggest",
]  # fmt: skip

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill offered while somebody types, the label that fits, and how it does."""

    skill: Ref
    matched_label: str
    how: How


@dataclass(frozen=True, slots=True)
class SkillPage:
    """A skill, what it is linked to, who knows it, and what documents say about it."""

    skill: Skill
    broader: tuple[Ref, ...]
    narrower: tuple[Ref, ...]
    related: tuple[Ref, ...]
    replaced_by: Ref | None
    people: tuple[Result, ...]
    documents: tuple[Document, ...]


def suggest(vocabulary: Vocabulary, text: str, limit: int = 8) -> list[Suggestion]:
    """Return skills for what has been typed so far, best first, each skill once."""
    found: dict[str, Suggestion] = {}
    for hit in vocabulary.completions(text, limit):
        ref = vocabulary.ref(vocabulary.current_id(hit.entry.skill))
        if ref and ref.id not in found:
            found[ref.id] = Suggestion(ref, hit.entry.label, hit.how)
    return list(found.values())[:limit]


def skill_page(db: Database, viewer: Viewer, skill_id: str, now: datetime) -> SkillPage:
    """Return all there is about one skill; raises `SkillNotFound`."""
    require(viewer, Permission.FIND)
    found = skills.with_neighbours(db, skill_id)
    if found is None:
        raise SkillNotFound("There is no such skill. It may have been merged with another.")
    return SkillPage(
        skill=found.skill,
        broader=found.broader,
        narrower=found.narrower,
        related=found.related,
        replaced_by=found.replaced_by,
        people=results.of_skill(db, Ref(skill_id, found.skill.label), now, viewer=viewer),
        documents=tuple(documents_listed.covering_skill(db, skill_id, viewer.person_id)),
    )


def browse_skills(
    db: Database,
    viewer: Viewer,
    after: str | None = None,
    under: str | None = None,
    limit: int = 50,
) -> Page[SkillEntry]:
    """Return one page of skills by label: all, those under a skill, or ('') the topmost."""
    require(viewer, Permission.FIND)
    return skills.page(db, after=after, under=under, limit=limit)


def load_skills(
    db: Database,
    viewer: Viewer,
    loaded: Sequence[Skill],
    batch: str | None = None,
    *,
    dry_run: bool = False,
) -> SaveCounts:
    """Save skills from a file in batches, then link those whose targets came later.

    Links to skills that are nowhere are left out. Returns each skill once.
    """
    require(viewer, Permission.IMPORT)
    if dry_run:
        return batches.rehearse(db, lambda tx: skills.save(tx, loaded, batch))
    parts = [loaded[start : start + _BATCH] for start in range(0, len(loaded), _BATCH)]
    return _counted_once(_saved(db, part, batch) for part in (*parts, *parts[:-1]))


def _saved(db: Database, part: Sequence[Skill], batch: str | None) -> SaveCounts:
    return db.transact(lambda tx: skills.save(tx, part, batch))


def _counted_once(counts: Iterable[SaveCounts]) -> SaveCounts:
    everything = sum(counts, SaveCounts())
    added = dict.fromkeys(everything.added)
    changed = dict.fromkeys(each for each in everything.changed if each not in added)
    rest = (each for each in everything.unchanged if each not in added and each not in changed)
    return SaveCounts(tuple(added), tuple(changed), tuple(dict.fromkeys(rest)))
