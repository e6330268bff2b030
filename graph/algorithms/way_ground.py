"""What the search for ways stands on: who is where, and how likely is at which level."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.adjacency import Adjacency, Nearness
from graph.algorithms.gaps import Gap
from graph.algorithms.levels import Beliefs, at_least, of_skill, position
from graph.algorithms.suppression import team_masks
from graph.algorithms.workforce import NOBODY, Workforce

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to close gaps with, apart from the staff; people and skills are positions.

    `brokers`: who on the staff knows a contact; `documents`: ids of what covers a skill, the best
    first; `outside`: skills tied by an outside vocabulary; `wishes`: who wants to learn what.
    """

    brokers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    documents: Mapping[int, Sequence[str]] = field(default_factory=dict)
    outside: Mapping[int, Iterable[int]] = field(default_factory=dict)
    wishes: Collection[tuple[int, int]] = ()


class Ground:
    """A workforce with its beliefs, and the gaps that are to be closed."""

    def __init__(
        self,
        workforce: Workforce,
        beliefs: Beliefs,
        aims: Sequence[Gap],
        measured: Sequence[Gap],
        means: Means,
    ) -> None:
        self.workforce, self.beliefs, self.aims, self.means = workforce, beliefs, aims, means
        self.members = workforce.members
        self.people = len(self.members.ids)
        self.stays: Mask = np.asarray(self.members.staff & (self.members.leaves == 0), np.bool_)
        self.adjacency = Adjacency(workforce.skills, beliefs, self.people, means.outside)
        self.by_skill: dict[int, list[int]] = {}
        for number, gap in enumerate(aims):
            self.by_skill.setdefault(gap.skill, []).append(number)
        self._teams = team_masks(workforce)
        self.inside = [self._inside(gap) for gap in aims]
        self._chances: dict[int, Floats] = {}
        self._near: dict[int, Nearness] = {}
        self._needed: dict[int, list[Gap]] = {}
        for gap in measured:
            if gap.needs and not gap.whole:
                self._needed.setdefault(gap.team, []).append(gap)

    def at(self, level: int) -> Floats:
        """Return the probability (k,) of each pair to be at `level`."""
        if level not in self._chances:
            self._chances[level] = at_least(self.beliefs, level)
        return self._chances[level]

    def chance(self, person: int, skill: int, level: int) -> float:
        """Return the probability that a person is at `level` of a skill; 0 if nobody says so."""
        at = position(self.beliefs, person, skill)
        return float(self.at(level)[at]) if at is not None else 0.0

    def chances(self, skill: int, level: int) -> Floats:
        """Return the probability (n,) of everybody to be at `level` of a skill."""
        return self._spread_out(skill, self.at(level))

    def levels(self, skill: int) -> Floats:
        """Return everybody's expected level (n,), 0 where nothing is said."""
        return np.maximum(self._spread_out(skill, self.beliefs.mean), 0.0)

    def nearness(self, skill: int) -> Nearness:
        """Return how near everybody is to a skill."""
        if skill not in self._near:
            self._near[skill] = self.adjacency.nearness(skill)
        return self._near[skill]

    def reaches(self, gap: int, team: int, place: int) -> bool:
        """Say whether somebody who comes to a team and place counts in a gap."""
        wanted = self.aims[gap]
        in_team = wanted.team == NOBODY or self.is_within(team, wanted.team)
        return in_team and wanted.place in {NOBODY, place}

    def is_within(self, team: int, wider: int) -> bool:
        """Say whether a team is another, or a part of it."""
        return wider in self._and_wider(team)

    def can_spare(self, person: int) -> bool:
        """Say whether the teams that somebody is in keep all that they need without them."""
        team, place = int(self.members.team[person]), int(self.members.place[person])
        for wider in (*self._and_wider(team), NOBODY):
            for gap in self._needed.get(wider, ()):
                chance = self.chance(person, gap.skill, gap.level)
                here = gap.place in {NOBODY, place}
                if here and chance > 0.01 and gap.have - chance < gap.needed:
                    return False
        return True

    def _and_wider(self, team: int) -> Iterator[int]:
        seen: set[int] = set()
        while team != NOBODY and team not in seen:
            yield team
            seen.add(team)
            team = self.workforce.teams[team].parent

    def _spread_out(self, skill: int, values: Floats) -> Floats:
        rows = of_skill(self.beliefs, skill)
        found = np.zeros(self.people)
        found[self.beliefs.person[rows]] = values[rows]
        return found

    def _inside(self, gap: Gap) -> Mask:
        inside = np.asarray(self.members.staff, np.bool_).copy()
        if gap.team != NOBODY:
            inside &= self._teams[gap.team]
        if gap.place != NOBODY:
            inside &= self.members.place == gap.place
        return inside
