"""What is left out of the analysis, and that nothing else is."""

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagging.text.boilerplate import without_boilerplate
from tagging.text.splitting import Span, sentences
from tests.conftest import shared_data

PAGE = """Skip to main content
Home > Jobs > Care
Menu | Search | Sign in
Contents
Introduction ........ 3
What the work is ........ 5

# Care assistant
We are looking for a care assistant to plan activities and give personal care.
- First aid
- Care planning
- Food hygiene
You will report to the manager at 9 a.m. The rota is known two weeks ahead.

We are an equal opportunities employer. All qualified applicants will receive consideration for
employment without regard to race, age, gender, religion or disability.
We use cookies to improve this site. By continuing to use this site you agree to our cookie policy.

Contact us
The Care Company,
12 High Street,
Selchester SE1 2AB
Tel: 01632 960123
jobs@care-company.org
© 2026 The Care Company. All rights reserved.
"""
KEPT = ["# Care assistant", "give personal care", "- Care planning", "The rota is known"]
LEFT_OUT = [
    "Skip to", "Home >", "Sign in", "Introduction", "What the work is", "equal opportunities",
    "qualified applicants", "cookie", "Contact us", "High Street", "SE1", "960123", "@", "©",
]  # fmt: skip
HOSTILE = [
    "aaaa ", "1-1-1-", ".", "!? ", "\n", " ", "a.b.", ": ", ".\n", "[a", "a@", "aaaa\n", "> ",
    "home/", "A1 ", "www.", "equal ", "http://", "[x](", "race, ", "1. ", "....1", "\t1\n", "Home ",
]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.text(LETTERS, min_size=4, max_size=9).map(lambda word: f"q{word}")


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Return a text of different, ordinary paragraphs."""
    sentence = st.lists(WORDS, min_size=9, max_size=20).map(lambda words: " ".join(words) + ".")
    written = st.lists(sentence.map(str.capitalize), min_size=1, max_size=4).map(" ".join)
    return "\n\n".join(draw(st.lists(written, min_size=1, max_size=5, unique=True)))


def kept(text: str) -> str:
    return "\n".join(text[span.start : span.end] for span in without_boilerplate(text))


def test_a_page_keeps_what_it_says() -> None:
    assert [words for words in KEPT if words not in kept(PAGE)] == []


@pytest.mark.parametrize("words", LEFT_OUT)
def test_a_page_loses_its_furniture(words: str) -> None:
    assert words in PAGE
    assert words not in kept(PAGE)


def test_lines_that_come_on_every_page_are_left_out() -> None:
    pages = [f"Labour market bulletin, page {n}\nThis part is about trade {n}." for n in range(4)]
    assert "bulletin" not in kept("\n".join(pages))
    assert "trade 3" in kept("\n".join(pages))


def test_a_link_is_cut_out_of_its_sentence_and_the_words_round_it_stay() -> None:
    text = "Most people read [the guide to care](https://care.org/nursing) before they apply there."
    assert kept(text) == "Most people read [the guide to care\nbefore they apply there."


@pytest.mark.parametrize(
    "words",
    [
        "Use the dropdown boxes to select an occupation.",
        "For more information about boxing, visit our pages.",
        "Source: Office for Jobs, Welding Statistics.",
        "Learn more about plumbing by visiting additional resources.",
    ],
)
def test_instructions_and_citations_are_left_out(words: str) -> None:
    text = f"Welders join metal in factories and yards. {words} They earn more with practice."
    assert kept(text).split("\n") == [
        "Welders join metal in factories and yards.",
        "They earn more with practice.",
    ]


def test_equality_as_a_subject_stays() -> None:
    text = "In engineering 14 of 61 apprentices were women, and pay did not differ by gender."
    assert kept(text) == text


def test_a_list_of_skills_stays() -> None:
    text = "Skills\n- Welding\n- First aid\n- Reading drawings\n- Customer service"
    assert kept(text).endswith("- Welding\n- First aid\n- Reading drawings\n- Customer service")


@given(paragraphs())
def test_ordinary_paragraphs_are_kept_whole(text: str) -> None:
    assert without_boilerplate(text) == [Span(0, len(text))]


@given(st.text(alphabet=st.sampled_from("aB3 .,\n@[]()|>#*-:/£©é\t"), max_size=300) | st.text())
def test_spans_lie_inside_the_text_in_order(text: str) -> None:
    spans = without_boilerplate(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(st.text(alphabet=st.sampled_from("aB3 .!?\n-*:e.g"), max_size=300) | st.text())
def test_sentences_hold_every_word_once(text: str) -> None:
    found = sentences(text)
    assert "".join(text[one.start : one.end] for one in found).split() == text.split() or (
        "".join("".join(text[one.start : one.end].split()) for one in found)
        == "".join(text.split())
    )


def test_sentences_end_where_people_end_them() -> None:
    text = (
        "Dr. Roe earns £2.50, e.g. on Sundays. She starts at 6 a.m. Then she rests:\n1. Tea\n2. Bed"
    )
    assert [text[one.start : one.end] for one in sentences(text)] == [
        "Dr. Roe earns £2.50, e.g. on Sundays.",
        "She starts at 6 a.m.",
        "Then she rests:",
        "1. Tea",
        "2. Bed",
    ]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = process_time()
    without_boilerplate(text)
    assert process_time() - began < 2


def test_occupation_pages_lose_little() -> None:
    lines = shared_data("data", "lmi_ooh", "documents.jsonl").read_text(encoding="utf-8")
    for line in lines.splitlines()[::12]:
        text = json.loads(line)["text"]
        assert len(kept(text)) > 0.9 * len(text)
        assert "enable javascript" not in kept(text)
