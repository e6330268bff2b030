"""Words to skills: by label, other label, form, spelling, beginning; the cache; loading."""

import json
import string
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from graph import skills as store
from graph.database import Database
from graph.records import Skill, SkillStatus
from graph.skills import LabelRow
from tagging.errors import NotPermitted, SkillNotFound
from tagging.label_index import How
from tagging.permissions import OPERATOR, Viewer
from tagging.vocabulary import (
    Vocabulary,
    VocabularyCache,
    browse_skills,
    load_skills,
    skill_page,
    suggest,
)
from tests.conftest import shared_data

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SKILLS = (
    Skill("guidance", "careers guidance", ("careers advice",)),
    Skill(
        "apprenticeship",
        "apprenticeship",
        ("earn while you learn",),
        broader=("guidance",),
        related=("interviews",),
    ),
    Skill("engineering", "engineering"),
    Skill("welding", "welding", ("TIG welding", "joining metal"), broader=("engineering",)),
    Skill("green", "green construction", ("sustainable building", "retrofit")),
    Skill("construction", "construction"),
    Skill("interviews", "interview practice", ("mock interviews",), broader=("guidance",)),
    Skill("it", "IT support", ("computer help",)),
    Skill("cpp", "C++"),
    Skill("redundancy", "redundancy support", ("job loss",)),
    Skill("esol", "ESOL", ("English for speakers of other languages",)),
    Skill("old", "green building", status=SkillStatus.RETIRED, replaced_by="green"),
    Skill("gone", "telex operation", status=SkillStatus.RETIRED),
)


def row(skill: Skill) -> LabelRow:
    return LabelRow(
        skill.id,
        skill.label,
        skill.alternative_labels,
        skill.broader,
        skill.related,
        skill.status is SkillStatus.RETIRED,
        skill.replaced_by,
        0,
    )


VOCABULARY = Vocabulary(map(row, SKILLS))
LABELS = [
    (skill.id, label)
    for skill in SKILLS
    if skill.status is not SkillStatus.RETIRED
    for label in (skill.label, *skill.alternative_labels)
]


def reached(text: str, vocabulary: Vocabulary = VOCABULARY) -> list[tuple[str, How]]:
    return [
        (vocabulary.current_id(hit.entry.skill), hit.how)
        for term in vocabulary.terms(text)
        for hit in term.hits
    ]


def suggested(text: str) -> list[str]:
    return [one.skill.id for one in suggest(VOCABULARY, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("welding", [("welding", How.LABEL)]),
        ("Tig  Welding!", [("welding", How.ALTERNATIVE)]),
        ("apprenticeships", [("apprenticeship", How.FORM)]),
        ("apprentiship", [("apprenticeship", How.SPELLING)]),
        ("wedling", [("welding", How.SPELLING)]),
        ("IT support", [("it", How.LABEL)]),
        ("help with it support please", [("it", How.LABEL)]),
        ("c++", [("cpp", How.LABEL)]),
        ("retro-fit", [("green", How.ALTERNATIVE)]),
        ("the learner's job loss", [("redundancy", How.ALTERNATIVE)]),
        ("redundancy", [("redundancy", How.PART)]),
        ("green building", [("green", How.LABEL)]),
        ("telex operation", []),
        ("who knows about", []),
        ("", []),
        (
            "apprenticeships in engineering",
            [("apprenticeship", How.FORM), ("engineering", How.LABEL)],
        ),
        ("client wants to move into green construction", [("green", How.LABEL)]),
        ("construction, green", [("green", How.FORM)]),
        ("sustainble building work", [("green", How.SPELLING)]),
    ],
)
def test_words_reach_skills(text: str, found: list[tuple[str, How]]) -> None:
    assert reached(text) == found


def test_a_term_keeps_the_words_it_came_from() -> None:
    terms = VOCABULARY.terms("Apprenticeships in engineering?")
    assert [term.words for term in terms] == ["apprenticeships", "engineering"]


