"""The vocabulary, and what roles require of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from graph.records.shared import Ref


class SkillStatus(StrEnum):
    """How far a skill has matured, from what someone typed to what the organisation agrees on."""

    PROPOSED = "proposed"
    COMMUNITY = "community"
    FORMAL = "formal"
    RETIRED = "retired"


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
