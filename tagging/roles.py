"""Roles: what jobs require, and loading their profiles from files."""

from collections.abc import Sequence
from dataclasses import replace

from graph import batches
from graph import roles as store
from graph.database import Database, Transaction
from graph.records import Role, SaveCounts
from graph.roles import role_ref
from tagging.permissions import Permission, Viewer, require

__all__ = ["every", "load_roles", "role_ref"]


def every(db: Database, viewer: Viewer) -> list[Role]:
    """Return every role with what it requires, by name."""
    require(viewer, Permission.FIND)
    return store.every(db)


def load_roles(
    db: Database,
    viewer: Viewer,
    roles: Sequence[Role],
    batch: str | None,
    *,
    dry_run: bool = False,
) -> SaveCounts:
    """Add and update roles from a file, in one transaction; returns what was new or different.

    A requirement that the file does not name stays as it is.
    """
    require(viewer, Permission.IMPORT)

    def work(tx: Transaction) -> SaveCounts:
        stored = {role.id: role for role in store.get_many(tx, [role.id for role in roles])}
        return store.save(tx, [_merged(stored.get(role.id), role) for role in roles], batch)

    return batches.run(db, work, dry_run=dry_run)


def _merged(stored: Role | None, role: Role) -> Role:
    if stored is None:
        return role
    requires = {one.skill.id: one for one in (*stored.requires, *role.requires)}
    return replace(
        stored,
        name=role.name or stored.name,
        description=role.description or stored.description,
        requires=tuple(requires.values()),
    )
