"""Which ways to take: the plan that closes most for the money, over all gaps at once.

With x the ways taken (0 or 1), g how many expected people each way brings to each gap, and y what
that closes of a gap, in people,

    maximise   sum over gaps and their steps of worth y
    so that    y <= the step's people,  sum of y over a gap's steps <= sum of g x,
               cost, hours <= what there is,  weeks <= what there is,
               each learner, coach, contact, team <= what they can carry.

The worth of more people is concave (`Aim`): nothing is gained beyond what is missing. An integer
programme solved exactly by HiGHS (Q. Huangfu and J. A. J. Hall, 'Parallelizing the dual revised
simplex method', Mathematical Programming Computation 10, 2018) as scipy brings it. A minimum-cost
flow alone cannot say it: the budget couples all choices, and one way helps several gaps.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from graph.algorithms.aims import Aim
from graph.algorithms.way_costs import How, Way
from graph.algorithms.workforce import NOBODY

# Of two plans that close the same, the cheaper: so much of a gap's worth at most is its price.
_THRIFT = 1e-7
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Limits:
    """What there is: money, hours of people's time, weeks until it must be done, and loads.

    `goals` is how much one learner can take on, `learners` how many one coach can have,
    `contacts` how many skills one contact from outside covers, `hires` how many can come.
    """

    budget: float
    hours: float = inf
    weeks: float = inf
    goals: int = 2
    learners: int = 2
    contacts: int = 1
    hires: int = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """A way that is taken (its position), and how much would stay open without it."""

    way: int
    closes: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do. `closes` is the consequence closed, `bound` what no plan can exceed.

    `after` are, by gap, the expected people that the plan brings. `following`: what would be taken
    next with more budget, with `short` as the money that is lacking for it; None where nothing
    more would help. `proved` is False only where time ran out before the bound was met.
    """

    chosen: tuple[Chosen, ...]
    closes: float
    bound: float
    cost: float
    hours: float
    weeks: float
    after: tuple[float, ...]
    proved: bool = True
    following: Chosen | None = None
    short: float = 0.0


def plan(aims: Sequence[Aim], ways: Sequence[Way], limits: Limits, seconds: float = 6.0) -> Plan:
    """Return the best plan: exact, unless `seconds` run out (see `Plan.proved`)."""
    able = [n for n, way in enumerate(ways) if way.weeks <= limits.weeks and _helps(aims, way)]
    if not able:
        return _explained(aims, ways, limits, [], bound=0.0, proved=True)
    found = _solve(aims, [ways[n] for n in able], limits, seconds)
    taken = [able[n] for n in found.taken]
    return _explained(aims, ways, limits, taken, bound=found.bound, proved=found.proved)


def closed(aims: Sequence[Aim], ways: Sequence[Way], taken: Collection[int]) -> float:
    """Return how much consequence these ways (positions) close together."""
    people = _people(len(aims), ways, taken)
    return sum(one.closed(more) for one, more in zip(aims, people.tolist(), strict=True))


def keeps(ways: Sequence[Way], taken: Collection[int], limits: Limits) -> bool:
    """Say whether these ways (positions) together stay within the limits."""
    some = [ways[n] for n in taken]
    within = all(way.weeks <= limits.weeks for way in some)
    within &= sum(way.cost for way in some) <= limits.budget + 1e-6
    within &= sum(way.hours for way in some) <= limits.hours + 1e-6
    return within and all(
        sum(weights[n] for n in weights) <= most + 1e-9 for weights, most in _loads(some, limits)
    )


@dataclass(frozen=True, slots=True)
class _Solved:
    taken: list[int]
    bound: float
    proved: bool


def _solve(aims: Sequence[Aim], ways: Sequence[Way], limits: Limits, seconds: float) -> _Solved:
    """Return the best choice; variables are the ways, the steps of all gaps, what is lost."""
    number, steps = len(ways), [step for one in aims for step in one.steps]
    first = [one.steps[0][1] if one.steps else 0.0 for one in aims]
    dearest = max((way.cost for way in ways), default=1.0) or 1.0
    total = sum(people * worth for people, worth in steps)
    thrift = np.array([_THRIFT * total * (0.01 + way.cost / dearest) for way in ways])
    least = sum(abs(gain) for way in ways for _, gain in way.helps) + 1
    result = milp(
        np.concatenate([thrift, [-worth for _, worth in steps], first]),
        integrality=np.concatenate([np.ones(number), np.zeros(len(steps) + len(aims))]),
        bounds=Bounds(
            0.0,
            np.concatenate(
                [np.ones(number), [people for people, _ in steps], np.full(len(aims), least)]
            ),
        ),
        constraints=_constraints(aims, ways, limits),
        options={"time_limit": seconds, "mip_rel_gap": 1e-6},
    )
    if result.x is None:
        return _Solved([], total, proved=False)
    taken = [int(n) for n in np.flatnonzero(result.x[:number] > 0.5)]
    bound = -float(result.mip_dual_bound) + float(thrift[taken].sum())
    return _Solved(taken, bound, proved=result.status == 0)