@pytest.mark.parametrize(("skill", "label"), LABELS)
def test_every_label_finds_its_skill_by_itself_and_in_the_plural(skill: str, label: str) -> None:
    assert skill in dict(reached(label))
    assert suggested(label)[0] == skill
    if label[-1] in string.ascii_lowercase and not label.endswith("s"):
        assert skill in dict(reached(label + "s"))


@given(st.data())
def test_every_label_is_found_with_one_slip_of_the_pen(data: st.DataObject) -> None:
    skill, label = data.draw(st.sampled_from(LABELS))
    word = data.draw(st.sampled_from(label.split()))
    assume(len(word) >= 5)
    place = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slip = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
            ]
        )
    )
    assert skill in dict(reached(label.replace(word, slip)))


@pytest.mark.parametrize("typed", ["2062", "sode", "work"])
def test_what_is_no_slip_of_the_pen_reaches_nothing(typed: str) -> None:
    words = Vocabulary([
        LabelRow("soc", "SOC 2062 codes", ("SOC 2026", "code"), (), (), False, None, 0),
        LabelRow("groups", "Client groups", ("who we work with",), (), (), False, None, 0),
    ])  # fmt: skip
    assert not [term for term in words.terms(typed) if term.hits[0].how is How.SPELLING]
    assert not [term for term in words.terms(typed) if term.whole]


@given(st.text(max_size=300))
@example("ﷺ ½ ß İ")
@example("' OR 1=1 --")
def test_any_text_can_be_asked_and_typed(text: str) -> None:
    terms = VOCABULARY.terms(text)
    assert all(term.hits and term.words for term in terms)
    assert len(suggest(VOCABULARY, text)) <= 8
    VOCABULARY.resembling(text, 8)


def test_naughty_strings_can_be_asked_and_typed() -> None:
    for text in json.loads(shared_data("data", "hostile", "blns.json").read_text("utf-8")):
        VOCABULARY.terms(text)
        suggest(VOCABULARY, text)


def test_suggestions_complete_what_is_typed() -> None:
    assert suggested("appr") == ["apprenticeship"]
    assert suggested("constr") == ["construction", "green"]
    assert suggested("joining m") == ["welding"]
    assert suggested("aprent") == ["apprenticeship"]
    assert suggested("green b") == ["green"]
    assert suggested("telex") == []
    assert [one.matched_label for one in suggest(VOCABULARY, "earn w")] == ["earn while you learn"]


def test_a_skill_that_took_over_is_reached_round_any_corner() -> None:
    circle = [
        Skill("a", "alpha", status=SkillStatus.RETIRED, replaced_by="b"),
        Skill("b", "beta", status=SkillStatus.RETIRED, replaced_by="a"),
    ]
    vocabulary = Vocabulary(map(row, circle))
    assert vocabulary.current_id("a") in {"a", "b"}
    assert reached("alpha", vocabulary) == []


@given(st.lists(st.sampled_from(SKILLS), unique=True), st.lists(st.sampled_from(SKILLS)))
def test_bringing_up_to_date_is_as_good_as_building_anew(
    first: list[Skill], later: list[Skill]
) -> None:
    changed = [Skill(skill.id, f"{skill.label} too", broader=skill.broader) for skill in later]
    grown = Vocabulary(map(row, first))
    grown.update(map(row, changed))
    both = {skill.id: skill for skill in (*first, *changed)}
    anew = Vocabulary(map(row, both.values()))
    for skill in SKILLS:
        for text in (skill.label, f"{skill.label} too", skill.label[:4]):
            assert sorted(reached(text, grown)) == sorted(reached(text, anew))
            assert {s.skill for s in suggest(grown, text)} == {s.skill for s in suggest(anew, text)}
    assert grown.narrower("guidance", 3) == anew.narrower("guidance", 3)


