"""Gaps: where what is needed meets what is there, and what would hurt most.

For each skill that something needs, in the whole organisation and in each team or place that needs
it, `find` compares how many people are needed with how many are expected to be there (the sum of
the probabilities that each is at the level; `graph.algorithms.levels`). Gaps are ranked by

    consequence = importance x demand x lack        (each 0 to 1, each to the power of its weight)

the severity, occurrence and exposure of a failure modes and effects analysis (IEC 60812:2018,
annex B) in the terms of a workforce. docs/gaps.md says what each factor is made of.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.algorithms import coverage
from graph.algorithms.gap_needs import WHOLE, Where, asked_of, demanded, scopes
from graph.algorithms.gap_pairs import Pairs
from graph.algorithms.gap_policy import POLICY, Policy
from graph.algorithms.gap_records import Gap, GapKind
from graph.algorithms.levels import Beliefs
from graph.algorithms.workforce import Need, NeedSource, Workforce

__all__ = ["POLICY", "Gap", "GapKind", "Policy", "find", "measured", "ranked"]

_FEW = 2


def find(
    workforce: Workforce,
    beliefs: Beliefs,
    policy: Policy = POLICY,
    *,
    level: int | None = None,
    every: bool = False,
    within: Where | None = None,
) -> tuple[Gap, ...]:
    """Return the gaps, the most consequential first; `every`: what is covered too (no kinds).

    Each is counted at the level, of those that its needs name, where most is short; or at `level`,
    where only what is needed at that level or above counts. `within`: of one team or place alone,
    or of the whole (`gap_needs.WHOLE`); None: of all of them.
    """
    needed = scopes(workforce)
    wheres = list(needed) if within is None else [within]
    return measured(Pairs(workforce, beliefs), needed, wheres, policy, level=level, every=every)


def measured(
    pairs: Pairs,
    needed: Mapping[Where, Mapping[int, list[Need]]],
    wheres: Iterable[Where],
    policy: Policy = POLICY,
    *,
    level: int | None = None,
    every: bool = False,
) -> tuple[Gap, ...]:
    """Return the gaps of some teams and places, as `find` does, of needs already gathered."""
    drafts = [
        _draft(pairs, skill, where, needs, policy, level)
        for where in wheres
        for skill, needs in _asked(pairs, needed.get(where, {}), where, policy, level)
    ]
    sizes = [len(one.there) for one in drafts]
    chances = [pairs.at_least(one.level)[one.there] for one in drafts]
    together = np.concatenate(chances) if chances else np.zeros(0)
    owner = np.repeat(np.arange(len(drafts), dtype=np.int32), sizes)
    between = coverage.intervals(together, owner, len(drafts), policy.share)
    found = [
        _gap(pairs, draft, chance, (float(low), float(high)), policy)
        for draft, chance, (low, high) in zip(drafts, chances, between, strict=True)
    ]
    return ranked(found if every else [gap for gap in found if gap.kinds], policy)


def ranked(found: Iterable[Gap], policy: Policy = POLICY) -> tuple[Gap, ...]:
    """Return gaps with their consequence by `policy`'s weights, the greatest first."""
    weighed = [
        gap if gap.consequence == worth else replace(gap, consequence=worth)
        for gap in found
        for worth in [_consequence(gap, policy)]
    ]
    return tuple(
        sorted(weighed, key=lambda gap: (-gap.consequence, gap.skill, gap.team, gap.place))
    )


def _consequence(gap: Gap, policy: Policy) -> float:
    return float(
        gap.importance**policy.importance * gap.demand**policy.demand * gap.lack**policy.lack
    )


def _asked(
    pairs: Pairs,
    needed: Mapping[int, list[Need]],
    where: Where,
    policy: Policy,
    level: int | None,
) -> Iterator[tuple[int, list[Need]]]:
    """Yield what to measure: what is needed, and in the whole what somebody is known for."""
    for skill, needs in needed.items():
        asked = needs if level is None else [need for need in needs if need.level >= level]
        if asked:
            yield skill, asked
    if level is None and where == WHOLE:
        for skill in pairs.known_for(policy.kept_level, policy.former):
            if skill not in needed:
                yield skill, []


@dataclass(frozen=True, slots=True)
class _Draft:
    """A gap before the people in it are looked at; `there` are rows of pairs."""

    skill: int
    where: Where
    needs: Sequence[Need]
    level: int
    needed: float
    shortfall: float
    there: NDArray[np.intp]


