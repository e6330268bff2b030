"""Whose leaving would hurt most: the consequence that each person's leaving would add.

Equal to applying `Leaves` of each person alone (`graph.algorithms.scenarios`), estimating with the
same raters and finding gaps anew; but only what a person has a part in is measured again: the
skills that they have and those above, in the organisation and their teams. What they said of a
colleague who said the same of them is not mutual any more, so what is believed of that colleague
changes too.

Counted are the gaps of the organisation and of teams. Those of places are not: what a place needs
is counted from who works there, so that it would go with them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.gap_needs import WHOLE, Where
from graph.algorithms.gap_pairs import Pairs, Rows
from graph.algorithms.gaps import POLICY, Gap, Policy, measured
from graph.algorithms.levels import Beliefs
from graph.algorithms.mutuality import Mutuality
from graph.algorithms.suppression import team_masks
from graph.algorithms.workforce import NOBODY, Need, Workforce

Floats = NDArray[np.float64]
_Scope = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Loss:
    """What leaving would add to one gap: its position among those measured, who, how much."""

    gap: int
    person: int
    rise: float


def hurts(
    workforce: Workforce, beliefs: Beliefs, before: Sequence[Gap], policy: Policy = POLICY
) -> Floats:
    """Return the consequence that each one's leaving would add, (n,); 0 for people outside.

    `before` is `gaps.find(..., every=True)`.
    """
    found = np.zeros(len(workforce.members.ids))
    for loss in losses(workforce, beliefs, before, policy):
        found[loss.person] += loss.rise
    return found


def losses(
    workforce: Workforce,
    beliefs: Beliefs,
    before: Sequence[Gap],
    policy: Policy = POLICY,
    people: Collection[int] | None = None,
) -> Iterator[Loss]:
    """Yield what the leaving of each of these people (all staff by default) adds to which gap."""
    leaving = _Leaving(workforce, beliefs, before, policy)
    everybody = np.flatnonzero(workforce.members.staff).tolist()
    for person in everybody if people is None else people:
        yield from leaving.of(int(person))


class _Leaving:
    def __init__(
        self, workforce: Workforce, beliefs: Beliefs, before: Sequence[Gap], policy: Policy
    ) -> None:
        self.workforce, self.beliefs, self.policy = workforce, beliefs, policy
        self.pairs, self.teams = Pairs(workforce, beliefs), team_masks(workforce)
        self.measured = before
        self.by_skill: dict[int, list[int]] = {}
        for number, gap in enumerate(before):
            if gap.place == NOBODY:
                self.by_skill.setdefault(gap.skill, []).append(number)
        order = np.argsort(beliefs.person, kind="stable")
        starts = np.searchsorted(beliefs.person[order], np.arange(len(workforce.members.ids) + 1))
        self.order, self.starts = order, starts
        self.mutual = Mutuality(workforce, beliefs)

    def of(self, person: int) -> Iterator[Loss]:
        """Yield what one person's leaving adds."""
        if not self.workforce.members.staff[person]:
            return
        rows = self.order[self.starts[person] : self.starts[person + 1]]
        changed = self.mutual.without(person)
        people = {person, *(int(self.beliefs.person[row]) for row in changed)}
        affected = [
            number
            for skill in sorted(self.pairs.upwards(self.beliefs.skill[rows].tolist()))
            for number in self.by_skill.get(skill, ())
            if self._has_part(self.measured[number], people)
        ]
        after = self._after(_Without(self.pairs, person, changed), affected)
        for number in affected:
            gap = self.measured[number]
            rise = after.get(_scope(gap), self._lost(gap)) - gap.consequence
            if rise:
                yield Loss(number, person, rise)

    def _has_part(self, gap: Gap, people: Collection[int]) -> bool:
        return gap.team == NOBODY or any(self.teams[gap.team][one] for one in people)

    def _after(self, without: "_Without", affected: Sequence[int]) -> dict[_Scope, float]:
        """Return the consequences of these gaps once somebody has left."""
        needed: dict[Where, dict[int, list[Need]]] = {WHOLE: {}}
        for number in affected:
            gap = self.measured[number]
            if gap.needs:
                needed.setdefault((gap.team, gap.place), {})[gap.skill] = list(gap.needs)
            else:
                without.kept.append(gap.skill)
        found = measured(without, needed, list(needed), self.policy, every=True)
        return {_scope(gap): gap.consequence for gap in found}

    def _lost(self, gap: Gap) -> float:
        """Return the consequence where the last who knows what nothing needs by name has left."""
        factors = gap.importance**self.policy.importance * gap.demand**self.policy.demand
        return float(factors)


def _scope(gap: Gap) -> _Scope:
    return gap.skill, gap.team, gap.place


class _Without(Pairs):
    """The pairs without one person; what is asked of the rest is not worked out twice."""

    def __init__(
        self, pairs: Pairs, person: int, changed: Mapping[int, Mapping[int, float]]
    ) -> None:
        self.__dict__.update(copy(pairs).__dict__)
        self.person, self.changed, self.all = person, changed, pairs
        self._patched: dict[int, Floats] = {}
        self.kept: list[int] = []

    def known_for(self, level: int, chance: float) -> list[int]:
        """Return which of the skills in `kept` somebody still has."""
        return [
            skill
            for skill in self.kept
            if (self.at_least(level)[self.there(skill)] >= chance).any()
        ]

    def covered(self, team: int, place: int) -> frozenset[int]:
        """Return nothing: what sort of gap it is does not matter here."""
        return frozenset()

    def at_least(self, level: int) -> Floats:
        """Return the probabilities, those of colleagues whose praise is mutual no more anew."""
        if not self.changed:
            return self.all.at_least(level)
        if level not in self._patched:
            chances = self.all.at_least(level).copy()
            for row, by_level in self.changed.items():
                chances[row] = by_level[level]
            self._patched[level] = chances
        return self._patched[level]

    def there(self, skill: int, team: int = NOBODY, place: int = NOBODY) -> Rows:
        """Return the rows of the staff without the person."""
        rows = super().there(skill, team, place)
        kept: Rows = rows[self.beliefs.person[rows] != self.person]
        return kept
