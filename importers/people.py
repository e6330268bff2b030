"""People from a file: staff and external contacts, where they sit and how to reach them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.database import Database
from graph.records import Absence, Person, PersonKind, Ref
from importers import run as runs
from importers.columns import Columns, recognise, to_day
from importers.people_columns import KINDS, PEOPLE, REQUIRED
from importers.read import open_table
from importers.report import Progress, Report, quiet
from importers.who import Directory, Unknown
from tagging import people_loading as people
from tagging.errors import Invalid
from tagging.identity import (
    clean_id,
    fold,
    organisation_ref,
    person_id,
    place_ref,
    role_ref,
    team_ref,
)
from tagging.people_fields import LONGEST, tidy, tidy_list, tidy_name
from tagging.permissions import Viewer

_BATCH = 5_000
_READ_STEP = 1_000
_TEXTS = (
    "job_title", "email", "phone", "mobile", "chat", "best_way", "best_times", "about",
    "listing_note",
)  # fmt: skip
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
_PEOPLE_NAMED = ("stand_in", "manager", "known_by")


@dataclass(slots=True)
class Draft:
    """A row on its way to a person: those whom it names are still words."""

    row: int
    own_id: str
    person: Person
    named: dict[str, str]


def import_people(
    db: Database,
    viewer: Viewer,
    path: Path,
    *,
    dry_run: bool = False,
    overwrite: bool = False,
    kind: PersonKind | None = None,
    progress: Progress = quiet,
) -> Report:
    """Add and update people from a CSV or XLSX file; see docs/importing.md for the columns.

    `kind` is what people are whose row does not say (staff, if they are new). `overwrite` lets
    the file win over what people set by hand in the application. Raises `ImportFailed`.
    """
    run = runs.begin(db, viewer, "people", path, dry_run=dry_run, progress=progress)
    drafts, columns = _read(run, kind)
    directory = Directory()
    for one in people.directory(db, viewer):
        directory.add(one.id, one.name, one.email, one.nicknames)
    here = directory.ids
    drafts = _identified(run, drafts, directory)
    for draft in drafts:
        person = draft.person
        directory.add(person.id, person.name, person.email, person.nicknames)
    for draft in drafts:
        draft.person = _with_people(run, draft, columns, directory)
    _save(run, drafts, here, overwrite, given=kind is not None or "kind" in columns.places)
    return run.finish()


def _read(run: runs.Run, kind: PersonKind | None) -> tuple[list[Draft], Columns]:
    drafts: list[Draft] = []
    with open_table(run.path) as table:
        columns = recognise(table.columns, PEOPLE, REQUIRED, run.path.name)
        run.tally.notes += table.notes
        if columns.ignored:
            ignored = ", ".join(name[:40] for name in columns.ignored[:20])
            run.tally.notes.append(f"Columns not used: {ignored}.")
        for number, row in table.rows:
            if len(drafts) % _READ_STEP == 0:
                run.reading(table)
            draft = _draft(run, columns, number, row, kind)
            drafts += [draft] if draft else []
    return drafts, columns


def _draft(
    run: runs.Run, columns: Columns, number: int, row: Sequence[str], kind: PersonKind | None
) -> Draft | None:
    surplus = columns.surplus(row)
    if surplus:
        run.tally.reject(
            number,
            "",
            surplus,
            "The row has more cells than there are columns",
            "Put quotation marks around a cell that holds the delimiter.",
        )
        return None
    try:
        person = _person(columns, row, kind)
    except Invalid as error:
        run.tally.refuse(number, columns, row, error)
        return None
    named = {field: columns.cell(row, field) for field in _PEOPLE_NAMED}
    return Draft(number, columns.cell(row, "id"), person, named)


def _person(columns: Columns, row: Sequence[str], kind: PersonKind | None) -> Person:
    """Return the row's person, without an id and without other people."""

    def cell(field: str) -> str:
        return columns.cell(row, field)

    name = cell("name") or f"{cell('first_name')} {cell('last_name')}"
    organisation = tidy("organisation", cell("organisation"))
    known_kind = _kind(cell("kind")) or kind or PersonKind.STAFF
    outside = organisation if known_kind is PersonKind.EXTERNAL else ""
    team = tidy("team", cell("team"))
    place = tidy("place", cell("place"))
    texts: dict[str, Any] = {field: tidy(field, cell(field)) for field in _TEXTS}
    roles = (tidy("role", part) for part in cell("roles").replace("|", ";").split(";"))
    return Person(
        id="",
        name=tidy_name("name", name, "a name"),
        kind=known_kind,
        nicknames=tidy_list("nicknames", cell("nicknames")),
        languages=tidy_list("languages", cell("languages")),
        absence=_absence(columns, row),
        place=place_ref(place) if place else None,
        team=team_ref(team, outside) if team.strip("> ") else None,
        organisation=organisation_ref(organisation) if organisation else None,
        roles=tuple({ref.id: ref for ref in (role_ref(role) for role in roles if role)}.values()),
        approachable=_answer("approachable", cell("approachable")),
        joined=_day("joined", cell("joined")),
        left=_day("left", cell("left")),
        **texts,
    )


