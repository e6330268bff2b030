"""How many people reach a level, expected and between which numbers, by team, place and role.

Whether a person reaches a level is uncertain; how many of a group do is then a sum of unlike
coins, whose distribution is the Poisson binomial (Hong, Computational Statistics & Data Analysis
2013). It is computed exactly, by multiplying the coins' polynomials.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from graph.algorithms.levels import Beliefs, at_least
from graph.algorithms.voices import Floats, sums
from graph.algorithms.workforce import NOBODY, Numbers, Unit, Workforce

EXACT_UP_TO = 50_000
_HOLDER = 0.5
_CERTAIN = 1e-12
_TOGETHER = 128
_CELLS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """How many reach `level`, skills down and groups across.

    `expected` (s, g) is the expected number of people, `holders` (s, g) how many more likely do
    than not. `everyone` and `everyone_holders` (s,) are of all people that were counted, those
    without a group too, each once.
    """

    level: float
    expected: Floats
    holders: Numbers
    everyone: Floats
    everyone_holders: Numbers


@dataclass(frozen=True, slots=True)
class Cells:
    """Those cells of a table of skills by groups where anybody is, by skill, then group.

    `skill`, `group`, `expected` and `holders` (c,) as in `Table`, `people` (c,) how many of the
    group anything is said of. For tables too wide to be held whole.
    """

    skill: Numbers
    group: Numbers
    expected: Floats
    holders: Numbers
    people: Numbers


def expected(p: Floats) -> float:
    """Return how many people are expected, given each one's probability."""
    return float(np.sum(p))


def distribution(p: Floats) -> Floats:
    """Return the probabilities (n + 1,) of 0 to n people, given each one's probability (n,)."""
    p = np.asarray(p, np.float64)
    parts = np.stack([1 - p, p], axis=1)
    while len(parts) > 1:
        if len(parts) % 2:
            nobody = np.zeros((1, parts.shape[1]))
            nobody[0, 0] = 1
            parts = np.concatenate([parts, nobody])
        parts = _multiplied(parts[::2], parts[1::2])
    return np.maximum(parts[0][: len(p) + 1], 0) if len(p) else np.ones(1)


def _multiplied(left: Floats, right: Floats) -> Floats:
    """Return the products of polynomials, row by row: directly while short, else by FFT."""
    length = left.shape[1] + right.shape[1] - 1
    if left.shape[1] <= 32:
        product = np.zeros((len(left), length))
        for power in range(left.shape[1]):
            product[:, power : power + right.shape[1]] += left[:, power : power + 1] * right
        return product
    size = 1 << (length - 1).bit_length()
    spectrum = np.fft.rfft(left, size, axis=1) * np.fft.rfft(right, size, axis=1)
    return np.asarray(np.fft.irfft(spectrum, size, axis=1)[:, :length])


def interval(p: Floats, share: float = 0.8) -> tuple[float, float]:
    """Return between which whole numbers of people the count lies with this probability at least.

    Equal tails, at most (1 - share) / 2 on each side. Exact; of more than `EXACT_UP_TO` uncertain
    people the normal approximation, which is then off by less than one person in a hundred.
    """
    p = np.asarray(p, np.float64)
    sure = int(np.count_nonzero(p > 1 - _CERTAIN))
    open_still = p[(p > _CERTAIN) & (p <= 1 - _CERTAIN)]
    tail = (1 - share) / 2
    if len(open_still) > EXACT_UP_TO:
        away = float(ndtri(1 - tail) * np.sqrt(np.sum(open_still * (1 - open_still))))
        middle = float(open_still.sum())
        low, high = max(0.0, round(middle - away)), min(len(open_still), round(middle + away))
        return sure + float(low), sure + float(high)
    low, high = _quantiles(distribution(open_still)[None, :], tail)[0]
    return sure + float(low), sure + float(high)


def _quantiles(densities: Floats, tail: float) -> NDArray[np.int64]:
    """Return the first counts (g, 2) below which no more than a tail lies, and that reach 1-tail.

    A hair's breadth is allowed for rounding in sums.
    """
    below = np.cumsum(densities, axis=1)
    low = np.argmax(below > tail + 1e-12, axis=1)
    high = np.argmax(below >= 1 - tail - 1e-12, axis=1)
    return np.stack([low, np.maximum(low, high)], axis=1)


