"""Passages: sentences without marks, the best for a question, figures, and marked words."""

from hypothesis import given
from hypothesis import strategies as st

from tagging.documents import passages
from tagging.documents.passages import Piece

TEXT = """# Care work

There are always vacancies in care: 260 on the coast on 3 June 2026. We asked why.

**Pay.** Care assistants earned £12.50 to £13.40 an hour. Level 3 is next, e.g. with a college.

- Ask [the college](https://college.example/a) first
| Year | Posts |
| --- | --- |
| 2025 | 400 |
"""


def test_sentences_have_no_marks_and_leave_tables_out() -> None:
    assert list(passages.sentences(TEXT)) == [
        "Care work",
        "There are always vacancies in care: 260 on the coast on 3 June 2026.",
        "We asked why.",
        "Pay.",
        "Care assistants earned £12.50 to £13.40 an hour.",
        "Level 3 is next, e.g. with a college.",
        "Ask the college first",
    ]


def test_the_best_passage_has_most_of_the_words_in_any_form() -> None:
    assert passages.best(TEXT, ["caring", "vacancy"]).startswith("There are always vacancies")
    assert passages.best(TEXT, ["fishing"]) == ""
    assert passages.best("Apprentices earn more.", ["apprenticeships"])


def test_words_asked_for_are_marked_and_the_rest_is_not() -> None:
    pieces = passages.marked("He pays for careful work.", ["pay", "work"])
    assert [piece.text for piece in pieces if piece.marked] == ["pays", "work"]
    assert passages.marked("", ["pay"]) == ()
    assert passages.marked("Nothing here.", []) == (Piece("Nothing here."),)


def test_figures_are_no_dates_and_no_levels() -> None:
    assert passages.figures(TEXT, ["care"]) == (
        "There are always vacancies in care: 260 on the coast on 3 June 2026.",
        "Care assistants earned £12.50 to £13.40 an hour.",
    )
    assert (
        passages.figures("It opens on 1 November 2026, at level 3 of the scheme.", ["level"]) == ()
    )


@given(st.text(max_size=400), st.lists(st.text(max_size=8), max_size=4))
def test_odd_text_is_read_and_nothing_is_lost_or_made_up(text: str, words: list[str]) -> None:
    telling = passages.telling(" ".join(words))
    passages.best(text, telling)
    passages.figures(text, telling)
    passages.beginning(text)
    whole = "".join(piece.text for piece in passages.marked(text, telling, longest=100))
    kept = whole.removeprefix("… ").removesuffix(" …")
    assert kept in text
    if len(text) <= 100:
        assert whole == text
    assert len(whole) <= 105
