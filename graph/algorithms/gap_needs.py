"""What is needed where: needs gathered by skill, team and place, and added up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from graph.algorithms.suppression import wider_teams
from graph.algorithms.workforce import NOBODY, Need, NeedSource, Workforce

Scope = tuple[int, int, int]
Where = tuple[int, int]
WHOLE: Where = (NOBODY, NOBODY)


def scopes(workforce: Workforce) -> dict[Where, dict[int, list[Need]]]:
    """Return needs by (team, place), -1 for all, and skill; work that is over needs nothing.

    Whatever is needed is needed in the whole organisation; what a team needs, in the teams round
    it too. A place needs what the posts of the people who work there require.
    """
    found: dict[Where, dict[int, list[Need]]] = {WHOLE: {}}
    current = [one for one in workforce.needs if not one.until or one.until >= workforce.day]
    wider: dict[int, list[Where]] = {NOBODY: []}
    for need in current:
        if need.team not in wider:
            teams = [need.team, *wider_teams(workforce.teams, need.team)]
            wider[need.team] = [(team, NOBODY) for team in teams]
        places = [(NOBODY, need.place)] if need.place != NOBODY else []
        for where in (WHOLE, *wider[need.team], *places):
            found.setdefault(where, {}).setdefault(need.skill, []).append(need)
    for need in _of_posts(workforce, current):
        found.setdefault((NOBODY, need.place), {}).setdefault(need.skill, []).append(need)
    return found


def demanded(needs: Iterable[Need], level: int) -> float:
    """Return how many people `needs` ask for at `level` or more.

    Posts add up, and so does work; but people in posts do the work and answer what is searched
    for, so that of the sources the largest counts.
    """
    sums: dict[NeedSource, float] = {}
    for need in needs:
        if need.level >= level:
            sums[need.source] = sums.get(need.source, 0.0) + need.people
    return max(sums.values(), default=0.0)


def asked_of(people: float, half: float) -> float:
    """Return the demand (0 to 1) that so many people needed make: one half of it at `half`."""
    return float(1 - 2 ** (-people / half))


def _of_posts(workforce: Workforce, needs: Iterable[Need]) -> Iterator[Need]:
    """Yield what the posts of a place's people require, as needs of that place."""
    numbers = {role.id: number for number, role in enumerate(workforce.roles)}
    required: dict[int, dict[int, Need]] = {}
    for need in needs:
        if need.source is NeedSource.ROLE and need.reference in numbers:
            required.setdefault(numbers[need.reference], {})[need.skill] = need
    for (place, role), people in sorted(_posts(workforce).items()):
        for need in required.get(role, {}).values():
            yield replace(need, team=NOBODY, place=place, people=float(people))


def _posts(workforce: Workforce) -> Counter[tuple[int, int]]:
    members = workforce.members
    return Counter(
        (int(members.place[person]), role)
        for person in np.flatnonzero(members.staff).tolist()
        if members.place[person] != NOBODY
        for role in members.roles[person]
    )
