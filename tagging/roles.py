"""Roles: what jobs require, who holds them, which teams need them, and files of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph import batches, needs, occupations, organisations
from graph import roles as store
from graph.database import Database, Queryable, Transaction
from graph.records import Ref, Role, SaveCounts, TeamNeed
from graph.roles import RoleSummary, role_ref
from tagging.errors import NotFound
from tagging.occupations import Comparison, compare, meaning
from tagging.permissions import Permission, Viewer, require
from tagging.vocabulary_in_memory import Vocabulary

__all__ = [
    "RolePage", "RoleSummary", "TeamPage", "TeamRow", "browse", "every", "find", "importance_words",
    "load_roles", "page", "role_ref", "team_page",
]  # fmt: skip

_WORDS = ((0.85, "essential"), (0.6, "important"), (0.35, "useful"), (0.0, "of little weight"))


@dataclass(frozen=True, slots=True)
class TeamRow:
    """How many of a role a team says it needs (None: it has not said), and how many hold it."""

    team: Ref
    role: Ref
    headcount: int | None
    held: int


@dataclass(frozen=True, slots=True)
class RolePage:
    """A role's profile with who holds it, who needs it, and the outside profiles beside it."""

    role: Role
    holders: tuple[Ref, ...]
    teams: tuple[TeamRow, ...]
    sources: tuple[Comparison, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """What one team needs: a row for each role, those that it needs or has first."""

    team: Ref
    rows: tuple[TeamRow, ...]
    may_edit: bool


def importance_words(importance: float) -> str:
    """Return an importance (0 to 1) in words."""
    return next(words for least, words in _WORDS if importance >= least)


def every(db: Database, viewer: Viewer) -> list[Role]:
    """Return every role with what it requires, by name."""
    require(viewer, Permission.FIND)
    return store.every(db)


def browse(db: Database, viewer: Viewer) -> list[RoleSummary]:
    """Return every role in brief, by name."""
    require(viewer, Permission.FIND)
    return store.summaries(db)


def find(db: Queryable, viewer: Viewer, role_id: str) -> Role:
    """Return one role; raises `NotFound`."""
    require(viewer, Permission.FIND)
    role = store.get(db, role_id)
    if role is None:
        raise NotFound("There is no such role (any more).")
    return role


def page(db: Database, viewer: Viewer, vocabulary: Vocabulary, role_id: str) -> RolePage:
    """Return all there is about one role; raises `NotFound`."""
    role = find(db, viewer, role_id)
    sources = occupations.of_role(db, role_id)
    meant = meaning(db, vocabulary) if sources else None
    rows = _rows(needs.headcounts(db, role=role_id), needs.held(db, role=role_id))
    return RolePage(
        role=role,
        holders=store.holders(db, role_id),
        teams=tuple(sorted(rows.values(), key=lambda row: row.team.name.casefold())),
        sources=tuple(compare(role, one, meant) for one in sources if meant),
        may_edit=viewer.may(Permission.EDIT_PROFILES),
    )


def team_page(db: Database, viewer: Viewer, team_id: str) -> TeamPage:
    """Return which roles a team needs and has; raises `NotFound`."""
    require(viewer, Permission.FIND)
    path = organisations.team_path(db, team_id)
    if not path:
        raise NotFound("There is no such team (any more).")
    team = path[-1]
    rows = _rows(needs.headcounts(db, team=team_id), needs.held(db, team=team_id))
    for role in store.summaries(db):
        rows.setdefault((team.id, role.role.id), TeamRow(team, role.role, None, 0))
    ordered = sorted(
        rows.values(),
        key=lambda row: (row.headcount is None and not row.held, row.role.name.casefold()),
    )
    return TeamPage(team, tuple(ordered), viewer.may(Permission.EDIT_PROFILES))


def _rows(stated: Sequence[TeamNeed], held: Sequence[TeamNeed]) -> dict[tuple[str, str], TeamRow]:
    rows = {
        (one.team.id, one.role.id): TeamRow(one.team, one.role, None, one.headcount) for one in held
    }
    for one in stated:
        key = (one.team.id, one.role.id)
        before = rows.get(key) or TeamRow(one.team, one.role, None, 0)
        rows[key] = replace(before, headcount=one.headcount)
    return rows


def load_roles(
    db: Database,
    viewer: Viewer,
    roles: Sequence[Role],
    batch: str | None,
    *,
    headcounts: Sequence[tuple[str, str, int]] = (),
    dry_run: bool = False,
) -> SaveCounts:
    """Add and update roles from a file, in one transaction; returns what was new or different.

    A requirement that the file does not name stays as it is, and so does a headcount;
    `headcounts` are (team, role, how many), of the roles given. A role whose headcount alone
    differs has changed.
    """
    require(viewer, Permission.IMPORT)

    def work(tx: Transaction) -> SaveCounts:
        stored = {role.id: role for role in store.get_many(tx, [role.id for role in roles])}
        counts = store.save(tx, [_merged(stored.get(role.id), role) for role in roles], batch)
        there = {(one.team.id, one.role.id): one.headcount for one in needs.headcounts(tx)}
        new = [one for one in headcounts if there.get((one[0], one[1])) != one[2]]
        needs.put_headcounts(tx, new)
        return _with_changed(counts, {role for _, role, _ in new})

    return batches.run(db, work, dry_run=dry_run)


def _with_changed(counts: SaveCounts, touched: set[str]) -> SaveCounts:
    moved = tuple(role for role in counts.unchanged if role in touched)
    return SaveCounts(
        counts.added,
        (*counts.changed, *moved),
        tuple(role for role in counts.unchanged if role not in touched),
    )


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
