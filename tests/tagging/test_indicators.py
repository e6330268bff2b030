"""What is told about a document's quality without a person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import CRITERIA, LMI_TYPES, Document
from tagging.documents.indicators import (
    HALF_LIVES,
    Indicator,
    indicators,
    length_of_time,
    one_sided,
)
from tagging.documents.readability import broken, reading_ease, syllables_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = NOW.date()
PLAIN = Document("d", "Pay in care", "Pay is low. But it rises with years of work. Ask us why.")
SOLD = """Join our exciting team! Everyone knows this is the best career. Girls prefer care work.
You will earn up to £60,000."""


def found(document: Document, criterion: str, reuse: int = 0) -> Indicator:
    listed = indicators(document, reuse=reuse, now=NOW)
    return next(one for one in listed if one.criterion == criterion)


def value(document: Document, criterion: str, reuse: int = 0) -> float:
    return found(document, criterion, reuse).value


def test_there_is_one_for_each_criterion() -> None:
    assert [one.criterion for one in indicators(PLAIN, reuse=0, now=NOW)] == list(CRITERIA)
    assert set(HALF_LIVES) == set(LMI_TYPES)


@pytest.mark.parametrize("type_", sorted(LMI_TYPES))
def test_after_its_half_life_a_document_is_worth_half(type_: str) -> None:
    old = TODAY - timedelta(days=HALF_LIVES[type_])
    document = replace(PLAIN, lmi_types=(type_,), source_date=old)
    assert value(document, "currency") == pytest.approx(0.5)


def test_vacancies_age_faster_than_structure() -> None:
    old = replace(PLAIN, published=TODAY - timedelta(days=90))
    assert value(replace(old, lmi_types=("vacancies",)), "currency") < 0.2
    assert value(replace(old, lmi_types=("structure",)), "currency") > 0.9


def test_currency_says_how_old_it_is_and_what_ages() -> None:
    document = replace(PLAIN, lmi_types=("progression", "entry"), published=date(2025, 6, 15))
    assert found(document, "currency").words == (
        "It is 12 months old. What it says about progression and pay loses half its worth in "
        "12 months."
    )


def test_a_document_without_a_date_or_with_a_newer_edition_is_not_current() -> None:
    assert value(PLAIN, "currency") <= 0.25
    newer = replace(PLAIN, published=TODAY, superseded=True)
    assert value(newer, "currency") <= 0.2
    assert "newer edition" in found(newer, "currency").words


def test_what_is_said_of_its_source_makes_it_reliable() -> None:
    said = replace(
        PLAIN, source="Survey", source_date=TODAY, method="calls", licence="OGL", official=False
    )
    assert value(PLAIN, "reliability") < 0.2 < 0.8 <= value(said, "reliability")
    assert "does not give its source, date, method and licence" in found(PLAIN, "reliability").words


def test_types_it_declares_but_does_not_speak_of_are_named() -> None:
    document = replace(PLAIN, lmi_types=("progression", "equality"))
    assert "little about equality and diversity" in found(document, "comprehensiveness").words


def test_use_makes_it_relevant_never_fully() -> None:
    assert [value(PLAIN, "relevance", reuse) for reuse in (0, 3, 9)] == [0.0, 0.5, 0.75]


def test_advertising_is_less_impartial_and_prompts_show_the_sentences() -> None:
    sold = replace(PLAIN, text=SOLD)
    assert value(sold, "impartiality") < 0.3 < value(PLAIN, "impartiality")
    asked = one_sided(sold)
    assert [prompt.sentence.split()[0] for prompt in asked] == ["Join", "Everyone", "Girls", "You"]
    assert SOLD[asked[2].start : asked[2].end] == "Girls prefer"
    assert one_sided(PLAIN) == ()


def test_reading_ease_is_fleschs() -> None:
    easy = "The cat sat on the mat. The dog sat on the cat."
    hard = (
        "Organisational characteristics necessitate comprehensive institutional collaboration "
        "regarding occupational qualification requirements."
    )
    assert reading_ease(easy) == 100
    assert reading_ease(hard) < 10
    assert reading_ease("") == 0
    # 206.835 - 1.015 * 6 - 84.6 * 8 / 6
    assert reading_ease("People earn more money each year.") == pytest.approx(87.9, abs=0.2)


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("people", 2), ("used", 1), ("table", 2), ("wages", 2), ("apprenticeship", 5)],
)
def test_syllables_are_counted_roughly(word: str, count: int) -> None:
    assert abs(syllables_of(word) - count) <= (word == "wages")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# A\n\ntext\n\n### B\n\ntext", "Headings jump from level 1 to level 3."),
        ("# \n\ntext", "A heading is empty."),
        ("word " * 401, "It has no headings."),
        ("word " * 160, "1 paragraph is longer than 150 words."),
        ("![](pay.png)", "An image has no words for those who cannot see it."),
        ("[pay in care](#)", "A link leads nowhere."),
        ("[pay](http://localhost/pay)", "A link leads nowhere."),
        ("[click here](https://nomis.co)", "A link does not say where it leads."),
    ],
)
def test_what_is_broken_is_said(text: str, words: str) -> None:
    assert words in broken(text)


def test_a_sound_text_has_nothing_broken() -> None:
    text = "# Pay\n\nIt rises.\n\n## Care\n\n![Pay by year](pay.png) See [pay](https://nomis.co)."
    assert broken(text) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (61, "2 months"), (365, "12 months"), (1826, "5 years")],
)
def test_lengths_of_time_are_said(days: int, words: str) -> None:
    assert length_of_time(days) == words


@given(st.text(), st.integers(0, 10_000), st.integers(-400, 40_000))
def test_values_stay_between_nothing_and_everything(text: str, reuse: int, days: int) -> None:
    document = replace(PLAIN, text=text, published=TODAY - timedelta(days=days))
    for one in indicators(document, reuse=reuse, now=NOW):
        assert 0 <= one.value <= 1
        assert one.words.endswith(".")


@pytest.mark.parametrize(
    "piece", ["aaaa ", "1-1-1-", ".", "\n", "#", "[a](", "![", "<img ", "# \n"]
)
def test_no_text_takes_long(piece: str) -> None:
    document = replace(PLAIN, text=(piece * 200_000)[:200_000])
    began = process_time()
    indicators(document, reuse=0, now=NOW)
    assert process_time() - began < 8
