"""The one formula of KNOWS, in plain Python: what counts, how much, and for how long."""

from dataclasses import replace
from datetime import timedelta
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.ranking import (
    EPOCH,
    HALF_LIFE,
    WEIGHTS,
    Help,
    reference,
    score,
    strength,
)
from graph.records import Knows, Source, Tagging, TaggingKind, TaggingStatus

NOW = EPOCH + 13 * HALF_LIFE
levels = st.sampled_from((None, 1, 2, 3, 4, 5))
ages = st.integers(0, 9000)
taggings = st.builds(
    lambda tagger, level, age, source, kind: said(tagger, level, age, source, kind=kind),
    st.sampled_from(("ben", "cyd", "dov", "ada")),
    levels,
    ages,
    st.sampled_from((Source.PEER, Source.IMPORT, Source.MANAGER)),
    st.sampled_from(TaggingKind),
)


def said(
    tagger: str = "ben",
    level: int | None = 3,
    days_ago: int = 0,
    source: Source = Source.PEER,
    person: str = "ada",
    kind: TaggingKind = TaggingKind.KNOWS,
    status: TaggingStatus = TaggingStatus.ACTIVE,
) -> Tagging:
    """Return a statement about Ada's welding."""
    at = NOW - timedelta(days=days_ago)
    return Tagging(tagger, person, "welding", at, at, kind, level, source=source, status=status)


def adds_up_to(*statements: Tagging) -> Knows:
    """Return the KNOWS of Ada and welding."""
    return reference(statements)["ada", "welding"]


def now_worth(*statements: Tagging) -> float:
    """Return how many fresh statements these equal now."""
    return strength(adds_up_to(*statements).score, NOW)


def test_one_fresh_level_three_statement_has_strength_one() -> None:
    assert now_worth(said()) == pytest.approx(1, abs=1e-5)


def test_a_statement_counts_half_after_a_half_life() -> None:
    assert now_worth(said(days_ago=HALF_LIFE.days)) == pytest.approx(0.5, abs=1e-5)


@pytest.mark.parametrize(
    ("level", "worth"), [(None, 0.8), (1, 0.5), (2, 0.7), (3, 1.0), (4, 1.3), (5, 1.5)]
)
def test_the_level_weighs(level: int | None, worth: float) -> None:
    assert now_worth(said(level=level)) == pytest.approx(worth, abs=1e-5)


def test_the_source_weighs_and_one_s_own_word_is_always_self() -> None:
    assert now_worth(said(source=Source.MANAGER)) == pytest.approx(1.2, abs=1e-5)
    assert now_worth(said(source=Source.IMPORT)) == pytest.approx(1.0, abs=1e-5)
    assert now_worth(said(tagger="ada", source=Source.IMPORT)) == pytest.approx(0.3, abs=1e-5)


def test_two_who_name_each_other_count_half_each() -> None:
    both = [said(), said("ada", person="ben")]
    assert now_worth(*both) == pytest.approx(0.5, abs=1e-5)


def test_each_tagger_has_one_voice_their_strongest() -> None:
    two = [said(level=3), said(level=5, kind=TaggingKind.HELPS)]
    assert now_worth(*two) == pytest.approx(1.5, abs=1e-5)
    assert adds_up_to(*two).taggers == 1


@pytest.mark.parametrize("status", sorted(set(TaggingStatus) - {TaggingStatus.ACTIVE}))
def test_only_active_statements_count(status: TaggingStatus) -> None:
    assert reference([said(status=status)]) == {}


def test_learning_does_not_count_and_a_refused_pair_has_nothing() -> None:
    assert reference([said(kind=TaggingKind.LEARNING)]) == {}
    assert reference([said()], refused=[("ada", "welding")]) == {}


def test_own_level_and_others_level_are_kept_apart() -> None:
    knows = adds_up_to(said("ada", 5), said("ben", 2), said("cyd", 3), said("dov", None))
    assert (knows.self_level, knows.level, knows.taggers) == (5, 2.5, 3)
    assert adds_up_to(said("ada", None)).self_level == 0
    assert adds_up_to(said("ben", None)).self_level is None


def test_the_last_confirmation_is_kept() -> None:
    assert adds_up_to(said(days_ago=9), said("cyd", days_ago=2)).last_confirmed == (
        NOW - timedelta(days=2)
    )


def test_a_score_is_never_negative() -> None:
    assert adds_up_to(said(level=1, days_ago=13 * HALF_LIFE.days)).score == 0
    assert score(8) == 3


@given(st.lists(taggings, min_size=1), levels, ages)
def test_one_more_independent_statement_never_lowers_the_score(
    statements: list[Tagging], level: int | None, age: int
) -> None:
    before = reference(statements)
    after = reference([*statements, said("eve", level, age)])
    pair = ("ada", "welding")
    assert after[pair].score >= (before[pair].score if pair in before else 0)


@given(st.lists(taggings, min_size=1), st.lists(taggings, min_size=1), st.integers(0, 9000))
def test_the_order_between_two_people_never_changes_with_time(
    one: list[Tagging], other: list[Tagging], days: int
) -> None:
    later = NOW + timedelta(days=days)
    scores = [
        known["ada", "welding"].score
        for known in (reference(one), reference(other))
        if ("ada", "welding") in known
    ]
    strengths = [strength(each, later) for each in scores]
    assert sorted(scores) == [x for _, x in sorted(zip(strengths, scores, strict=True))]


def test_weights_are_given_once() -> None:
    assert len(WEIGHTS.levels) == 5
    assert set(WEIGHTS.sources) == set(Source)
    assert log2(strength(0, EPOCH)) == 0


@given(
    said_so=st.lists(taggings, max_size=8),
    helped=st.lists(st.tuples(st.sampled_from(("ben", "cyd", "eve")), ages), max_size=5),
    age=ages,
)
def test_one_more_answer_that_helped_never_lowers(
    said_so: list[Tagging], helped: list[tuple[str, int]], age: int
) -> None:
    pair = ("ada", "welding")
    given_help = [Help(who, *pair, NOW - timedelta(days=days)) for who, days in helped]
    statements = [replace(one, person=pair[0], skill=pair[1]) for one in said_so]
    before = reference(statements, helped=given_help).get(pair)
    one_more = Help("new", *pair, NOW - timedelta(days=age))
    after = reference(statements, helped=[*given_help, one_more])[pair]
    assert after.score >= (before.score if before else 0)
    assert after.answers == (before.answers if before else 0) + 1
