"""The workforce at one moment as plain columns: what every figure on gaps is computed from.

One value holds people, statements and demand, read from the graph in one snapshot. Levels,
coverage, plans and leavers are pure functions of it; a scenario is another such value, made from
today's by some changes and never written back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
NOBODY = -1


class From(StrEnum):
    """Who made a statement; the order of the members is the code in `Statements.source`."""

    SELF = "self"
    PEER = "peer"
    MANAGER = "manager"
    IMPORT = "import"


class NeedSource(StrEnum):
    """What says that a skill is needed."""

    ROLE = "role"
    WORK = "work"
    SEARCHES = "searches"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Members:
    """People, n of them. Columns are (n,) positions in the lists of `Workforce`, -1 for none.

    `leaves` is the proleptic ordinal of the last day, 0 where none is known; `joined` likewise.
    People outside have `staff` False. Who has left by the day of the snapshot is not there.
    """

    ids: Sequence[str]
    names: Sequence[str]
    staff: NDArray[np.bool_]
    team: Numbers
    place: Numbers
    manager: Numbers
    leaves: Numbers
    joined: Numbers
    roles: Sequence[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Statements:
    """Active statements of the kinds knows and helps, m of them, all columns of shape (m,).

    `tagger` and `person` are positions in `Members` (a tagger who has left: -1), `skill` in
    `Workforce.skills`; `level` is 1 to 5, 0 where none was said; `made` and `confirmed` are
    proleptic ordinals of days.
    """

    tagger: Numbers
    person: Numbers
    skill: Numbers
    level: Numbers
    source: Numbers
    made: Numbers
    confirmed: Numbers

    def only(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> "Statements":
        """Return the statements at these positions, or where a mask (m,) says so."""
        return Statements(*(getattr(self, each.name)[rows] for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody needs a skill: so many people at a level, for a reason that has a name.

    `team` and `place` are positions, -1 for the whole organisation; `importance` is 0 to 1;
    `people` is how many are needed; `until` the last day, None without an end; `reference` the id
    of the role or piece of work, and `words` its name or what was counted.
    """

    source: NeedSource
    skill: int
    level: int
    importance: float
    people: float
    team: int = NOBODY
    place: int = NOBODY
    until: date | None = None
    reference: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A team, place or role by its id and name; `parent` is the wider team's position or -1."""

    id: str
    name: str
    parent: int = NOBODY


@dataclass(frozen=True, slots=True)
class Topic:
    """A skill: its id, label, and the positions of its broader and related skills."""

    id: str
    label: str
    broader: tuple[int, ...] = ()
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Workforce:
    """Everything at one moment; `day` is that moment's day."""

    day: date
    members: Members
    skills: Sequence[Topic]
    teams: Sequence[Unit]
    places: Sequence[Unit]
    roles: Sequence[Unit]
    statements: Statements
    needs: Sequence[Need] = field(default=())


def as_of(workforce: Workforce, day: date) -> Workforce:
    """Return the workforce with only what had been said by a day; people are today's.

    Statements made later are left out; one that was confirmed later counts as confirmed on that
    day, because earlier confirmations are not kept. Needs stay as they are.
    """
    said = workforce.statements
    by_then = said.only(said.made <= day.toordinal())
    confirmed = np.minimum(by_then.confirmed, np.int32(day.toordinal()))
    return replace(workforce, day=day, statements=replace(by_then, confirmed=confirmed))
