"""Reading rounds: what one is asked, how far a round is. Never who answered, or what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import learning, taggings
from graph import rounds as store
from graph.database import Database, Queryable
from graph.ids import tagging_id
from graph.records import (
    Goal,
    ItemKind,
    Progress,
    Ref,
    ReviewItem,
    ReviewRound,
    RoundStatus,
    Tagging,
    TaggingKind,
    TaggingStatus,
)
from tagging.permissions import Permission, Viewer, require
from tagging.rounds import who

_STANDING = (TaggingStatus.ACTIVE, TaggingStatus.DISPUTED)


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round as one viewer may see it.

    `own` is what it asks the viewer, `progress` that of everybody, for those who see the whole.
    """

    round: ReviewRound
    own: Progress
    progress: Progress | None

    @property
    def open(self) -> bool:
        """Whether it takes answers."""
        return self.round.status is RoundStatus.OPEN

    @property
    def left(self) -> int:
        """How many of the viewer's own questions have no answer yet."""
        return self.own.items - self.own.answered


@dataclass(frozen=True, slots=True)
class Mine:
    """The rounds that ask the viewer something; those they opened, or about their people."""

    asked: tuple[RoundPage, ...]
    watched: tuple[RoundPage, ...]
    may_open: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as it is asked: with what the reviewer said before, and their goal if it is one."""

    item: ReviewItem
    said: Tagging | None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class About:
    """All that a round asks the viewer about one person; `newly` is what they said unasked."""

    person: Ref
    own: bool
    asked: tuple[Asked, ...]
    newly: tuple[ReviewItem, ...]


def mine(db: Database, viewer: Viewer, now: datetime) -> Mine:
    """Return the viewer's rounds, the newest first."""
    require(viewer, Permission.TAG)
    me = viewer.person_id or ""
    asked = [_shown(db, viewer, one) for one in store.of_person(db, me)]
    everybody = viewer.may(Permission.OPEN_ROUNDS)
    watched = {one.id: one for one in store.opened_by(db, None if everybody else me)}
    watched |= {one.id: one for one in store.about(db, who.line(db, viewer, now.date()))}
    newest = sorted(watched.values(), key=lambda one: one.opened, reverse=True)
    return Mine(
        tuple(one for one in asked if one.own.items),
        tuple(_shown(db, viewer, one) for one in newest),
        who.may_open(db, viewer, now.date()),
        store.stands_apart(db, me),
    )


def page(db: Database, viewer: Viewer, round_id: str) -> RoundPage:
    """Return a round, to whoever it asks, whose people it is about, or who may see the whole.

    Raises `NotFound` for everybody else.
    """
    require(viewer, Permission.TAG)
    return _shown(db, viewer, need(db, viewer, round_id))


def waiting(db: Database, viewer: Viewer) -> int:
    """Return how many small questions of open rounds wait for the viewer."""
    require(viewer, Permission.FIND)
    return store.waiting_for(db, viewer.person_id) if viewer.person_id else 0


def sheet(db: Database, viewer: Viewer, round_id: str) -> tuple[RoundPage, tuple[About, ...]]:
    """Return what a round asks the viewer, themself first; what is refused since is left out."""
    shown = page(db, viewer, round_id)
    me = viewer.person_id or ""
    live = [one for one in store.items(db, round_id, me) if one.live] if me else []
    said = own_statements(db, live)
    goals = {one.skill.id: one for one in learning.of_person(db, me)}
    people = dict.fromkeys(one.person for one in live)
    return shown, tuple(
        About(
            person,
            person.id == me,
            tuple(_asked(one, said, goals) for one in live if _is_asked(one, person)),
            tuple(one for one in live if one.person == person and one.kind is ItemKind.SAID),
        )
        for person in people
    )


def need(db: Queryable, viewer: Viewer, round_id: str) -> ReviewRound:
    """Return a round that the viewer may read; raises `NotFound`."""
    one = store.get(db, round_id)
    if one is None:
        raise who.not_theirs()
    asked = viewer.person_id and store.progress(db, round_id, viewer.person_id).items
    if asked or who.sees_whole(viewer, one):
        return one
    theirs = who.line(db, viewer, one.opened.date())
    if round_id not in {each.id for each in store.about(db, theirs)}:
        raise who.not_theirs()
    return one


def own_statements(db: Queryable, items: Sequence[ReviewItem]) -> dict[str, list[Tagging]]:
    """Return, by item, what its reviewer says of the pair at present: knows first, then helps."""
    kinds = (TaggingKind.KNOWS, TaggingKind.HELPS)
    wanted = {
        tagging_id(one.reviewer.id, one.person.id, one.skill.id, kind): one.id
        for one in items
        for kind in kinds
    }
    found: dict[str, list[Tagging]] = {one.id: [] for one in items}
    for statement in taggings.get_many(db, sorted(wanted)):
        if statement.tagging.status in _STANDING:
            found[wanted[statement.tagging.id]].append(statement.tagging)
    for said in found.values():
        said.sort(key=lambda one: kinds.index(one.kind))
    return found


def _is_asked(one: ReviewItem, person: Ref) -> bool:
    return one.person == person and one.kind is not ItemKind.SAID


def _asked(one: ReviewItem, said: dict[str, list[Tagging]], goals: dict[str, Goal]) -> Asked:
    own = one.person.id == one.reviewer.id
    return Asked(one, next(iter(said[one.id]), None), goals.get(one.skill.id) if own else None)


def _shown(db: Database, viewer: Viewer, one: ReviewRound) -> RoundPage:
    me = viewer.person_id or ""
    whole = store.progress(db, one.id) if who.sees_whole(viewer, one) else None
    return RoundPage(one, store.progress(db, one.id, me), whole)
