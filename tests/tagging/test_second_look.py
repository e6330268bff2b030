"""Doubts about what a whole text seems to be about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagging.text.second_look import again, doubt, inflected

ROW = "Bachelor's degree $101,910 Financial Managers Financial managers plan and direct investment."


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("train horses", "Experienced grooms sometimes help train horses."),
        ("solve problems", "Problem-solving skills."),
        ("accounting", "They know about accounting, tax and law."),
        ("work in teams", "Most of them work in teams."),
    ],
)
def test_what_is_said_in_full_is_not_doubted(label: str, sentence: str) -> None:
    assert doubt([label], sentence) == 1


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (["physics"], "Physical stamina."),
        (["compass navigation"], "Compassion."),
        (["probability theory"], "Probably not quite."),
        (["interview people", "interviewing"], "**For an interview.**"),
        (["trace people"], "**What people do.**"),
        (["cost management"], "**Cost.**"),
        (["financial management"], ROW),
    ],
)
def test_what_only_resembles_is_doubted(labels: list[str], sentence: str) -> None:
    assert doubt(labels, sentence) < 0.5


def test_any_label_that_is_said_will_do() -> None:
    assert doubt(["building information modelling", "BIM"], "Drafters work with BIM tools.") == 1


def test_the_same_words_count_once() -> None:
    assert again([(0, 4), (7, 9), (0, 4)]) == [1.0, 1.0, 0.4]


def test_words_are_the_same_but_for_their_endings() -> None:
    assert inflected("solving") == inflected("solves") == inflected("solved")
    assert inflected("planning") == inflected("plans")
    assert inflected("physics") != inflected("physical")
    assert inflected("accountants") != inflected("accounting")


@given(st.lists(st.text(max_size=30), max_size=3), st.text(max_size=200))
def test_a_doubt_only_lowers(labels: list[str], sentence: str) -> None:
    assert 0 < doubt(labels, sentence) <= 1
