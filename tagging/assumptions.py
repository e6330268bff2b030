"""What a plan takes for granted: the figures of `assumptions.toml`, unless others are given."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from math import inf, isfinite
from pathlib import Path
from typing import Any

from graph.algorithms.closing import Limits
from graph.algorithms.way_costs import Assumptions, How
from tagging.errors import Invalid

_FILE = Path(__file__).with_name("assumptions.toml")
_MOST = 10_000_000.0
LABELS: dict[str, tuple[str, str]] = {
    "hour": ("An hour of somebody’s time", "money"),
    "hours_per_level": ("Hours to learn one level from a colleague", "hours"),
    "hours_a_week": ("Hours a week that a learner has", "hours"),
    "ease": ("Saved by knowing all that lies next to it (0 to 1)", "share"),
    "coach_share": ("Coach’s hours for each of the learner’s", "share"),
    "spread_hours_share": ("Hours when working beside who knows, against being taught", "share"),
    "spread_coach_share": ("Of these, hours of the one who knows", "share"),
    "course_money": ("A course, for each level", "money"),
    "course_hours_share": ("Hours on a course, against being taught", "share"),
    "borrow_money": ("A contact from outside, for a year", "money"),
    "borrow_hours": ("Hours to arrange that", "hours"),
    "borrow_weeks": ("Weeks until a contact helps", "weeks"),
    "move_money": ("A move to another team", "money"),
    "move_hours": ("Hours to hand over and settle in", "hours"),
    "move_weeks": ("Weeks until a move is made", "weeks"),
    "hire_money": ("To advertise and choose, without salary", "money"),
    "hire_hours": ("Hours to choose and settle in", "hours"),
    "hire_weeks": ("Weeks until somebody new starts", "weeks"),
}
_SHARES = {name for name, (_, kind) in LABELS.items() if kind == "share"}
_NOT_NOTHING = {"hours_a_week", "hours_per_level"}


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody asks of a plan: limits, ways, and costs other than the usual (by name).

    `hours` None: no limit of its own. `hows`: which sorts of way may be taken.
    """

    budget: float
    weeks: float
    hours: float | None = None
    goals: int = 2
    learners: int = 2
    contacts: int = 1
    hires: int = 1
    hows: frozenset[How] = frozenset(How)
    costs: Mapping[str, float] = field(default_factory=dict)

    def limits(self) -> Limits:
        """Return the limits as the plan counts them."""
        hours = inf if self.hours is None else self.hours
        return Limits(
            self.budget, hours, self.weeks, self.goals, self.learners, self.contacts, self.hires
        )

    def assumptions(self) -> Assumptions:
        """Return the costs: those given, else the usual."""
        return Assumptions(**(usual()["costs"] | dict(self.costs)), **usual()["looked_at"])


@cache
def usual() -> dict[str, dict[str, Any]]:
    """Return the tables of `assumptions.toml`."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def most_gaps() -> int:
    """Return for how many gaps is planned at once."""
    return int(usual()["limits"]["gaps"])


def given(values: Mapping[str, str], hows: frozenset[How] = frozenset()) -> Given:
    """Read what is asked, by the names of the file; what is not there is as usual.

    Raises `Invalid` for what is no number or makes no sense, with the name as its field.
    """
    limits = usual()["limits"]
    read = {name: _number(values, name, float(limits[name])) for name in ("budget", "weeks")}
    counts = {
        name: int(_number(values, name, float(limits[name])))
        for name in ("goals", "learners", "contacts", "hires")
    }
    costs = {
        name: value
        for name, usually in usual()["costs"].items()
        if (value := _number(values, name, float(usually))) != float(usually)
    }
    hours = _number(values, "hours", inf)
    return Given(
        budget=read["budget"],
        weeks=read["weeks"],
        goals=counts["goals"],
        learners=counts["learners"],
        contacts=counts["contacts"],
        hires=counts["hires"],
        hours=hours if isfinite(hours) else None,
        hows=hows or frozenset(How),
        costs=costs,
    )


def _number(values: Mapping[str, str], name: str, usually: float) -> float:
    words = values.get(name, "").strip().replace(",", "").replace(" ", "")
    if not words:
        return usually
    try:
        value = float(words)
    except ValueError:
        value = inf
    label = LABELS.get(name, (name.capitalize(), ""))[0]
    if not isfinite(value) or not 0 <= value <= _MOST:
        raise Invalid(f"{label}: give a number from 0 on", name)
    if name in _SHARES and value > 1:
        raise Invalid(f"{label}: give a number from 0 to 1", name)
    if name in _NOT_NOTHING and value == 0:
        raise Invalid(f"{label}: give a number above 0", name)
    return value


if {each.name for each in fields(Assumptions)} != {*usual()["costs"], *usual()["looked_at"]}:
    raise RuntimeError(f"{_FILE.name} does not name the assumptions that ways are priced by.")
