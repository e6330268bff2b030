"""Learners and teachers: the best of all pairings on small cases, and nobody has too many."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.matching import Offer, Wish, fit, match

LEVELS = st.integers(0, 5)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Wish], list[Offer], dict[str, str]]:
    names, skills = "abcd", ("s", "t")
    pairs = list(product(names, skills))
    wishes = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4))
    offers = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=5))
    return (
        [Wish(who, skill, draw(LEVELS)) for who, skill in wishes],
        [
            Offer(who, skill, draw(LEVELS), draw(st.booleans()), draw(st.sampled_from(
                [True, False, None])))
            for who, skill in offers
        ],
        {name: draw(st.sampled_from("xy")) for name in names},
    )  # fmt: skip


def best(wishes: list[Wish], offers: list[Offer], teams: dict[str, str], most: int) -> int:
    """Return the greatest total weight of all ways there are."""
    totals = [0]
    for chosen in product([None, *offers], repeat=len(wishes)):
        taken = Counter(one.teacher for one in chosen if one)
        fits = [
            fit(wish, one, teams[wish.learner] == teams[one.teacher])
            for wish, one in zip(wishes, chosen, strict=True)
            if one
        ]
        if all(fits) and all(number <= most for number in taken.values()):
            totals.append(sum(fits))
    return max(totals)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(1, 2))
def test_nothing_fits_better(
    case: tuple[list[Wish], list[Offer], dict[str, str]], most: int
) -> None:
    wishes, offers, teams = case
    found = match(wishes, offers, teams, most=most)
    assert sum(one.weight for one in found) == best(wishes, offers, teams, most)
    assert all(number <= most for number in Counter(o.offer.teacher for o in found).values())
    assert len({(one.wish.learner, one.wish.skill) for one in found}) == len(found)
    assert found == match(wishes[::-1], offers[::-1], teams, most=most)


def test_who_has_learners_already_gets_fewer() -> None:
    wishes = [Wish("a", "s"), Wish("b", "s")]
    found = match(wishes, [Offer("z", "s", 4)], {}, most=2, taken={"z": 1})
    assert len(found) == 1
    assert match(wishes, [Offer("z", "s", 4)], {}, most=2, taken={"z": 2}) == ()


def test_who_would_rather_not_be_asked_teaches_nobody() -> None:
    assert fit(Wish("a", "s"), Offer("z", "s", 4, likes=False), near=True) == 0
    assert fit(Wish("a", "s"), Offer("z", "s", 4, likes=True), near=True) > 10
