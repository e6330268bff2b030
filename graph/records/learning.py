"""What somebody plans to learn, by when, and who helps them with it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from graph.records.shared import Ref


class GoalState(StrEnum):
    """How a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Coaching(StrEnum):
    """How a goal stands with its coach."""

    NONE = "none"
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Goal:
    """Somebody's goal: a skill at a level (1 to 5), by a day, for a reason in their words.

    Private to the person. `shown` says that their page tells they are learning it, `to_manager`
    that their manager may read the goal; a coach reads it from when they are asked. `confirmed` is
    when a review last looked at it.
    """

    id: str
    person: Ref
    skill: Ref
    level: int
    made: datetime
    by: date | None = None
    why: str = ""
    state: GoalState = GoalState.OPEN
    shown: bool = False
    to_manager: bool = False
    coach: Ref | None = None
    coaching: Coaching = Coaching.NONE
    confirmed: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoleGap:
    """What a role of somebody's requires and they are said to have less of.

    `level` is the others' mean where anybody said one, else their own; 0 where nobody did.
    """

    role: Ref
    skill: Ref
    needed: int
    importance: float
    level: float


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on the staff and how well they are said to know a skill, for teaching it."""

    person: Ref
    skill: Ref
    level: float
    helps: bool
    likes: bool | None
    team: str
    learners: int
