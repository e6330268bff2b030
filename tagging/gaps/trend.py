"""How much of what is needed was there at the ends of months: today's needs and people."""

from collections.abc import Sequence
from datetime import date, timedelta

from graph.algorithms.coverage import expected
from graph.algorithms.gap_needs import Where
from graph.algorithms.gaps import Gap
from tagging.gaps.figures import Cover, Figures, FiguresCache

MONTHS = 6


def month_ends(day: date, many: int = MONTHS) -> list[date]:
    """Return the last days of the months before `day`, the earliest first."""
    ends: list[date] = []
    first = day.replace(day=1)
    while len(ends) < many and first > date.min:
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]


def cover(
    cache: FiguresCache, now: Figures, then: Figures, where: Where, level: int | None
) -> Cover:
    """Return the share (0 to 1) of what a group needs that is there, by day: kept with `then`."""
    if (where, level) not in then.covers:
        wanted = [gap for gap in then.within(where, level) if gap.needs]
        days = [*month_ends(then.workforce.day), then.workforce.day]
        then.covers[where, level] = tuple(
            (day, _covered(cache.of(now.workforce, day), wanted)) for day in days
        )
    return then.covers[where, level]


def _covered(figures: Figures, wanted: Sequence[Gap]) -> float:
    """Return the share of the people needed, over these skills, who are expected to be there."""
    there = 0.0
    for gap in wanted:
        rows = figures.pairs.there(gap.skill, gap.team, gap.place)
        there += min(expected(figures.pairs.at_least(gap.level)[rows]), gap.needed)
    needed = sum(gap.needed for gap in wanted)
    return round(there / needed, 3) if needed else 0.0
