"""Work: projects and services that need skills until a day, and who carries them out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from graph import batches, needs, organisations
from graph import work as store
from graph.database import Database, Queryable, Transaction
from graph.ids import derived_id, fold
from graph.records import Ref, SaveCounts, Work, WorkKind, WorkNeed
from tagging.errors import Invalid, NotFound
from tagging.permissions import Permission, Viewer, require
from tagging.profile_events import (
    LONGEST_NAME,
    changed,
    record,
    skill_meant,
    tidy_description,
    tidy_importance,
    tidy_level,
    tidy_line,
)

__all__ = [
    "MOST_PEOPLE", "Facts", "WorkPage", "browse", "create",
    "delete", "drop", "find", "load_work", "page", "put", "revise", "work_id",
]  # fmt: skip

MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of work apart from the skills that it needs; `team` is an id, '' for none."""

    name: str
    kind: str = WorkKind.PROJECT.value
    until: date | None = None
    description: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One piece of work; `ended` says that its last day is past, so that it needs nothing now."""

    work: Work
    ended: bool
    may_edit: bool


def work_id(name: str) -> str:
    """Return the id of the work of this name, the same however it is capitalised or accented."""
    return derived_id("work", fold(name))


def browse(db: Database, viewer: Viewer, today: date, *, ended: bool = False) -> tuple[Work, ...]:
    """Return work that goes on, what ends first comes first; or (`ended`) what has ended."""
    require(viewer, Permission.FIND)
    if not ended:
        return tuple(store.every(db, today))
    past = [one for one in store.every(db) if one.until and one.until < today]
    return tuple(reversed(past))


def find(db: Queryable, viewer: Viewer, wanted: str) -> Work:
    """Return one piece of work; raises `NotFound`."""
    require(viewer, Permission.FIND)
    found = store.get(db, wanted)
    if found is None:
        raise NotFound("There is no such project or service (any more).")
    return found


def page(db: Database, viewer: Viewer, wanted: str, today: date) -> WorkPage:
    """Return one piece of work with what it needs; raises `NotFound`."""
    found = find(db, viewer, wanted)
    ended = found.until is not None and found.until < today
    return WorkPage(found, ended, viewer.may(Permission.EDIT_PROFILES))


def create(db: Database, viewer: Viewer, facts: Facts, now: datetime) -> Work:
    """Add a project or service; raises `Invalid` with the field, also where the name is taken."""
    require(viewer, Permission.EDIT_PROFILES)

    def work(tx: Transaction) -> Work:
        needs.mark_changed(tx)
        new = _with(tx, Work(work_id(facts.name), ""), facts)
        if store.get(tx, new.id):
            raise Invalid(f"There is '{new.name}' already. Change that one.", "name")
        store.save(tx, [new])
        record(tx, viewer, "create work", new.id, None, new, now)
        return new

    return db.transact(work)


def revise(db: Database, viewer: Viewer, wanted: str, facts: Facts, now: datetime) -> Work:
    """Change what is said of work; its address and what it needs stay."""

    def change(tx: Transaction, before: Work) -> Work:
        return _with(tx, before, facts)

    return _changed(db, viewer, wanted, "revise work", change, now)


def put(
    db: Database,
    viewer: Viewer,
    wanted: str,
    *,
    skill: str,
    level: int,
    importance: float,
    people: int = 1,
    add: bool = False,
    now: datetime,
) -> Work:
    """Let work need a skill (its id or label): so many people at a level, with importance.

    Needed already, it is changed. Words that mean no skill are refused, or proposed (`add`).
    """

    def change(tx: Transaction, before: Work) -> Work:
        meant = skill_meant(tx, viewer, skill, add=add)
        if not 1 <= people <= MOST_PEOPLE:
            raise Invalid(f"Enter how many people are needed: 1 to {MOST_PEOPLE:,}.", "people")
        new = WorkNeed(meant, tidy_level(level), tidy_importance(importance), people)
        others = [one for one in before.needs if one.skill.id != meant.id]
        return replace(before, needs=(*others, new))

    return _changed(db, viewer, wanted, "need skill", change, now)


def drop(db: Database, viewer: Viewer, wanted: str, skill_id: str, now: datetime) -> Work:
    """Let work no longer need a skill."""

    def change(_tx: Transaction, before: Work) -> Work:
        kept = tuple(one for one in before.needs if one.skill.id != skill_id)
        return replace(before, needs=kept)

    return _changed(db, viewer, wanted, "drop need", change, now)


def delete(db: Database, viewer: Viewer, wanted: str, now: datetime) -> Work:
    """Take work away with what it needs; raises `NotFound`."""
    require(viewer, Permission.EDIT_PROFILES)

    def work(tx: Transaction) -> Work:
        needs.mark_changed(tx)
        before = find(tx, viewer, wanted)
        store.delete(tx, wanted)
        record(tx, viewer, "delete work", wanted, before, None, now)
        return before

    return db.transact(work)


def load_work(
    db: Database,
    viewer: Viewer,
    given: Sequence[Work],
    batch: str | None,
    *,
    dry_run: bool = False,
) -> SaveCounts:
    """Add and update work from a file, in one transaction; returns what was new or different.

    What the file does not say, and skills that it does not name, stay as they are.
    """
    require(viewer, Permission.IMPORT)

    def work(tx: Transaction) -> SaveCounts:
        stored = {one.id: one for one in store.get_many(tx, [one.id for one in given])}
        return store.save(tx, [_merged(stored.get(one.id), one) for one in given], batch)

    return batches.run(db, work, dry_run=dry_run)


def _merged(stored: Work | None, given: Work) -> Work:
    if stored is None:
        return given
    both = {one.skill.id: one for one in (*stored.needs, *given.needs)}
    return replace(
        given,
        until=given.until or stored.until,
        description=given.description or stored.description,
        team=given.team or stored.team,
        needs=tuple(both.values()),
    )


def _with(tx: Transaction, work: Work, facts: Facts) -> Work:
    description = tidy_description(facts.description)
    path = organisations.team_path(tx, facts.team) if facts.team else ()
    if facts.team and not path:
        raise Invalid("There is no such team. Choose another.", "team")
    if facts.kind not in set(WorkKind):
        raise Invalid("Choose project or service.", "kind")
    return replace(
        work,
        name=tidy_line(facts.name, LONGEST_NAME, "name", "a name"),
        kind=WorkKind(facts.kind),
        until=facts.until,
        description=description,
        team=Ref(path[-1].id, path[-1].name) if path else None,
    )


def _changed(
    db: Database,
    viewer: Viewer,
    wanted: str,
    action: str,
    change: Callable[[Transaction, Work], Work],
    now: datetime,
) -> Work:
    return changed(db, viewer, wanted, action, find, store.save, change, now)
