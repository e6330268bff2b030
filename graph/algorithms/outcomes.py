"""Before and after: what a scenario makes of the gaps, which get worse and which better."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.algorithms.gap_needs import Scope
from graph.algorithms.gaps import POLICY, Gap, GapKind, Policy
from graph.algorithms.workforce import NOBODY

_SAME = 5e-4


class Turn(StrEnum):
    """What becomes of a gap."""

    NEW = "new"
    WORSE = "worse"
    BETTER = "better"
    CLOSED = "closed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Sums:
    """The consequences of all that was measured, added up: organisation, teams, places."""

    organisation: float
    teams: float
    places: float

    @property
    def all(self) -> float:
        """What leaving is measured by: the organisation and its teams."""
        return self.organisation + self.teams


@dataclass(frozen=True, slots=True)
class Row:
    """One skill in one scope, before and after (None: it was not, or is not, needed)."""

    before: Gap | None
    after: Gap | None

    @property
    def gap(self) -> Gap:
        """One of the two, for what both have: skill, team and place."""
        found = self.after or self.before
        if found is None:
            raise ValueError("A row is about a gap before or after.")
        return found

    @property
    def rise(self) -> float:
        """How much more consequence there is after."""
        return _weight(self.after) - _weight(self.before)

    @property
    def turn(self) -> Turn:
        """What becomes of it."""
        was, still = (bool(each and each.kinds) for each in (self.before, self.after))
        if was != still:
            return Turn.NEW if still else Turn.CLOSED
        if abs(self.rise) < _SAME:
            return Turn.SAME
        return Turn.WORSE if self.rise > 0 else Turn.BETTER


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that was measured before or after, and the sums."""

    rows: tuple[Row, ...]
    before: Sums
    after: Sums

    @property
    def worse(self) -> tuple[Row, ...]:
        """What gets worse, the most first."""
        rows = [row for row in self.rows if row.turn in {Turn.NEW, Turn.WORSE} and row.rise > 0]
        return tuple(sorted(rows, key=lambda row: -row.rise))

    @property
    def better(self) -> tuple[Row, ...]:
        """What gets better, the most first."""
        rows = [row for row in self.rows if row.turn in {Turn.CLOSED, Turn.BETTER} and row.rise < 0]
        return tuple(sorted(rows, key=lambda row: row.rise))


def compare(before: Sequence[Gap], after: Sequence[Gap], policy: Policy = POLICY) -> Outcome:
    """Return what becomes of what; both as `gaps.find(..., every=True)` measures them.

    What nothing needs by name and nobody knows any more is lacking altogether; what nothing needs
    and nobody knew before is no gap, however it came.
    """
    was, now = ({_scope(gap): gap for gap in gaps} for gaps in (before, after))
    for scope, gap in was.items():
        if scope not in now and not gap.needs:
            now[scope] = _lost(gap, policy)
    now = {scope: gap for scope, gap in now.items() if gap.needs or scope in was}
    rows = [Row(was.get(scope), now.get(scope)) for scope in {**was, **now}]
    rows.sort(key=lambda row: (-abs(row.rise), _scope(row.gap)))
    return Outcome(tuple(rows), sums(was.values()), sums(now.values()))


def sums(gaps: Iterable[Gap]) -> Sums:
    """Return the consequences added up."""
    found = [0.0, 0.0, 0.0]
    for gap in gaps:
        found[0 if gap.whole else 1 if gap.place == NOBODY else 2] += gap.consequence
    return Sums(*found)


def _lost(gap: Gap, policy: Policy) -> Gap:
    return replace(
        gap, have=0.0, low=0.0, high=0.0, lack=1.0, shortfall=1.0, fragility=1.0, stale=0.0,
        consequence=gap.importance**policy.importance * gap.demand**policy.demand,
        holders=(), successors=(), kinds=frozenset({GapKind.MISSING}),
    )  # fmt: skip


def _scope(gap: Gap) -> Scope:
    return gap.skill, gap.team, gap.place


def _weight(gap: Gap | None) -> float:
    return gap.consequence if gap else 0.0
