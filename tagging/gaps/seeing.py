"""Who sees which figures: HR of groups, managers of their people by name, everybody their own."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.algorithms.suppression import Group, GroupKind, Mask
from graph.algorithms.workforce import NOBODY
from graph.records import Ref
from tagging.errors import NotPermitted
from tagging.gaps.figures import Figures
from tagging.permissions import Permission, Viewer, require

WITHHELD = "not shown: fewer than {least} people, or another small group could be worked out"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a viewer may see. `person` is their position, -1 where they are not in the workforce.

    `aggregates`: may see figures of groups. `people` is a mask (n,) of whom they see by name:
    themself, and who reports to them, down the line. `shown` are the groups with figures, in a
    fixed order (`keys` tells them apart); of those in `named` everybody may be named.
    """

    person: int
    aggregates: bool
    people: Mask
    shown: tuple[Group, ...]
    named: frozenset[tuple[GroupKind, int]]
    keys: frozenset[tuple[GroupKind, int]]

    @property
    def manages(self) -> bool:
        """Whether anybody reports to the viewer."""
        return int(self.people.sum()) > 1

    def sees(self, group: Group) -> bool:
        """Say whether figures of this group may be shown."""
        return group.key in self.keys

    def of(self, kind: GroupKind) -> tuple[Group, ...]:
        """Return the groups of this kind that are shown."""
        return tuple(one for one in self.shown if one.kind is kind)


def sight(figures: Figures, viewer: Viewer) -> Sight:
    """Return what this viewer may see of these figures; raises `NotPermitted` for nobody."""
    require(viewer, Permission.FIND)
    person = figures.people.get(viewer.person_id or "", NOBODY)
    people = _own_people(figures, person)
    aggregates = viewer.may(Permission.SEE_GAPS)
    fully = [group for group in figures.groups if not (group.members & ~people).any()]
    named = frozenset(group.key for group in fully)
    published = {group.key for group in figures.published(people)} if aggregates else set()
    shown = [group for group in figures.groups if group.key in named or group.key in published]
    keys = frozenset(group.key for group in shown)
    return Sight(person, aggregates, people, tuple(shown), named, keys)


def require_figures(seen: Sight) -> None:
    """Let pass who sees figures of more than themself; raises `NotPermitted` otherwise."""
    if not seen.aggregates and not seen.manages:
        raise NotPermitted(
            "Figures on gaps are for HR, and for managers of their own people. "
            "Your own are on the page 'My gaps'."
        )


def named(figures: Figures, seen: Sight, people: Iterable[int]) -> tuple[Ref, ...]:
    """Return those of these people whom the viewer may see by name, in the order given."""
    return tuple(figures.person(one) for one in people if seen.people[one])


def _own_people(figures: Figures, person: int) -> Mask:
    """Return the person and who reports to them, down the line, as a mask (n,)."""
    seen = np.zeros(len(figures.workforce.members.ids), dtype=bool)
    waiting = [person] if person != NOBODY else []
    while waiting:
        one = waiting.pop()
        if not seen[one]:
            seen[one] = True
            waiting += figures.reports.get(one, [])
    return seen