def _draft(
    pairs: Pairs,
    skill: int,
    where: Where,
    needs: Sequence[Need],
    policy: Policy,
    fixed: int | None,
) -> _Draft:
    there = pairs.there(skill, *where)
    levels = [fixed] if fixed else sorted({need.level for need in needs} or {policy.kept_level})
    wanted = {one: demanded(needs, one) if needs else 1.0 for one in levels}
    short = {
        one: 1 - min(1.0, float(pairs.at_least(one)[there].sum()) / wanted[one]) for one in levels
    }
    level = max(levels, key=lambda one: (short[one], wanted[one]))
    return _Draft(skill, where, needs, level, wanted[level], short[level], there)


def _gap(
    pairs: Pairs,
    draft: _Draft,
    chance: NDArray[np.float64],
    between: tuple[float, float],
    policy: Policy,
) -> Gap:
    """Return the gap: who is there, what hangs on them, and what sort of gap it therefore is."""
    there, level, today = draft.there, draft.level, pairs.workforce.day.toordinal()
    below = pairs.at_least(max(level - 1, 1))[there]
    stale = today - pairs.freshest[there] > policy.stale_days
    going = pairs.leaves_by(there, today + policy.leave_days)
    holds = chance >= policy.sound
    sound = holds & ~stale & ~going
    once = stale & (chance >= policy.former)
    named = holds | once
    have = float(chance.sum())
    external = _outside(pairs, draft, policy)
    holders = pairs.people(there[holds], level)
    importance = max((need.importance for need in draft.needs), default=policy.kept)
    fragility = _fragility(pairs, draft, chance, sound, len(external))
    faded = float(chance[stale].sum()) / have if have > 0 else 0.0
    kinds = _kinds(
        draft, len(holders), int(sound.sum()), once=bool(once.any()),
        going=bool((holds & going).any()), short=between[1] < draft.needed,
        nobody=draft.where != WHOLE and draft.skill not in pairs.covered(*draft.where),
    )  # fmt: skip
    return Gap(
        skill=draft.skill, level=level, team=draft.where[0], place=draft.where[1],
        needed=draft.needed, have=have, low=between[0], high=between[1],
        importance=importance, demand=asked_of(draft.needed, policy.half_demand),
        lack=policy.lacking(draft.shortfall, fragility, faded), consequence=0.0,
        needs=tuple(draft.needs), holders=holders, external=external, kinds=frozenset(kinds),
        successors=pairs.people(there[~named & (below >= policy.sound)], level - 1),
        shortfall=draft.shortfall, fragility=fragility, stale=faded,
        freshest=int(pairs.freshest[there[named]].max()) if named.any() else 0,
    )  # fmt: skip


def _outside(pairs: Pairs, draft: _Draft, policy: Policy) -> tuple[int, ...]:
    """Return who outside has it; teams and places borrow through the whole."""
    if draft.where != WHOLE:
        return ()
    outside = pairs.outside(draft.skill)
    able = pairs.at_least(draft.level)[outside] >= policy.former
    return pairs.people(outside[able], draft.level)


def _kinds(
    draft: _Draft,
    holders: int,
    sound: int,
    *,
    once: bool,
    going: bool,
    short: bool,
    nobody: bool,
) -> Iterator[GapKind]:
    if sound == 1 and holders <= _FEW:
        yield GapKind.SINGLE
    if sound == 0 and once:
        yield GapKind.STALE
    if sound <= 1 and going:
        yield GapKind.LEAVING
    if nobody:
        yield GapKind.NO_REACH
    if not holders and not once and draft.needs:
        vain = any(need.source is NeedSource.SEARCHES for need in draft.needs)
        yield GapKind.VAIN if vain else GapKind.MISSING
    elif short:
        yield GapKind.SHORT


def _fragility(
    pairs: Pairs,
    draft: _Draft,
    chance: NDArray[np.float64],
    sound: NDArray[np.bool_],
    outside: int,
) -> float:
    """Return the share of the cover that would go with the surest of those who count on.

    Others there who have something narrower could step in, and count half; people outside could
    be borrowed, and count a quarter. 1 where all rests on one person, or on nobody.
    """
    counted = chance[sound]
    if not len(counted):
        return 1.0
    total = float(counted.sum())
    if len(counted) <= _FEW:
        holders = set(pairs.people(draft.there[sound], draft.level))
        near = pairs.near(draft.skill, *draft.where, draft.level) - holders
        total += len(near) / 2 + outside / 4
    return float(counted.max()) / max(total, float(counted.max()))
