"""Invented organisations whose true levels are known, to see how well levels are recovered.

A regime says what people and raters are like. Levels are drawn first, then what is said of them,
by raters who are biased, noisy, mutual, silent about the level, or speaking of long ago. In the
usual regime two colleagues' ratings of the same correlate by .37, own and a colleague's by .31, two
managers' by .42: near what meta-analyses find at work (.42 and .52 for colleagues and managers,
Viswesvaran, Ones and Schmidt, Journal of Applied Psychology 1996; .36 for own and colleagues',
Harris and Schaubroeck, Personnel Psychology 1988).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.algorithms.voices import SOURCES, Floats
from graph.algorithms.workforce import (
    NOBODY,
    From,
    Members,
    Numbers,
    Statements,
    Topic,
    Unit,
    Workforce,
)  # fmt: skip

DAY = date(2026, 3, 1)
_YEAR = 365
_SKILLS_OF_A_PERSON = 8
_TEAM = 10


@dataclass(frozen=True, slots=True)
class Regime:
    """What people and raters are like; in levels, shares or years.

    `spread`: of true levels around their skill's mean, itself spread by `skill_spread` around
    `mean`; `whole`: true levels are whole numbers. `raters`: mean number of others who speak of
    a pair. `bias`, `noise`: spread of raters' biases and of what they say; `careless`: share of
    raters who are `careless_noise` times as noisy. `own`: share of pairs rated by the person,
    `own_bias` and `own_bias_spread` theirs, `own_noise` times as noisy as what they say of others.
    `years`: mean age of statements (exponential); `drift`: levels by which people change in a
    year, to either side; `forgetting`: downwards.
    `unsaid`: share without a level. `mutual`: share of statements returned, both `favour` higher.
    `managers`: share of statements by managers, `managers_noise` times as noisy as others.
    """

    name: str
    words: str
    mean: float = 3.0
    skill_spread: float = 0.3
    spread: float = 0.9
    whole: bool = False
    raters: float = 2.5
    bias: float = 0.7
    noise: float = 0.8
    careless: float = 0.1
    careless_noise: float = 2.0
    own: float = 0.6
    own_bias: float = 0.5
    own_bias_spread: float = 0.7
    own_noise: float = 1.6
    years: float = 1.5
    drift: float = 0.3
    forgetting: float = 0.0
    unsaid: float = 0.1
    mutual: float = 0.1
    favour: float = 0.3
    managers: float = 0.15
    managers_noise: float = 0.7


REGIMES = (
    Regime("usual", "a bit of everything"),
    Regime("biased", "raters far apart in strictness", bias=0.9),
    Regime("noisy", "a third of the raters careless", noise=1.0, careless=0.35),
    Regime("stale", "old statements, levels that moved since", years=3.0, drift=0.5),
    Regime("forgetting", "levels that fall without practice", years=2.5, forgetting=0.15),
    Regime("self-praise", "most people rate themselves, and highly", own=0.9, own_bias=1.0,
           own_bias_spread=1.0, raters=1.5),
    Regime("levels missing", "half of the statements without a level", unsaid=0.5),
    Regime("mutual", "half of the statements returned with a favour", mutual=0.5, favour=0.7),
    Regime("few raters", "one other speaks of most pairs", raters=1.2),
    Regime("many raters", "six others speak of most pairs", raters=6.0, careless=0.25),
    Regime("whole levels", "true levels are whole numbers from 1 to 5", whole=True, spread=1.1),
    Regime("alike", "people hardly differ, raters do", spread=0.5),
    Regime("far apart", "people differ much, fresh statements", spread=1.3, years=0.5, drift=0.1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Simulated:
    """A workforce, and the true level on its day by person and skill, (people, skills)."""

    workforce: Workforce
    levels: Floats


def simulate(regime: Regime, people: int = 300, seed: int = 0) -> Simulated:
    """Return an organisation of this regime; the same seed gives the same."""
    random = np.random.default_rng([seed, *regime.name.encode()])
    skills = max(10, people // 6)
    levels = _levels(random, regime, people, skills)
    skill, person, tagger = _who(random, regime, people, skills)
    tagger, person, skill, mutual = _returned(random, regime, tagger, person, skill)
    statements = _said(random, regime, levels, tagger, person, skill, mutual)
    return Simulated(_workforce(people, skills, statements), levels)


def _levels(random: np.random.Generator, regime: Regime, people: int, skills: int) -> Floats:
    means = regime.mean + regime.skill_spread * random.standard_normal(skills)
    levels = means + regime.spread * random.standard_normal((people, skills))
    levels = np.clip(levels, 0.5, 5.5)
    return np.clip(np.rint(levels), 1, 5) if regime.whole else levels


def _who(
    random: np.random.Generator, regime: Regime, people: int, skills: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Return who is said to know what, and who says so: half of the raters are of the team."""
    skill, person, tagger = [], [], []
    for one in range(people):
        for topic in random.choice(skills, _SKILLS_OF_A_PERSON, replace=False):
            own = [one] if random.random() < regime.own else []
            wanted = random.poisson(regime.raters - 1) + 1
            near = one - one % _TEAM + random.integers(_TEAM, size=wanted)
            far = random.integers(people, size=wanted)
            drawn = np.where(random.random(wanted) < 0.5, near, far) % people
            for rater in {*own, *(int(other) for other in drawn if other != one)}:
                skill.append(topic)
                person.append(one)
                tagger.append(rater)
    return np.array(skill, np.int32), np.array(person, np.int32), np.array(tagger, np.int32)


