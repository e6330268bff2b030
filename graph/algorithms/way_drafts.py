"""Who could close a gap, and how: the ways worth looking at, with what each costs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from graph.algorithms.gaps import Gap, GapKind
from graph.algorithms.way_costs import Assumptions, How, Way
from graph.algorithms.way_ground import Floats, Ground
from graph.algorithms.workforce import NOBODY

_SOUND = 0.5
_ASKED = 0.25
_NEAR = 0.05
_WISHED = 0.7


class Drafts:
    """The ways for the gaps of a `Ground`; what they bring is not worked out yet."""

    def __init__(self, ground: Ground, assumptions: Assumptions) -> None:
        self.ground, self.costs = ground, assumptions

    def of(self, gap: int) -> Iterator[Way]:
        """Yield the ways for one gap."""
        yield from self._learning(gap)
        yield from self._borrowing(gap)
        yield from self._moving(gap)
        yield from self._hiring(gap)

    def _learning(self, gap: int) -> Iterator[Way]:
        """Yield who would learn: from the only one who has it, from others, or on a course."""
        wanted, means = self.ground.aims[gap], self.ground.means
        coaches = self._surest(wanted, self.ground.members.staff & self.ground.stays)
        alone = self._alone(wanted)
        climb = self._climb(wanted)
        near = self.ground.nearness(wanted.skill)
        for person in self._learners(gap, climb):
            hours = self.costs.hours_per_level * float(climb[person])
            hours *= 1 - self.costs.ease * float(near.people[person])
            draft = replace(
                self._draft(gap, How.TRAIN, person),
                near=self.ground.adjacency.why(near, person),
                documents=tuple(means.documents.get(wanted.skill, ()))[:3],
                wished=(person, wanted.skill) in means.wishes,
            )
            for coach in self._coaches(person, coaches, alone):
                how = How.SPREAD if coach == alone else How.TRAIN
                yield self.costs.taught(replace(draft, how=how, through=coach), hours)
            yield self.costs.course(draft, hours, float(climb[person]))

    def _alone(self, wanted: Gap) -> int:
        """Return the one on whom a gap's skill rests, there and staying; -1 where it does not."""
        if GapKind.SINGLE not in wanted.kinds:
            return NOBODY
        return next((one for one in wanted.holders if self.ground.stays[one]), NOBODY)

    def _learners(self, gap: int, climb: Floats) -> list[int]:
        """Return who is nearest to a gap's skill among those it is about."""
        ground, wanted = self.ground, self.ground.aims[gap]
        near = ground.nearness(wanted.skill).people
        wishes = np.zeros(ground.people, np.bool_)
        wishes[[person for person, skill in ground.means.wishes if skill == wanted.skill]] = True
        able = ground.inside[gap] & ground.stays
        able &= ground.chances(wanted.skill, wanted.level) < _SOUND
        able &= wishes | (near > _NEAR) | (ground.levels(wanted.skill) > 0)
        effort = climb * (1 - self.costs.ease * near) * np.where(wishes, _WISHED, 1.0)
        effort[~able] = np.inf
        order = np.argsort(effort, kind="stable")[: self.costs.learners]
        return [int(person) for person in order if np.isfinite(effort[person])]

    def _climb(self, wanted: Gap) -> Floats:
        """Return how many levels everybody has to climb; with nothing said, from 1/2 to 2."""
        levels = self.ground.levels(wanted.skill)
        near = self.ground.nearness(wanted.skill).people
        start = np.where(levels > 0, levels, 0.5 + 1.5 * near)
        return np.asarray(np.maximum(0.5, wanted.level - start))

    def _coaches(self, person: int, coaches: Sequence[int], alone: int) -> list[int]:
        """Return the coaches of a person: of their team, then of their place, then the surest."""
        members = self.ground.members
        order = sorted(
            (one for one in coaches if one != person),
            key=lambda one: (
                one != alone,
                members.team[one] != members.team[person],
                members.place[one] != members.place[person],
            ),
        )
        return order[: self.costs.coaches]

    def _borrowing(self, gap: int) -> Iterator[Way]:
        ground, wanted = self.ground, self.ground.aims[gap]
        outside = ~np.asarray(ground.members.staff, np.bool_)
        for contact in self._surest(wanted, outside, _ASKED)[: self.costs.contacts]:
            brokers = ground.means.brokers.get(contact, ())
            near = [one for one in brokers if ground.inside[gap][one]]
            through = next(iter([*near, *brokers]), NOBODY)
            draft = replace(self._draft(gap, How.BORROW, contact), through=through)
            yield self.costs.borrowed(draft)

    def _moving(self, gap: int) -> Iterator[Way]:
        ground, wanted = self.ground, self.ground.aims[gap]
        if wanted.team == NOBODY:
            return
        elsewhere = ground.stays & ~ground.inside[gap]
        able = (one for one in self._surest(wanted, elsewhere) if ground.can_spare(one))
        for person, _ in zip(able, range(self.costs.movers), strict=False):
            leaves = int(ground.members.team[person])
            yield self.costs.moved(replace(self._draft(gap, How.MOVE, person), leaves=leaves))

    def _hiring(self, gap: int) -> Iterator[Way]:
        """Yield a post for this skill, and for a team's first gap one for its worst few."""
        wanted, draft = self.ground.aims[gap], self._draft(gap, How.HIRE, NOBODY)
        own = ((wanted.skill, wanted.level),)
        yield self.costs.hired(replace(draft, profile=own))
        same = [
            one for one in self.ground.aims if (one.team, one.place) == (wanted.team, wanted.place)
        ]
        if wanted is same[0] and wanted.team != NOBODY and len(same) > 1:
            some = same[: self.costs.profile]
            profile = tuple((one.skill, one.level) for one in some)
            yield self.costs.hired(replace(draft, profile=profile))

    def _surest(self, wanted: Gap, among: "np.ndarray", least: float = _SOUND) -> list[int]:
        """Return who of some people is likely at the level, the surest first."""
        chance = np.where(among, self.ground.chances(wanted.skill, wanted.level), 0.0)
        order = np.argsort(-chance, kind="stable")[: np.count_nonzero(chance >= least)]
        return [int(one) for one in order]

    def _draft(self, gap: int, how: How, person: int) -> Way:
        wanted = self.ground.aims[gap]
        return Way(
            gap=gap,
            how=how,
            skill=wanted.skill,
            level=wanted.level,
            team=wanted.team,
            place=wanted.place,
            person=person,
        )
