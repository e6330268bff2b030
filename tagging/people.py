"""People: who they are, what is said of them, how to reach them; contacts and one's own page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import people as store
from graph import taggings as statements_store
from graph.database import Database
from graph.documents import listed as documents
from graph.organisations import Counted
from graph.records import (
    Document,
    Knows,
    Page,
    Person,
    PersonKind,
    Ref,
    Statement,
    TaggingKind,
    TaggingStatus,
)
from tagging import evidence, sentences
from tagging import taggings as statements_of
from tagging.contacts import add_contact
from tagging.errors import Invalid, PersonNotFound
from tagging.evidence import Written
from tagging.own_page import update_own
from tagging.people_loading import directory, link_people, load_people
from tagging.permissions import Permission, Viewer, require
from tagging.reach import Reach, reach, reach_all

__all__ = [
    "Choices", "Claim", "Profile", "add_contact", "browse", "choices", "directory", "find",
    "link_people", "load_people", "profile", "reach", "reach_all", "update_own",
]  # fmt: skip

_SHOWN = frozenset({TaggingStatus.ACTIVE, TaggingStatus.DISPUTED})


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said about one person and one skill, and the sentence that sums it up."""

    skill: Ref
    knows: Knows | None
    statements: tuple[Statement, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's page. `hidden` is filled on one's own page only.

    `written` is what their documents are about: evidence beside the claims, never a level.
    """

    person: Person
    reach: Reach
    claims: tuple[Claim, ...]
    hidden: tuple[Claim, ...]
    learning: tuple[Statement, ...]
    documents: tuple[Document, ...]
    maintains: tuple[Document, ...]
    contacts_of: tuple[Ref, ...]
    own: bool
    written: tuple[Written, ...] = ()


def profile(db: Database, viewer: Viewer, person_id: str, now: datetime) -> Profile:
    """Return a person's page as this viewer may see it; raises `PersonNotFound`."""
    person = find(db, viewer, person_id)
    statements = statements_of.statements_about(db, viewer, person_id)
    totals = {knows.skill: knows for knows in statements_store.knows(db, person_id)}
    shown = [one for one in statements if one.tagging.status in _SHOWN]
    own = viewer.person_id == person_id
    veiled = [one for one in statements if one.tagging.status is TaggingStatus.HIDDEN]
    return Profile(
        person=person,
        reach=reach_all(db, [person], now)[person_id],
        claims=_claims([one for one in shown if not _learning(one)], totals, now),
        hidden=_claims(veiled, {}, now) if own else (),
        learning=tuple(one for one in shown if _learning(one)),
        documents=tuple(documents.by_author(db, person_id, viewer.person_id)),
        maintains=tuple(documents.maintained_by(db, person_id, viewer.person_id)),
        contacts_of=store.acquaintances(db, person_id),
        own=own,
        written=evidence.written_on(db, viewer, person_id),
    )


def find(db: Database, viewer: Viewer, person_id: str) -> Person:
    """Return one person; raises `PersonNotFound`."""
    require(viewer, Permission.FIND)
    person = store.get(db, person_id)
    if person is None:
        raise PersonNotFound("There is nobody with this address. They may have been removed.")
    return person


def _learning(statement: Statement) -> bool:
    return statement.tagging.kind is TaggingKind.LEARNING


def _claims(
    statements: Sequence[Statement], totals: Mapping[str, Knows], now: datetime
) -> tuple[Claim, ...]:
    """Return statements gathered by skill, the best supported first."""
    by_skill: dict[str, list[Statement]] = {}
    for one in statements:
        by_skill.setdefault(one.skill.id, []).append(one)
    claims = [
        Claim(
            skill=said[0].skill,
            knows=totals.get(skill),
            statements=tuple(said),
            sentence=sentences.why(totals.get(skill), said, said[0].skill, now),
        )
        for skill, said in by_skill.items()
    ]
    return tuple(
        sorted(claims, key=lambda c: (-(c.knows.score if c.knows else -1.0), c.skill.name))
    )


def browse(
    db: Database,
    viewer: Viewer,
    *,
    kind: PersonKind | None = None,
    team: str | None = None,
    organisation: str | None = None,
    place: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Person]:
    """Return people by name; the filters are ids and combine. Raises `Invalid` for odd limits."""
    require(viewer, Permission.FIND)
    if not 1 <= limit <= 200:
        raise Invalid("Ask for 1 to 200 people at a time.", "limit")
    return store.page(
        db,
        kind=kind,
        team=team,
        organisation=organisation,
        place=place,
        after=after,
        limit=limit,
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What people can be filtered by, each with how many people are there."""

    teams: tuple[Counted, ...]
    organisations: tuple[Counted, ...]
    places: tuple[Counted, ...]


def choices(db: Database, viewer: Viewer) -> Choices:
    """Return the teams, organisations and places to filter by."""
    require(viewer, Permission.FIND)
    return Choices(tuple(store.teams(db)), tuple(store.organisations(db)), tuple(store.places(db)))
