"""What is needed: teams that need roles, work that needs skills, and outside profiles of jobs."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from graph.records.shared import Ref


class WorkKind(StrEnum):
    """Whether work ends by itself."""

    PROJECT = "project"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class WorkNeed:
    """What work needs: so many people with a skill at a level (1 to 5), importance 0 to 1."""

    skill: Ref
    level: int
    importance: float
    people: int = 1


@dataclass(frozen=True, slots=True)
class Work:
    """A project or a service that needs skills; `until` is its last day, None without an end.

    `team` carries it out; None means that nobody in particular does.
    """

    id: str
    name: str
    kind: WorkKind = WorkKind.PROJECT
    until: date | None = None
    description: str = ""
    team: Ref | None = None
    needs: tuple[WorkNeed, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamNeed:
    """How many people of a role a team says it needs; 0 means none."""

    team: Ref
    role: Ref
    headcount: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What an outside profile asks for, in its words, and as a level and importance of ours.

    `kind` is what the source calls it ('essential knowledge'), `said` its own figures in words.
    """

    id: str
    label: str
    kind: str
    level: int
    importance: float
    said: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Occupation:
    """An outside profile of a job; `scheme` is who publishes it, 'ESCO' or 'O*NET'."""

    id: str
    name: str
    scheme: str
    code: str = ""
    uri: str = ""
    version: str = ""
    description: str = ""
    asks: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Sourced:
    """An outside profile that a role was taken from or is compared with, and since when."""

    occupation: Occupation
    taken: datetime
