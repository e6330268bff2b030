"""The pure parts of ranking people: votes, fusion, PageRank, feedback, discount."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms import feedback, fusion, pagerank, voting
from graph.algorithms.discount import independent

names = st.sampled_from("abcdefgh")
weights = st.floats(0.1, 5.0)
links = st.lists(st.tuples(names, names, weights), min_size=1, max_size=20)


def test_documents_vote_for_each_of_their_authors() -> None:
    assert voting.vote([(3.0, ["ada", "ben"]), (1.0, ["ben"])]) == {"ada": 9.0, "ben": 10.0}


def test_equal_votes_stand_in_the_order_of_the_keys() -> None:
    assert voting.in_order({"ben": 1.0, "ada": 1.0, "cyd": 2.0, "dov": 0.0}) == [
        "cyd",
        "ada",
        "ben",
    ]


def test_fusion_adds_reciprocal_places() -> None:
    joint = fusion.fuse({"one": ["ada", "ben"], "two": ["ben"]}, {"two": 3.0})
    assert [one.key for one in joint] == ["ben", "ada"]
    assert joint[0].score == pytest.approx(1 / 62 + 3 / 61)
    assert joint[0].places == {"one": 2, "two": 1}


@given(links, st.dictionaries(names, weights, min_size=1))
def test_pagerank_is_that_of_networkx(links: list, restart: dict[str, float]) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(restart)
    for one, other, weight in links:
        for pair in ((one, other), (other, one)):
            before = graph.get_edge_data(*pair, {}).get("weight", 0.0)
            graph.add_edge(*pair, weight=before + weight)
    ours = pagerank.personalised(links, restart)
    theirs = nx.pagerank(graph, personalization=restart, tol=1e-10, max_iter=1000)
    assert ours == pytest.approx(theirs, abs=1e-4)


def test_pagerank_without_a_start_is_empty() -> None:
    assert pagerank.personalised([("a", "b", 1.0)], {}) == {}


def test_function_words_are_not_asked_for_unless_there_is_nothing_else() -> None:
    assert set(feedback.asked("who knows about welding")) == {"knows", "welding", "knows welding"}
    assert set(feedback.asked("who is it")) >= {"who", "is", "it"}


def test_a_question_is_widened_by_the_words_of_good_documents() -> None:
    wide = feedback.widened(feedback.asked("visas"), [(2.0, "visas sponsor"), (1.0, "visas fees")])
    assert wide["visas"] > wide["sponsor"] > wide["fees"] > 0


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    asked = feedback.asked(text)
    assert sum(w for key, w in asked.items() if " " not in key) == pytest.approx(1 if asked else 0)


def test_a_ring_has_one_voice() -> None:
    ring = [f"r{number}" for number in range(10)]
    said = {(one, other) for one in ring for other in ring if one != other}
    assert independent("r0", dict.fromkeys(ring[1:], 0.5), said) == 0.5


def test_a_ring_that_avoids_pairs_has_one_voice_too() -> None:
    ring = [f"r{number}" for number in range(10)]
    said = {(ring[at], ring[(at + step) % 10]) for at in range(10) for step in range(1, 5)}
    voices = {tagger: 1.0 for tagger, person in said if person == "r0"}
    assert len(voices) == 4
    assert independent("r0", voices, said) < 4


people = st.integers(0, 7)
statements = st.sets(st.tuples(people, people), max_size=40)


@given(statements, people, weights)
def test_one_more_independent_voice_never_lowers(said: set, person: int, weight: float) -> None:
    told = {(str(one), str(other)) for one, other in said}
    voices = {tagger: 1.0 for tagger, about in told if about == str(person)}
    before = independent(str(person), voices, told)
    more = independent(str(person), voices | {"new": weight}, told | {("new", str(person))})
    assert more == pytest.approx(before + weight)
