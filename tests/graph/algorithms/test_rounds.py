"""Who is asked about whom: even load, nobody about each other, nothing about too few."""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.rounds import Ask, Claim, Knowing, Limits, plan, publishable, stalest

QUICK = settings(max_examples=40, deadline=None)


def team(people: int, claims: int, how: Knowing = Knowing.TEAM) -> list[Claim]:
    """Return a team in which everybody has so many claims and can know everybody's."""
    names = [f"p{n:02}" for n in range(people)]
    return [
        Claim(one, f"s{skill}", knowers={two: how for two in names if two != one})
        for one in names
        for skill in range(claims)
    ]


def asked(asks: tuple[Ask, ...]) -> list[Ask]:
    return [one for one in asks if one.reviewer != one.person]


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    names = [f"p{n}" for n in range(draw(st.integers(2, 8)))]
    knowers = st.dictionaries(st.sampled_from(names), st.sampled_from(list(Knowing)), max_size=7)
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(names), st.integers(0, 4)), unique=True, max_size=14)
    )
    return [Claim(person, f"s{skill}", knowers=draw(knowers)) for person, skill in pairs]


@QUICK
@given(some_claims(), st.integers(0, 3), st.integers(1, 8))
def test_what_always_holds(claims: list[Claim], peers: int, most: int) -> None:
    found = plan(claims, Limits(peers, most), seed="x")
    colleagues = asked(found.asks)
    pairs = {(one.reviewer, one.person) for one in colleagues}
    assert not pairs & {(person, reviewer) for reviewer, person in pairs}
    by_claim = {(one.person, one.skill): one for one in claims}
    for one in colleagues:
        assert one.how is (by_claim[one.person, one.skill].knowers or {})[one.reviewer]
    assert len(set(found.asks)) == len(found.asks)
    per_claim = Counter((one.person, one.skill) for one in colleagues)
    assert all(number <= peers for number in per_claim.values())
    assert all(number <= most for number in Counter(o.reviewer for o in found.asks).values())
    assert set(found.short) == {key for key in by_claim if per_claim[key] < peers}
    assert found == plan(list(reversed(claims)), Limits(peers, most), seed="x")


@QUICK
@given(st.integers(5, 16), st.integers(1, 3), st.text(max_size=3))
def test_in_a_team_of_five_or_more_load_is_even(people: int, claims: int, seed: str) -> None:
    found = plan(team(people, claims), Limits(2, 10), seed=seed)
    assert not found.short
    load = Counter(one.reviewer for one in asked(found.asks))
    assert max(load.values()) - min(load.values()) <= 1
    assert len(load) == people


def test_in_a_team_of_three_a_claim_has_one_colleague() -> None:
    found = plan(team(3, 1), Limits(2, 10))
    assert len(asked(found.asks)) == 3
    assert len(found.short) == 3


def test_whoever_said_it_is_asked_before_team_mates() -> None:
    claims = team(8, 1)
    knowers = dict(claims[0].knowers or {}) | {"p05": Knowing.SAID, "p06": Knowing.SAID}
    claims[0] = Claim("p00", "s0", knowers=knowers)
    found = plan(claims, Limits(2, 10))
    reviewers = {one.reviewer for one in asked(found.asks) if one.person == "p00"}
    assert reviewers == {"p05", "p06"}


def test_who_keeps_apart_is_asked_about_themself_alone() -> None:
    found = plan(team(6, 1), Limits(2, 10), apart=frozenset({"p01"}))
    theirs = [one for one in found.asks if "p01" in (one.reviewer, one.person)]
    assert theirs == [Ask("p01", "p01", "s0")]
    assert ("p01", "s0") not in found.short


def test_open_questions_of_other_rounds_count() -> None:
    found = plan(team(6, 1), Limits(2, 10), busy={"p01": 10, "p02": 9})
    load = Counter(one.reviewer for one in found.asks)
    assert load["p01"] == 0
    assert load["p02"] == 1


def test_a_large_unit_is_planned_in_seconds() -> None:
    claims = [
        Claim(f"t{number}-{one.person}", one.skill,
              knowers={f"t{number}-{who}": how for who, how in (one.knowers or {}).items()})
        for number in range(4)
        for one in team(25, 3)
    ]  # fmt: skip
    found = plan(claims, Limits(2, 10))
    assert not found.short
    assert max(Counter(one.reviewer for one in found.asks).values()) <= 10


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.integers(0, 20)),
                unique_by=lambda one: one[:2]), st.integers(1, 4))  # fmt: skip
def test_the_oldest_come_first(found: list[tuple[str, int, int]], each: int) -> None:
    claims = [Claim(person, f"s{skill}", day) for person, skill, day in found]
    chosen = stalest(claims, 12, each)
    for person in "abc":
        old = sorted(one.confirmed for one in claims if one.person == person)
        kept = [one.confirmed for one in chosen if one.person == person]
        assert kept == [day for day in old if day < 12][:each]


@QUICK
@given(
    st.dictionaries(
        st.sampled_from("uvwxyz"), st.frozensets(st.integers(0, 12).map(str), min_size=1)
    ),
    st.integers(2, 5),
)
def test_no_sum_of_shown_rows_tells_of_too_few(
    people: dict[str, frozenset[str]], least: int
) -> None:
    """What is left when shown rows are taken off the total is about enough people, or nothing."""
    shown, rest = publishable(people, least)
    everybody = frozenset().union(*people.values()) if people else frozenset()
    if len(everybody) < least:
        assert (shown, rest) == ((), ())
        return
    assert sorted([*shown, *rest]) == sorted(people)
    for number in range(len(shown) + 1):
        for taken in combinations(shown, number):
            left = [people[key] for key in people if key not in taken]
            assert not left or len(frozenset().union(*left)) >= least
