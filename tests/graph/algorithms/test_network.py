"""Routes, likeness and communities, as pure functions."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.communities import communities
from graph.algorithms.routes import Link, shortest
from graph.algorithms.similarity import most_alike, rarity

PEOPLE = "abcdefgh"
PAIRS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=14)
STRENGTHS = st.dictionaries(
    st.sampled_from(PEOPLE), st.dictionaries(st.sampled_from("xyz"), st.floats(0, 50)), min_size=2
)


def walk(pairs: Sequence[tuple[str, str]], kind: str = "knows"):  # type: ignore[no-untyped-def]
    def neighbours(people: Sequence[str], among: Collection[str]) -> list[Link]:
        both = [*pairs, *((other, one) for one, other in pairs)]
        return [
            Link(one, other, kind)
            for one, other in both
            if one in people and one != other and (not among or other in among)
        ]

    return neighbours


@given(PAIRS)
def test_a_way_is_as_short_as_can_be_and_at_most_three_steps(
    pairs: list[tuple[str, str]],
) -> None:
    graph = nx.Graph([*pairs, ("a", "a"), ("h", "h")])
    way = shortest("a", "h", walk(pairs))
    length = nx.shortest_path_length(graph, "a", "h") if nx.has_path(graph, "a", "h") else 99
    assert len(way) == (length if length <= 3 else 0)
    assert all(step[0].other == after[0].one for step, after in pairwise(way))
    if way:
        assert (way[0][0].one, way[-1][0].other) == ("a", "h")


def test_of_two_ways_the_closer_is_taken_and_links_read_from_the_start() -> None:
    links = [
        Link("a", "team-mate", "MEMBER_OF"), Link("team-mate", "b", "MEMBER_OF"),
        Link("a", "boss", "REPORTS_TO", names=("A", "Boss")),
        Link("b", "boss", "REPORTS_TO", names=("B", "Boss")),
    ]  # fmt: skip

    def neighbours(people: Sequence[str], among: Collection[str]) -> list[Link]:
        turned = [
            Link(x.other, x.one, x.kind, outward=False, names=(x.names[1], x.names[0]))
            for x in links
        ]
        return [link for link in [*links, *turned] if link.one in people]

    way = shortest("a", "b", neighbours)
    assert [step[0].other for step in way] == ["boss", "b"]
    assert not way[1][0].outward
    assert way[1][0].names == ("Boss", "B")


@given(STRENGTHS)
def test_likeness_is_mutual_and_between_0_and_1(strengths: dict[str, dict[str, float]]) -> None:
    rarities = {"x": 1.0, "y": 2.0, "z": 0.5}
    one, other = sorted(strengths)[:2]
    there = {a.person: a.likeness for a in most_alike(one, strengths, rarities, 9, 0.0)}
    back = {a.person: a.likeness for a in most_alike(other, strengths, rarities, 9, 0.0)}
    assert 0 <= there[other] <= 1
    assert abs(there[other] - back[one]) < 1e-9


def test_a_rare_skill_in_common_says_more_than_a_common_one() -> None:
    rarities = {"rare": rarity(100, 2), "common": rarity(100, 90)}
    strengths = {
        "me": {"rare": 1.0, "common": 1.0},
        "anyone": {"common": 1.0},
        "twin": {"rare": 1.0},
        "stranger": {"other": 9.0},
    }
    found = most_alike("me", strengths, rarities)
    assert [one.person for one in found] == ["twin", "anyone"]
    assert found[0].shared == ("rare",)


def test_communities_are_told_apart_and_named_by_what_is_particular() -> None:
    people = [
        *[["welding", "boats", "guidance"]] * 6,
        *[["visas", "benefits", "guidance"]] * 4,
        ["welding", "visas"],
        ["alone", "guidance"],
    ]
    found = communities(people)
    assert [{"welding", "boats"} <= set(one) for one in found] == [True, False]
    assert {"visas", "benefits"} <= set(found[1])
    assert found[0][-1] == "guidance" or "guidance" not in found[0]
    assert found == communities(list(reversed(people)))
    assert communities([]) == []
