"""From typed words to explained results."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import demand, vetoes
from graph.algorithms.ranking import reference, strength
from graph.database import Database
from graph.records import Document, Person, Ref, Skill, Tagging
from tagging.colleagues import Findings, SearchQuery, find
from tagging.documents import load_documents
from tagging.errors import NotPermitted
from tagging.label_index import How
from tagging.people import load_people
from tagging.permissions import OPERATOR, Viewer
from tagging.taggings import load_taggings
from tagging.vocabulary import VocabularyCache, load_skills
from tests import organisation
from tests.conftest import shared_data
from tests.organisation import NOW, PEOPLE, SKILLS, TAGGINGS, said

MORE_PEOPLE = (
    Person("gone", "Gwen Gone", left=date(2020, 1, 1)),
    Person("mason", "Mason Bricklayer-Smith", nicknames=("Mace",)),
    Person("lead", "Leda Chief"),
    replace(organisation.ROSA, manager=Ref("lead", "Leda Chief")),
)
MORE_SKILLS = (
    Skill("masonry", "masonry"),
    Skill("retail", "retail", ("shop work",)),
    Skill("mentoring", "mentoring"),
)


@pytest.fixture
def filled(db: Database) -> Database:
    """The organisation of `tests.organisation`, with a leaver, a lead and a namesake of a skill."""
    load_skills(db, OPERATOR, (*SKILLS, *MORE_SKILLS))
    load_people(db, OPERATOR, [*PEOPLE, *MORE_PEOPLE[:-1]], "test")
    load_people(db, OPERATOR, [MORE_PEOPLE[-1]], "test")
    more = (
        said("rosa", "gone", "engineering-apprenticeships", 5, 1),
        said("rosa", "idris", "mentoring", 2, 3),
        said("rosa", "lead", "masonry", 3, 3),
    )
    load_taggings(db, OPERATOR, (*TAGGINGS, *more), "test")
    return db


def search(db: Database, text: str, **options: object) -> Findings:
    query = SearchQuery(text, **options)  # type: ignore[arg-type]
    return find(db, OPERATOR, VocabularyCache().current(db), query, NOW)


def ids(findings: Findings) -> list[str]:
    return [result.person.id for result in findings.results]


def strongest(findings: Findings) -> float:
    """Return what statements add up to for the first person found."""
    (value,) = [part.value for part in findings.results[0].parts if part.name == "strength"]
    return value


def test_people_come_best_first_with_reasons_and_ways_to_reach_them(filled: Database) -> None:
    found = search(filled, "apprenticeships in engineering")
    assert ids(found) == ["idris", "marguerite"]
    assert [(one.skill.name, one.how) for one in found.matched] == [
        ("engineering apprenticeships", How.ALTERNATIVE)
    ]
    best = found.results[0]
    assert best.reasons[0].words.startswith(
        "Tobias Featherstonehaugh-Llanfairpwllgwyngyll and Rosa"
    )
    assert "say Idris Vaughan-Achterberg" in best.reasons[0].words
    assert best.quote == "Rosa Quill: “Knows every yard by name.”"
    assert best.reach.channels[0].value == "0118 496 0102"
    assert {part.name for part in best.parts} >= {"strength", "colleagues", "level", "freshness"}


def test_narrower_skills_count_less(filled: Database) -> None:
    found = search(filled, "apprenticeship")
    assert found.matched[0].how is How.FORM
    assert found.matched[0].narrower == 1
    assert set(ids(found)) == {"idris", "marguerite", "tobias"}
    direct = strongest(search(filled, "engineering apprenticeships"))
    assert strongest(found) == pytest.approx(direct * 0.7 * found.matched[0].weight, rel=1e-3)


def test_the_score_is_the_formula_of_the_statements(filled: Database) -> None:
    best = strongest(search(filled, "engineering apprenticeships"))
    totals = reference(TAGGINGS)["idris", "engineering-apprenticeships"]
    assert best == pytest.approx(strength(totals.score, NOW), rel=1e-3)


def test_who_answers_more_of_the_question_comes_first(filled: Database) -> None:
    load_taggings(
        filled, OPERATOR, [said(p.id, "rosa", "interviews", 5, 0) for p in PEOPLE if p.id != "rosa"]
    )
    found = search(filled, "mock interviews and mentoring")
    assert [one.skill.id for one in found.matched] == ["interviews", "mentoring"]
    assert ids(found) == ["idris", "rosa"]
    assert found.results[0].parts[0].words == "Answers 2 of the 2 topics asked for"


def test_leavers_are_never_shown(filled: Database) -> None:
    assert "gone" not in ids(search(filled, "engineering apprenticeships"))
    assert ids(search(filled, "Gwen Gone")) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"kind": "external"}, ["marguerite"]),
        ({"kind": "staff"}, ["idris", "tobias"]),
        ({"team": "harbour"}, ["idris", "tobias"]),
        ({"organisation": "drydock"}, ["marguerite"]),
        ({"place": "quay"}, ["idris"]),
        ({"level_at_least": 4}, ["idris"]),
        ({"level_at_least": 2}, ["idris", "tobias"]),
        ({"available_now": True}, ["idris", "marguerite"]),
        ({"limit": 1}, ["idris"]),
    ],
)
def test_filters(filled: Database, options: dict[str, object], expected: list[str]) -> None:
    assert sorted(ids(search(filled, "apprenticeships", **options))) == expected


def test_people_are_found_by_name_nickname_and_spelling(filled: Database) -> None:
    for typed in ("Idris", "dris", "vaughan idris", "Idris Vaughn-Achterberg", "Idris Achtenberg"):
        assert ids(search(filled, typed))[:1] == ["idris"], typed
    found = search(filled, "Rosa Quill")
    assert found.results[0].parts[0].name == "name"
    assert found.results[0].reach.channels[0].value == "0118 496 0101"
    assert found.results[0].reasons[1].words == "Rosa Quill is known for interview practice."


def test_a_name_beside_a_topic(filled: Database) -> None:
    found = search(filled, "masonry")
    assert (ids(found), found.by_name) == (["lead"], ())
    load_skills(filled, OPERATOR, [Skill("mace", "mace", ("mason",), broader=("masonry",))])
    load_taggings(filled, OPERATOR, [said("rosa", "lead", "mace", 3, 3)])
    found = search(filled, "Mason")
    assert ids(found) == ["lead"]
    assert [person.id for person in found.by_name] == ["mason"]


def test_nobody_for_a_skill_leads_to_the_broader_one(filled: Database) -> None:
    load_skills(filled, OPERATOR, [Skill("slate", "slate roofing", broader=("masonry",))])
    found = search(filled, "slate roofing")
    assert ids(found) == ["lead"]
    assert found.note == (
        "Nobody is named for slate roofing yet. These know about the broader masonry."
    )
    assert [ref.id for ref in found.broader] == ["masonry"]
    assert [one.text for one in demand.unmet(filled, NOW.date())] == ["slate roofing"]


@pytest.mark.parametrize("text", ["retail", "shop wrok", "xyzzy plugh"])
def test_there_is_never_a_dead_end(filled: Database, text: str) -> None:
    found = search(filled, text)
    assert not found.results
    assert found.note.startswith("Nobody is named for")
    assert found.nearest
    assert [person.id for person in found.ask] == ["lead"]


def test_an_empty_search_offers_topics_and_is_no_demand(filled: Database) -> None:
    found = search(filled, "  ")
    assert found == Findings(SearchQuery("  "), nearest=found.nearest)
    assert [ref.id for ref in found.nearest] == ["guidance"]
    assert demand.unmet(filled, NOW.date()) == []


def test_unmet_searches_are_counted_without_who_asked(filled: Database) -> None:
    for text in ("Retail", "retail ", "r" * 300):
        search(filled, text)
    search(filled, "retail", kind="external")
    search(filled, "interview practice")
    kept = demand.unmet(filled, NOW.date() - timedelta(1))
    assert [(len(one.text), one.times) for one in kept] == [(6, 2), (100, 1)]
    stored = filled.read("MATCH (u:UnmetSearch) RETURN keys(u) AS keys LIMIT 1")[0]["keys"]
    assert sorted(stored) == ["day", "id", "text", "times"]


def test_searching_takes_permission(filled: Database) -> None:
    vocabulary = VocabularyCache().current(filled)
    with pytest.raises(NotPermitted):
        find(filled, Viewer("a"), vocabulary, SearchQuery("x"), NOW)


@given(text=st.text(min_size=1, max_size=60))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_anything_can_be_searched_for(filled: Database, text: str) -> None:
    search(filled, text)


def test_naughty_strings_can_be_searched_for(filled: Database) -> None:
    texts = json.loads(shared_data("data", "hostile", "blns.json").read_text("utf-8"))
    vocabulary = VocabularyCache().current(filled)
    for text in texts[::4]:
        find(filled, OPERATOR, vocabulary, SearchQuery(text), NOW)


def test_everybody_who_knows_is_found_in_the_order_of_the_formula(db: Database) -> None:
    people = [Person(f"p{n}", f"Person {n}") for n in range(60)]
    load_skills(db, OPERATOR, SKILLS)
    load_people(db, OPERATOR, people, "test")
    statements: list[Tagging] = [
        said(f"p{(n * 7 + k) % 60}", f"p{n}", "interviews", 1 + (n + k) % 5, n * 11 + k)
        for n in range(60)
        for k in range(1, 1 + n % 4)
    ]
    load_taggings(db, OPERATOR, statements, "test")
    totals = reference(statements)
    expected = sorted(totals, key=lambda pair: (-totals[pair].score, pair[0]))
    assert ids(search(db, "mock interviews", limit=100)) == [person for person, _ in expected]


def test_people_are_found_by_what_stands_around_their_name(filled: Database) -> None:
    for typed in ("who is Rosa Quill", "Mr Quill", "phone number for Rosa", "Rosa the adviser"):
        assert ids(search(filled, typed)) == ["rosa"], typed
    assert ids(search(filled, "a")) == []
    assert not search(filled, "Rosa the training manager").results[:1]


def test_people_are_found_by_their_job_title(filled: Database) -> None:
    found = search(filled, "training manager")
    assert [person.id for person in found.fitting] == ["marguerite"]
    assert (found.results, found.chips) == ((), ())
    assert not search(filled, "training manager", kind="staff").fitting


@pytest.mark.parametrize("text", ["?", "who knows", "07700 900999", "nobody@waypoint.example"])
def test_words_that_say_nothing_lead_to_topics_and_people(filled: Database, text: str) -> None:
    found = search(filled, text)
    assert (found.results, found.about, found.counted) == ((), "", False)
    assert found.nearest
    assert [person.id for person in found.ask] == ["lead"]
    assert demand.unmet(filled, NOW.date()) == []


def test_a_place_where_nobody_is_asks_for_a_topic(filled: Database) -> None:
    found = search(filled, "Scotland")
    assert found.note == (
        "Nobody here is based in Scotland. Add a topic to see who knows about it."
    )
    assert found.nearest


def test_of_two_places_one_is_searched_and_that_is_said(filled: Database) -> None:
    found = search(filled, "apprenticeships in Quay Street and Scotland")
    assert ids(found) == ["idris"]
    assert found.note == ("Only ‘Quay Street’ was looked for: take it away to look for ‘Scotland’.")


def test_words_left_over_beside_a_place_are_not_passed_over_in_silence(filled: Database) -> None:
    found = search(filled, "basketry in Quay Street")
    assert found.note == "Nobody is named for ‘basketry’ yet. These people fit the rest."
    assert [one.text for one in demand.unmet(filled, NOW.date())] == ["basketry in Quay Street"]
    assert [person.id for person in search(filled, "Dris in Quay Street").by_name] == ["idris"]


def test_where_nobody_fits_all_of_it_the_place_is_given_up(filled: Database) -> None:
    load_people(filled, OPERATOR, [Person("bard", "Bard", languages=("Cornish",))], "test")
    found = search(filled, "Cornish speaker in Quay Street")
    assert [person.id for person in found.fitting] == ["bard"]
    assert found.note == "Nobody fits ‘Quay Street’, so that was left out."


def test_who_refuses_keeps_nobody_else_from_being_asked(filled: Database) -> None:
    load_people(filled, OPERATOR, [Person("second", "Second Lead")], "test")
    load_people(
        filled,
        OPERATOR,
        [replace(organisation.IDRIS, manager=Ref("second", "Second Lead"))],
        "test",
    )
    assert [one.id for one in search(filled, "retail").ask] == ["lead", "second"]
    filled.transact(lambda tx: vetoes.refuse(tx, "lead", "retail", NOW))
    assert [one.id for one in search(filled, "retail").ask] == ["second"]


def test_long_words_in_vain_are_quoted_in_few(filled: Database) -> None:
    found = search(filled, "xyzzy plugh frotz gnusto blorb rezrov")
    assert found.note == "Nobody is named for ‘xyzzy plugh frotz gnusto blorb rezrov’ yet."
    found = search(filled, "xyzzy " * 20)
    assert found.note.startswith("‘xyzzy xyzzy xyzzy xyzzy xyzzy xyzzy …’ is no topic")


def test_beside_those_of_documents_there_is_somebody_to_ask(filled: Database) -> None:
    paper = Document(
        "weaving",
        "Weaving baskets",
        "Willow, and how baskets are woven.",
        authors=(Ref("idris", "Idris"),),
    )
    load_documents(filled, OPERATOR, [paper], "test")
    found = search(filled, "baskets")
    assert ids(found) == ["idris"]
    assert "Documents near these words point to the people below" in found.note
    assert [person.id for person in found.ask] == ["lead"]


def test_a_long_letter_that_names_no_topic_leads_to_no_chance_finds(filled: Database) -> None:
    load_documents(filled, OPERATOR, [organisation.TIDES], "test")
    letter = (
        "Further to our pleasant conversation last week along the estuary I should be most "
        "grateful to hear whether yards near your office took on any more apprentices since "
        "Tuesday, with kind regards and heartfelt thanks from everybody."
    )
    found = search(filled, letter)
    assert found.results == ()
    assert found.note == (
        "‘Further to our pleasant conversation last …’ is no topic, name or place. "
        "Type what it is about, in a word or two."
    )
    assert found.nearest
    assert found.ask
