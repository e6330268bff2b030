"""Suggestions for texts, on a small vocabulary."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.skills import LabelRow
from tagging.suggestions import Suggester, Weights, refit, shipped
from tagging.text import cache
from tagging.text.fusion import PLAIN


def row(key: str, label: str, *others: str, retired: bool = False) -> LabelRow:
    return LabelRow(key, label, others, (), (), retired, None, 0)


SKILLS = (
    row("care", "Care planning", "planning of care", "care plans"),
    row("cnc", "CNC machining", "operate CNC machines"),
    row("it", "IT"),
    row("physics", "physics"),
    row("interviews", "Interview clients", "conduct interviews with clients"),
    row("budget", "Manage budgets", "budget management"),
    row("gone", "Telex operation", retired=True),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def suggester(folder: Path) -> Suggester:
    return Suggester.open(SKILLS, folder, edition="1")


def test_a_label_in_the_text_is_explicit_and_shown(suggester: Suggester) -> None:
    text = "Nothing here. You will lead care planning for older people."
    first = suggester.suggest(text)[0]
    assert (first.skill, first.kind) == ("care", "explicit")
    assert text[first.start : first.end] == "care planning"
    assert first.sentence == "You will lead care planning for older people."
    assert "care planning" in first.decided


def test_other_forms_of_the_words_are_found(suggester: Suggester) -> None:
    found = suggester.suggest("She managed the budget of a clinic.")
    assert found[0].skill == "budget"


def test_an_acronym_is_not_the_small_word(suggester: Suggester) -> None:
    assert "it" not in [one.skill for one in suggester.suggest("We like it when it rains.")]
    assert "it" in [one.skill for one in suggester.suggest("Staff need help with IT today.")]


def test_an_adjective_does_not_name_a_noun(suggester: Suggester) -> None:
    assert "physics" not in [one.skill for one in suggester.suggest("It is physical work.")]


def test_retired_skills_are_not_suggested(suggester: Suggester) -> None:
    assert "gone" not in [one.skill for one in suggester.suggest("Telex operation is asked for.")]


def test_the_cache_is_read_for_the_same_labels_and_made_anew_for_others(folder: Path) -> None:
    Suggester.open(SKILLS, folder, edition="1")
    before = {path: path.stat().st_mtime_ns for path in folder.glob("labels-*.npz")}
    Suggester.open(SKILLS, folder, edition="1")
    assert {path: path.stat().st_mtime_ns for path in folder.glob("labels-*.npz")} == before
    Suggester.open(SKILLS[:3], folder, edition="2")
    assert len(list(folder.glob("labels-*.npz"))) == len(before) + 1
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("labels-*.npz"))


def test_the_form_of_the_cache_is_a_number_raised_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources' layout has no say: only labels and the number do."""
    before = cache.digest(["care"], [["Care planning"]])
    assert cache.digest(["care"], [["Care planning"]]) == before
    monkeypatch.setattr(cache, "FORM", cache.FORM + 1)
    assert cache.digest(["care"], [["Care planning"]]) != before


def test_another_form_of_a_name_is_called_so(suggester: Suggester) -> None:
    found = suggester.suggest("They write a care plan for each person.")
    assert "another form of “Care planning”" in found[0].decided


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    Suggester.open(SKILLS, tmp_path, edition="1")
    (path,) = tmp_path.glob("labels-*.npz")
    path.write_bytes(path.read_bytes()[:100])
    found = Suggester.open(SKILLS, tmp_path, edition="1").suggest("We do care planning.")
    assert found[0].skill == "care"


def test_no_vocabulary_suggests_no_skill(tmp_path: Path) -> None:
    found = Suggester.open([], tmp_path, edition="0").suggest("We do care planning.")
    assert not [one for one in found if one.skill]


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read_and_evidence_stands_where_it_is_said(
    suggester: Suggester, text: str
) -> None:
    for one in suggester.suggest(f"{text} care planning {text}"):
        assert 0 <= one.start < one.end <= 2 * len(text) + 15
        assert 0 <= one.probability <= 1


def test_many_weak_signs_do_not_become_certain(suggester: Suggester) -> None:
    once = suggester.suggest("They plan.", least=0)
    often = suggester.suggest("They plan. " * 40, least=0)
    first = {one.skill: one.probability for one in once}
    for one in often:
        if one.skill in first and first[one.skill] < 0.3:
            assert one.probability < 0.5


SIGNS = st.fixed_dictionaries({name: st.floats(0, 2) for name in PLAIN})


@given(SIGNS, st.lists(st.tuples(SIGNS, st.booleans()), max_size=6))
@settings(max_examples=60, deadline=None)
def test_one_more_yes_never_lowers_what_it_was_said_to(
    signs: dict[str, float], answers: list[tuple[dict[str, float], bool]]
) -> None:
    before = refit(shipped(), answers).probability(signs)
    after = refit(shipped(), [*answers, (signs, True)]).probability(signs)
    assert after >= before - 1e-6
    assert refit(shipped(), [*answers, (signs, False)]).probability(signs) <= before + 1e-6


def test_no_answers_change_nothing() -> None:
    assert refit(shipped(), []) == shipped()


def test_weights_survive_json() -> None:
    assert Weights.from_json(shipped().to_json()) == shipped()
    with pytest.raises(ValueError, match="no weights"):
        Weights.from_json("{}")