def intervals(p: Floats, group: Numbers, groups: int, share: float = 0.8) -> Floats:
    """Return `interval` of each of many groups at once, (groups, 2).

    `group` (n,) says to which group each probability belongs, `NOBODY` to none.
    """
    order = np.argsort(group, kind="stable")
    order = order[np.searchsorted(group[order], 0) :]
    sizes = np.bincount(group[order], minlength=groups)
    ends = np.cumsum(sizes)
    found = np.zeros((groups, 2))
    small = np.flatnonzero((sizes > 0) & (sizes <= _TOGETHER))
    small = small[np.argsort(sizes[small])]
    step = max(1, _CELLS_AT_ONCE // _TOGETHER)
    for start in range(0, len(small), step):
        some = small[start : start + step]
        found[some] = _together(p[order], ends[some] - sizes[some], sizes[some], share)
    for one in np.flatnonzero(sizes > _TOGETHER):
        found[one] = interval(p[order[ends[one] - sizes[one] : ends[one]]], share)
    return found


def _together(p: Floats, starts: NDArray[np.intp], sizes: NDArray[np.intp], share: float) -> Floats:
    """Return the intervals of small groups, their members added one from each group at a time."""
    densities = np.zeros((len(starts), int(sizes.max()) + 1))
    densities[:, 0] = 1
    for member in range(int(sizes.max())):
        there = np.flatnonzero(sizes > member)
        chance = p[starts[there] + member][:, None]
        before = densities[there, : member + 2]
        densities[there, : member + 2] = before * (1 - chance)
        densities[there, 1 : member + 2] += before[:, : member + 1] * chance
    return _quantiles(densities, (1 - share) / 2).astype(np.float64)


def table(
    beliefs: Beliefs,
    workforce: Workforce,
    level: float,
    members_mask: NDArray[np.bool_] | None = None,
) -> Table:
    """Return skills by teams, each person counted in their own team.

    `members_mask` (n,) says who counts: by default the staff. See `with_sub_teams`.
    """
    teams = len(workforce.teams)
    return grouped(beliefs, workforce, level, workforce.members.team, teams, members_mask)


def by_place(
    beliefs: Beliefs,
    workforce: Workforce,
    level: float,
    members_mask: NDArray[np.bool_] | None = None,
) -> Table:
    """Return skills by places."""
    places = len(workforce.places)
    return grouped(beliefs, workforce, level, workforce.members.place, places, members_mask)


def by_role(
    beliefs: Beliefs,
    workforce: Workforce,
    level: float,
    members_mask: NDArray[np.bool_] | None = None,
) -> Table:
    """Return skills by roles; who holds several counts in each, but once in `everyone`."""
    roles, count = workforce.members.roles, len(workforce.roles)
    most = max((len(held) for held in roles), default=0)
    tables = [
        grouped(beliefs, workforce, level, _nth(roles, number), count, members_mask)
        for number in range(max(most, 1))
    ]
    return Table(
        level=level,
        expected=np.sum([one.expected for one in tables], axis=0),
        holders=np.sum([one.holders for one in tables], axis=0, dtype=np.int32),
        everyone=tables[0].everyone,
        everyone_holders=tables[0].everyone_holders,
    )


def _nth(roles: Sequence[tuple[int, ...]], number: int) -> Numbers:
    held = (each[number] if number < len(each) else NOBODY for each in roles)
    return np.fromiter(held, np.int32, len(roles))


def grouped(
    beliefs: Beliefs,
    workforce: Workforce,
    level: float,
    group: Numbers,
    groups: int,
    members_mask: NDArray[np.bool_] | None = None,
) -> Table:
    """Return skills by any groups; `group` (n,) is each person's, `NOBODY` for none."""
    p, skill, own = _counted(beliefs, workforce, level, group, members_mask)
    skills, count = len(workforce.skills), len(workforce.skills) * groups
    placed, held = own >= 0, p >= _HOLDER
    cell = skill.astype(np.int64) * groups + own
    holders = np.bincount(cell[placed & held], minlength=count)
    return Table(
        level=level,
        expected=sums(cell[placed], p[placed], count).reshape(skills, groups),
        holders=holders.astype(np.int32).reshape(skills, groups),
        everyone=sums(skill, p, skills),
        everyone_holders=np.bincount(skill[held], minlength=skills).astype(np.int32),
    )


def _counted(
    beliefs: Beliefs,
    workforce: Workforce,
    level: float,
    group: Numbers,
    members_mask: NDArray[np.bool_] | None,
) -> tuple[Floats, Numbers, Numbers]:
    """Return of each pair that counts the probability, the skill and the person's group."""
    counted = workforce.members.staff if members_mask is None else members_mask
    p = at_least(beliefs, level)
    if counted.all():
        return p, beliefs.skill, group[beliefs.person]
    pairs = np.flatnonzero(counted[beliefs.person])
    return p[pairs], beliefs.skill[pairs], group[beliefs.person[pairs]]


def cells(
    beliefs: Beliefs,
    workforce: Workforce,
    level: float,
    group: Numbers | None = None,
    members_mask: NDArray[np.bool_] | None = None,
) -> Cells:
    """Return the cells of skills by groups (by default teams) where anybody is.

    Time and room go by the number of pairs, not of skills times groups.
    """
    group = workforce.members.team if group is None else group
    p, skill, own = _counted(beliefs, workforce, level, group, members_mask)
    groups = int(group.max(initial=NOBODY)) + 1
    placed = own >= 0
    key = (skill.astype(np.int64) * groups + own)[placed]
    order = np.argsort(key, kind="stable")
    key, p = key[order], p[placed][order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(first):
        nothing = np.zeros(0, np.int32)
        return Cells(nothing, nothing, np.zeros(0), nothing, nothing)
    return Cells(
        skill=(key[first] // groups).astype(np.int32),
        group=(key[first] % groups).astype(np.int32),
        expected=np.add.reduceat(p, first),
        holders=np.add.reduceat((p >= _HOLDER).astype(np.int32), first),
        people=np.diff(np.append(first, len(key))).astype(np.int32),
    )


def with_sub_teams(counted: Table, teams: Sequence[Unit]) -> Table:
    """Return the table of `table` where each team counts the people of its sub-teams too."""
    expected_people, holders = counted.expected.copy(), counted.holders.copy()
    for number, team in enumerate(teams):
        above, seen = team.parent, {number}
        while above >= 0 and above not in seen:
            seen.add(above)
            expected_people[:, above] += counted.expected[:, number]
            holders[:, above] += counted.holders[:, number]
            above = teams[above].parent
    return Table(
        counted.level, expected_people, holders, counted.everyone, counted.everyone_holders
    )
