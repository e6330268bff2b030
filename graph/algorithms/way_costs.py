"""A way to close a gap, and what it costs: money, hours of people's time, weeks until it helps."""

from dataclasses import dataclass, replace
from enum import StrEnum

from graph.algorithms.adjacency import Near
from graph.algorithms.workforce import NOBODY


class How(StrEnum):
    """What is done."""

    TRAIN = "train"
    SPREAD = "spread"
    BORROW = "borrow"
    MOVE = "move"
    HIRE = "hire"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to close a gap (`gap`: its position among the gaps asked about).

    `person` learns, is borrowed or moves; `through` is the coach or who knows the contact; both
    are positions, -1 for none. It is done for `team` and `place`; who moves leaves the team
    `leaves`. `profile`: skills and levels of a post. `helps`: gaps and how many expected people it
    brings to each. `money` is paid, `hours` are worked; `cost` is both in money.
    """

    gap: int
    how: How
    skill: int
    level: int
    team: int = NOBODY
    place: int = NOBODY
    person: int = NOBODY
    through: int = NOBODY
    leaves: int = NOBODY
    profile: tuple[tuple[int, int], ...] = ()
    helps: tuple[tuple[int, float], ...] = ()
    money: float = 0.0
    hours: float = 0.0
    weeks: float = 0.0
    cost: float = 0.0
    near: tuple[Near, ...] = ()
    documents: tuple[str, ...] = ()
    wished: bool = False

    @property
    def learns(self) -> bool:
        """Whether somebody learns."""
        return self.how in {How.TRAIN, How.SPREAD}

    @property
    def gain(self) -> float:
        """How many expected people it brings to the gap that it is for."""
        return dict(self.helps).get(self.gap, 0.0)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What ways are taken to cost; docs/plans.md says what each figure stands for.

    Money is in whatever the organisation counts in, hours and weeks are as they say. `ease` (0 to
    1) is how much of the hours it saves to know all that lies next to a skill. `learners`,
    `coaches`, `contacts`, `movers` are how many are looked at for each gap, `profile` how many
    skills one post is advertised with.
    """

    hour: float
    hours_per_level: float
    hours_a_week: float
    ease: float
    coach_share: float
    spread_hours_share: float
    spread_coach_share: float
    course_money: float
    course_hours_share: float
    borrow_money: float
    borrow_hours: float
    borrow_weeks: float
    move_money: float
    move_hours: float
    move_weeks: float
    hire_money: float
    hire_hours: float
    hire_weeks: float
    learners: int = 5
    coaches: int = 2
    contacts: int = 2
    movers: int = 2
    profile: int = 4

    def taught(self, way: Way, hours: float) -> Way:
        """Return a way that somebody learns by, with a coach: `hours` are the learner's."""
        learning, coaching = hours, hours * self.coach_share
        if way.how is How.SPREAD:
            learning = hours * self.spread_hours_share
            coaching = learning * self.spread_coach_share
        return self._priced(way, 0.0, learning + coaching, learning / self.hours_a_week)

    def course(self, way: Way, hours: float, levels: float) -> Way:
        """Return a way that somebody learns by, on a course that is paid for each level."""
        learning = hours * self.course_hours_share
        money = self.course_money * levels
        return self._priced(way, money, learning, learning / self.hours_a_week)

    def borrowed(self, way: Way) -> Way:
        """Return a way that a contact from outside helps by, for a year."""
        return self._priced(way, self.borrow_money, self.borrow_hours, self.borrow_weeks)

    def moved(self, way: Way) -> Way:
        """Return a way that somebody moves by."""
        return self._priced(way, self.move_money, self.move_hours, self.move_weeks)

    def hired(self, way: Way) -> Way:
        """Return a way that somebody new comes by."""
        return self._priced(way, self.hire_money, self.hire_hours, self.hire_weeks)

    def _priced(self, way: Way, money: float, hours: float, weeks: float) -> Way:
        cost = money + hours * self.hour
        return replace(way, money=money, hours=hours, weeks=weeks, cost=cost)
