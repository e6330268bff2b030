"""The ways to close a gap: who, with whom, for how much, and what it truly brings."""

import pytest
from hypothesis import given, settings

from graph.algorithms import adjacency, gaps, levels, trying, ways
from graph.algorithms.adjacency import Tie
from graph.algorithms.changes import Able, Change, Hired, Trained
from graph.algorithms.gaps import Gap
from graph.algorithms.levels import at_least, position
from graph.algorithms.way_costs import How, Way
from graph.algorithms.way_ground import Means
from graph.algorithms.workforce import Need, NeedSource, Topic, Workforce
from tests.graph.algorithms.planning import ASSUMPTIONS, workforces
from tests.workforces import workforce


def found(of: Workforce, means: Means | None = None) -> tuple[list[Gap], tuple[Way, ...]]:
    beliefs = levels.estimate(of)
    measured = gaps.find(of, beliefs, every=True)
    aims = [gap for gap in measured if gap.kinds]
    return aims, ways.find(of, beliefs, aims, measured, ASSUMPTIONS, means)


def change(of: Workforce, way: Way) -> Change | None:
    skills = of.skills
    if way.learns:
        return Trained(of.members.ids[way.person], skills[way.skill].id, way.level)
    if way.how is How.HIRE:
        team = of.teams[way.team].id if way.team >= 0 else ""
        profile = tuple(Able(skills[one].id, level) for one, level in way.profile)
        return Hired("new", profile, team)
    return None


@given(workforces())
@settings(max_examples=40, deadline=None)
def test_what_a_way_brings_is_what_making_the_change_brings(before: Workforce) -> None:
    beliefs = levels.estimate(before)
    aims, offered = found(before)
    for way in offered[:12]:
        made = change(before, way)
        if made is None:
            continue
        tried = trying.after(before, beliefs, [made])
        for number, gain in way.helps:
            gap = aims[number]
            person = way.person if way.learns else len(before.members.ids)
            after, there = tried.beliefs, position(tried.beliefs, person, gap.skill)
            assert there is not None
            had = position(beliefs, person, gap.skill) if way.learns else None
            was = float(at_least(beliefs, gap.level)[had]) if had is not None else 0.0
            assert gain == pytest.approx(float(at_least(after, gap.level)[there]) - was, abs=1e-9)


SKILLS = [("advice", ()), ("advice on loans", (0,)), ("advice on grants", (0,)), ("boats", ())]


def bank(**more: object) -> Workforce:
    """Two teams: 1 alone knows loans (said by many), 2 and 3 know grants, 6 is outside."""
    given: dict = {
        "team": [0, 0, 0, 1, 1, 1, -1],
        "teams": [("north", -1), ("south", -1)],
        "outside": [6],
        "skills": SKILLS,
        "said": [
            *((tagger, 1, 1, 5, 5) for tagger in (0, 2, 3, 4, 5)),
            *((tagger, 2, 2, 4, 5) for tagger in (0, 1, 3)),
            *((tagger, 3, 2, 4, 5) for tagger in (0, 1, 4)),
            *((tagger, 6, 1, 5, 5) for tagger in (0, 1, 2)),
        ],
        "needs": [
            Need(NeedSource.ROLE, 1, 3, 0.9, 2.0, team=0, words="Loans adviser"),
            Need(NeedSource.ROLE, 3, 3, 0.9, 1.0, team=1, words="Ferryman"),
        ],
    }
    return workforce(**(given | more))


def of_skill(aims: list[Gap], offered: tuple[Way, ...], skill: int, how: How) -> list[Way]:
    return [way for way in offered if way.how is how and aims[way.gap].skill == skill]


def test_the_nearest_learns_from_the_only_one_who_knows_it() -> None:
    aims, offered = found(bank(), Means(documents={1: ["d1", "d2"]}, brokers={6: [4, 0]}))
    spread = of_skill(aims, offered, 1, How.SPREAD)
    assert {way.through for way in spread} == {1}
    first = spread[0]
    assert first.person == 2
    assert [near.tie for near in first.near] == [Tie.BESIDE]
    assert first.documents == ("d1", "d2")
    assert 0 < first.hours < 150
    assert first.cost == pytest.approx(first.money + first.hours * ASSUMPTIONS.hour)
    courses = [way for way in of_skill(aims, offered, 1, How.TRAIN) if way.through < 0]
    assert courses
    assert all(way.money > 0 for way in courses)


def test_a_contact_is_borrowed_through_somebody_of_the_team() -> None:
    aims, offered = found(bank(), Means(brokers={6: [4, 0]}))
    borrowed = [way for way in of_skill(aims, offered, 1, How.BORROW) if aims[way.gap].team == 0]
    assert [(way.person, way.through) for way in borrowed] == [(6, 0)]


def test_somebody_moves_only_from_a_team_that_keeps_what_it_needs() -> None:
    said = [*bank_said(), *((tagger, one, 3, 5, 5) for one in (0, 2) for tagger in (1, 4, 5))]
    aims, offered = found(bank(said=said))
    movers = {way.person for way in of_skill(aims, offered, 3, How.MOVE)}
    assert movers == {0, 2}
    needs = [*bank().needs, Need(NeedSource.ROLE, 3, 3, 0.5, 2.0, team=0)]
    aims, offered = found(bank(said=said, needs=needs))
    assert not of_skill(aims, offered, 3, How.MOVE)


def bank_said() -> list[tuple[int, int, int, int, int]]:
    said = bank().statements
    return [
        (int(said.tagger[n]), int(said.person[n]), int(said.skill[n]), int(said.level[n]), 5)
        for n in range(len(said.tagger))
    ]


def test_who_wants_to_learn_it_is_looked_at() -> None:
    aims, offered = found(bank(), Means(wishes={(5, 3)}))
    learners = of_skill(aims, offered, 3, How.TRAIN)
    assert {way.person for way in learners} == {5}
    assert all(way.wished for way in learners)


def test_skills_are_tied_through_an_outside_vocabulary() -> None:
    topics = [
        Topic("own-a", "a"), Topic("own-b", "b"), Topic("esco-a", "A", broader=(3,)),
        Topic("esco-b", "B"), Topic("own-c", "c"),
    ]  # fmt: skip
    matches = {0: ["uri:a"], 1: ["uri:b"], 2: ["uri:a"], 3: ["uri:b"], 4: ["uri:c"]}
    ties = adjacency.by_matches(topics, matches)
    assert 1 in ties[0]
    assert 0 in ties[1]
    assert 4 not in ties


@given(workforces())
@settings(max_examples=30, deadline=None)
def test_nearness_is_a_probability_and_nobody_is_near_by_nothing(before: Workforce) -> None:
    beliefs = levels.estimate(before)
    adjacent = adjacency.Adjacency(before.skills, beliefs, len(before.members.ids))
    for skill in range(len(before.skills)):
        near = adjacent.nearness(skill)
        assert ((near.people >= 0) & (near.people < 1)).all()
        silent = set(range(len(before.members.ids))) - set(beliefs.person.tolist())
        assert not near.people[list(silent)].any()
