"""What of the gaps is asked for: one group at a time, a level, a day, and the weights."""

from dataclasses import dataclass, replace
from datetime import date

from graph.algorithms.gaps import Policy
from graph.algorithms.suppression import Group, GroupKind
from tagging.errors import Invalid
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import WITHHELD, Sight

__all__ = ["WEIGHTS", "GapQuery", "GroupKind", "group_of"]

WEIGHTS = (0.0, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class GapQuery:
    """One group (`kind` and the `unit`'s id), a level or None for each need's own, and a day.

    `importance`, `demand` and `lack` are the weights of the factors; None: those of the settings.
    `every`: all rows, not only the first.
    """

    kind: GroupKind = GroupKind.WHOLE
    unit: str = ""
    level: int | None = None
    as_of: date | None = None
    importance: float | None = None
    demand: float | None = None
    lack: float | None = None
    every: bool = False

    def policy(self, given: Policy) -> Policy:
        """Return the policy of the settings with the weights asked for here."""
        return replace(
            given,
            importance=given.importance if self.importance is None else self.importance,
            demand=given.demand if self.demand is None else self.demand,
            lack=given.lack if self.lack is None else self.lack,
        )


def group_of(figures: Figures, seen: Sight, query: GapQuery) -> Group | None:
    """Return the group that is asked for, or None where the viewer may see no figures at all.

    Without a choice that is everybody, for whoever may see that, else the largest of their own
    groups. Raises `Invalid` for a group that there is not, or that is not shown. Of a role every
    figure is of everybody: its requirements are what is chosen.
    """
    if query.kind in {GroupKind.WHOLE, GroupKind.ROLE}:
        return seen.shown[0] if seen.shown else None
    chosen = [
        group
        for group in figures.groups
        if group.kind is query.kind and figures.unit_of(group) == query.unit
    ]
    if not chosen:
        raise Invalid(f"There is no {query.kind} '{query.unit}' with staff in it.", query.kind)
    if not seen.sees(chosen[0]):
        raise Invalid(
            f"Figures of {chosen[0].name} are {WITHHELD.format(least=figures.least)}.", query.kind
        )
    return chosen[0]
