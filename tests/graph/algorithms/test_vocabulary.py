"""Cutting a row of words into known stretches, and walking a tree of skills."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.vocabulary import broader, broader_graph, narrower, neighbours, segment

TREE = broader_graph(
    [
        ("guidance", []),
        ("apprenticeships", ["guidance"]),
        ("engineering", ["apprenticeships"]),
        ("health", ["apprenticeships"]),
        ("interviews", ["guidance"]),
    ]
)


def test_the_longest_stretch_wins_over_its_parts() -> None:
    spans = {(0, 1): 1.0, (1, 2): 1.0, (0, 2): 0.9}
    assert segment([1.0, 1.0], spans) == [(0, 2)]


def test_covering_more_wins_over_fewer_stretches() -> None:
    spans = {(0, 2): 1.0, (0, 1): 1.0, (1, 3): 1.0}
    assert segment([1.0, 1.0, 1.0], spans) == [(0, 1), (1, 3)]


def test_of_equal_covers_the_better_fit_wins() -> None:
    spans = {(0, 1): 0.5, (1, 3): 0.5, (0, 2): 0.9, (2, 3): 0.9}
    assert segment([1.0, 1.0, 1.0], spans) == [(0, 2), (2, 3)]


def test_words_without_a_stretch_are_passed_over() -> None:
    assert segment([1.0, 1.0, 1.0], {(1, 2): 1.0}) == [(1, 2)]
    assert segment([], {}) == []


weights_lists = st.lists(st.sampled_from([0.02, 0.3, 1.0]), max_size=8)


@st.composite
def rows_of_words(draw: st.DrawFn) -> tuple[list[float], dict[tuple[int, int], float]]:
    weights = draw(weights_lists)
    every = [(a, b) for a in range(len(weights)) for b in range(a + 1, len(weights) + 1)]
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=12)) if every else []
    return weights, {span: draw(st.floats(0.1, 1.0)) for span in chosen}


@given(rows_of_words())
def test_segments_are_known_in_order_apart_and_cover_the_most(
    row: tuple[list[float], dict[tuple[int, int], float]],
) -> None:
    weights, spans = row
    found = segment(weights, spans)
    assert all(span in spans for span in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    covered = sum(sum(weights[a:b]) for a, b in found)
    assert covered >= max((sum(weights[a:b]) for a, b in spans), default=0) - 1e-6


def test_narrower_and_broader_say_how_far_away_each_is() -> None:
    assert narrower(TREE, "guidance", 1) == {"apprenticeships": 1, "interviews": 1}
    assert narrower(TREE, "guidance", 3)["engineering"] == 2
    assert broader(TREE, "engineering", 5) == {"apprenticeships": 1, "guidance": 2}
    assert narrower(TREE, "nothing", 3) == {}


def test_neighbours_are_below_above_and_beside() -> None:
    assert neighbours(TREE, "engineering") == ("apprenticeships", "health")


def test_a_circle_of_links_ends() -> None:
    circle = broader_graph([("a", ["b"]), ("b", ["c"]), ("c", ["a"])])
    assert narrower(circle, "a", 9) == {"c": 1, "b": 2}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_narrower_is_what_networkx_finds(links: list[tuple[int, int]]) -> None:
    tree = broader_graph((str(a), [str(b)]) for a, b in links)
    for skill in tree:
        reached = nx.single_source_shortest_path_length(tree.reverse(), skill, cutoff=3)
        assert narrower(tree, skill, 3) == {k: n for k, n in reached.items() if n}
