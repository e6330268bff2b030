"""The people and skills that something is known of, ready to be asked by skill, team and place."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.levels import Beliefs, at_least
from graph.algorithms.suppression import team_masks
from graph.algorithms.workforce import NOBODY, Numbers, Workforce

Rows = NDArray[np.intp]
_ABLE = 2
_LIKELY = 0.5


class Pairs:
    """Pairs of person and skill, k of them, as `Beliefs` has them; rows are positions in these."""

    def __init__(self, workforce: Workforce, beliefs: Beliefs) -> None:
        self.workforce = workforce
        self.beliefs = beliefs
        self.freshest: Numbers = beliefs.freshest
        members = workforce.members
        self._staff = np.asarray(members.staff, dtype=bool)[beliefs.person]
        self._starts = np.searchsorted(beliefs.skill, np.arange(len(workforce.skills) + 1))
        self._chances: dict[int, NDArray[np.float64]] = {}
        self._within: dict[tuple[int, int], frozenset[int]] = {}

    def at_least(self, level: int) -> NDArray[np.float64]:
        """Return the probability (k,) that each is at `level` or above."""
        if level not in self._chances:
            self._chances[level] = at_least(self.beliefs, level)
        return self._chances[level]

    def there(self, skill: int, team: int = NOBODY, place: int = NOBODY) -> Rows:
        """Return the rows of the staff with this skill, of a team (those within too) or place."""
        rows = self._of(skill)
        chosen = self._staff[rows]
        people = self.beliefs.person[rows]
        if team != NOBODY:
            chosen = chosen & self._teams[team][people]
        if place != NOBODY:
            chosen = chosen & (self.workforce.members.place[people] == place)
        return np.asarray(rows[chosen], dtype=np.intp)

    def outside(self, skill: int) -> Rows:
        """Return the rows of the people outside with this skill."""
        rows = self._of(skill)
        return np.asarray(rows[~self._staff[rows]], dtype=np.intp)

    def people(self, rows: Rows, level: int) -> tuple[int, ...]:
        """Return the people of these rows, the surest at `level` first."""
        chances = self.at_least(max(level, 1))[rows]
        people = self.beliefs.person[rows]
        order = np.lexsort((people, -chances))
        return tuple(int(one) for one in people[order])

    def leaves_by(self, rows: Rows, day: int) -> NDArray[np.bool_]:
        """Say of each row whether the person leaves by `day` (an ordinal)."""
        leaves = self.workforce.members.leaves[self.beliefs.person[rows]]
        return np.asarray((leaves > 0) & (leaves <= day), dtype=bool)

    def known_for(self, level: int, chance: float) -> list[int]:
        """Return the skills that somebody on the staff is at `level` of, by this chance."""
        rows = self._staff & (self.at_least(level) >= chance)
        return [int(one) for one in np.unique(self.beliefs.skill[rows])]

    def covered(self, team: int, place: int) -> frozenset[int]:
        """Return the skills that somebody there has with some practice, and all above these."""
        key = (team, place)
        if key not in self._within:
            people = self.beliefs.person
            rows = self._staff & (self.at_least(_ABLE) >= _LIKELY)
            if team != NOBODY:
                rows &= self._teams[team][people]
            if place != NOBODY:
                rows &= self.workforce.members.place[people] == place
            held = (int(one) for one in np.unique(self.beliefs.skill[rows]))
            self._within[key] = frozenset(self.upwards(held))
        return self._within[key]

    def upwards(self, skills: Iterable[int]) -> set[int]:
        """Return these skills and all that are broader; a ring is walked once."""
        found: set[int] = set()
        waiting = list(skills)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.workforce.skills[one].broader
        return found

    def near(self, skill: int, team: int, place: int, level: int) -> frozenset[int]:
        """Return who there is more likely than not at `level` of something narrower."""
        found: set[int] = set()
        for one in self.below(skill) - {skill}:
            rows = self.there(one, team, place)
            able = self.at_least(level)[rows] >= _LIKELY
            found.update(self.beliefs.person[rows[able]].tolist())
        return frozenset(found)

    def below(self, skill: int) -> set[int]:
        """Return a skill and all that are narrower; a ring is walked once."""
        found: set[int] = set()
        waiting = [skill]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._narrower.get(one, ())
        return found

    @cached_property
    def _narrower(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, topic in enumerate(self.workforce.skills):
            for above in topic.broader:
                found.setdefault(above, []).append(number)
        return found

    @cached_property
    def _teams(self) -> list[NDArray[np.bool_]]:
        return team_masks(self.workforce)

    def _of(self, skill: int) -> Rows:
        return np.arange(self._starts[skill], self._starts[skill + 1])
