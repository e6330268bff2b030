"""Who is asked about whom in a collective review, so that load is even and nobody trades favours.

Each claim (a person's skill) is put to the person themself and to a few colleagues who can know.
Of two colleagues who could review each other only one does: reciprocal judgements are worth less,
and destroyed trust where they were the custom. Which of the two is chosen first, so that everybody
keeps about half of those who could review them; then each claim chooses its reviewers. Both
choices are minimum-cost flows with convex costs (Ahuja, Magnanti, Orlin, Network Flows, 1993,
ch. 14): the first of a reviewer's questions is cheap, each further one dearer, which evens load
out. The same round always comes out the same.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

import networkx as nx

from graph.ids import derived_id


class Knowing(StrEnum):
    """How a colleague can know what somebody knows: said it before, asked them, sits by, leads."""

    SAID = "said"
    ASKED = "asked"
    TEAM = "team"
    LEADS = "leads"


# What it costs to ask somebody who can know less well. A reviewer's next question costs 2 more
# than the one before: whoever said it before is asked for two questions more than a team mate. The
# manager is no peer, and asked only where hardly anybody else can be.
_COST = {Knowing.SAID: 0, Knowing.ASKED: 2, Knowing.TEAM: 4, Knowing.LEADS: 12}
_NOBODY = 10_000
_PAIR_STEP = 12
_NEAREST = 12
_SINK = ("nobody",)
Item = TypeVar("Item", bound=Hashable)
Options = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's skill, when it was last confirmed (the day's ordinal), and who can know it."""

    person: str
    skill: str
    confirmed: int = 0
    knowers: Mapping[str, Knowing] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """`peers` colleagues for each claim; `most` questions for each person, their own included."""

    peers: int = 2
    most: int = 10

    @property
    def claims_each(self) -> int:
        """How many claims of one person are asked about, so that `most` can hold for all."""
        return max(1, self.most // (1 + self.peers))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for `reviewer`; `how` they can know, None about themself."""

    reviewer: str
    person: str
    skill: str
    how: Knowing | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All questions of a round, and the claims for which too few colleagues could be found."""

    asks: tuple[Ask, ...]
    short: tuple[tuple[str, str], ...] = ()


def stalest(claims: Iterable[Claim], before: int, each: int) -> list[Claim]:
    """Return what was last confirmed before a day (its ordinal): of each person the `each` oldest.

    Sorted by person, the oldest first.
    """
    by_person: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.confirmed < before:
            by_person.setdefault(claim.person, []).append(claim)
    return [
        claim
        for _, theirs in sorted(by_person.items())
        for claim in sorted(theirs, key=lambda one: (one.confirmed, one.skill))[:each]
    ]


def plan(
    claims: Sequence[Claim],
    limits: Limits,
    *,
    busy: Mapping[str, int] | None = None,
    apart: frozenset[str] = frozenset(),
    seed: str = "",
) -> Plan:
    """Return who is asked about whom.

    `busy` is how many open questions of other rounds people have; those `apart` are asked about
    themselves alone. `seed` settles what is equally good. Nobody is a colleague of themself, two
    people never review each other, and no reviewer has more than `limits.most` questions for it;
    a claim that would need more colleagues is asked of fewer, and listed in `short`.
    """
    ordered = sorted(claims, key=lambda one: (one.person, one.skill))
    base = dict(busy or {})
    own = []
    for claim in ordered:
        if base.get(claim.person, 0) < limits.most:
            own.append(Ask(claim.person, claim.person, claim.skill))
            base[claim.person] = base.get(claim.person, 0) + 1
    able = _one_way([_able(claim, apart, seed) for claim in ordered], seed)
    chosen = _choose(able, limits, base, seed)
    by_claim = {(one.person, one.skill): one.knowers or {} for one in able}
    asks = [
        Ask(reviewer, *claim, by_claim[claim][reviewer])
        for claim, reviewers in chosen.items()
        for reviewer in reviewers
    ]
    wanted = 0 if not limits.peers else limits.peers
    short = [
        (one.person, one.skill)
        for one in ordered
        if one.person not in apart and len(chosen.get((one.person, one.skill), ())) < wanted
    ]
    order = sorted([*own, *asks], key=lambda one: (one.reviewer, one.person, one.skill))
    return Plan(tuple(order), tuple(short))


def _able(claim: Claim, apart: frozenset[str], seed: str) -> Claim:
    """Return the claim with those who can be asked; of very many team mates the nearest.

    'Nearest' is on a circle in which everybody has a fixed place, six on either side, so that
    whoever is near somebody has them near too.
    """
    knowers = claim.knowers or {}
    if claim.person in apart:
        return replace(claim, knowers={})
    others = {who: how for who, how in knowers.items() if who != claim.person and who not in apart}
    mates = [who for who, how in others.items() if how is Knowing.TEAM]
    if len(mates) > _NEAREST:
        circle = sorted([*mates, claim.person], key=lambda who: derived_id(seed, who))
        here, half = circle.index(claim.person), _NEAREST // 2
        near = {circle[(here + step) % len(circle)] for step in range(-half, half + 1)}
        others = {who: how for who, how in others.items() if how is not Knowing.TEAM or who in near}
    return replace(claim, knowers=others)


def _one_way(claims: Sequence[Claim], seed: str) -> list[Claim]:
    """Return the claims so that of two who could review each other only one still can."""
    ways: dict[tuple[str, str], int] = {}
    for claim in claims:
        for who, how in (claim.knowers or {}).items():
            way = (who, claim.person)
            ways[way] = min(ways.get(way, _NOBODY), _COST[how])
    pairs = {
        (a, b): {a: ways[a, b], b: ways[b, a]} for a, b in sorted(ways) if a < b and (b, a) in ways
    }
    times: dict[str, int] = {}
    for pair in pairs:
        for who in pair:
            times[who] = times.get(who, 0) + 1

    def step(who: str, number: int) -> int:
        return _PAIR_STEP * (2 * number - 1) // times[who]

    chosen = _assign({pair: (1, options) for pair, options in pairs.items()}, times, step, seed)
    barred = {(b if reviewers[0] == a else a, reviewers[0]) for (a, b), reviewers in chosen.items()}
    return [
        replace(
            one,
            knowers={
                who: how for who, how in (one.knowers or {}).items()
                if (who, one.person) not in barred
            },
        )
        for one in claims
    ]  # fmt: skip


def _choose(
    claims: Sequence[Claim], limits: Limits, base: Mapping[str, int], seed: str
) -> dict[tuple[str, str], list[str]]:
    free = {
        who: limits.most - base.get(who, 0)
        for claim in claims
        for who in claim.knowers or {}
        if base.get(who, 0) < limits.most
    }
    wanted = {
        (claim.person, claim.skill): (
            limits.peers,
            {who: _COST[how] for who, how in (claim.knowers or {}).items() if who in free},
        )
        for claim in claims
    }

    def step(who: str, number: int) -> int:
        return 2 * (base.get(who, 0) + number) - 1

    return _assign(wanted, free, step, seed)


def _assign(
    wanted: Mapping[Item, tuple[int, Options]],
    free: Mapping[str, int],
    step: Any,
    seed: str,
) -> dict[Item, list[str]]:
    """Give each item so many of its choosers at the least cost, one part of the whole at a time.

    `free` is how many items a chooser can take, `step(chooser, n)` what their n-th one costs.
    """
    whole: Any = nx.Graph()
    for item, (_, options) in wanted.items():
        whole.add_edges_from((("item", item), ("who", who)) for who in options)
    found: dict[Item, list[str]] = {}
    for part in nx.connected_components(whole):
        items = [item for item in wanted if ("item", item) in part]
        people = sorted(
            (who for kind, who in part if kind == "who"), key=lambda who: derived_id(seed, who)
        )
        found |= _assign_part({item: wanted[item] for item in items}, people, free, step)
    return found


def _assign_part(
    wanted: Mapping[Item, tuple[int, Options]],
    people: Sequence[str],
    free: Mapping[str, int],
    step: Any,
) -> dict[Item, list[str]]:
    flow: Any = nx.MultiDiGraph()
    flow.add_node(_SINK, demand=sum(need for need, _ in wanted.values()))
    asked = dict.fromkeys(people, 0)
    for item, (need, options) in wanted.items():
        flow.add_node(("item", item), demand=-need)
        # Leaving one out is possible, and dearer than anything else.
        flow.add_edge(("item", item), _SINK, capacity=need, weight=_NOBODY)
        for who in people:
            if who in options:
                asked[who] += 1
                flow.add_edge(("item", item), ("who", who), capacity=1, weight=options[who])
    for who in people:
        for number in range(1, min(free[who], asked[who]) + 1):
            flow.add_edge(("who", who), _SINK, capacity=1, weight=step(who, number))
    _, flows = nx.network_simplex(flow)
    return {
        item: [who for who in people if any(flows[("item", item)].get(("who", who), {}).values())]
        for item in wanted
    }


def publishable(
    people: Mapping[str, frozenset[str]], least: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which rows of a table can be shown one by one, and which only as one sum.

    `people` are those whom each row is about. A row of fewer than `least` is not shown by itself;
    nor would the sum of those not shown be, by subtraction from the total, if it were about fewer:
    then the smallest shown rows join it. Nothing at all where the whole is about too few.
    """
    everybody = frozenset[str]().union(*people.values())
    if len(everybody) < least:
        return (), ()
    order = sorted(people, key=lambda key: (-len(people[key]), key))
    shown = [key for key in order if len(people[key]) >= least]
    rest = [key for key in order if len(people[key]) < least]
    while rest and shown and len(frozenset[str]().union(*(people[key] for key in rest))) < least:
        rest.append(shown.pop())
    return tuple(shown), tuple(rest)
