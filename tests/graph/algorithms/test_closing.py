"""The plan is the best there is: held against every choice that could be made."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms import aims, closing
from graph.algorithms.aims import Aim
from graph.algorithms.closing import Limits
from graph.algorithms.gaps import Gap
from graph.algorithms.way_costs import How, Way

GAPS, PEOPLE = 3, 3


@st.composite
def an_aim(draw: st.DrawFn) -> Aim:
    """Steps whose worth never rises."""
    worths = sorted(draw(st.lists(st.floats(0.01, 1), min_size=1, max_size=3)), reverse=True)
    return Aim(tuple((draw(st.sampled_from([0.25, 0.5, 1.0])), worth) for worth in worths))


@st.composite
def a_way(draw: st.DrawFn) -> Way:
    how = draw(st.sampled_from(list(How)))
    least = -0.8 if how is How.MOVE else 0.05
    gains = draw(
        st.dictionaries(st.integers(0, GAPS - 1), st.floats(least, 1), min_size=1, max_size=2)
    )
    money, hours = draw(st.integers(0, 30)), draw(st.integers(0, 10))
    return Way(
        gap=0,
        how=how,
        skill=draw(st.integers(0, 1)),
        level=3,
        person=draw(st.integers(0, PEOPLE - 1)),
        through=draw(st.integers(-1, PEOPLE - 1)),
        leaves=draw(st.integers(-1, 1)),
        helps=tuple(gains.items()),
        money=money,
        hours=hours,
        weeks=draw(st.integers(1, 10)),
        cost=money + hours,
    )


def carried(ways: list[Way], limits: Limits) -> bool:
    """Say, straight from the words of `Limits`, whether people and teams can carry these ways."""
    learning = [way for way in ways if way.learns]
    moving = [way for way in ways if way.how is How.MOVE]
    movers, sources = [way.person for way in moving], [way.leaves for way in moving]
    learners = [way.person for way in learning]
    coaches = [way.through for way in learning if way.through >= 0]
    contacts = [way.person for way in ways if way.how is How.BORROW]
    topics = [(way.person, way.skill) for way in learning]
    return (
        len(set(movers)) == len(movers)
        and len(set(sources)) == len(sources)
        and not set(movers) & set(learners)
        and len(set(topics)) == len(topics)
        and all(learners.count(one) <= limits.goals for one in learners)
        and all(coaches.count(one) <= limits.learners for one in coaches)
        and all(contacts.count(one) <= limits.contacts for one in contacts)
        and sum(way.how is How.HIRE for way in ways) <= limits.hires
        and sum(way.cost for way in ways) <= limits.budget
        and sum(way.hours for way in ways) <= limits.hours
        and all(way.weeks <= limits.weeks for way in ways)
    )


LIMITS = st.builds(
    Limits,
    budget=st.integers(0, 90),
    hours=st.sampled_from([15, 40, float("inf")]),
    weeks=st.sampled_from([5, 10]),
    goals=st.integers(1, 2),
    learners=st.integers(1, 2),
    contacts=st.just(1),
    hires=st.integers(0, 2),
)


@given(st.lists(an_aim(), min_size=GAPS, max_size=GAPS), st.lists(a_way(), max_size=8), LIMITS)
@settings(max_examples=150, deadline=None)
def test_no_choice_closes_more(aims: list[Aim], ways: list[Way], limits: Limits) -> None:
    found = closing.plan(aims, ways, limits)
    taken = [one.way for one in found.chosen]
    everything = chain.from_iterable(
        combinations(range(len(ways)), number) for number in range(len(ways) + 1)
    )
    best = max(
        closing.closed(aims, ways, some)
        for some in everything
        if carried([ways[n] for n in some], limits)
    )
    assert found.proved
    assert carried([ways[n] for n in taken], limits)
    assert found.closes == pytest.approx(closing.closed(aims, ways, taken))
    assert found.closes == pytest.approx(best, abs=2e-5 * (1 + best))
    assert found.bound >= best - 1e-4


def way(gap: int, gain: float, cost: float, person: int = 0, **more: object) -> Way:
    given: dict = {"skill": gap, "level": 3, "person": person, "weeks": 4} | more
    return Way(gap=gap, how=How.TRAIN, helps=((gap, gain),), money=cost, cost=cost, **given)


def test_it_says_what_each_way_adds_and_what_would_come_next() -> None:
    some = [Aim(((1.0, 0.5),)), Aim(((1.0, 0.2),))]
    ways = [way(0, 0.8, 100), way(1, 0.8, 100, 1), way(0, 0.8, 90, 2)]
    found = closing.plan(some, ways, Limits(budget=150))
    assert [(one.way, round(one.closes, 6)) for one in found.chosen] == [(2, 0.4)]
    assert found.following is not None
    assert (found.following.way, round(found.following.closes, 6)) == (1, 0.16)
    assert found.short == pytest.approx(40)
    assert found.after == (0.8, 0.0)


def test_without_ways_or_money_nothing_is_planned() -> None:
    some = [Aim(((1.0, 0.5),))]
    assert closing.plan(some, [], Limits(budget=10)).chosen == ()
    found = closing.plan(some, [way(0, 1, 100)], Limits(budget=10))
    assert found.chosen == ()
    assert found.short == pytest.approx(90)


@given(st.floats(0, 4), st.floats(0, 4), st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 1))
@settings(deadline=None)
def test_the_worth_of_more_people_is_concave_and_not_more_than_the_gap(
    needed: float, have: float, fragility: float, stale: float, importance: float
) -> None:
    shortfall = max(0.0, 1 - have / needed) if needed else 0.0
    lack = 1 - (1 - shortfall) * (1 - 0.7 * fragility) * (1 - 0.7 * stale)
    gap = Gap(
        skill=0, level=3, team=-1, place=-1, needed=needed, have=have, low=0, high=0,
        importance=importance, demand=0.5, lack=lack, consequence=importance * 0.5 * lack,
        needs=(), shortfall=shortfall, fragility=fragility, stale=stale,
    )  # fmt: skip
    worths = [worth for _, worth in aims.aim(gap).steps]
    assert worths == sorted(worths, reverse=True)
    assert all(worth >= 0 for worth in worths)
    assert aims.aim(gap).closed(100) <= gap.consequence + 1e-9
    assert aims.aim(gap).closed(0) == 0
