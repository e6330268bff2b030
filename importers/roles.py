"""Role profiles from a file: one row for each skill that a role requires."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.database import Database
from graph.records import Ref, Requirement, Role
from importers import run as runs
from importers.columns import Columns, Variants, printable, recognise
from importers.read import open_table
from importers.report import Progress, Report, quiet
from importers.taggings_columns import LEVEL_WORDS
from importers.which import Skills, UnknownSkill
from tagging.errors import Invalid
from tagging.identity import clean_id, fold
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
}  # fmt: skip
_IMPORTANCE = {
    "": 0.5, "essential": 1.0, "required": 1.0, "must": 1.0, "high": 1.0, "important": 0.75,
    "medium": 0.5, "desirable": 0.5, "should": 0.5, "low": 0.25, "optional": 0.25,
    "nice to have": 0.25, "could": 0.25,
}  # fmt: skip
_USUAL_LEVEL = 3
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
    skills = Skills(known_skills(db, viewer))
    roles: dict[str, Role] = {}
    with open_table(path) as table:
        columns = recognise(table.columns, COLUMNS, (("role",),), path.name)
        run.tally.notes += table.notes
        for number, row in table.rows:
            run.reading(table)
            try:
                _add(roles, skills, columns, row)
            except Invalid as error:
                reason, _, mend = error.message.partition(". ")
                value = columns.cell(row, error.field)
                run.tally.reject(number, columns.name(error.field), value, reason, mend)
    for part in runs.batches_of(list(roles.values()), _BATCH):
        run.count(load_roles(db, viewer, part, run.batch, dry_run=dry_run))
    return run.finish()


def _add(roles: dict[str, Role], skills: Skills, columns: Columns, row: Sequence[str]) -> None:
    """Add what a row says to the roles; a role takes as many rows as it has requirements."""
    if surplus := columns.surplus(row):
        raise Invalid(f"There are more cells than columns ({surplus[:40]}). Quote the cells.")
    name = _limited("role", columns.cell(row, "role"))
    if not fold(name):
        raise Invalid("No role is named. Enter its name.", "role")
    description = _limited("description", columns.cell(row, "description"))
    requires = _requirements(skills, columns, row)
    own = columns.cell(row, "id")
    role_id = clean_id("role", own) if own else role_ref(name).id
    before = roles.get(role_id) or Role(role_id, name)
    together = {one.skill.id: one for one in (*before.requires, *requires)}
    roles[role_id] = replace(
        before,
        description=description or before.description,
        requires=tuple(together.values()),
    )


def _requirements(skills: Skills, columns: Columns, row: Sequence[str]) -> list[Requirement]:
    words = columns.cell(row, "skill")
    if not words:
        return []
    which = skills.find(words)
    if isinstance(which, UnknownSkill):
        raise Invalid(f"{which.reason}. {which.mend}", "skill")
    level = _level(columns.cell(row, "level"))
    return [Requirement(Ref(which, words), level, _importance(columns.cell(row, "importance")))]


def _level(words: str) -> int:
    folded = fold(words)
    if folded not in LEVEL_WORDS:
        raise Invalid("There is no such level. Write 1 to 5.", "level")
    return LEVEL_WORDS[folded] or _USUAL_LEVEL


def _importance(words: str) -> float:
    """Return 0 to 1 for a number of that range, a percentage, or a word such as 'essential'."""
    known = _IMPORTANCE.get(fold(words))
    if known is not None:
        return known
    try:
        percent = words.endswith("%")
        number = float(words.rstrip("% ").replace(",", ".")) / (100 if percent else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise Invalid(
            "It is no importance. Write 0 to 1, a percentage, essential or desirable.",
            "importance",
        )
    return number


def _limited(field: str, text: str) -> str:
    line = " ".join(printable(text).split())
    if len(line) > _LONGEST[field]:
        raise Invalid(f"The {field} is too long. Use {_LONGEST[field]} characters.", field)
    return line
