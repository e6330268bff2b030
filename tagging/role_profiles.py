"""Writing role profiles: what roles require, and how many of them teams need."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from graph import needs
from graph import roles as store
from graph.database import Database, Transaction
from graph.records import Requirement, Role
from graph.roles import role_ref
from tagging import roles
from tagging.errors import Conflict, Invalid
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

MOST_PEOPLE = 10_000


def create(
    db: Database,
    viewer: Viewer,
    *,
    name: str,
    description: str = "",
    copy_of: str = "",
    now: datetime,
) -> Role:
    """Write a new role, empty or with the requirements of another; raises `Invalid`."""
    require(viewer, Permission.EDIT_PROFILES)
    tidy = tidy_line(name, LONGEST_NAME, "name", "a name for the role")

    def work(tx: Transaction) -> Role:
        needs.mark_changed(tx)
        requires = roles.find(tx, viewer, copy_of).requires if copy_of else ()
        role = Role(role_ref(tidy).id, tidy, tidy_description(description), requires)
        if store.get(tx, role.id):
            raise Invalid(f"There is a role '{tidy}' already. Change that one.", "name")
        store.save(tx, [role])
        record(tx, viewer, "create role", role.id, None, role, now)
        return role

    return db.transact(work)


def revise(
    db: Database, viewer: Viewer, role_id: str, *, name: str, description: str, now: datetime
) -> Role:
    """Rename a role and say what it is; its address stays."""
    tidy = tidy_line(name, LONGEST_NAME, "name", "a name for the role")
    described = tidy_description(description)

    def change(_tx: Transaction, role: Role) -> Role:
        return replace(role, name=tidy, description=described)

    return _changed(db, viewer, role_id, "revise role", change, now)


def put(
    db: Database,
    viewer: Viewer,
    role_id: str,
    *,
    skill: str,
    level: int,
    importance: float,
    add: bool = False,
    now: datetime,
) -> Role:
    """Let a role require a skill (its id or label) at a level (1 to 5), with importance (0 to 1).

    Required already, it is changed. Words that mean no skill are refused, or proposed (`add`).
    """

    def change(tx: Transaction, role: Role) -> Role:
        meant = skill_meant(tx, viewer, skill, add=add)
        new = Requirement(meant, tidy_level(level), tidy_importance(importance))
        others = [one for one in role.requires if one.skill.id != meant.id]
        return replace(role, requires=(*others, new))

    return _changed(db, viewer, role_id, "require skill", change, now)


def drop(db: Database, viewer: Viewer, role_id: str, skill_id: str, now: datetime) -> Role:
    """Let a role no longer require a skill."""

    def change(_tx: Transaction, role: Role) -> Role:
        kept = tuple(one for one in role.requires if one.skill.id != skill_id)
        return replace(role, requires=kept)

    return _changed(db, viewer, role_id, "drop requirement", change, now)


def delete(db: Database, viewer: Viewer, role_id: str, now: datetime) -> Role:
    """Delete a role that nobody holds; raises `Conflict` where somebody does."""
    require(viewer, Permission.EDIT_PROFILES)

    def work(tx: Transaction) -> Role:
        needs.mark_changed(tx)
        role = roles.find(tx, viewer, role_id)
        if held := len(store.holders(tx, role_id)):
            people = "One person holds" if held == 1 else f"{held} people hold"
            raise Conflict(f"{people} this role. Give them another one first.")
        store.delete(tx, role_id)
        record(tx, viewer, "delete role", role_id, role, None, now)
        return role

    return db.transact(work)


def set_headcounts(
    db: Database,
    viewer: Viewer,
    given: Mapping[tuple[str, str], int | None],
    now: datetime,
) -> None:
    """Set how many people of a role each team needs, by (team, role); None unsays it."""
    require(viewer, Permission.EDIT_PROFILES)
    if any(number is not None and not 0 <= number <= MOST_PEOPLE for number in given.values()):
        raise Invalid(f"Enter how many people are needed: 0 to {MOST_PEOPLE:,}.", "headcount")

    def work(tx: Transaction) -> None:
        needs.mark_changed(tx)
        there = {(one.team.id, one.role.id): one.headcount for one in needs.headcounts(tx)}
        other = {key: number for key, number in given.items() if there.get(key) != number}
        needs.put_headcounts(tx, [(*key, number) for key, number in other.items()])
        for (team, role), number in other.items():
            before = {"role": role, "headcount": there.get((team, role))}
            after = {"role": role, "headcount": number}
            record(tx, viewer, "set headcount", team, before, after, now)

    db.transact(work)


def _changed(
    db: Database,
    viewer: Viewer,
    role_id: str,
    action: str,
    change: Callable[[Transaction, Role], Role],
    now: datetime,
) -> Role:
    return changed(db, viewer, role_id, action, roles.find, store.save, change, now)
