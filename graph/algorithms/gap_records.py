"""A gap: what is needed and is not there, or hangs by a thread."""

from dataclasses import dataclass
from enum import StrEnum

from graph.algorithms.workforce import NOBODY, Need


class GapKind(StrEnum):
    """What sort of gap it is; several may hold. The order is that in which they are told."""

    SINGLE = "single"
    STALE = "stale"
    VAIN = "vain"
    NO_REACH = "no reach"
    LEAVING = "leaving"
    MISSING = "missing"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Gap:
    """One skill, in the whole organisation (`team` and `place` -1), a team or a place.

    `needed` people at `level` or more, `have` expected, `low` to `high` the interval of
    `Policy.share`. `holders`, `external` and `successors` are positions of people, the surest
    first: who has it, who outside has it, who is next (a level below). `shortfall`, `fragility`
    and `stale` (0 to 1) make up the lack; `freshest` is the ordinal of the newest confirmation, 0
    without one. `covers`: the skills that a gap of a whole area stands for (see
    `gap_areas.widest`), none otherwise.
    """

    skill: int
    level: int
    team: int
    place: int
    needed: float
    have: float
    low: float
    high: float
    importance: float
    demand: float
    lack: float
    consequence: float
    needs: tuple[Need, ...]
    holders: tuple[int, ...] = ()
    external: tuple[int, ...] = ()
    kinds: frozenset[GapKind] = frozenset()
    successors: tuple[int, ...] = ()
    shortfall: float = 0.0
    fragility: float = 0.0
    stale: float = 0.0
    freshest: int = 0
    covers: tuple[int, ...] = ()

    @property
    def kind(self) -> GapKind:
        """The kind that is told first."""
        return next(kind for kind in GapKind if kind in self.kinds)

    def part(self, kind: GapKind) -> float:
        """Return how much of the consequence is of this kind: importance x demand x its lack."""
        lacks = {GapKind.SINGLE: self.fragility, GapKind.STALE: self.stale}
        return self.importance * self.demand * lacks.get(kind, self.lack)

    @property
    def whole(self) -> bool:
        """Whether it is about the whole organisation."""
        return self.team == NOBODY and self.place == NOBODY
