"""Taking role profiles over from outside ones (ESCO, O*NET), and staying comparable with them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from graph import batches, needs, occupations
from graph import roles as store
from graph.database import Database, Transaction
from graph.records import Occupation, Requirement, Role, Sourced
from graph.roles import role_ref
from tagging import roles
from tagging.errors import Invalid, NotFound
from tagging.occupations import Comparison, Line, compare, meaning
from tagging.permissions import Permission, Viewer, require
from tagging.profile_events import LONGEST_NAME, propose, record, tidy_line
from tagging.vocabulary_in_memory import Vocabulary


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a profile over did: the role, what was added to it, and how both compare now.

    `new_skills` are labels of skills that were proposed for it; `made` says that the role is new.
    """

    role: Role
    made: bool
    added: tuple[Line, ...]
    new_skills: tuple[str, ...]
    comparison: Comparison


def take(
    db: Database,
    viewer: Viewer,
    vocabulary: Vocabulary,
    occupation: Occupation,
    *,
    role: str = "",
    add_skills: bool = False,
    compare_only: bool = False,
    dry_run: bool = False,
    now: datetime,
) -> Taken:
    """Make a role of an outside profile, or let one of that name require what it misses.

    What a role requires already stays as it is. `add_skills` proposes what is not in the
    vocabulary; `compare_only` keeps the profile beside the role and adds nothing. Loading it again
    brings the profile up to date and adds nothing twice.
    """
    require(viewer, Permission.EDIT_PROFILES)
    name = tidy_line(role or _capital(occupation.name), LONGEST_NAME, "role", "a name for the role")

    def work(tx: Transaction) -> Taken:
        needs.mark_changed(tx)
        stored = store.get(tx, role_ref(name).id)
        before = stored or Role(role_ref(name).id, name, occupation.description)
        lines = compare(before, Sourced(occupation, now), meaning(tx, vocabulary)).lines
        new: list[str] = []
        if not compare_only:
            lines = tuple(_known(tx, viewer, line, add_skills, new) for line in lines)
        added = () if compare_only else _missing(lines)
        after = _with(before, added)
        store.save(tx, [after])
        occupations.save(tx, after.id, occupation, now)
        record(tx, viewer, "take profile", after.id, stored, after, now)
        skills = {line.asked.id: line.skill for line in lines}
        comparison = compare(after, Sourced(occupation, now), lambda one: skills[one.id])
        return Taken(after, stored is None, added, tuple(new), comparison)

    return batches.run(db, work, dry_run=dry_run)


def take_lines(
    db: Database,
    viewer: Viewer,
    vocabulary: Vocabulary,
    role_id: str,
    occupation_id: str,
    asked: Collection[str],
    *,
    add_skills: bool = False,
    now: datetime,
) -> int:
    """Let a role require these lines of an outside profile beside it; returns how many are new.

    Of what is not in the vocabulary nothing is taken, unless `add_skills` proposes it.
    """
    require(viewer, Permission.EDIT_PROFILES)

    def work(tx: Transaction) -> int:
        needs.mark_changed(tx)
        before = roles.find(tx, viewer, role_id)
        source = _source(tx, role_id, occupation_id)
        lines = compare(before, source, meaning(tx, vocabulary)).lines
        chosen = [line for line in lines if line.asked.id in asked]
        known = tuple(_known(tx, viewer, line, add_skills, []) for line in chosen)
        added = _missing(known)
        after = _with(before, added)
        store.save(tx, [after])
        record(tx, viewer, "take profile", role_id, before, after, now)
        return len(added)

    return db.transact(work)


def forget_source(
    db: Database, viewer: Viewer, role_id: str, occupation_id: str, now: datetime
) -> None:
    """Compare a role with an outside profile no longer; what it requires stays."""
    require(viewer, Permission.EDIT_PROFILES)

    def work(tx: Transaction) -> None:
        source = _source(tx, role_id, occupation_id)
        occupations.forget(tx, role_id, occupation_id)
        before = {"occupation": source.occupation.name, "id": occupation_id}
        record(tx, viewer, "forget profile", role_id, before, None, now)

    db.transact(work)


def _source(tx: Transaction, role_id: str, occupation_id: str) -> Sourced:
    for one in occupations.of_role(tx, role_id):
        if one.occupation.id == occupation_id:
            return one
    raise NotFound("The role is not compared with that profile (any more).")


def _known(tx: Transaction, viewer: Viewer, line: Line, add: bool, new: list[str]) -> Line:
    """Return the line with a skill: proposed where there is none and `add` says so.

    A label that is too long or odd to be a topic here stays without one.
    """
    if line.skill or not add:
        return line
    try:
        skill = propose(tx, viewer, line.asked.label, line.asked.uri)
    except Invalid:
        return line
    new.append(skill.name)
    return replace(line, skill=skill)


def _missing(lines: Collection[Line]) -> tuple[Line, ...]:
    """Return the lines that are to be required: where two mean one skill, what matters more."""
    found: dict[str, Line] = {}
    for line in lines:
        if line.skill and line.required is None:
            found.setdefault(line.skill.id, line)
    return tuple(found.values())


def _with(role: Role, lines: Collection[Line]) -> Role:
    new = [
        Requirement(line.skill, line.asked.level, line.asked.importance)
        for line in lines
        if line.skill
    ]
    return replace(role, requires=(*role.requires, *new))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
