"""What a scenario makes of the gaps, as a viewer may see it: only groups that they see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.algorithms import gaps, outcomes, trying
from graph.algorithms.changes import Change, SomeLeave, TeamMoves, TeamsMerge
from graph.algorithms.gaps import Gap
from graph.algorithms.outcomes import Outcome, Sums, Turn
from graph.algorithms.suppression import GroupKind
from graph.algorithms.workforce import NOBODY
from graph.records import Ref
from tagging.gaps import words
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import Sight

TURNS: dict[Turn, str] = {
    Turn.NEW: "a new gap",
    Turn.WORSE: "gets worse",
    Turn.BETTER: "gets better",
    Turn.CLOSED: "is closed",
    Turn.SAME: "stays as it is",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One skill before or after: people needed at the level, expected, and between what."""

    level: int
    needed: float
    have: float
    low: float
    high: float
    consequence: float
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One skill for everybody (`unit` None), a team or a place, before and after."""

    skill: Ref
    unit: Ref | None
    kind: GroupKind
    before: Side | None
    after: Side | None
    rise: float
    turn: Turn

    @property
    def words(self) -> str:
        """What becomes of it."""
        return TURNS[self.turn]


@dataclass(frozen=True, slots=True)
class Compared:
    """Before and after. `lines` are what changes, the most first; `same` counts the rest.

    `before` and `after` add up the consequences of what the viewer sees.
    """

    lines: tuple[Line, ...]
    same: int
    before: Sums
    after: Sums

    @property
    def worse(self) -> tuple[Line, ...]:
        """What gets worse, the most first."""
        found = [one for one in self.lines if one.turn in {Turn.NEW, Turn.WORSE} and one.rise > 0]
        return tuple(sorted(found, key=lambda one: -one.rise))

    @property
    def better(self) -> tuple[Line, ...]:
        """What gets better, the most first."""
        found = [
            one for one in self.lines if one.turn in {Turn.CLOSED, Turn.BETTER} and one.rise < 0
        ]
        return tuple(sorted(found, key=lambda one: one.rise))


def run(figures: Figures, changes: Sequence[Change], at: date | None = None) -> Outcome:
    """Return what becomes of everything that is measured; nothing is written anywhere."""
    tried = trying.after(figures.workforce, figures.beliefs, changes, at)
    after = gaps.find(tried.workforce, tried.beliefs, figures.policy, every=True)
    return outcomes.compare(figures.measured(), after, figures.policy)


def tells_small_groups(figures: Figures, seen: Sight, changes: Sequence[Change]) -> bool:
    """Say whether before and after would tell figures of a group that the viewer does not see."""
    shown = {figures.unit_of(group) for group in seen.of(GroupKind.TEAM)}
    named = [each.team for each in changes if isinstance(each, SomeLeave | TeamMoves | TeamsMerge)]
    return any(team not in shown for team in named)


def sees(seen: Sight, gap: Gap) -> bool:
    """Say whether the viewer sees figures of the group that a gap is about."""
    kind, position = GroupKind.WHOLE, NOBODY
    if gap.team != NOBODY:
        kind, position = GroupKind.TEAM, gap.team
    elif gap.place != NOBODY:
        kind, position = GroupKind.PLACE, gap.place
    return any(
        group.kind is kind and (kind is GroupKind.WHOLE or group.position == position)
        for group in seen.shown
    )


def compared(figures: Figures, seen: Sight, outcome: Outcome) -> Compared:
    """Return what of an outcome this viewer may see."""
    rows = [row for row in outcome.rows if sees(seen, row.gap)]
    lines = [_line(figures, row) for row in rows]
    changed = tuple(one for one in lines if one.turn is not Turn.SAME or abs(one.rise) > 5e-4)
    return Compared(
        lines=changed,
        same=len(lines) - len(changed),
        before=outcomes.sums(row.before for row in rows if row.before),
        after=outcomes.sums(row.after for row in rows if row.after),
    )


def unit(figures: Figures, gap: Gap) -> tuple[Ref | None, GroupKind]:
    """Return the team or place that a gap is about, and which of the two; None for everybody."""
    if gap.team != NOBODY:
        team = figures.workforce.teams[gap.team]
        return Ref(team.id, team.name), GroupKind.TEAM
    if gap.place != NOBODY:
        place = figures.workforce.places[gap.place]
        return Ref(place.id, place.name), GroupKind.PLACE
    return None, GroupKind.WHOLE


def side(gap: Gap | None) -> Side | None:
    """Return a gap's figures, rounded to what is shown."""
    if gap is None:
        return None
    kinds = tuple(words.KINDS[kind] for kind in gaps.GapKind if kind in gap.kinds)
    numbers = (round(one, 1) for one in (gap.needed, gap.have, gap.low, gap.high))
    needed, have, low, high = numbers
    return Side(gap.level, needed, have, low, high, round(gap.consequence, 3), kinds)


def _line(figures: Figures, row: outcomes.Row) -> Line:
    where, kind = unit(figures, row.gap)
    skill = figures.skill(row.gap.skill)
    return Line(skill, where, kind, side(row.before), side(row.after), round(row.rise, 3), row.turn)
