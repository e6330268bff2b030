"""The shortest way from one person to another, from both ends at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

MOST_STEPS = 3
MOST_PEOPLE = 200
# Between ways of equal length, the one that says most about how well people know each other.
CLOSENESS = (
    "ACQUAINTED_WITH", "REPORTS_TO", "STANDS_IN_FOR", "ASKED", "knows", "helps", "WROTE",
    "learning", "MEMBER_OF",
)  # fmt: skip
_TIE = 0.01


@dataclass(frozen=True, slots=True)
class Link:
    """What links two people: a kind, by way of what, and whether it goes from `one` to `other`."""

    one: str
    other: str
    kind: str
    via: str = ""
    name: str = ""
    outward: bool = True
    names: tuple[str, str] = ("", "")

    @property
    def distance(self) -> int:
        """How little the link says: 0 for the closest kind."""
        return CLOSENESS.index(self.kind) if self.kind in CLOSENESS else len(CLOSENESS)


Neighbours = Callable[[Sequence[str], Collection[str]], Iterable[Link]]
Step = tuple[Link, ...]


def shortest(
    start: str,
    goal: str,
    neighbours: Neighbours,
    most_steps: int = MOST_STEPS,
    most_people: int = MOST_PEOPLE,
) -> tuple[Step, ...]:
    """Return the steps of a shortest way from `start` to `goal`; empty where there is none.

    Each step holds all links found between two people, the closest first. `neighbours(people,
    among)` gives the links of some people, to those `among` only where that is not empty (the last
    step, which has nothing new to discover). Bidirectional breadth-first search (I. Pohl,
    'Bi-directional search', Machine Intelligence 6, 1971): always the smaller side goes on, with
    at most `most_people`, so that it takes at most `most_steps` calls and never looks at everybody.
    Among ways of equal length it takes the closest (E. W. Dijkstra, 1959, over what was found).
    """
    if start == goal:
        return ()
    links: dict[tuple[str, str], list[Link]] = {}
    reached, edge = ({start}, {goal}), [[start], [goal]]
    for step in range(most_steps):
        side = 0 if len(edge[0]) <= len(edge[1]) else 1
        other = reached[1 - side]
        among = other if step == most_steps - 1 else set()
        found: set[str] = set()
        for link in neighbours(edge[side][:most_people], among):
            links.setdefault((min(link.one, link.other), max(link.one, link.other)), []).append(
                link
            )
            found.add(link.other)
        if found & other:
            return _closest(start, goal, links)
        edge[side] = sorted(found - reached[side])
        reached[side].update(found)
        if not edge[side]:
            break
    return ()


def _closest(start: str, goal: str, links: dict[tuple[str, str], list[Link]]) -> tuple[Step, ...]:
    graph = nx.Graph()
    for (one, other), between in sorted(links.items()):
        closest = min(link.distance for link in between)
        graph.add_edge(one, other, weight=1 + _TIE * closest)
    way = nx.dijkstra_path(graph, start, goal)
    return tuple(
        tuple(
            sorted(
                (_from(one, link) for link in links[min(one, other), max(one, other)]),
                key=lambda link: (link.distance, not link.outward, link.name, link.via),
            )
        )
        for one, other in pairwise(way)
    )


def _from(one: str, link: Link) -> Link:
    """Return the link as it reads from `one`."""
    if link.one == one:
        return link
    names = link.names[1], link.names[0]
    return Link(link.other, link.one, link.kind, link.via, link.name, not link.outward, names)