def test_loading_again_changes_nothing_and_links_to_later_batches_are_made(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tagging.vocabulary._BATCH", 3)
    ordered = sorted(SKILLS, key=lambda skill: not skill.broader)
    counts = load_skills(db, OPERATOR, ordered, "b1")
    assert set(counts.added) == {skill.id for skill in SKILLS}
    assert not counts.changed
    apprenticeship = store.get(db, "apprenticeship")
    assert apprenticeship
    assert apprenticeship.broader == ("guidance",)
    before = store.newest_change(db)
    assert set(load_skills(db, OPERATOR, ordered, "b1").unchanged) == {s.id for s in SKILLS}
    assert store.newest_change(db) == before


def test_a_rehearsal_writes_nothing(db: Database) -> None:
    assert len(load_skills(db, OPERATOR, SKILLS, dry_run=True).added) == len(SKILLS)
    assert store.get(db, "welding") is None


def test_only_those_who_import_load_and_only_those_who_find_browse(db: Database) -> None:
    with pytest.raises(NotPermitted):
        load_skills(db, Viewer("a", roles=("adviser",)), SKILLS)
    with pytest.raises(NotPermitted):
        browse_skills(db, Viewer("a"))
    with pytest.raises(NotPermitted):
        skill_page(db, Viewer("a"), "welding", NOW)


def test_the_cache_sees_each_write_that_the_reader_waits_for(db: Database) -> None:
    cache = VocabularyCache()
    assert len(cache.current(db)) == 0
    load_skills(db, OPERATOR, SKILLS)
    first = cache.current(db)
    assert reached("welding", first)
    db.transact(lambda tx: store.save(tx, [Skill("kites", "kite flying")]))
    assert reached("kite flying", cache.current(db)) == [("kites", How.LABEL)]
    assert cache.current(db) is first
    db.write("MATCH (s:Skill {id: 'kites'}) DETACH DELETE s")
    assert reached("kite flying", cache.current(db)) == []


def test_the_cache_asks_the_store_seldom(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    load_skills(db, OPERATOR, SKILLS)
    cache = VocabularyCache()
    held = cache.current(db)
    monkeypatch.setattr(store, "newest_change", lambda _: pytest.fail("asked again"))
    assert cache.current(db) is held


def test_many_threads_get_one_vocabulary(db: Database) -> None:
    load_skills(db, OPERATOR, SKILLS)
    cache = VocabularyCache()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: cache.current(db.with_bookmarks(())), range(32)))
    assert len({id(one) for one in found}) == 1


def test_a_skill_page_has_its_neighbours(db: Database) -> None:
    load_skills(db, OPERATOR, SKILLS)
    page = skill_page(db, OPERATOR, "apprenticeship", NOW)
    assert [ref.name for ref in page.broader] == ["careers guidance"]
    assert [ref.name for ref in page.related] == ["interview practice"]
    assert skill_page(db, OPERATOR, "interviews", NOW).related[0].id == "apprenticeship"
    old = skill_page(db, OPERATOR, "old", NOW)
    assert old.replaced_by
    assert old.replaced_by.id == "green"
    with pytest.raises(SkillNotFound):
        skill_page(db, OPERATOR, "nothing", NOW)


def test_browsing_goes_through_everything_once(db: Database) -> None:
    load_skills(db, OPERATOR, SKILLS)
    names: list[str] = []
    after = None
    while True:
        page = browse_skills(db, OPERATOR, after, limit=4)
        names += [entry.name for entry in page.items]
        after = page.next_key
        if after is None:
            break
    current = [skill.label for skill in SKILLS if skill.status is not SkillStatus.RETIRED]
    assert names == sorted(current, key=str.lower)
    assert [e.id for e in browse_skills(db, OPERATOR, under="engineering").items] == ["welding"]
    assert "welding" not in [e.id for e in browse_skills(db, OPERATOR, under="").items]


def test_of_very_many_narrower_skills_the_best_known_are_taken() -> None:
    below = [Skill(f"n{n}", f"number {n}", broader=("all",)) for n in range(5)]
    vocabulary = Vocabulary(map(row, (Skill("all", "all numbers"), *below)))
    assert list(vocabulary.best_known("all", 3, 5)) == list(vocabulary.narrower("all", 3))
    vocabulary.recount({"n3": 2, "n1": 7})
    assert list(vocabulary.best_known("all", 3, 2)) == ["n1", "n3"]
    vocabulary.recount({"n4": 1, "n1": 7})
    assert list(vocabulary.best_known("all", 3, 2)) == ["n1", "n4"]
