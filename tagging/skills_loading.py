"""Skills from files: joined with what is there, so that a file adds and never takes away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph import skill_matches
from graph import skills as store
from graph.database import Database
from graph.ids import fold
from graph.records import Skill, SkillStatus
from tagging.errors import Invalid
from tagging.permissions import Permission, Viewer, require

LONGEST_LABEL = 200
LONGEST_DEFINITION = 4000
MOST_LABELS = 300


@dataclass(frozen=True, slots=True)
class KnownSkill:
    """What a file may mean a skill by: its id, its labels, and URIs of outside vocabularies."""

    id: str
    label: str
    alternative_labels: tuple[str, ...]
    matches: tuple[str, ...]
    replaced_by: str | None


def known_skills(db: Database, viewer: Viewer) -> list[KnownSkill]:
    """Return every skill in brief, for telling which one a file means."""
    require(viewer, Permission.IMPORT)
    matches = skill_matches.matches(db)
    return [
        KnownSkill(
            row.id,
            row.label,
            row.alternative_labels,
            matches.get(row.id, ()),
            row.replaced_by if row.retired else None,
        )
        for row in store.all_labels(db)
    ]


def joined(db: Database, viewer: Viewer, skills: Sequence[Skill]) -> list[Skill]:
    """Return `skills` joined with what is stored of them.

    Labels, matches and links of both are kept; a definition or status given by the file wins,
    save that a retired skill stays retired.
    """
    require(viewer, Permission.IMPORT)
    stored = {skill.id: skill for skill in store.get_many(db, [skill.id for skill in skills])}
    return [_joined(stored.get(skill.id), skill) for skill in skills]


def tidy_label(text: str) -> str:
    """Return a label as it is kept; raises `Invalid` where it is no label."""
    label = " ".join("".join(c if c.isprintable() else " " for c in text[:4000]).split())
    if len(label) > LONGEST_LABEL or len(text) > 4000:
        raise Invalid(f"The label has over {LONGEST_LABEL} characters. Shorten it.", "label")
    if not fold(label):
        raise Invalid("The skill has no label. Enter one.", "label")
    return label


def other_labels(label: str, alternatives: Iterable[str]) -> tuple[str, ...]:
    """Return alternative labels as they are kept: each once, none like the preferred one."""
    seen = {fold(label)}
    kept = []
    for text in alternatives:
        if not text.strip():
            continue
        other = tidy_label(text)
        if fold(other) not in seen:
            seen.add(fold(other))
            kept.append(other)
    return tuple(kept[:MOST_LABELS])


def _joined(stored: Skill | None, skill: Skill) -> Skill:
    if stored is None:
        return skill
    retired = stored.status is SkillStatus.RETIRED
    old_label = () if fold(stored.label) == fold(skill.label) else (stored.label,)
    return replace(
        skill,
        alternative_labels=other_labels(
            skill.label, (*stored.alternative_labels, *old_label, *skill.alternative_labels)
        ),
        definition=skill.definition or stored.definition,
        status=stored.status if retired else skill.status,
        matches=_both(stored.matches, skill.matches),
        broader=_both(stored.broader, skill.broader),
        related=_both(stored.related, skill.related),
        replaced_by=stored.replaced_by or skill.replaced_by,
        proposed_by=stored.proposed_by or skill.proposed_by,
    )


def _both(stored: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*stored, *given)))
