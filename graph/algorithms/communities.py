"""Communities of practice: skills that the same people have, and what is particular to each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log2, sqrt

import networkx as nx

SEED = 20
MOST_TIES = 10
FEWEST_TOGETHER = 2


def communities(people: Iterable[Sequence[str]], fewest: int = 2) -> list[tuple[str, ...]]:
    """Return groups of skills that the same people have, the largest groups of people first.

    `people` gives each person's skills. Two skills are tied where at least two people have both,
    as strongly as the cosine of their sets of people; of each skill the ten strongest ties stay,
    so that skills which everybody has do not draw all into one. Groups by modularity: V. D.
    Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, 'Fast unfolding of communities in large
    networks', Journal of Statistical Mechanics, 2008 (Louvain), with a fixed seed over sorted
    ties: the same people give the same groups. In each group the most particular skill comes first
    (see `particular`). Groups of fewer than `fewest` skills are left out. Time in the number of
    people times their skills squared, then about linear in the number of ties.
    """
    held = [tuple(sorted(set(skills))) for skills in people]
    holders = Counter(skill for skills in held for skill in skills)
    graph = nx.Graph()
    graph.add_weighted_edges_from(_ties(held, holders))
    groups = nx.community.louvain_communities(graph, seed=SEED) if graph else []
    ordered = [particular(group, held, holders) for group in groups if len(group) >= fewest]
    return [skills for skills, _ in sorted(ordered, key=lambda one: (-one[1], one[0]))]


def _ties(held: Sequence[tuple[str, ...]], holders: Counter[str]) -> list[tuple[str, str, float]]:
    together = Counter(pair for skills in held for pair in combinations(skills, 2))
    ties: dict[str, list[tuple[float, tuple[str, str]]]] = {}
    for pair, number in together.items():
        if number >= FEWEST_TOGETHER:
            weight = number / sqrt(holders[pair[0]] * holders[pair[1]])
            for skill in pair:
                ties.setdefault(skill, []).append((-weight, pair))
    kept = {tie for of_skill in ties.values() for tie in sorted(of_skill)[:MOST_TIES]}
    return [(one, other, -weight) for weight, (one, other) in sorted(kept, key=lambda t: t[1])]


def particular(
    group: Iterable[str], held: Sequence[tuple[str, ...]], holders: Counter[str]
) -> tuple[tuple[str, ...], int]:
    """Return a group's skills, the most particular first, and how many people have two of them.

    Particular is what many in the group have, and more than elsewhere: p log2(p / q), where p is
    the share of the group's people who have the skill and q that of everybody. It is the skill's
    part of the Kullback-Leibler divergence (T. Tomokiyo and M. Hurst, 'A language model approach
    to keyphrase extraction', ACL 2003 workshop); p / q alone (lift) would name a group by what one
    person has.
    """
    wanted = set(group)
    members = [skills for skills in held if len(wanted.intersection(skills)) > 1]
    inside = Counter(skill for skills in members for skill in skills if skill in wanted)

    def worth(skill: str) -> float:
        share = inside[skill] / max(len(members), 1)
        return share * log2(share / (holders[skill] / len(held))) if share else 0.0

    return tuple(sorted(wanted, key=lambda skill: (-worth(skill), skill))), len(members)