def _returned(
    random: np.random.Generator, regime: Regime, tagger: Numbers, person: Numbers, skill: Numbers
) -> tuple[Numbers, Numbers, Numbers, np.ndarray]:
    """Return the statements with some returned: the tagged person says the same of the tagger."""
    back = (random.random(len(tagger)) < regime.mutual / (2 - regime.mutual)) & (tagger != person)
    there = set(zip(skill.tolist(), person.tolist(), tagger.tolist(), strict=True))
    keys = zip(skill.tolist(), tagger.tolist(), person.tolist(), strict=True)
    back &= np.array([key not in there for key in keys])
    both = (np.append(one, other[back]) for one, other in
            ((tagger, person), (person, tagger), (skill, skill), (back, back)))  # fmt: skip
    tagger, person, skill, mutual = both
    return tagger, person, skill, mutual


def _said(
    random: np.random.Generator,
    regime: Regime,
    levels: Floats,
    tagger: Numbers,
    person: Numbers,
    skill: Numbers,
    mutual: np.ndarray,
) -> Statements:
    people, count, own = len(levels), len(tagger), tagger == person
    years = np.minimum(random.exponential(regime.years, count), 10)
    bias = regime.bias * random.standard_normal(people)[tagger] + regime.favour * mutual
    of_self = regime.own_bias + regime.own_bias_spread * random.standard_normal(people)[tagger]
    careless = random.random(people)[tagger] < regime.careless
    manager = ~own & (random.random(count) < regime.managers)
    noise = np.full(count, regime.noise)
    noise[careless] *= regime.careless_noise
    noise[manager] *= regime.managers_noise
    noise[own] *= regime.own_noise
    then = levels[person, skill] + _moved(random, regime, person, skill, years)
    heard = np.clip(then, 0.5, 5.5) + np.where(own, of_self, bias)
    said = np.clip(np.rint(heard + noise * random.standard_normal(count)), 1, 5)
    said[random.random(count) < regime.unsaid] = 0
    day = (DAY.toordinal() - years * _YEAR).astype(np.int32)
    source = np.where(own, SOURCES.index(From.SELF), SOURCES.index(From.PEER))
    source = np.where(manager, SOURCES.index(From.MANAGER), source)
    columns = (tagger, person, skill, said, source, day, day)
    return Statements(*(column.astype(np.int32) for column in columns))


def _moved(
    random: np.random.Generator, regime: Regime, person: Numbers, skill: Numbers, years: Floats
) -> Floats:
    """Return how far above today's the level was, so many years ago: a walk of each pair's own."""
    order = np.lexsort((years, skill, person))
    pair = np.stack([person[order], skill[order]])
    first = np.append(True, (np.diff(pair, axis=1) != 0).any(axis=0))
    since = years[order] - np.where(first, 0.0, np.append(0.0, years[order][:-1]))
    steps = np.sqrt(np.maximum(since, 0)) * random.standard_normal(len(order)) * regime.drift
    walk = np.cumsum(steps)
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    moved = np.empty(len(order))
    moved[order] = walk - walk[start] + steps[start]
    return moved + regime.forgetting * years


def _workforce(people: int, skills: int, statements: Statements) -> Workforce:
    numbers = np.arange(people, dtype=np.int32)
    nothing = np.zeros(people, np.int32)
    members = Members(
        ids=[f"p{one}" for one in range(people)],
        names=[f"Person {one}" for one in range(people)],
        staff=np.ones(people, bool),
        team=numbers // _TEAM,
        place=nothing + NOBODY,
        manager=nothing + NOBODY,
        leaves=nothing,
        joined=nothing,
        roles=[()] * people,
    )
    teams = [Unit(f"t{one}", f"Team {one}") for one in range(-(-people // _TEAM))]
    topics = [Topic(f"s{one}", f"Skill {one}") for one in range(skills)]
    return Workforce(DAY, members, topics, teams, [], [], statements)
