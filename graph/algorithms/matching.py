"""Who could teach whom: wishes to learn and those who know, paired so that all in all fits best.

Each wish gets at most one teacher, each teacher at most so many learners: a maximum-weight
matching in which a teacher stands for as many places as they have (Galil, ACM Computing Surveys
1986, as networkx implements it). The same wishes always get the same teachers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

TEACHING_LEVEL = 3
MOST_LEARNERS = 2
_BEST_STEP = 2
_MOST_TEACHERS = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to learn a skill; `level` is what they are at, 0 where nothing is said."""

    learner: str
    skill: str
    level: float = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody knows a skill at a level; `helps`: is said to help others; `likes` being asked."""

    teacher: str
    skill: str
    level: float
    helps: bool = False
    likes: bool | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A wish and who could meet it; `weight` is how well they fit (see `fit`)."""

    wish: Wish
    offer: Offer
    weight: int


def fit(wish: Wish, offer: Offer, near: bool) -> int:
    """Return how well a teacher fits: 0 not at all, else 10 and up to 9 more.

    They know it at level 3 or more and better than the learner, and have not said that they would
    rather not be asked. Two levels above the learner is best: who is far above may have forgotten
    what was hard. In the same team 2 more, who helps others 2, who likes being asked 2.
    """
    step = offer.level - wish.level
    suits = offer.skill == wish.skill and offer.teacher != wish.learner
    if not suits or offer.level < TEACHING_LEVEL or step < 1 or offer.likes is False:
        return 0
    close = max(0, 3 - round(abs(step - _BEST_STEP)))
    return 10 + close + 2 * near + 2 * offer.helps + 2 * (offer.likes is True)


def match(
    wishes: Sequence[Wish],
    offers: Iterable[Offer],
    teams: Mapping[str, str],
    *,
    most: int = MOST_LEARNERS,
    taken: Mapping[str, int] | None = None,
) -> tuple[Match, ...]:
    """Return the matches of greatest total weight, sorted by learner and skill.

    `teams` is where people sit, `most` how many learners a teacher has at once, of whom they have
    `taken` some already. Of very many teachers the eight that fit best are looked at.
    """
    by_skill: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_skill[offer.skill].append(offer)
    graph: Any = nx.Graph()
    pairs: dict[tuple[str, str, str], Match] = {}
    for wish in sorted(wishes, key=lambda one: (one.learner, one.skill)):
        for one in _best(wish, by_skill[wish.skill], teams):
            teacher = one.offer.teacher
            pairs[wish.learner, wish.skill, teacher] = one
            for place in range(most - (taken or {}).get(teacher, 0)):
                graph.add_edge(
                    ("wish", wish.learner, wish.skill), ("teacher", teacher, place),
                    weight=one.weight,
                )  # fmt: skip
    found = [_of(edge, pairs) for edge in nx.max_weight_matching(graph)]
    return tuple(sorted(found, key=lambda one: (one.wish.learner, one.wish.skill)))


def _best(wish: Wish, offers: Sequence[Offer], teams: Mapping[str, str]) -> list[Match]:
    def near(offer: Offer) -> bool:
        team = teams.get(wish.learner, "")
        return bool(team) and team == teams.get(offer.teacher)

    fitting = [Match(wish, offer, fit(wish, offer, near(offer))) for offer in offers]
    order = sorted(fitting, key=lambda one: (-one.weight, one.offer.teacher))
    return [one for one in order if one.weight][:_MOST_TEACHERS]


def _of(edge: tuple[Any, Any], pairs: Mapping[tuple[str, str, str], Match]) -> Match:
    wish, teacher = edge if edge[0][0] == "wish" else (edge[1], edge[0])
    return pairs[wish[1], wish[2], teacher[1]]
