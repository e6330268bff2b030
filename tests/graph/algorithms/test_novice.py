"""The order for somebody new: nobody is dropped, and each part pulls one way."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms import novice
from graph.algorithms.novice import Ease, factor

EASE = st.builds(
    Ease,
    st.sampled_from([True, False, None]),
    st.floats(0, 1),
    st.integers(0, 50),
    st.none() | st.floats(1, 5),
)


@given(st.lists(EASE, max_size=40))
def test_nobody_is_dropped_or_doubled(found: list[Ease]) -> None:
    order = novice.order([(place, factor(ease)) for place, ease in enumerate(found)])
    assert sorted(order) == list(range(len(found)))


@given(st.integers(0, 29), EASE)
def test_where_all_are_alike_the_order_stays(place: int, ease: Ease) -> None:
    assert novice.order([(one, factor(ease)) for one in range(30)])[place] == place


@given(EASE, st.floats(0, 1), st.integers(0, 50))
def test_each_part_pulls_one_way(ease: Ease, nearness: float, asked: int) -> None:
    assert factor(ease) > 0
    no, unsaid, yes = (factor(replace(ease, approachable=said)) for said in (False, None, True))
    assert no < unsaid < yes
    near = max(nearness, ease.nearness)
    assert factor(replace(ease, nearness=near)) >= factor(ease)
    assert factor(replace(ease, asked=max(asked, ease.asked))) <= factor(ease)
    assert factor(replace(ease, level=3.5)) >= factor(ease)


@given(st.integers(0, 100))
def test_load_is_mild_in_the_usual_order(asked: int) -> None:
    assert 61 / 66 <= novice.load(asked + 1) <= novice.load(asked) <= 1.0
