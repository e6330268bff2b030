"""Suppression: no sum or difference of the published figures is about a small group."""

from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.suppression import Group, GroupKind, groups, publish
from tests.workforces import workforce

LEAST = 3
PEOPLE = 9


def group(number: int, members: set[int], people: int = PEOPLE) -> Group:
    mask = np.array([one in members for one in range(people)])
    return Group(GroupKind.TEAM, number, f"team {number}", mask)


def rank(rows: list[list[int]]) -> int:
    """Return the rank of a matrix, exactly."""
    left = [[Fraction(one) for one in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((one for one in range(found, len(left)) if left[one][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for one in range(found + 1, len(left)):
            factor = left[one][column] / left[found][column]
            left[one] = [a - factor * b for a, b in zip(left[one], left[found], strict=True)]
        found += 1
    return found


def given_away(published: list[set[int]], least: int, people: int = PEOPLE) -> set[int] | None:
    """Return a group of fewer than `least` people that some combination of figures is about.

    By brute force over all small groups: a combination is about such a group alone where the
    figures, looked at without these people, say less than they do with them.
    """
    rows = [[int(one in members) for one in range(people)] for members in published]
    whole = rank(rows)
    for size in range(1, least):
        for small in combinations(range(people), size):
            rest = [[row[one] for one in range(people) if one not in small] for row in rows]
            if rank(rest) < whole:
                return set(small)
    return None


memberships = st.lists(st.sets(st.integers(0, PEOPLE - 1)), min_size=1, max_size=7)


@settings(max_examples=80, deadline=None)
@given(memberships)
def test_no_combination_of_published_figures_is_about_a_small_group(asked: list[set[int]]) -> None:
    accepted = publish([group(number, one) for number, one in enumerate(asked)], LEAST)
    published = [asked[one.position] for one in accepted]
    assert given_away(published, LEAST) is None


@settings(max_examples=60, deadline=None)
@given(memberships, st.sets(st.integers(0, PEOPLE - 1), max_size=4))
def test_nor_where_the_reader_knows_some_people_one_by_one(
    asked: list[set[int]], known: set[int]
) -> None:
    mask = np.array([one in known for one in range(PEOPLE)])
    accepted = publish([group(number, one) for number, one in enumerate(asked)], LEAST, mask)
    published = [asked[one.position] - known for one in accepted]
    assert given_away(published, LEAST) is None


def test_the_brute_force_sees_a_subtraction() -> None:
    everybody, most = set(range(PEOPLE)), set(range(PEOPLE - 2))
    assert given_away([everybody, most], LEAST) == {PEOPLE - 2, PEOPLE - 1}
    assert given_away([everybody, set(range(5))], LEAST) is None


def test_a_group_that_would_give_one_away_is_refused_and_the_next_may_follow() -> None:
    asked = [set(range(9)), {0, 1, 2, 3}, {0, 1, 2, 3, 4, 5, 6}, {4, 5, 6, 7, 8}]
    ordered = [group(number, one) for number, one in enumerate(asked)]
    assert [one.position for one in publish(ordered, LEAST)] == [0, 1, 3]


def test_groups_come_largest_first_and_a_team_holds_the_teams_within() -> None:
    made = workforce(
        team=[0, 0, 1, 1, 1, -1], place=[0, 0, 0, 0, 0, 1], roles=[(0,), (), (), (), (), (0,)],
        teams=[("north", -1), ("docks", 0)],
        outside=[5],
    )  # fmt: skip
    found = groups(made)
    assert [(one.kind.value, one.name, one.size) for one in found] == [
        ("whole", "Everybody", 5),
        ("team", "north", 5),
        ("team", "docks", 3),
        ("place", "place 0", 5),
        ("role", "role 0", 1),
    ]
    assert [one.name for one in publish(found)] == ["Everybody", "north", "place 0"]


def test_a_small_organisation_has_no_figures_at_all() -> None:
    assert publish(groups(workforce(team=[0, 0, 0]))) == ()