def _constraints(
    aims: Sequence[Aim], ways: Sequence[Way], limits: Limits
) -> list[LinearConstraint]:
    """Return the rows: for each gap its steps, less what is lost, are what the ways bring."""
    number = len(ways)
    steps = sum(len(one.steps) for one in aims)
    rows: list[tuple[dict[int, float], float]] = []
    column = number
    for gap, one in enumerate(aims):
        own = {column + n: 1.0 for n in range(len(one.steps))}
        rows.append((own | {number + steps + gap: -1.0}, 0.0))
        column += len(one.steps)
    for n, way in enumerate(ways):
        for gap, gain in way.helps:
            rows[gap][0][n] = rows[gap][0].get(n, 0.0) - gain
    rows += [
        (dict(enumerate(way.cost for way in ways)), limits.budget),
        (dict(enumerate(way.hours for way in ways)), limits.hours),
    ]
    rows += _loads(ways, limits)
    rows = [(weights, most) for weights, most in rows if isfinite(most)]
    data = [value for weights, _ in rows for value in weights.values()]
    columns = [column for weights, _ in rows for column in weights]
    starts = np.cumsum([0, *(len(weights) for weights, _ in rows)])
    shape = (len(rows), number + steps + len(aims))
    matrix = csr_matrix((data, columns, starts), shape=shape)
    return [LinearConstraint(matrix, ub=[most for _, most in rows])]


def _loads(ways: Sequence[Way], limits: Limits) -> Iterator[tuple[dict[int, float], float]]:
    """Yield what people and teams carry: a weight for each way, and the most there can be."""
    sets: dict[tuple[str, int, int], dict[int, float]] = {}
    most = {
        "learner": limits.goals, "topic": 1, "coach": limits.learners, "contact": limits.contacts,
        "mover": 1, "spares": 1, "hire": limits.hires,
    }  # fmt: skip
    for n, way in enumerate(ways):
        for key, weight in _carried(way, limits):
            sets.setdefault(key, {})[n] = weight
    for (kind, _, _), weights in sets.items():
        if sum(weights.values()) > most[kind]:
            yield weights, most[kind]


def _carried(way: Way, limits: Limits) -> Iterator[tuple[tuple[str, int, int], float]]:
    match way.how:
        case How.TRAIN | How.SPREAD:
            yield ("learner", way.person, 0), 1
            yield ("topic", way.person, way.skill), 1
            if way.through != NOBODY:
                yield ("coach", way.through, 0), 1
        case How.BORROW:
            yield ("contact", way.person, 0), 1
        case How.MOVE:
            # Who moves learns nothing for the old team.
            yield ("learner", way.person, 0), limits.goals
            yield ("mover", way.person, 0), 1
            yield ("spares", way.leaves, 0), 1
        case How.HIRE:
            yield ("hire", 0, 0), 1


def _explained(
    aims: Sequence[Aim],
    ways: Sequence[Way],
    limits: Limits,
    taken: list[int],
    *,
    bound: float,
    proved: bool,
) -> Plan:
    """Return the plan with what each way adds to the others, and what would come next."""
    value = closed(aims, ways, taken)
    chosen = [
        Chosen(n, value - closed(aims, ways, [other for other in taken if other != n]))
        for n in taken
    ]
    chosen.sort(key=lambda one: (-one.closes / max(ways[one.way].cost, 1.0), one.way))
    cost = sum(ways[n].cost for n in taken)
    after = _people(len(aims), ways, taken)
    following = _following(aims, ways, limits, taken)
    short = max(0.0, cost + ways[following.way].cost - limits.budget) if following else 0.0
    return Plan(
        chosen=tuple(chosen),
        closes=value,
        bound=max(bound, value),
        cost=cost,
        hours=sum(ways[n].hours for n in taken),
        weeks=max((ways[n].weeks for n in taken), default=0.0),
        after=tuple(after.tolist()),
        proved=proved,
        following=following,
        short=short,
    )


def _following(
    aims: Sequence[Aim], ways: Sequence[Way], limits: Limits, taken: list[int]
) -> Chosen | None:
    """Return the way that closes most for its price beside those taken, money apart."""
    value = closed(aims, ways, taken)
    unbounded = replace(limits, budget=inf, hours=inf)
    offers = [
        (gain / max(ways[n].cost, 1.0), Chosen(n, gain))
        for n in range(len(ways))
        if n not in taken
        and (gain := closed(aims, ways, [*taken, n]) - value) > _LEAST
        and keeps(ways, [*taken, n], unbounded)
    ]
    return max(offers, key=lambda offer: (offer[0], -offer[1].way))[1] if offers else None


def _people(gaps: int, ways: Sequence[Way], taken: Collection[int]) -> NDArray[np.float64]:
    people = np.zeros(gaps)
    for n in taken:
        for gap, gain in ways[n].helps:
            people[gap] += gain
    return people


def _helps(aims: Sequence[Aim], way: Way) -> bool:
    return any(aims[gap].steps and gain > _LEAST for gap, gain in way.helps)
