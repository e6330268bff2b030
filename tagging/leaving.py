"""Whose leaving would hurt most; to who sees no names, which skills and teams are at risk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.algorithms import leaving as simulation
from graph.algorithms.suppression import GroupKind
from graph.records import Ref
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import WITHHELD, Sight, require_figures, sight
from tagging.permissions import Viewer
from tagging.scenario_outcomes import sees, unit

MOST_PEOPLE = 120
_MOST_ROWS = 25
_WORST = 4


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody by name, the consequence their leaving would add, and in which skills most."""

    person: Ref
    rise: float
    skills: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A skill (for everybody or in a team), and what is added if who is missed most left."""

    skill: Ref
    unit: Ref | None
    needed: float
    have: float
    rise: float


@dataclass(frozen=True, slots=True)
class TeamAtRisk:
    """A team, and what is added on average if one of its people left."""

    team: Ref
    people: int
    rise: float


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """Who would be missed, of those the viewer sees by name; skills and teams that they see.

    `tried` of `of` people were tried: those on whom most rests.
    """

    people: tuple[Leaver, ...]
    skills: tuple[AtRisk, ...]
    teams: tuple[TeamAtRisk, ...]
    tried: int
    of: int
    why_withheld: str


def leaving(figures: Figures, viewer: Viewer, most: int = MOST_PEOPLE) -> LeavingPage:
    """Return what leaving would do, each person tried by themself (at most `most` of them).

    Raises `NotPermitted` for who sees only their own figures.
    """
    seen = sight(figures, viewer)
    require_figures(seen)
    staff = np.flatnonzero(figures.workforce.members.staff)
    mine = staff[seen.people[staff]]
    among = staff if seen.aggregates else mine
    people = _weightiest(figures, among, most)
    found = list(
        simulation.losses(
            figures.workforce, figures.beliefs, figures.measured(), figures.policy, people
        )
    )
    return LeavingPage(
        people=_leavers(figures, seen, found),
        skills=_skills(figures, seen, found) if seen.aggregates else (),
        teams=_teams(figures, seen, found) if len(people) == len(among) else (),
        tried=len(people),
        of=len(among),
        why_withheld=WITHHELD.format(least=figures.least),
    )


def _weightiest(figures: Figures, people: NDArray[np.intp], most: int) -> list[int]:
    """Return those on whom most rests: their share of what holds each skill, by its weight."""
    weight = np.zeros(len(figures.workforce.members.ids))
    for gap in figures.measured():
        if gap.holders and (gap.whole or gap.team >= 0):
            weight[list(gap.holders)] += gap.importance * gap.demand / len(gap.holders)
    order = people[np.argsort(-weight[people], kind="stable")]
    return sorted(order[:most].tolist())


def _leavers(figures: Figures, seen: Sight, found: Sequence[simulation.Loss]) -> tuple[Leaver, ...]:
    by_person: dict[int, list[simulation.Loss]] = {}
    for loss in found:
        if seen.people[loss.person]:
            by_person.setdefault(loss.person, []).append(loss)
    leavers = [
        Leaver(
            figures.person(person),
            sum(loss.rise for loss in losses),
            _worst(figures, losses),
        )
        for person, losses in by_person.items()
    ]
    leavers.sort(key=lambda one: (-one.rise, one.person.name))
    return tuple(one for one in leavers[:_MOST_ROWS] if one.rise > 0)


def _worst(figures: Figures, losses: Sequence[simulation.Loss]) -> tuple[Ref, ...]:
    measured = figures.measured()
    order = sorted(losses, key=lambda loss: -loss.rise)
    skills = dict.fromkeys(measured[loss.gap].skill for loss in order if loss.rise > 0)
    return tuple(figures.skill(skill) for skill in list(skills)[:_WORST])


def _skills(figures: Figures, seen: Sight, found: Sequence[simulation.Loss]) -> tuple[AtRisk, ...]:
    measured = figures.measured()
    most: dict[int, float] = {}
    for loss in found:
        if sees(seen, measured[loss.gap]):
            most[loss.gap] = max(most.get(loss.gap, 0.0), loss.rise)
    order = sorted(most, key=lambda gap: (-most[gap], gap))[:_MOST_ROWS]
    return tuple(
        AtRisk(
            figures.skill(gap.skill),
            unit(figures, gap)[0],
            round(gap.needed, 1),
            round(gap.have, 1),
            most[number],
        )
        for number in order
        for gap in [measured[number]]
        if most[number] > 0
    )


def _teams(
    figures: Figures, seen: Sight, found: Sequence[simulation.Loss]
) -> tuple[TeamAtRisk, ...]:
    rises = np.zeros(len(figures.workforce.members.ids))
    for loss in found:
        rises[loss.person] += loss.rise
    teams = [
        TeamAtRisk(
            Ref(figures.unit_of(group), group.name),
            group.size,
            float(rises[group.members].sum()) / group.size,
        )
        for group in seen.of(GroupKind.TEAM)
    ]
    return tuple(sorted(teams, key=lambda one: (-one.rise, one.team.name)))
