"""What a sentence is understood as: topics, place, language, whom, how soon, what for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Ref
from graph.skills import LabelRow
from graph.surroundings import Named
from tagging.colleagues.query import SearchQuery
from tagging.colleagues.understanding import understand
from tagging.colleagues.wording import quoted
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
            _row("groups", "Client groups", ("who we work with",)),
            _row("university", "Higher education", ("HE", "university")),
            _row("sixth-form", "Sixth form", ("A-levels",)),
            _row("t-levels", "T Levels"),
            _row("animals", "Animal care", ("working with animals",)),
            _row("it", "IT jobs"),
            _row("search", "Job seeking"),
            _row("basics", "English, maths and digital skills"),
            _row("delivery", "Digital delivery"),
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
        ("what now after retail", ["topic:retail"]),
        ("retail jobs available", ["topic:retail"]),
        ("working outside with animals", ["topic:animals"]),
        ("retail, outside", ["topic:retail", "kind:external"]),
        ("experts by experience", []),
        ("my client is confident with retail", ["topic:retail"]),
        ("someone experienced in retail", ["topic:retail", "level:3"]),
        ("he wants to teach construction", ["topic:construction"]),
        ("documents for construction", ["topic:construction"]),
        ("any reports on construction", ["topic:construction", "wish:document"]),
        ("inside or outside, construction", ["topic:construction"]),
        ("Polish speaking adviser", ["language:Polish"]),
        ("people in Leeds", ["place:leeds"]),
        ("anyone at work in Leeds", ["place:leeds"]),
        ("T levels or A levels", ["topic:t-levels", "topic:sixth-form"]),
        ("IT help", ["topic:it"]),
        ("it help", []),
        ("he left university, he says, for retail", ["topic:university", "topic:retail"]),
        ("HE", ["topic:university"]),
        ("over 50s digital skills", ["topic:basics"]),
        ("at work in retail", ["topic:retail"]),
    ],
)
def test_a_sentence_is_taken_apart(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_a_second_place_is_shown_and_searched_once_the_first_is_taken_away() -> None:
    text = "retail in Leeds and Port Carrow"
    found = understand(WORDS, SearchQuery(text))
    assert [(chip.label, chip.second) for chip in found.chips] == [
        ("Retail", False),
        ("Leeds", False),
        ("Port Carrow", True),
    ]
    assert found.query.place == "leeds"
    assert understand(WORDS, SearchQuery(text, without=("place:leeds",))).query.place == (
        "port-carrow"
    )
    assert understand(WORDS, SearchQuery("from York to Leeds")).query.place == "leeds"


def test_a_chip_does_not_count_narrower_topics() -> None:
    words = Vocabulary([_row("care", "Care"), _row("home-care", "Home care", (), ("care",))])
    found = understand(words, SearchQuery("care"))
    assert (found.chips[0].note, found.matched[0].narrower) == ("", 1)


def test_a_story_is_understood_by_the_topics_it_names_alone() -> None:
    story = "I hope that you are well and that the bright day finds you in a digital mood. " * 3
    assert not understand(WORDS, SearchQuery(story)).terms
    assert keys(story + "She has worked in retail.") == ["topic:retail"]


@pytest.mark.parametrize(("text", "empty"), [("?", True), ("who knows", True), ("a 0", True),
    ("xyzzy", False), ("Leeds", False), ("work", False)])  # fmt: skip
def test_words_that_say_nothing_are_told(text: str, empty: bool) -> None:
    assert understand(WORDS, SearchQuery(text)).empty is empty


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["levy"], "the Levy", "‘Levy’"),
        (["boil", "egg"], "How do I boil an egg?", "‘boil an egg’"),
        (["script"], "<script>", "‘<script>’"),
        (["a", "h"], "a b c d e f g h", "‘a b c d e f …’"),
        (["gone"], "not there", "‘not there’"),
        (["w" * 90], "w" * 90, "‘" + "w" * 60 + " …’"),
    ],
)
def test_what_was_typed_is_quoted_in_few_words(words: list[str], text: str, expected: str) -> None:
    assert quoted(words, text) == expected


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
