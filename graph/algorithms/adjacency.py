"""Which skills lie next to one another, and who is therefore near to one that they lack.

Skills are adjacent by the vocabulary (broader, narrower, beside, related), by an outside
vocabulary that both are matched to (ESCO), and by going together: of those who know one, how many
know the other. A person's nearness to a skill is a noisy or over what they know: 1 minus the
product of (1 - weight x probability that they know it).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.levels import Beliefs, at_least
from graph.algorithms.workforce import Topic

_MOST_BESIDE = 40
_KNOWS_AT = 3
_SHRINK = 4.0


class Tie(StrEnum):
    """How one skill is tied to another."""

    NARROWER = "narrower"
    BROADER = "broader"
    BESIDE = "beside"
    RELATED = "related"
    OUTSIDE = "outside"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Ties:
    """How much each tie carries over (0 to 1); `together` multiplies a share of people."""

    narrower: float = 0.7
    broader: float = 0.5
    beside: float = 0.35
    related: float = 0.5
    outside: float = 0.5
    together: float = 0.6

    def of(self, tie: Tie) -> float:
        """Return the weight of a tie."""
        return float(getattr(self, tie.value))


@dataclass(frozen=True, slots=True)
class Near:
    """Something that a person knows and that makes another skill near: a part of the reason."""

    skill: int
    tie: Tie
    weight: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near (0 to 1) each of n people is to one skill, and by which ties."""

    skill: int
    people: NDArray[np.float64]
    ties: Mapping[int, tuple[Tie, float]] = field(default_factory=dict)


class Adjacency:
    """Ties between the skills of a workforce; `outside` are those by an outside vocabulary."""

    def __init__(
        self,
        topics: Sequence[Topic],
        beliefs: Beliefs,
        people: int,
        outside: Mapping[int, Iterable[int]] | None = None,
        ties: Ties | None = None,
    ) -> None:
        self.topics, self.beliefs, self.people = topics, beliefs, people
        self.ties, self.outside = ties or Ties(), outside or {}
        self.narrower: dict[int, list[int]] = {}
        self.related: dict[int, set[int]] = {}
        for number, topic in enumerate(topics):
            for above in topic.broader:
                self.narrower.setdefault(above, []).append(number)
            for other in topic.related:
                self.related.setdefault(number, set()).add(other)
                self.related.setdefault(other, set()).add(number)
        self.chance = at_least(beliefs, _KNOWS_AT)
        self.all = np.bincount(beliefs.skill, self.chance, len(topics))

    def nearness(self, skill: int) -> Nearness:
        """Return how near everybody is to a skill by what else they know."""
        ties = self.tied(skill)
        weights = np.zeros(len(self.topics))
        weights[list(ties)] = [weight for _, weight in ties.values()]
        carried = np.minimum(weights[self.beliefs.skill] * self.chance, 0.999)
        left = np.bincount(self.beliefs.person, np.log1p(-carried), self.people)
        return Nearness(skill, -np.expm1(left), ties)

    def tied(self, skill: int) -> dict[int, tuple[Tie, float]]:
        """Return the skills that are tied to one, each by its strongest tie."""
        found: dict[int, tuple[Tie, float]] = {}
        for tie, others in self._by_words(skill):
            for other in others:
                _keep(found, other, tie, self.ties.of(tie))
        shares = self._together(skill)
        for row in np.flatnonzero(shares * self.ties.together > 0.05):
            _keep(found, int(row), Tie.TOGETHER, float(shares[row]) * self.ties.together)
        found.pop(skill, None)
        return found

    def why(self, nearness: Nearness, person: int, limit: int = 3) -> tuple[Near, ...]:
        """Return what a person knows that makes the skill near, the strongest first."""
        rows = np.flatnonzero(self.beliefs.person == person)
        found = [
            Near(skill, tie, weight * float(self.chance[row]))
            for row in rows
            if (skill := int(self.beliefs.skill[row])) in nearness.ties
            for tie, weight in [nearness.ties[skill]]
        ]
        found.sort(key=lambda near: (-near.weight, near.skill))
        return tuple(near for near in found[:limit] if near.weight > 0.05)

    def _by_words(self, skill: int) -> Iterable[tuple[Tie, Iterable[int]]]:
        above = self.topics[skill].broader
        beside = [other for one in above for other in self.narrower.get(one, ())]
        yield Tie.NARROWER, self.narrower.get(skill, ())
        yield Tie.BROADER, above
        yield Tie.BESIDE, beside if len(beside) <= _MOST_BESIDE else ()
        yield Tie.RELATED, self.related.get(skill, ())
        yield Tie.OUTSIDE, self.outside.get(skill, ())

    def _together(self, skill: int) -> NDArray[np.float64]:
        """Return of those who know each skill the share that knows this one, (skills,).

        Shrunk towards nothing by `_SHRINK` people who do not, so that two do not make a rule.
        """
        low, high = np.searchsorted(self.beliefs.skill, [skill, skill + 1])
        held = np.zeros(self.people)
        held[self.beliefs.person[low:high]] = self.chance[low:high]
        both = np.bincount(
            self.beliefs.skill, self.chance * held[self.beliefs.person], len(self.topics)
        )
        shares: NDArray[np.float64] = both / (self.all + _SHRINK)
        shares[skill] = 0.0
        return shares


def _keep(found: dict[int, tuple[Tie, float]], skill: int, tie: Tie, weight: float) -> None:
    if skill not in found or weight > found[skill][1]:
        found[skill] = (tie, weight)


def by_matches(
    topics: Sequence[Topic], matches: Mapping[int, Iterable[str]]
) -> dict[int, tuple[int, ...]]:
    """Return which skills are tied through an outside vocabulary, both ways.

    `matches` are the addresses that skills are matched to. Two skills are tied where they share an
    address, or where skills that share theirs are broader, narrower or related: so our own words
    get the relations that the outside vocabulary has, where both are loaded.
    """
    same: dict[str, set[int]] = {}
    for skill, addresses in matches.items():
        for address in addresses:
            same.setdefault(address, set()).add(skill)
    alike = {
        skill: {skill}.union(*(same[address] for address in addresses))
        for skill, addresses in matches.items()
    }
    found: dict[int, set[int]] = {}
    for skill, others in alike.items():
        _tie(found, skill, others)
        for one in others:
            for next_to in (*topics[one].broader, *topics[one].related):
                _tie(found, skill, alike.get(next_to, ()))
    return {skill: tuple(sorted(others)) for skill, others in found.items()}


def _tie(found: dict[int, set[int]], skill: int, others: Iterable[int]) -> None:
    for other in others:
        if other != skill:
            found.setdefault(skill, set()).add(other)
            found.setdefault(other, set()).add(skill)
