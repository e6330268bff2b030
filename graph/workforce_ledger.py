"""Everything that a workforce is made of, at positions that stay the same, and how it is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.workforce import NOBODY, Members, Numbers, Topic, Unit, Workforce
from graph.statement_columns import Columns, counted
from graph.workforce_rows import Edition, PersonRow

# A write's time is taken before it is committed: so long may one take (by the store's own clock).
# What was written since is compared by number, and read again where it differs.
OVERLAP_MILLISECONDS = 300_000


@dataclass(frozen=True, slots=True)
class Named:
    """Things at fixed positions by id; `places` is the way back."""

    ids: tuple[str, ...]
    places: dict[str, int]

    @classmethod
    def of(cls, ids: Iterable[str]) -> "Named":
        """Return these, in this order."""
        held = tuple(ids)
        return cls(held, {each: number for number, each in enumerate(held)})

    def with_new(self, ids: Iterable[str]) -> "Named":
        """Return this with the ids that are not there yet at the end; itself if there are none."""
        new = [each for each in ids if each not in self.places]
        return Named.of((*self.ids, *new)) if new else self


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that a workforce is made of. `people` has the rows of all, in order of position.

    `as_of` is the store's edition that this holds at least; `statements` has all statements, but
    for `unread` of whom or of what nothing is known, and of these so many recent ones.
    """

    as_of: Edition
    named: Named
    people: tuple[PersonRow, ...]
    topics: Named
    skills: tuple[Topic, ...]
    teams: tuple[Unit, ...]
    places: tuple[Unit, ...]
    roles: tuple[Unit, ...]
    statements: Columns
    unread: tuple[int, int] = (0, 0)

    @property
    def since(self) -> int:
        """From when on statements are compared by number."""
        return max(0, self.statements.newest - OVERLAP_MILLISECONDS)


def workforce(held: Ledger, day: date) -> Workforce:
    """Return the workforce of a ledger on a day, without needs."""
    places = positions(held, day)
    return Workforce(
        day=day,
        members=members(held, places),
        skills=held.skills,
        teams=held.teams,
        places=held.places,
        roles=held.roles,
        statements=counted(held.statements, places),
    )


def positions(held: Ledger, day: date) -> Numbers | None:
    """Return everybody's position in the workforce of a day, -1 for who has left; None: as here."""
    left = np.array([row[3] for row in held.people], np.int64)
    there = (left == 0) | (left >= day.toordinal())
    if there.all():
        return None
    return np.where(there, np.cumsum(there) - 1, NOBODY).astype(np.int32)


def members(held: Ledger, places: Numbers | None) -> Members:
    """Return those people of a ledger who have a position in the workforce, in its order."""
    people = held.people
    if places is not None:
        people = tuple(row for row, place in zip(people, places, strict=True) if place >= 0)
    teams, sites, roles = (
        {each.id: number for number, each in enumerate(units)}
        for units in (held.teams, held.places, held.roles)
    )

    def column(number: int, known: dict[str, int] | None = None) -> NDArray[np.int32]:
        values = (row[number] for row in people)
        given = values if known is None else (known.get(each, NOBODY) for each in values)
        return np.fromiter(given, np.int32, len(people))

    manager = column(7, held.named.places)
    if places is not None:
        manager = np.where(manager >= 0, places[manager], NOBODY).astype(np.int32)
    return Members(
        ids=tuple(row[0] for row in people),
        names=tuple(row[1] for row in people),
        staff=np.fromiter((row[2] for row in people), bool, len(people)),
        team=column(5, teams),
        place=column(6, sites),
        manager=manager,
        leaves=column(3),
        joined=column(4),
        roles=tuple(
            tuple(sorted(roles[each] for each in row[8] if each in roles)) for row in people
        ),
    )
