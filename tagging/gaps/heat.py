"""Skills by teams, places or roles: how many are expected to be there, of how many needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.gap_needs import WHOLE, demanded
from graph.algorithms.gaps import Gap, ranked
from graph.algorithms.suppression import Group, GroupKind
from graph.algorithms.workforce import Need
from graph.records import Ref
from tagging.gaps.figures import Figures, FiguresCache
from tagging.gaps.overview import Choice, choice, where_of, withheld
from tagging.gaps.query import GapQuery
from tagging.gaps.seeing import WITHHELD, Sight, require_figures, sight
from tagging.permissions import Viewer

FIRST_ROWS = 30
# What share of those needed is there, from which the shade is lighter; nothing needed: no shade.
_SHADES = (1.0, 0.67, 0.34)


@dataclass(frozen=True, slots=True)
class Cell:
    """Expected people and how many are needed; `shade` 0 (nothing needed) to 4 (most is short)."""

    have: float
    needed: float
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """A skill with the level that its figures are about, and a cell for each column."""

    skill: Ref
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The table. `by` is what the columns are; `total` counts all rows, shown or not."""

    query: GapQuery
    by: GroupKind
    day: date
    columns: tuple[Choice, ...]
    rows: tuple[Row, ...]
    total: int
    withheld: tuple[str, ...]
    why_withheld: str


def heat(
    figures: FiguresCache, now: Figures, viewer: Viewer, query: GapQuery, by: GroupKind
) -> Heat:
    """Return skills that something needs, the most consequential first, by groups of a kind.

    Raises `NotPermitted` for who sees only their own. Every column is a group that is shown.
    """
    seen = sight(now, viewer)
    require_figures(seen)
    then = figures.of(now.workforce, query.as_of)
    columns = [one for one in seen.shown if one.kind in {GroupKind.WHOLE, by}]
    gaps = _skills(then, columns, query)
    shown = gaps if query.every else gaps[:FIRST_ROWS]
    people = len(then.workforce.members.ids)
    members = np.array([one.members for one in columns], dtype=bool).reshape(len(columns), people)
    return Heat(
        query=query,
        by=by,
        day=then.workforce.day,
        columns=tuple(choice(then, one) for one in columns),
        rows=tuple(_row(then, gap, columns, members) for gap in shown),
        total=len(gaps),
        withheld=_withheld(then, seen, by),
        why_withheld=WITHHELD.format(least=then.least),
    )


def needed_in(figures: Figures, gap: Gap, group: Group, level: int) -> float:
    """Return how many people of a group are needed at a level, by the needs of the whole."""
    if group.kind is GroupKind.WHOLE:
        return demanded(gap.needs, level)
    if group.kind is GroupKind.ROLE:
        role = figures.workforce.roles[group.position].id
        return demanded([need for need in gap.needs if need.reference == role], level)
    return demanded(_needs_of(figures, gap.skill, group), level)


def _needs_of(figures: Figures, skill: int, group: Group) -> list[Need]:
    return figures.needed.get(where_of(group), {}).get(skill, [])


def _skills(figures: Figures, columns: Sequence[Group], query: GapQuery) -> list[Gap]:
    """Return the whole's gap of each skill that something needs there, ranked by what is shown."""
    ranking = columns[:1] if columns and columns[0].kind is GroupKind.WHOLE else columns
    policy = query.policy(figures.policy)
    worst: dict[int, float] = {}
    for where in {where_of(one) for one in ranking if one.kind is not GroupKind.ROLE}:
        for gap in ranked(figures.within(where, query.level), policy):
            worst[gap.skill] = max(worst.get(gap.skill, 0.0), gap.consequence)
    every = figures.within(WHOLE, query.level)
    wanted = [gap for gap in every if gap.needs and gap.skill in worst]
    return sorted(wanted, key=lambda gap: (-worst[gap.skill], gap.skill))


def _row(figures: Figures, gap: Gap, columns: Sequence[Group], members: NDArray[np.bool_]) -> Row:
    rows = figures.pairs.there(gap.skill)
    chances = figures.pairs.at_least(gap.level)[rows]
    have = members[:, figures.beliefs.person[rows]] @ chances
    cells = [
        _cell(float(number), needed_in(figures, gap, group, gap.level))
        for number, group in zip(have, columns, strict=True)
    ]
    return Row(figures.skill(gap.skill), gap.level, tuple(cells))


def _cell(have: float, needed: float) -> Cell:
    share = have / needed if needed else 0.0
    shade = 1 + sum(share < bound for bound in _SHADES) if needed else 0
    return Cell(round(have, 1), round(needed, 1), shade)


def _withheld(figures: Figures, seen: Sight, by: GroupKind) -> tuple[str, ...]:
    if by is not GroupKind.ROLE:
        names = {group.name for group in figures.groups if group.kind is by}
        return tuple(name for name in withheld(figures, seen) if name in names)
    hidden = [one for one in figures.groups if one.kind is by and not seen.sees(one)]
    return tuple(one.name for one in hidden) if seen.aggregates else ()
