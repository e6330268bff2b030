"""What is computed once from a workforce and then shown to many: beliefs, gaps, groups."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import cached_property, partial

import numpy as np

from graph.algorithms import gap_areas, gap_needs, gaps, levels, suppression
from graph.algorithms.gap_needs import WHOLE, Where
from graph.algorithms.gap_pairs import Pairs
from graph.algorithms.gap_policy import POLICY, Policy
from graph.algorithms.gaps import Gap
from graph.algorithms.suppression import Group, Mask
from graph.algorithms.workforce import NOBODY, Need, Workforce, as_of
from graph.records import Ref

Cover = tuple[tuple[date, float], ...]
Believe = Callable[[Workforce], levels.Beliefs]
_MOST_DAYS = 16


class Figures:
    """A workforce with what follows from it, each part computed when it is first asked for."""

    def __init__(
        self,
        workforce: Workforce,
        policy: Policy,
        least: int,
        believe: Believe = levels.estimate,
    ) -> None:
        self.workforce = workforce
        self.policy = policy
        self.least = least
        self.covers: dict[tuple[Where, int | None], Cover] = {}
        self._believe = believe
        self._within: dict[tuple[Where, int | None], tuple[Gap, ...]] = {}
        self.kept_groups: dict[bytes, tuple[Group, ...]] = {}

    @cached_property
    def beliefs(self) -> levels.Beliefs:
        """What is believed of everybody (see `graph.algorithms.levels`)."""
        return self._believe(self.workforce)

    @cached_property
    def pairs(self) -> Pairs:
        """The beliefs by skill, team and place."""
        return Pairs(self.workforce, self.beliefs)

    @cached_property
    def needed(self) -> dict[Where, dict[int, list[Need]]]:
        """What is needed, by team and place and skill."""
        return gap_needs.scopes(self.workforce)

    @cached_property
    def weights(self) -> gap_areas.Weights:
        """What areas of needs weigh, whoever is there."""
        return gap_areas.weights(self.needed)

    def take_from(self, before: "Figures") -> None:
        """Keep what was computed before from the same people and needs, whatever was said since."""
        for name in ("needed", "weights", "groups", "reports", "people", "skills"):
            if name in before.__dict__:
                self.__dict__[name] = before.__dict__[name]
        self.kept_groups = before.kept_groups

    def within(self, where: Where, level: int | None = None) -> tuple[Gap, ...]:
        """Return all that is measured of the whole, of a team or of a place (team, place)."""
        if (where, level) not in self._within:
            found = gaps.measured(
                self.pairs, self.needed, [where], self.policy, level=level, every=True
            )
            self._within[where, level] = found
        return self._within[where, level]

    def measured(self) -> tuple[Gap, ...]:
        """Return all that is measured, of the whole and of every team and place; takes longer."""
        return self._everywhere

    @cached_property
    def _everywhere(self) -> tuple[Gap, ...]:
        return gaps.measured(self.pairs, self.needed, list(self.needed), self.policy, every=True)

    @cached_property
    def areas(self) -> tuple[Gap, ...]:
        """Areas that a team or a place needs and has nothing of."""
        return gap_areas.widest(self.pairs, self.needed, self.policy, self.weights)

    @cached_property
    def bottlenecks(self) -> tuple[gap_areas.Bottleneck, ...]:
        """Who alone holds several skills that something needs."""
        return gap_areas.bottlenecks(self.within(WHOLE))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups with staff in them."""
        return suppression.groups(self.workforce)

    def published(self, known: Mask) -> tuple[Group, ...]:
        """Return the groups with figures of their own, for a reader who knows these people.

        What is published to one reader is part of what is published at all, so that two who put
        together what they see learn no more than is published.
        """
        key = np.packbits(known).tobytes()
        if key not in self.kept_groups:
            everyone = suppression.publish(self.groups, self.least)
            self.kept_groups[key] = suppression.publish(everyone, self.least, known)
        return self.kept_groups[key]

    @cached_property
    def reports(self) -> dict[int, list[int]]:
        """Who reports to whom: positions of people by their manager's."""
        found: dict[int, list[int]] = {}
        for person, manager in enumerate(self.workforce.members.manager.tolist()):
            if manager != NOBODY:
                found.setdefault(manager, []).append(person)
        return found

    @cached_property
    def people(self) -> dict[str, int]:
        """The positions of people by their ids."""
        return {one: number for number, one in enumerate(self.workforce.members.ids)}

    @cached_property
    def skills(self) -> dict[str, int]:
        """The positions of skills by their ids."""
        return {one.id: number for number, one in enumerate(self.workforce.skills)}

    def skill(self, number: int) -> Ref:
        """Return the skill at a position."""
        topic = self.workforce.skills[number]
        return Ref(topic.id, topic.label)

    def person(self, number: int) -> Ref:
        """Return the person at a position."""
        members = self.workforce.members
        return Ref(members.ids[number], members.names[number])

    def unit_of(self, group: Group) -> str:
        """Return the id of the group's team, place or role; empty for everybody."""
        units = {
            suppression.GroupKind.TEAM: self.workforce.teams,
            suppression.GroupKind.PLACE: self.workforce.places,
            suppression.GroupKind.ROLE: self.workforce.roles,
        }.get(group.kind)
        return units[group.position].id if units else ""


class FiguresCache:
    """The figures of the workforce that was asked for last, and of some earlier days of it.

    A workforce is never changed: another one, and nothing else, makes new figures.
    """

    def __init__(
        self,
        policy: Policy = POLICY,
        least: int = suppression.SMALL_CELL,
        believe: Believe = levels.estimate,
    ) -> None:
        self.policy = policy
        self.least = least
        self._believe = believe
        self._now: Figures | None = None
        self._earlier: OrderedDict[date, tuple[Workforce, Figures]] = OrderedDict()

    def of(self, workforce: Workforce, day: date | None = None) -> Figures:
        """Return the figures of a workforce, or of it as it was at the end of an earlier day."""
        now = self._now
        if now is None or now.workforce is not workforce:
            before, now = now, Figures(workforce, self.policy, self.least, self._believe)
            if before and _same_but_for_statements(before.workforce, workforce):
                now.take_from(before)
            self._now = now
        return now if day is None or day >= workforce.day else self._of_day(now, day)

    def _of_day(self, now: Figures, day: date) -> Figures:
        """Return the figures of an earlier day: those kept, unless something said by then changed.

        What was said since leaves them as they are.
        """
        made_from, figures = self._earlier.get(day, (None, None))
        if figures is None or made_from is not now.workforce:
            then = as_of(now.workforce, day)
            if figures is None or not _same(figures.workforce, then):
                believe = partial(levels.estimate, fitted=now.beliefs.fitted)
                figures = Figures(then, self.policy, self.least, believe)
            self._earlier[day] = (now.workforce, figures)
            while len(self._earlier) > _MOST_DAYS:
                self._earlier.popitem(last=False)
        return figures


def _same_but_for_statements(one: Workforce, other: Workforce) -> bool:
    return (
        one.day == other.day
        and one.members is other.members
        and one.skills is other.skills
        and one.teams is other.teams
        and one.needs is other.needs
    )


def _same(one: Workforce, other: Workforce) -> bool:
    return _same_but_for_statements(one, other) and all(
        np.array_equal(getattr(one.statements, column.name), getattr(other.statements, column.name))
        for column in fields(one.statements)
    )
