"""Projects and services from a file: one row for each skill that they need."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.database import Database
from graph.records import Ref, Work, WorkKind, WorkNeed
from importers import run as runs
from importers.columns import Columns, Variants, to_day
from importers.report import Progress, Report, quiet
from importers.requirements import Teams, importance_of, level_of, one_line, people_of
from importers.which import Skills, UnknownSkill
from tagging.errors import Invalid
from tagging.identity import clean_id, fold
from tagging.people import choices
from tagging.permissions import Viewer
from tagging.skills_loading import known_skills
from tagging.work import load_work, work_id

COLUMNS: Variants = {
    "id": ("work id", "project id", "code", "project code"),
    "work": ("project", "service", "name", "project name", "title", "activity", "contract"),
    "kind": ("type", "project or service"),
    "until": ("end", "ends", "end date", "last day", "due", "to"),
    "team": ("carried out by", "team name", "department", "unit"),
    "description": ("about", "summary", "purpose"),
    "skill": ("needs", "skill name", "topic", "competence", "competency", "required skill"),
    "level": ("required level", "level required", "minimum level", "rating"),
    "importance": ("weight", "priority", "essential or desirable"),
    "people": ("how many", "headcount", "number needed", "needed", "fte"),
}
_KINDS = {kind.value: kind for kind in WorkKind} | {
    "": WorkKind.PROJECT,
    "contract": WorkKind.PROJECT,
    "programme": WorkKind.PROJECT,
    "ongoing": WorkKind.SERVICE,
}
_BATCH = 500


def import_work(
    db: Database,
    viewer: Viewer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Add and update projects and services from a CSV or XLSX file; see docs/importing.md.

    The report counts pieces of work, not rows. Raises `ImportFailed`.
    """
    run = runs.begin(db, viewer, "work", path, dry_run=dry_run, progress=progress)
    reading = _Reading(
        Skills(known_skills(db, viewer)), Teams(one.ref for one in choices(db, viewer).teams)
    )
    run.read_rows(COLUMNS, (("work",),), reading.add)
    for part in runs.batches_of(list(reading.work.values()), _BATCH):
        run.count(load_work(db, viewer, part, run.batch, dry_run=dry_run))
    return run.finish()


@dataclass
class _Reading:
    """What a file has said so far, by id."""

    skills: Skills
    teams: Teams
    work: dict[str, Work] = field(default_factory=dict)

    def add(self, columns: Columns, row: Sequence[str]) -> None:
        """Take in a row; work takes as many as it needs skills."""
        if surplus := columns.surplus(row):
            raise Invalid(f"There are more cells than columns ({surplus[:40]}). Quote the cells.")
        name = one_line(columns.cell(row, "work"), 120, "work")
        if not fold(name):
            raise Invalid("No work is named. Enter its name.", "work")
        own = columns.cell(row, "id")
        given = self._facts(
            Work(clean_id("work", own) if own else work_id(name), name), columns, row
        )
        before = self.work.get(given.id, given)
        together = {one.skill.id: one for one in (*before.needs, *given.needs)}
        self.work[given.id] = replace(
            before,
            until=given.until or before.until,
            team=given.team or before.team,
            description=given.description or before.description,
            needs=tuple(together.values()),
        )

    def _facts(self, work: Work, columns: Columns, row: Sequence[str]) -> Work:
        kind = fold(columns.cell(row, "kind"))
        if kind not in _KINDS:
            raise Invalid("It is no kind of work. Write project or service.", "kind")
        try:
            until = to_day(columns.cell(row, "until"))
        except Invalid as error:
            raise Invalid(f"{error.message} Write 2026-11-30.", "until") from None
        team = columns.cell(row, "team")
        return replace(
            work,
            kind=_KINDS[kind],
            until=until,
            team=self.teams.find(team) if team else None,
            description=one_line(columns.cell(row, "description"), 2000, "description"),
            needs=tuple(self._needs(columns, row)),
        )

    def _needs(self, columns: Columns, row: Sequence[str]) -> list[WorkNeed]:
        words = columns.cell(row, "skill")
        if not words:
            return []
        which = self.skills.find(words)
        if isinstance(which, UnknownSkill):
            raise Invalid(f"{which.reason}. {which.mend}", "skill")
        people = people_of(columns.cell(row, "people"), "people", least=1) or 1
        level = level_of(columns.cell(row, "level"))
        importance = importance_of(columns.cell(row, "importance"))
        return [WorkNeed(Ref(which, words), level, importance, people)]
