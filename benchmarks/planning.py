"""`python -m benchmarks.planning`: the plan and the leavers, for 500 people and 60 gaps.

No store is needed: the workforce is made up, with a fixed seed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import TypeVar

import numpy as np

from graph.algorithms import aims, closing, gaps, leaving, levels, ways
from graph.algorithms.closing import Limits
from graph.algorithms.workforce import (
    From,
    Members,
    Need,
    NeedSource,
    Statements,
    Topic,
    Unit,
    Workforce,
)
from tagging.assumptions import given

PEOPLE, SKILLS, GAPS, TEAMS, OUTSIDE = 500, 300, 60, 25, 20
SKILLS_EACH, NEEDS = 6, 400
LIMIT = 10.0
BUDGETS = (5_000, 20_000, 60_000)
Result = TypeVar("Result")


def workforce() -> Workforce:
    """Return people who each are said to know a few skills, and teams that need some."""
    random = np.random.default_rng(11)
    day = datetime.now(UTC).date()
    rows = {}
    for person in range(PEOPLE):
        for skill in random.choice(SKILLS, SKILLS_EACH, replace=False):
            for tagger in {person, *random.choice(PEOPLE, 2).tolist()}:
                source = list(From).index(From.SELF if tagger == person else From.PEER)
                said = day.toordinal() - int(random.integers(0, 1_200))
                level = int(random.integers(1, 6))
                rows[tagger, person, int(skill)] = (level, source, said, said)
    columns = np.array([(*ends, *rest) for ends, rest in rows.items()], dtype=np.int32).T
    team = random.integers(0, TEAMS, PEOPLE).astype(np.int32)
    none = np.zeros(PEOPLE, np.int32)
    needs = [
        Need(
            NeedSource.ROLE,
            int(random.integers(0, SKILLS)),
            int(random.integers(2, 5)),
            float(random.uniform(0.2, 1)),
            float(random.integers(1, 4)),
            team=int(random.integers(-1, TEAMS)),
        )
        for _ in range(NEEDS)
    ]
    return Workforce(
        day=day,
        members=Members(
            ids=[f"p{one}" for one in range(PEOPLE)],
            names=[f"Person {one}" for one in range(PEOPLE)],
            staff=np.arange(PEOPLE) >= OUTSIDE,
            team=np.where(np.arange(PEOPLE) >= OUTSIDE, team, -1).astype(np.int32),
            place=none - 1,
            manager=none - 1,
            leaves=none,
            joined=none,
            roles=[()] * PEOPLE,
        ),
        skills=[
            Topic(f"s{one}", f"skill {one}", (one // 10,) if one >= SKILLS // 10 else ())
            for one in range(SKILLS)
        ],
        teams=[Unit(f"t{one}", f"team {one}") for one in range(TEAMS)],
        places=[],
        roles=[],
        statements=Statements(*columns),
        needs=needs,
    )


def timed(words: str, work: Callable[[], Result]) -> tuple[Result, float]:
    """Do the work, say how long it took in seconds, and return both."""
    start = perf_counter()
    result = work()
    seconds = perf_counter() - start
    print(f"{words:<58}{seconds:8.2f} s")
    return result, seconds


def main() -> None:
    """Measure; the exit code is 1 where a plan took longer than the limit."""
    force = workforce()
    beliefs, _ = timed("levels", lambda: levels.estimate(force))
    measured, _ = timed("gaps", lambda: gaps.find(force, beliefs, every=True))
    chosen = [gap for gap in measured if gap.kinds][:GAPS]
    wanted = given({})
    slowest = 0.0
    for budget in BUDGETS:
        limits = Limits(budget, weeks=wanted.weeks)

        def work(limits: Limits = limits) -> closing.Plan:
            offered = ways.find(force, beliefs, chosen, measured, wanted.assumptions())
            return closing.plan([aims.aim(gap) for gap in chosen], offered, limits)

        plan, seconds = timed(f"ways and plan for {len(chosen)} gaps, budget {budget:,}", work)
        print(f"    {len(plan.chosen)} ways, {'proved best' if plan.proved else 'not proved'}")
        slowest = max(slowest, seconds)
    timed(f"leaving, {PEOPLE - OUTSIDE} people", lambda: leaving.hurts(force, beliefs, measured))
    raise SystemExit(slowest > LIMIT)


if __name__ == "__main__":
    main()
