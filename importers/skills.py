"""Skills from a file: one's own vocabulary as CSV or XLSX, or the ESCO download as it comes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.database import Database
from graph.records import SaveCounts, Skill, SkillStatus
from importers import run as runs
from importers.columns import Columns, Variants, printable, recognise
from importers.esco import is_esco, read_esco
from importers.read import open_table
from importers.report import Progress, Report, Tally, quiet
from importers.which import Skills, UnknownSkill
from tagging.errors import Invalid
from tagging.identity import clean_id, fold, skill_id
from tagging.permissions import Viewer
from tagging.skills_loading import (
    LONGEST_DEFINITION,
    KnownSkill,
    joined,
    known_skills,
    other_labels,
    tidy_label,
)
from tagging.vocabulary import load_skills

COLUMNS: Variants = {
    "id": ("skill id", "code", "concept id", "notation"),
    "label": (
        "preferred label", "preflabel", "skill", "skill name", "name", "topic", "term", "title",
    ),
    "alternative_labels": (
        "alternative label", "alt labels", "altlabels", "altlabel", "synonyms", "synonym",
        "other names", "also known as", "aliases", "hidden labels", "alternatives",
    ),
    "definition": ("description", "scope note", "meaning", "notes"),
    "status": ("state", "maturity"),
    "broader": (
        "broader skill", "parent", "parent skill", "broader term", "category", "group", "under",
        "broader skills",
    ),
    "related": ("related skills", "related skill", "see also", "related term"),
    "uri": (
        "matches", "match", "concept uri", "concepturi", "esco uri", "esco", "exact match", "url",
    ),
}  # fmt: skip
_STATUSES = {
    "": SkillStatus.COMMUNITY,
    "proposed": SkillStatus.PROPOSED,
    "community": SkillStatus.COMMUNITY,
    "agreed": SkillStatus.COMMUNITY,
    "formal": SkillStatus.FORMAL,
    "released": SkillStatus.FORMAL,
    "official": SkillStatus.FORMAL,
    "retired": SkillStatus.RETIRED,
    "obsolete": SkillStatus.RETIRED,
}
_BATCH = 2_000


def import_skills(
    db: Database,
    viewer: Viewer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Add and update skills from a CSV, an XLSX or an ESCO ZIP file; see docs/importing.md.

    A file adds labels and links, it takes none away. Raises `ImportFailed`.
    """
    run = runs.begin(db, viewer, "skills", path, dry_run=dry_run, progress=progress)
    run.progress("Reading", 0, 1)
    loaded = read_esco(path, run.tally) if is_esco(path) else _read(run)
    run.progress("Reading", 1, 1)
    _save(run, loaded)
    return run.finish()


def _save(run: runs.Run, loaded: Sequence[Skill]) -> None:
    """Save every batch once, and once more for links to skills that came later."""
    whole = joined(run.db, run.viewer, loaded)
    if run.dry_run:
        run.count(load_skills(run.db, run.viewer, whole, run.batch, dry_run=True))
        return
    parts = list(runs.batches_of(whole, _BATCH))
    again = parts if len(parts) > 1 else []
    counts = SaveCounts()
    for done, part in enumerate((*parts, *again)):
        run.progress("Saving", done, len(parts) + len(again))
        counts += load_skills(run.db, run.viewer, part, run.batch)
    run.progress("Saving", 1, 1)
    added = set(counts.added)
    changed = set(counts.changed) - added
    rest = {skill.id for skill in whole} - added - changed
    run.count(SaveCounts(tuple(added), tuple(changed), tuple(rest)))


def _read(run: runs.Run) -> list[Skill]:
    found: dict[str, tuple[int, Skill]] = {}
    with open_table(run.path) as table:
        columns = recognise(table.columns, COLUMNS, (("label",),), run.path.name)
        known = known_skills(run.db, run.viewer)
        labelled = {fold(one.label): one.id for one in known if not one.replaced_by}
        run.tally.notes += table.notes
        for number, row in table.rows:
            run.reading(table)
            skill = _skill(run.tally, columns, number, row)
            if skill and not columns.cell(row, "id") and not skill.matches:
                skill = replace(skill, id=labelled.get(fold(skill.label), skill.id))
            if skill and skill.id in found:
                run.tally.reject(
                    number,
                    columns.name("label"),
                    skill.label,
                    f"The same skill is in row {found[skill.id][0]}",
                    "Keep one row.",
                )
            elif skill:
                found[skill.id] = (number, skill)
    return _linked(run, columns, found, known)


def _skill(tally: Tally, columns: Columns, number: int, row: Sequence[str]) -> Skill | None:
    try:
        return _parsed(columns, row)
    except Invalid as error:
        tally.refuse(number, columns, row, error, "label")
        return None


def _parsed(columns: Columns, row: Sequence[str]) -> Skill:
    """Return the row's skill, its links still as words."""

    def cell(field: str) -> str:
        return columns.cell(row, field)

    if surplus := columns.surplus(row):
        raise Invalid(f"There are more cells than columns ({surplus[:40]}). Quote the cells.")
    label = tidy_label(cell("label"))
    status = _STATUSES.get(fold(cell("status")))
    if status is None:
        raise Invalid("There is no such status. Write community or formal.", "status")
    if len(cell("definition")) > LONGEST_DEFINITION:
        raise Invalid(f"It is too long. Use {LONGEST_DEFINITION} characters.", "definition")
    uris = tuple(part for part in re.split(r"[;|\s]+", cell("uri")) if part)
    return Skill(
        id=clean_id("skill", cell("id")) if cell("id") else skill_id((*uris, label)[0]),
        label=label,
        alternative_labels=other_labels(label, re.split(r"[;|\n]", cell("alternative_labels"))),
        definition=printable(cell("definition")),
        status=status,
        matches=uris,
        broader=_parts(cell("broader")),
        related=_parts(cell("related")),
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in re.split(r"[;|\n]", cell))))


def _linked(
    run: runs.Run,
    columns: Columns,
    found: dict[str, tuple[int, Skill]],
    known: Sequence[KnownSkill],
) -> list[Skill]:
    """Return the skills with links to ids, those of the file and those already here."""
    which = Skills(known)
    for _, skill in found.values():
        which.add(skill.id, skill.label, skill.alternative_labels, skill.matches)

    def ids(number: int, skill: Skill, field: str) -> tuple[str, ...]:
        links = []
        for words in getattr(skill, field):
            other = which.find(words)
            if isinstance(other, UnknownSkill):
                name = columns.name(field)
                run.tally.leave_out(number, name, words, other.reason, other.mend)
            elif other != skill.id:
                links.append(other)
        return tuple(dict.fromkeys(links))

    return [
        replace(skill, broader=ids(number, skill, "broader"), related=ids(number, skill, "related"))
        for number, skill in found.values()
    ]
