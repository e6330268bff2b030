"""What a sentence is understood as: topics, place, language, whom, how soon, what for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Ref
from graph.skills import LabelRow
from graph.surroundings import Named
from tagging.colleagues.query import SearchQuery
from tagging.colleagues.understanding import understand
from tagging.surroundings import Surroundings
from tagging.vocabulary import Vocabulary


def _row(skill: str, label: str, also: tuple[str, ...] = (), broader: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    return LabelRow(skill, label, also, broader, (), False, None, 0)


def _vocabulary() -> Vocabulary:
    words = Vocabulary(
        [
            _row("retail", "Retail", ("shop work",)),
            _row("construction", "Construction", ("building",)),
            _row("benefits", "Benefits and moving into work"),
            _row("apprenticeships", "Apprenticeships"),
            _row("esol", "English for speakers of other languages", ("English classes",)),
            _row("leeds-works", "Leeds works scheme"),
            _row("horses", "Mobility", ("transfer",)),
            _row("moves", "Moving schools", ("transfer",)),
        ]
    )
    words.surroundings = Surroundings(
        Named(
            (Ref("leeds", "Leeds"), Ref("port-carrow", "Port Carrow")), languages=("Polish", "Urdu")
        )
    )
    return words


WORDS = _vocabulary()


def keys(text: str, **given: object) -> list[str]:
    query = SearchQuery(text, **given)  # type: ignore[arg-type]
    return [chip.key for chip in understand(WORDS, query).chips]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "client wants to move from retail into construction, Leeds",
            ["topic:retail", "topic:construction", "place:leeds"],
        ),
        (
            "someone outside who can talk about apprenticeships in Bradford",
            ["topic:apprenticeships", "kind:external", "wish:person", "place:Bradford"],
        ),
        (
            "who speaks Polish and knows about benefits",
            ["topic:benefits", "language:Polish"],
        ),
        ("apprenticeships port carow", ["topic:apprenticeships", "place:port-carrow"]),
        ("leeds works scheme", ["topic:leeds-works"]),
        ("english classes", ["topic:esol"]),
        ("retail today", ["topic:retail", "available:yes"]),
        ("retail expert", ["topic:retail", "level:4"]),
    ],
)
def test_a_sentence_is_taken_apart(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_the_goal_weighs_more_than_the_origin_and_it_is_said() -> None:
    found = understand(WORDS, SearchQuery("from retail into construction"))
    weight = {one.skill.id: one.weight for one in found.matched}
    assert weight["retail"] < weight["construction"] / 2
    assert "counts less" in found.chips[0].note


def test_far_senses_are_offered_and_the_chosen_one_is_used() -> None:
    found = understand(WORDS, SearchQuery("transfer"))
    (choice,) = found.choices
    assert {sense.key for sense in choice.senses} == {"topic:horses", "topic:moves"}
    chosen = understand(WORDS, SearchQuery("transfer", sense=(("transfer", "topic:moves"),)))
    assert [one.skill.id for one in chosen.matched] == ["moves"]


@given(
    st.lists(
        st.sampled_from(
            [
                "retail",
                "construction",
                "leeds",
                "polish",
                "today",
                "outside",
                "transfer",
                "benefits",
                "from",
                "into",
            ]
        ),
        max_size=8,
    )
)
@settings(deadline=None, max_examples=60)
def test_taking_a_chip_away_takes_that_and_nothing_else(words: list[str]) -> None:
    text = " ".join(words)
    before = keys(text)
    for key in before:
        assert keys(text, without=(key,)) == [one for one in before if one != key]


@given(st.text(max_size=2_500))
@settings(deadline=None, max_examples=60)
def test_understanding_never_raises(text: str) -> None:
    understand(WORDS, SearchQuery(text))
