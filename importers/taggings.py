"""Statements from a file: who says that whom knows what, how well, since when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from graph.database import Database
from graph.records import Skill, SkillStatus, Source, Tagging
from importers import run as runs
from importers.columns import Columns, printable, recognise, to_instant
from importers.in_order import InOrder
from importers.pipeline import Writer
from importers.read import open_table
from importers.report import Progress, Report, quiet
from importers.taggings_columns import COLUMNS, KINDS, LEVEL_WORDS, REQUIRED, SOURCES
from importers.which import Skills
from importers.who import Directory, Unknown
from tagging import people_loading as people
from tagging.errors import Invalid
from tagging.identity import fold, skill_id
from tagging.permissions import Viewer
from tagging.skills_loading import known_skills, tidy_label
from tagging.statement_words import LONGEST_NOTE
from tagging.taggings import load_taggings
from tagging.vocabulary import load_skills

Value = TypeVar("Value")
_SORTED = 1_000_000
_BATCH = 10_000
_ENOUGH = 9_000
_READ_STEP = 5_000
_LONGEST_WORDS = 500
_WAYS_TO_NAME = {role: (f"{role}_id", f"{role}_email", role) for role in ("person", "tagger")}


class _Refused(Exception):
    """A row that cannot be used: the field that it is about, why, and what to do."""

    def __init__(self, name: str, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason
        self.mend = mend


@dataclass(frozen=True, slots=True)
class _Batch:
    """Statements to save, of how many so far; skills to propose first; ids without a date."""

    statements: Sequence[Tagging]
    new_skills: tuple[Skill, ...]
    proposed: Collection[str]
    undated: Collection[str]
    total: int


@dataclass
class _Reader:
    """Rows into statements, with all that is needed to tell whom and what they mean."""

    run: runs.Run
    columns: Columns
    people: Directory
    skills: Skills
    seen: set[str] = field(default_factory=set)
    undated: set[str] = field(default_factory=set)
    proposed: dict[str, Skill] = field(default_factory=dict)
    unsaved: list[Skill] = field(default_factory=list)
    handed_over: int = 0


def import_taggings(
    db: Database,
    viewer: Viewer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Add and update statements from a CSV or XLSX file; see docs/importing.md for the columns.

    Words that are no skill yet become proposed skills. What people withdrew, hid or disputed in
    the application stays so. Raises `ImportFailed`.
    """
    run = runs.begin(db, viewer, "taggings", path, dry_run=dry_run, progress=progress)
    directory = Directory()
    for one in people.directory(db, viewer):
        directory.add(one.id, one.name, one.email, one.nicknames)
    skills = Skills(known_skills(db, viewer))
    with open_table(path) as table, Writer[_Batch](lambda batch: _save(run, batch)) as writer:
        columns = recognise(table.columns, COLUMNS, REQUIRED, path.name)
        run.tally.notes += table.notes
        reader = _Reader(run, columns, directory, skills)
        in_order = InOrder(_ENOUGH, _SORTED)
        for count, (number, row) in enumerate(table.rows):
            if count % _READ_STEP == 0:
                run.reading(table)
            statement = _statement(reader, number, row)
            if statement:
                _hand_over(reader, writer, in_order.add(statement))
        _hand_over(reader, writer, in_order.rest())
    _note_proposed(reader)
    return run.finish()


def _hand_over(reader: _Reader, writer: Writer[_Batch], statements: list[Tagging]) -> None:
    """Pass statements on to be saved, with the skills that must be there before."""
    reader.handed_over += len(statements)
    for part in runs.batches_of(statements, _BATCH):
        new_skills = tuple(reader.unsaved)
        proposed = frozenset(reader.proposed)
        writer.put(_Batch(part, new_skills, proposed, reader.undated, reader.handed_over))
        reader.unsaved.clear()


def _save(run: runs.Run, batch: _Batch) -> None:
    if batch.new_skills and not run.dry_run:
        load_skills(run.db, run.viewer, batch.new_skills, run.batch)
    statements = batch.statements
    if run.dry_run:
        # A skill that is only proposed by this file is not there for a rehearsal.
        run.tally.added += sum(one.skill in batch.proposed for one in statements)
        statements = [one for one in statements if one.skill not in batch.proposed]
    run.count(
        load_taggings(
            run.db,
            run.viewer,
            statements,
            run.batch,
            dry_run=run.dry_run,
            undated=batch.undated,
        )
    )
    run.progress("Saving", run.tally.added + run.tally.changed + run.tally.unchanged, batch.total)


def _statement(reader: _Reader, number: int, row: Sequence[str]) -> Tagging | None:
    """Return the row's statement, or None where it is rejected."""
    try:
        return _parsed(reader, row)
    except _Refused as refused:
        columns = reader.columns
        value = columns.cell(row, refused.name)
        reader.run.tally.reject(
            number, columns.name(refused.name), value, refused.reason, refused.mend
        )
        return None


