"""Roles from a file: a row for each skill that one requires, and for each team that needs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.database import Database
from graph.records import Ref, Requirement, Role
from importers import run as runs
from importers.columns import Columns, Variants
from importers.report import Progress, Report, quiet
from importers.requirements import Teams, importance_of, level_of, one_line, people_of
from importers.which import Skills, UnknownSkill
from tagging.errors import Invalid
from tagging.identity import clean_id, fold
from tagging.people import choices
from tagging.permissions import Viewer
from tagging.roles import load_roles, role_ref
from tagging.skills_loading import known_skills

COLUMNS: Variants = {
    "id": ("role id", "code", "job code"),
    "role": ("role name", "name", "job", "job title", "title", "profile", "role profile"),
    "description": ("about", "summary", "purpose", "role description"),
    "skill": (
        "requires", "requirement", "competence", "competency", "skill name", "topic",
        "required skill",
    ),
    "level": ("required level", "level required", "minimum level", "target level", "rating"),
    "importance": ("weight", "priority", "essential or desirable", "importance of skill"),
    "team": ("needed in", "team name", "department", "unit"),
    "headcount": ("needed", "number needed", "posts", "establishment", "fte", "how many"),
}  # fmt: skip
_LONGEST = {"role": 120, "description": 2000}
_BATCH = 500


def import_roles(
    db: Database,
    viewer: Viewer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Add and update role profiles from a CSV or XLSX file; see docs/importing.md.

    The report counts roles, not rows. Raises `ImportFailed`.
    """
    run = runs.begin(db, viewer, "roles", path, dry_run=dry_run, progress=progress)
    reading = _Reading(
        Skills(known_skills(db, viewer)), Teams(one.ref for one in choices(db, viewer).teams)
    )
    run.read_rows(COLUMNS, (("role",),), reading.add)
    for part in runs.batches_of(list(reading.roles.values()), _BATCH):
        ids = {role.id for role in part}
        needed = [(team, role, n) for (team, role), n in reading.needed.items() if role in ids]
        run.count(load_roles(db, viewer, part, run.batch, headcounts=needed, dry_run=dry_run))
    return run.finish()


@dataclass
class _Reading:
    """What a file has said so far: roles by id, and headcounts by team and role."""

    skills: Skills
    teams: Teams
    roles: dict[str, Role] = field(default_factory=dict)
    needed: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, columns: Columns, row: Sequence[str]) -> None:
        """Take in a row; a role takes as many as it has requirements and teams that need it."""
        if surplus := columns.surplus(row):
            raise Invalid(f"There are more cells than columns ({surplus[:40]}). Quote the cells.")
        name = one_line(columns.cell(row, "role"), _LONGEST["role"], "role")
        if not fold(name):
            raise Invalid("No role is named. Enter its name.", "role")
        longest = _LONGEST["description"]
        description = one_line(columns.cell(row, "description"), longest, "description")
        requires = _requirements(self.skills, columns, row)
        team, number = self._needed(columns, row)
        own = columns.cell(row, "id")
        role_id = clean_id("role", own) if own else role_ref(name).id
        before = self.roles.get(role_id) or Role(role_id, name)
        together = {one.skill.id: one for one in (*before.requires, *requires)}
        self.roles[role_id] = replace(
            before,
            description=description or before.description,
            requires=tuple(together.values()),
        )
        if team and number is not None:
            self.needed[team, role_id] = number

    def _needed(self, columns: Columns, row: Sequence[str]) -> tuple[str, int | None]:
        words = columns.cell(row, "team")
        number = people_of(columns.cell(row, "headcount"), "headcount")
        if not words and number is not None:
            raise Invalid("No team is named that needs so many. Enter the team.", "team")
        if words and number is None:
            raise Invalid("How many the team needs is not said. Enter a number.", "headcount")
        return (self.teams.find(words).id if words else "", number)


def _requirements(skills: Skills, columns: Columns, row: Sequence[str]) -> list[Requirement]:
    words = columns.cell(row, "skill")
    if not words:
        return []
    which = skills.find(words)
    if isinstance(which, UnknownSkill):
        raise Invalid(f"{which.reason}. {which.mend}", "skill")
    level = level_of(columns.cell(row, "level"))
    return [Requirement(Ref(which, words), level, importance_of(columns.cell(row, "importance")))]
