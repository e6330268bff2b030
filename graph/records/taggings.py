"""Statements about what people know, and what they add up to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from graph.ids import tagging_id
from graph.records.shared import Ref


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
