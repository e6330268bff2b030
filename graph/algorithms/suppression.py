"""Which groups of people may have figures of their own, so that no small group can be worked out.

A figure is published for a group (everybody, a team, a place, the holders of a role). Figures of
several groups can be added and subtracted; what can be worked out so is about *atoms*: people who
are in exactly the same published groups. Any sum or difference of published figures counts all
people of an atom alike, so that nothing about fewer people than the smallest atom comes out
(complementary suppression by partition; see Willenborg and de Waal, Elements of Statistical
Disclosure Control, 2001, chapter 4). Groups are therefore accepted one after the other, in a fixed
order that no viewer chooses, as long as every atom keeps at least so many people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.workforce import NOBODY, Unit, Workforce

SMALL_CELL = 5
Mask = NDArray[np.bool_]


class GroupKind(StrEnum):
    """What makes people a group."""

    WHOLE = "whole"
    TEAM = "team"
    PLACE = "place"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Group:
    """People a figure can be about: `position` is that of the team, place or role, -1 for all.

    `members` is a mask (n,) over the people of the workforce: staff alone, of a team also those of
    the teams within it.
    """

    kind: GroupKind
    position: int
    name: str
    members: Mask

    @property
    def key(self) -> tuple[GroupKind, int]:
        """What tells this group from others."""
        return self.kind, self.position

    @property
    def size(self) -> int:
        """How many people it has."""
        return int(self.members.sum())


def groups(workforce: Workforce) -> tuple[Group, ...]:
    """Return all groups with staff in them: everybody, then teams, places and roles.

    Of each kind the largest come first, those of equal size by their ids: the order in which
    `publish` accepts them.
    """
    staff = np.asarray(workforce.members.staff, dtype=bool)
    found = [Group(GroupKind.WHOLE, NOBODY, "Everybody", staff)]
    found += _ordered(GroupKind.TEAM, workforce.teams, team_masks(workforce))
    found += _ordered(GroupKind.PLACE, workforce.places, _place_masks(workforce))
    found += _ordered(GroupKind.ROLE, workforce.roles, _role_masks(workforce))
    return tuple(group for group in found if group.size)


def team_masks(workforce: Workforce) -> list[Mask]:
    """Return the staff of each team and of the teams within it, as masks (n,)."""
    members = workforce.members
    masks = [(members.team == number) & members.staff for number in range(len(workforce.teams))]
    for number in range(len(workforce.teams)):
        own = (members.team == number) & members.staff
        for above in wider_teams(workforce.teams, number):
            masks[above] = masks[above] | own
    return masks


def wider_teams(units: Sequence[Unit], number: int) -> list[int]:
    """Return the wider teams, the nearest first; a ring of teams is walked once."""
    found: list[int] = []
    wider = units[number].parent
    while wider != NOBODY and wider != number and wider not in found:
        found.append(wider)
        wider = units[wider].parent
    return found


def publish(
    ordered: Iterable[Group], least: int = SMALL_CELL, known: Mask | None = None
) -> tuple[Group, ...]:
    """Return the groups that may have figures of their own, in the order given.

    Every atom of what is accepted has at least `least` people or none. People that the reader
    knows one by one (`known`, a mask (n,)) are taken out of all figures by whoever wants to, so
    they do not count. A group that nobody is left in says nothing new and is accepted.
    """
    accepted: list[Group] = []
    atoms: NDArray[np.int64] | None = None
    for group in ordered:
        counted = group.members if known is None else group.members & ~known
        if atoms is None:
            atoms = np.zeros(len(counted), dtype=np.int64)
        if _keeps(atoms, counted, least):
            atoms = _split(atoms, counted)
            accepted.append(group)
    return tuple(accepted)


def _keeps(atoms: NDArray[np.int64], members: Mask, least: int) -> bool:
    """Say whether each atom (0: in no group yet) would keep enough people on either side."""
    sizes = np.bincount(atoms)
    inside = np.bincount(atoms[members], minlength=len(sizes))
    outside = sizes - inside
    outside[0] = 0
    touched = inside > 0
    return bool(np.all(inside[touched] >= least)) and bool(
        np.all((outside[touched] == 0) | (outside[touched] >= least))
    )


def _split(atoms: NDArray[np.int64], members: Mask) -> NDArray[np.int64]:
    pairs = np.where(members, atoms * 2 + 1, atoms * 2)
    found, numbered = np.unique(pairs, return_inverse=True)
    # People in no group stay atom 0, also where there are none of them.
    return numbered.reshape(-1) + (0 if len(found) and found[0] == 0 else 1)


def _ordered(kind: GroupKind, units: Sequence[Unit], masks: Sequence[Mask]) -> list[Group]:
    numbered = range(len(units))
    order = sorted(numbered, key=lambda number: (-int(masks[number].sum()), units[number].id))
    return [Group(kind, number, units[number].name, masks[number]) for number in order]


def _place_masks(workforce: Workforce) -> list[Mask]:
    members = workforce.members
    return [(members.place == number) & members.staff for number in range(len(workforce.places))]


def _role_masks(workforce: Workforce) -> list[Mask]:
    members = workforce.members
    masks = [np.zeros(len(members.ids), dtype=bool) for _ in workforce.roles]
    for person, held in enumerate(members.roles):
        for role in held:
            masks[role][person] = members.staff[person]
    return masks