def _parsed(reader: _Reader, row: Sequence[str]) -> Tagging:
    cell = reader.columns.cell
    if len(row) > len(reader.columns.names) and reader.columns.surplus(row):
        raise _Refused("", "The row has more cells than there are columns", "Quote the cells.")
    person = _who(reader, row, "person")
    tagger = _who(reader, row, "tagger") if _named(reader, row, "tagger") else person
    made, confirmed = _dates(reader, row)
    note = cell(row, "note")
    if len(note) > LONGEST_NOTE:
        raise _Refused("note", "The note is too long", f"Use {LONGEST_NOTE} characters at most.")
    kind = _choice(KINDS, "kind", cell(row, "kind"))
    level = _choice(LEVEL_WORDS, "level", cell(row, "level"))
    source = _source(tagger, person, cell(row, "source"))
    # Last, so that no row is refused for which a skill has just been proposed.
    skill = _skill(reader, cell(row, "skill"))
    statement = Tagging(
        tagger=tagger,
        person=person,
        skill=skill,
        made=made or confirmed or reader.run.now,
        confirmed=confirmed or made or reader.run.now,
        kind=kind,
        level=level,
        note=printable(note),
        source=source,
        batch=reader.run.batch,
    )
    if statement.id in reader.seen:
        raise _Refused(
            "skill", "The same statement is in an earlier row", "Keep the row that is right."
        )
    reader.seen.add(statement.id)
    if made is None and confirmed is None:
        reader.undated.add(statement.id)
    return statement


def _named(reader: _Reader, row: Sequence[str], role: str) -> str:
    """Return the most telling words for a person in the row: id, then e-mail, then name."""
    for name in _WAYS_TO_NAME[role]:
        if name in reader.columns.places and (words := reader.columns.cell(row, name)):
            return words
    return ""


def _who(reader: _Reader, row: Sequence[str], role: str) -> str:
    words = _named(reader, row, role)
    if not words:
        raise _Refused(role, "Nobody is named", "Enter an id, an e-mail address or a name.")
    found = reader.people.find(words[:_LONGEST_WORDS])
    if isinstance(found, Unknown):
        named = _WAYS_TO_NAME[role]
        field_name = next(name for name in named if reader.columns.cell(row, name))
        raise _Refused(field_name, found.reason, found.mend)
    return found.id


def _skill(reader: _Reader, words: str) -> str:
    found = reader.skills.find(words) if words else None
    if isinstance(found, str):
        return found
    if found is not None and not found.new:
        raise _Refused("skill", found.reason, found.mend)
    return _proposed(reader, words)


def _proposed(reader: _Reader, words: str) -> str:
    """Return the id of a new skill for words that are none yet."""
    if words.startswith(("http://", "https://")):
        raise _Refused("skill", "No skill has this URI", "Import the vocabulary first.")
    try:
        label = tidy_label(words)
    except Invalid as error:
        reason, _, mend = error.message.partition(". ")
        raise _Refused("skill", reason, mend) from None
    skill = Skill(skill_id(label), label, status=SkillStatus.PROPOSED)
    reader.skills.add(skill.id, label)
    reader.proposed[skill.id] = skill
    reader.unsaved.append(skill)
    return skill.id


def _note_proposed(reader: _Reader) -> None:
    proposed = [skill.label for skill in reader.proposed.values()]
    if proposed:
        shown = ", ".join(f"'{label[:60]}'" for label in proposed[:20])
        rest = f" and {len(proposed) - 20} more" if len(proposed) > 20 else ""
        reader.run.tally.notes.append(
            f"{len(proposed)} new skills are proposed: {shown}{rest}. A curator can merge them."
        )


def _dates(reader: _Reader, row: Sequence[str]) -> tuple[datetime | None, datetime | None]:
    """Return when the row was said and when last confirmed, None for what it does not say."""
    made = _instant(reader, row, "made")
    confirmed = _instant(reader, row, "confirmed")
    if made and confirmed and confirmed < made:
        raise _Refused("confirmed", "It was confirmed before it was made", "Correct a date.")
    return made, confirmed


def _instant(reader: _Reader, row: Sequence[str], name: str) -> datetime | None:
    try:
        instant = to_instant(reader.columns.cell(row, name))
    except Invalid as error:
        reason = error.message.rstrip(".")
        raise _Refused(name, reason, "Write it like 2025-11-30 or 30/11/2025.") from None
    if instant and instant > reader.run.now:
        raise _Refused(name, "This date is in the future", "Correct the date.")
    return instant


def _choice(choices: dict[str, Value], name: str, words: str) -> Value:
    try:
        return choices[words]
    except KeyError:
        pass
    folded = fold(words[:100])
    if folded not in choices:
        known = ", ".join(key for key in list(choices)[1:6])
        raise _Refused(name, f"There is no such {name}", f"Write one of: {known}.")
    return choices[folded]


def _source(tagger: str, person: str, words: str) -> Source:
    if tagger == person:
        return Source.SELF
    source = _choice(SOURCES, "source", words)
    if source is Source.SELF:
        raise _Refused("source", "The tagger is somebody else", "Write peer or manager.")
    return source
