"""What single gaps add up to: areas that a team has nothing of, and people on whom much hangs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.algorithms.gap_needs import WHOLE, Where, asked_of, demanded
from graph.algorithms.gap_pairs import Pairs
from graph.algorithms.gaps import POLICY, Gap, GapKind, Policy, ranked
from graph.algorithms.workforce import Need, Workforce

Needed = Mapping[Where, Mapping[int, list[Need]]]
Weights = dict[Where, dict[int, tuple[float, float]]]
MOST_AREAS = 12


def weights(needed: Needed) -> Weights:
    """Return the importance and the number of people of each need that `widest` adds up.

    They follow from what is needed alone, and are worth keeping while that stays the same.
    """
    return {
        where: {
            skill: (max(need.importance for need in needs), demanded(needs, 0))
            for skill, needs in skills.items()
        }
        for where, skills in needed.items()
        if where != WHOLE
    }


def widest(
    pairs: Pairs, needed: Needed, policy: Policy = POLICY, kept: Weights | None = None
) -> tuple[Gap, ...]:
    """Return one gap for each area of skills that a team or place needs and has nothing of.

    The area is the broadest skill above a need with nobody there for it or for anything below it.
    Its demand is that of all needs in it together, and `covers` are the skills needed. `needed`
    is what `gap_needs.scopes` returns, `kept` its `weights`. Of each team or place the worst
    `MOST_AREAS` come back.
    """
    found = []
    for where, skills in (kept or weights(needed)).items():
        areas: dict[int, list[int]] = {}
        covered = pairs.covered(*where)
        for skill in skills:
            if skill not in covered:
                top = _broadest(pairs.workforce, skill, covered)
                areas.setdefault(top, []).append(skill)
        worst = sorted(areas.items(), key=lambda area: -_weight(skills, area[1]))[:MOST_AREAS]
        found += [_area(top, where, needed[where], below, policy) for top, below in worst]
    return ranked(found, policy)


def _weight(skills: Mapping[int, tuple[float, float]], below: Sequence[int]) -> float:
    importance = max(skills[skill][0] for skill in below)
    return importance * sum(skills[skill][1] for skill in below)


def without(pairs: Pairs, needed: Needed, skill: int) -> tuple[Where, ...]:
    """Return the teams and places that need a skill and have nobody for it or anything narrower."""
    return tuple(
        where
        for where, skills in needed.items()
        if where != WHOLE and skill in skills and skill not in pairs.covered(*where)
    )


def _broadest(workforce: Workforce, skill: int, covered: frozenset[int]) -> int:
    seen = {skill}
    while True:
        above = [
            one for one in workforce.skills[skill].broader if one not in covered and one not in seen
        ]
        if not above:
            return skill
        skill = above[0]
        seen.add(skill)


def _area(
    top: int,
    where: Where,
    skills: Mapping[int, list[Need]],
    below: Sequence[int],
    policy: Policy,
) -> Gap:
    needs = [need for skill in below for need in skills[skill]]
    level = min(need.level for need in needs)
    asked = sum(demanded(skills[skill], 0) for skill in below)
    return Gap(
        skill=top, level=level, team=where[0], place=where[1],
        needed=max(demanded(skills[skill], 0) for skill in below),
        have=0.0, low=0.0, high=0.0,
        importance=max(need.importance for need in needs),
        demand=asked_of(asked, policy.half_demand), lack=1.0, consequence=0.0,
        needs=tuple(needs), kinds=frozenset({GapKind.NO_REACH}), shortfall=1.0, fragility=1.0,
        covers=tuple(sorted(below)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Somebody on whom much hangs: the skills needed that they alone hold (positions).

    `weight` is the sum of the consequences of these gaps; `joins` says that without this person
    the network of people and what is needed of them falls apart (an articulation point).
    """

    person: int
    alone: tuple[int, ...]
    weight: float
    joins: bool


def bottlenecks(found: Iterable[Gap], least: int = 2) -> tuple[Bottleneck, ...]:
    """Return who alone holds at least so many skills that something needs; most weight first.

    `found` are gaps, or all that was measured (`find(..., every=True)`): what is well covered
    decides whether the network holds together.
    """
    whole = [gap for gap in found if gap.whole and gap.needs]
    graph = nx.Graph()
    graph.add_edges_from(
        (("person", p), ("skill", gap.skill)) for gap in whole for p in gap.holders
    )
    joints = set(nx.articulation_points(graph))
    alone: dict[int, list[Gap]] = {}
    for gap in whole:
        if len(gap.holders) == 1:
            alone.setdefault(gap.holders[0], []).append(gap)
    return tuple(
        sorted(
            (
                Bottleneck(
                    person,
                    tuple(gap.skill for gap in _worst_first(gaps)),
                    sum(gap.consequence for gap in gaps),
                    ("person", person) in joints,
                )
                for person, gaps in alone.items()
                if len(gaps) >= least
            ),
            key=lambda one: (-one.weight, one.person),
        )
    )


def _worst_first(gaps: Iterable[Gap]) -> list[Gap]:
    return sorted(gaps, key=lambda gap: (-gap.consequence, gap.skill))