def _kind(words: str) -> PersonKind | None:
    kind = KINDS.get(fold(words))
    if kind is None:
        raise Invalid(f"{words[:40]!r} is no kind of person. Write staff or external.", "kind")
    return PersonKind(kind) if kind else None


def _answer(field: str, text: str) -> bool | None:
    """Return yes or no as a file says it, None where it says nothing."""
    if not (said := fold(text)):
        return None
    if said not in _YES | _NO:
        raise Invalid(f"‘{text}’ is neither yes nor no. Write yes, no or nothing.", field)
    return said in _YES


def _day(field: str, text: str) -> date | None:
    try:
        return to_day(text)
    except Invalid as error:
        raise Invalid(f"{error.message} Write it like 2025-11-30 or 30/11/2025.", field) from None


def _absence(columns: Columns, row: Sequence[str]) -> Absence | None:
    since = _day("absent_since", columns.cell(row, "absent_since"))
    until = _day("absent_until", columns.cell(row, "absent_until"))
    note = tidy("absence_note", columns.cell(row, "absence_note"))
    if since is None and until is not None:
        raise Invalid("There is a last day away but no first one. Fill in both.", "absent_until")
    if since and until and until < since:
        raise Invalid("The last day away is before the first one. Correct one.", "absent_until")
    return Absence(since, until, note) if since else None


def _identified(run: runs.Run, drafts: list[Draft], directory: Directory) -> list[Draft]:
    """Give every draft its id; a person in two rows is loaded from the first.

    A row with an e-mail address that one person here has, and no other row, is that person,
    unless the row's own id is known.
    """
    emails = Counter(draft.person.email for draft in drafts)
    claimed = {clean_id("person", draft.own_id) for draft in drafts if draft.own_id}
    first: dict[str, int] = {}
    kept = []
    for draft in drafts:
        person = draft.person
        organisation = person.organisation.name if person.organisation else ""
        own = person_id(draft.own_id, person.email, person.name, organisation)
        same = directory.with_email(person.email) if emails[person.email] == 1 else None
        if own not in directory and same and same not in claimed:
            own = same
        if own in first:
            run.tally.reject(
                draft.row,
                "",
                person.name,
                f"The same person is in row {first[own]}",
                "Keep one row, or give each person an id of their own.",
            )
            continue
        first[own] = draft.row
        draft.person = replace(person, id=own)
        kept.append(draft)
    return kept


def _with_people(run: runs.Run, draft: Draft, columns: Columns, directory: Directory) -> Person:
    """Return the draft's person with stand-in, manager and acquaintances, where they are known."""
    found: dict[str, list[Ref]] = {field: [] for field in _PEOPLE_NAMED}
    for field, cell in draft.named.items():
        parts = cell.replace("|", ";").split(";") if field == "known_by" else [cell]
        for words in filter(None, (part.strip() for part in parts)):
            who = directory.find(words[: LONGEST["email"]])
            if isinstance(who, Unknown):
                run.tally.leave_out(draft.row, columns.name(field), words, who.reason, who.mend)
            elif who.id != draft.person.id:
                found[field].append(who)
    return replace(
        draft.person,
        stand_in=next(iter(found["stand_in"]), None),
        manager=next(iter(found["manager"]), None),
        known_by=tuple({ref.id: ref for ref in found["known_by"]}.values()),
    )


def _save(
    run: runs.Run, drafts: list[Draft], here: frozenset[str], overwrite: bool, *, given: bool
) -> None:
    """Save everybody, then link those who name somebody that was only saved after them."""
    everybody = [draft.person for draft in drafts]
    batch_of = {person.id: place // _BATCH for place, person in enumerate(everybody)}
    fields = frozenset({"kind"}) if given else frozenset()
    late: list[Person] = []
    for number, part in enumerate(runs.batches_of(everybody, _BATCH)):
        run.progress("Saving", number * _BATCH, len(everybody))
        run.count(
            people.load_people(
                run.db, run.viewer, part, run.batch,
                given=fields, overwrite=overwrite, dry_run=run.dry_run,
            )
        )  # fmt: skip
        late += [
            one
            for one in part
            if any(batch_of.get(i, 0) > number for i in _named_by(one) if i not in here)
        ]
    run.progress("Saving", len(everybody), len(everybody))
    if not run.dry_run:
        for part in runs.batches_of(late, _BATCH):
            people.link_people(run.db, run.viewer, part, overwrite=overwrite)


def _named_by(person: Person) -> list[str]:
    named = (person.stand_in, person.manager, *person.known_by)
    return [ref.id for ref in named if ref is not None]
