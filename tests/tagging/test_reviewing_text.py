"""A text cut up for reading: nothing is lost, evidence is marked where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from tagging.reviewing.text import (
    FOLD_FROM,
    Mark,
    blocks,
    evidence_in,
    holds,
    paragraphs,
    plain,
    without_sign,
)

TEXT = (
    "# Care\n\nPlan **care** well.\nListen.\n\n- Night work\n1. Day work\n\n| A | B |\n| - | - |\n"
)


def marked(text: str, *marks: Mark) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (segment.text, segment.of)
        for paragraph in paragraphs(text, marks)
        for segment in paragraph.segments
        if segment.of
    ]


def test_headings_items_and_rows_are_told_apart() -> None:
    assert [(one.kind, "".join(s.text for s in one.segments)) for one in paragraphs(TEXT, [])] == [
        ("heading", "Care"),
        ("text", "Plan care well.\nListen."),
        ("item", "Night work"),
        ("item", "Day work"),
        ("row", " A · B "),
    ]


def test_marks_may_overlap_nest_and_cross_paragraphs() -> None:
    start = TEXT.index("Plan")
    marks = [Mark("a", start, start + 13, 1), Mark("b", start + 5, start + 19, 0)]
    assert marked(TEXT, *marks) == [
        ("Plan ", ("a",)),
        ("care", ("b", "a")),
        (" well.", ("b",)),
    ]
    across = Mark("c", TEXT.index("Listen"), TEXT.index("Day"))
    assert marked(TEXT, across) == [("Listen.", ("c",)), ("Night work", ("c",))]
    firsts = [s.first for p in paragraphs(TEXT, [across]) for s in p.segments if s.first]
    assert firsts == [("c",)]


def test_evidence_is_where_it_was_found_or_where_its_sentence_is() -> None:
    assert evidence_in("Plan care well.", "Plan care well.", 5, 9) == (5, 9)
    assert evidence_in("New. Plan care well.", "Plan care well.", 0, 3) == (5, 20)
    assert evidence_in("Something else.", "Plan care well.", 5, 9) is None
    assert evidence_in("", "", 0, 0) is None


def test_a_sentence_is_held_however_it_is_spaced() -> None:
    assert holds("We  plan\ncare here.", "plan care")
    assert not holds("We plan care.", "")
    assert not holds("We plan.", "plan care")


def test_signs_of_markdown_go_and_others_stay() -> None:
    assert (
        plain("*a* __b__ [c](http://d) `e` 5 * 3 snake_case C\\#") == "a b c e 5 * 3 snake_case C#"
    )
    assert without_sign("- Night work") == "Night work"
    assert without_sign("-ing") == "-ing"


def test_long_texts_are_folded_where_nothing_is_marked() -> None:
    text = "\n\n".join(f"Paragraph {number} of many, at some length." for number in range(1500))
    mark = Mark("a", text.index("Paragraph 700"), text.index("Paragraph 700") + 13)
    assert len(text) > FOLD_FROM
    shown = blocks(paragraphs(text, [mark]), len(text))
    assert [one.folded for one in shown] == [True, False, True]
    assert [len(one.paragraphs) for one in shown] == [698, 5, 797]
    assert not any(one.folded for one in blocks(paragraphs(TEXT, []), len(TEXT)))


@given(
    st.text(alphabet="ab .\n#-|*[]()_`\\1", max_size=120),
    st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=6),
)
def test_no_letter_is_lost_whatever_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    marks = [
        Mark(str(number), min(place), max(place))
        for number, place in enumerate(places)
        if min(place) < max(place) <= len(text)
    ]
    shown = "".join(s.text for p in paragraphs(text, marks) for s in p.segments)
    letters = sum(one in "ab" for one in text)
    assert sum(one in "ab" for one in shown) >= letters - sum(
        one in "ab" for one in "".join(_targets(text))
    )


def _targets(text: str) -> list[str]:
    """Return what stands in round brackets: the targets of links are not shown."""
    return [part.partition(")")[0] for part in text.split("(")[1:]]
