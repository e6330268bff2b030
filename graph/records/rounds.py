"""Collective reviews: a round, and the small questions that it puts to people."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from graph.records.shared import Ref


class RoundStatus(StrEnum):
    """Whether a round takes answers."""

    OPEN = "open"
    CLOSED = "closed"


class Scope(StrEnum):
    """Whose claims are reviewed: a team's, a team's with those within it, those of people who
    report to the opener (down the line), or those of whoever holds one of some skills."""

    TEAM = "team"
    UNIT = "unit"
    REPORTS = "reports"
    SKILLS = "skills"


class ItemKind(StrEnum):
    """What is asked: about oneself, a colleague, one's own learning goal; or said unasked."""

    OWN = "own"
    COLLEAGUE = "colleague"
    GOAL = "goal"
    SAID = "said"


class ItemState(StrEnum):
    """How an item stands with the one it asks."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"


class Verdict(StrEnum):
    """What came of an item: the claim holds, at another level, not (any more); or cannot say."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    ENDED = "ended"
    UNKNOWN = "cannot say"
    REFUSED = "refused"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """A round. `of` is the team, or the skills; `deadline` the last day for answers.

    `peers` colleagues are asked about each claim that nobody has confirmed for `stale_days`.
    """

    id: str
    name: str
    opener: Ref
    opened: datetime
    deadline: date
    scope: Scope
    of: tuple[Ref, ...] = ()
    peers: int = 2
    stale_days: int = 365
    status: RoundStatus = RoundStatus.OPEN
    reminded: datetime | None = None
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One small question of a round: what `reviewer` says of `person` and `skill`.

    `why` says how the reviewer can know, `confirmed` when anybody last confirmed the claim.
    `level` is what they said with their answer, `was` what they had said before (0: without a
    level, None: nothing). `live` is False
    where the person refuses the skill or has left since: then nothing is asked any more.
    """

    id: str
    round: str
    reviewer: Ref
    person: Ref
    skill: Ref
    kind: ItemKind
    state: ItemState = ItemState.OPEN
    why: str = ""
    confirmed: datetime | None = None
    verdict: Verdict | None = None
    level: int | None = None
    was: int | None = None
    at: datetime | None = None
    live: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is, in counts: never who answered, or what."""

    items: int
    answered: int
    people: int
    done: int
