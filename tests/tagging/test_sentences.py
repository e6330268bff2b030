"""What the sentences say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Knows, Ref, Source, Statement, Tagging, TaggingKind, TaggingStatus
from tagging.sentences import in_words, level_phrase, quote, several, when, why

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SKILL = Ref("benefits", "benefits advice")
TOM = Ref("tom", "Tom Reid")
MARCH = datetime(2026, 3, 4, tzinfo=UTC)


def said(
    by: str,
    level: int | None = None,
    confirmed: datetime = MARCH,
    kind: TaggingKind = TaggingKind.KNOWS,
    source: Source = Source.PEER,
    status: TaggingStatus = TaggingStatus.ACTIVE,
) -> Statement:
    tagging = Tagging(
        by, TOM.id, SKILL.id, confirmed, confirmed, kind, level, source=source, status=status
    )
    names = {"priya": "Priya Nair", "tom": TOM.name}
    return Statement(tagging, Ref(by, names.get(by, by.title())), TOM, SKILL)


def knows(taggers: int, level: float | None, own: int | None = None) -> Knows:
    return Knows(TOM.id, SKILL.id, 14.0, level, taggers, own, 0, 0, MARCH)


def test_several_people_are_named_and_counted() -> None:
    heard = [said("ana", 4), said("ben", 4), said("priya", 4, source=Source.MANAGER)]
    assert why(knows(3, 4.0), heard, SKILL, NOW) == (
        "Priya Nair and 2 others say Tom Reid handles unusual cases and helps others; "
        "last confirmed in March."
    )


def test_the_number_comes_from_the_totals_where_only_some_statements_are_given() -> None:
    sentence = why(knows(7, 3.2), [said("priya", 3)], SKILL, NOW)
    assert sentence.startswith("Priya Nair and 6 others say Tom Reid works unaided")


def test_two_people_are_both_named_and_one_says() -> None:
    assert why(None, [said("ana"), said("ben")], SKILL, NOW).startswith(
        "Ana and Ben say Tom Reid knows about benefits advice"
    )
    helps = why(None, [said("ana", kind=TaggingKind.HELPS)], SKILL, NOW)
    assert helps.startswith("Ana says Tom Reid helps others with benefits advice")


def test_the_own_word_stands_apart() -> None:
    own = said("tom", 5, source=Source.SELF)
    assert why(knows(0, None, 5), [own], SKILL, NOW) == (
        "Tom Reid is world class and rethinks how the task is done, by their own account; "
        "last confirmed in March. No colleague has said so yet."
    )
    assert "own account" not in why(knows(1, 2.0, 5), [own, said("ana", 2)], SKILL, NOW)


def test_what_is_hidden_or_being_learnt_is_not_mentioned() -> None:
    silent = [said("ana", status=TaggingStatus.HIDDEN), said("ben", kind=TaggingKind.LEARNING)]
    assert why(None, silent, SKILL, NOW) == ""


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOW, "today"),
        (NOW + timedelta(days=3), "today"),
        (NOW - timedelta(days=1), "yesterday"),
        (NOW - timedelta(days=4), "4 days ago"),
        (NOW - timedelta(days=10), "earlier this month"),
        (MARCH, "in March"),
        (datetime(2025, 7, 1, tzinfo=UTC), "in July"),
        (datetime(2025, 6, 30, tzinfo=UTC), "in June 2025"),
        (datetime(2019, 1, 1, tzinfo=UTC), "in January 2019"),
    ],
)
def test_when(then: datetime, words: str) -> None:
    assert when(then, NOW) == words


def test_the_note_of_the_most_telling_statement_is_quoted() -> None:
    own, ana, ben = said("tom", 5, source=Source.SELF), said("ana", 4), said("ben", 2)
    noted = [
        replace(one, tagging=replace(one.tagging, note=note))
        for one, note in ((own, "Mine."), (ana, ""), (ben, "Ask about\nappeals."))
    ]
    assert quote(noted) == "Ben: “Ask about appeals.”"
    assert quote(noted[:1]) == "Tom Reid: “Mine.”"
    assert quote(noted[1:2]) == ""


def test_lists_in_words() -> None:
    assert in_words([]) == ""
    assert in_words(["a"]) == "a"
    assert in_words(["a", "b", "c"]) == "a, b and c"
    assert several(["Ana"], 2) == "Ana and 1 other"


@given(st.floats(0.1, 9.0))
def test_every_level_has_a_phrase(level: float) -> None:
    assert level_phrase(level)
    assert level_phrase(None) == ""
