"""The nouns of Signpost as frozen records: what the store returns and what it is given.

Times are timezone-aware UTC instants; dates are plain dates. A record never holds a secret.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from graph.ids import tagging_id

Item = TypeVar("Item")


class PersonKind(StrEnum):
    """Whether someone works here."""

    STAFF = "staff"
    EXTERNAL = "external"


class SkillStatus(StrEnum):
    """How far a skill has matured, from what someone typed to what the organisation agrees on."""

    PROPOSED = "proposed"
    COMMUNITY = "community"
    FORMAL = "formal"
    RETIRED = "retired"


class TaggingKind(StrEnum):
    """What a statement says: knows the topic, helps others with it, or is learning it."""

    KNOWS = "knows"
    HELPS = "helps"
    LEARNING = "learning"


class TaggingStatus(StrEnum):
    """Where a statement stands. Only an active one counts."""

    ACTIVE = "active"
    HIDDEN = "hidden"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Source(StrEnum):
    """Who or what a statement comes from. Self and others are never merged silently."""

    SELF = "self"
    PEER = "peer"
    MANAGER = "manager"
    IMPORT = "import"


LEVELS: dict[int, str] = {
    1: "technically able, little practice",
    2: "works with support",
    3: "works unaided on the usual cases",
    4: "handles unusual cases and helps others",
    5: "world class: rethinks how the task is done",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to any node that is shown by its name: a team, a role, a stand-in, a skill."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Absence:
    """A time away: `until` is the last day away, None for an open end."""

    since: date
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff or an external contact, and how to reach them."""

    id: str
    name: str
    kind: PersonKind = PersonKind.STAFF
    nicknames: tuple[str, ...] = ()
    job_title: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    chat: str = ""
    best_way: str = ""
    best_times: str = ""
    absence: Absence | None = None
    stand_in: Ref | None = None
    languages: tuple[str, ...] = ()
    place: Ref | None = None
    team: Ref | None = None
    organisation: Ref | None = None
    roles: tuple[Ref, ...] = ()
    manager: Ref | None = None
    known_by: tuple[Ref, ...] = ()
    about: str = ""
    listing_note: str = ""
    joined: date | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """A concept of the vocabulary (SKOS): one preferred label, any number of alternatives."""

    id: str
    label: str
    alternative_labels: tuple[str, ...] = ()
    definition: str = ""
    status: SkillStatus = SkillStatus.COMMUNITY
    matches: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaced_by: str | None = None
    proposed_by: str | None = None
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tagging:
    """One person's statement about another's skill. `level` is 1 to 5, or None if not said."""

    tagger: str
    person: str
    skill: str
    made: datetime
    confirmed: datetime
    kind: TaggingKind = TaggingKind.KNOWS
    level: int | None = None
    note: str = ""
    source: Source = Source.PEER
    status: TaggingStatus = TaggingStatus.ACTIVE
    accepted: datetime | None = None
    reply: str = ""
    batch: str | None = None

    @property
    def id(self) -> str:
        """The statement's id, derived from tagger, person, skill and kind."""
        return tagging_id(self.tagger, self.person, self.skill, self.kind)


@dataclass(frozen=True, slots=True)
class Statement:
    """A tagging as people read it: with the names of the tagger, the tagged and the skill."""

    tagging: Tagging
    tagger: Ref
    person: Ref
    skill: Ref
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Knows:
    """What the statements about one person and one skill add up to (the KNOWS relationship).

    `score` is forward-decayed and logarithmic: comparable between people at any time, see
    `graph.algorithms.ranking`. `level` is the others' mean level (1 to 5), None where none said.
    `self_level` is the person's own: 0 where they claim the skill without a level, None where
    they do not. `taggers` counts the other people.
    """

    person: str
    skill: str
    score: float
    level: float | None
    taggers: int
    self_level: int | None
    documents: int
    answers: int
    last_confirmed: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A labour-market-information (LMI) document. `id` is derived from its content."""

    id: str
    title: str
    text: str
    kind: str = "note"
    authors: tuple[Ref, ...] = ()
    lmi_types: tuple[str, ...] = ()
    region: str = ""
    sector: str = ""
    published: date | None = None
    review_due: date | None = None
    source: str = ""
    skills: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a role requires: a skill at a level (1 to 5), with its importance (0 to 1)."""

    skill: Ref
    level: int
    importance: float


@dataclass(frozen=True, slots=True)
class Role:
    """A job's profile."""

    id: str
    name: str
    description: str = ""
    requires: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, as which person, with which roles (see `tagging.permissions`)."""

    id: str
    email: str
    person: Ref
    roles: tuple[str, ...] = ()
    demonstration: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One change: who did what to which node, when, and its state before and after (JSON)."""

    id: str
    at: datetime
    actor: str
    action: str
    subject: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SaveCounts:
    """What a batch of writes did, by id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __add__(self, other: "SaveCounts") -> "SaveCounts":
        return SaveCounts(
            self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged
        )


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list, and the key to ask for the next one with (None: this is the last)."""

    items: tuple[Item, ...] = field(default=())
    next_key: str | None = None
