"""Demand as curators and HR read it: by topic and team, against before; nobody singled out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import demand as store
from graph import people, skills
from graph.database import Database
from graph.demand import Counted
from graph.records import Person, Ref, Skill
from tagging import demand
from tagging.colleagues import SearchQuery, find
from tagging.demand import DemandQuery, Row, Search
from tagging.errors import NotPermitted, SignInRequired
from tagging.permissions import NOBODY, Viewer
from tagging.vocabulary import VocabularyCache

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
TODAY = NOW.date()
HR = Viewer("g0", "Grant 0", ("hr",))
ADVISER = replace(HR, roles=("adviser",))


@pytest.fixture
def filled(db: Database) -> Database:
    """The Grants team of five, and topics that nobody is named for."""
    grants = [Person(f"g{n}", f"Grant {n}", team=Ref("grants", "Grants")) for n in range(5)]
    db.transact(lambda tx: people.save(tx, grants))
    topics = [Skill(one, f"{one} craft") for one in ("kite", "ox", "wool")]
    db.transact(lambda tx: skills.save(tx, topics))
    return db


def count(db: Database, skill: str, days_ago: int, times: int, **given: object) -> None:
    told = {"kind": "search", "met": True, "team": "grants"} | given
    team = told.pop("team")
    for _ in range(times):
        store.count(db, [skill], team, TODAY - timedelta(days_ago), **told)  # type: ignore[arg-type]


def test_topics_come_most_unmet_or_rising_first(filled: Database) -> None:
    count(filled, "kite", 3, 4)
    count(filled, "kite", 40, 5)
    count(filled, "ox", 0, 2, met=False)
    count(filled, "ox", 29, 1, kind="question", met=False)
    count(filled, "wool", 61, 1)
    found = demand.demand(filled, HR, DemandQuery(30), TODAY)
    kite = Row(Ref("kite", "kite craft"), 4, 0, 0, 0, 5)
    ox = Row(Ref("ox", "ox craft"), 2, 2, 1, 1, 0)
    assert found.topics == (kite, ox)
    assert (kite.more, ox.more) == (-1, 3)
    for order in ("unmet", "rising"):
        rows = demand.demand(filled, HR, DemandQuery(30, order=order), TODAY).topics
        assert [row.of.id for row in rows] == ["ox"]


def test_of_a_team_what_is_below_five_is_withheld_and_said_so(filled: Database) -> None:
    count(filled, "kite", 0, 5)
    count(filled, "kite", 0, 2, met=False)
    count(filled, "ox", 0, 4)
    found = demand.demand(filled, HR, DemandQuery(30, "grants"), TODAY)
    assert found.team == Ref("grants", "Grants")
    assert [(r.of.id, r.searches, r.in_vain) for r in found.topics] == [("kite", 7, None)]
    assert found.withheld == 1
    assert [(r.of.id, r.searches, r.in_vain) for r in found.teams] == [("grants", 11, None)]


def test_a_team_that_has_become_small_is_not_shown_any_more(filled: Database) -> None:
    count(filled, "kite", 0, 9)
    filled.write("MATCH (:Person {id: 'g4'})-[m:MEMBER_OF]->() DELETE m")
    found = demand.demand(filled, HR, DemandQuery(30, "grants"), TODAY)
    assert (found.team, found.teams, found.withheld) == (None, (), 0)


figures = st.integers(0, 12)


@given(st.builds(Counted, st.just(Ref("t", "T")), figures, figures, figures, figures, figures))
def test_no_figure_from_one_to_four_is_ever_told_of_a_team(counted: Counted) -> None:
    row = demand._withheld(counted)
    shown = (row.searches, row.in_vain, row.questions, row.unanswered, row.before)
    assert not {1, 2, 3, 4} & set(shown)
    assert row.more is None or None not in (row.searches, row.questions, row.before)


def test_only_those_who_may_see_it_do(filled: Database) -> None:
    with pytest.raises(NotPermitted):
        demand.demand(filled, ADVISER, DemandQuery(), TODAY)
    with pytest.raises(SignInRequired):
        demand.demand(filled, NOBODY, DemandQuery(), TODAY)


def test_a_search_is_counted_in_the_team_and_its_words_kept_if_in_vain(filled: Database) -> None:
    demand.note(filled, ADVISER, Search("kites", ("kite",), met=True), TODAY)
    demand.note(filled, ADVISER, Search("gryphons", (), met=False), TODAY)
    found = demand.demand(filled, HR, DemandQuery(30), TODAY)
    assert [(r.of.id, r.searches, r.in_vain) for r in found.topics] == [("kite", 1, 0)]
    assert [(one.text, one.times) for one in found.words] == [("gryphons", 1)]
    assert filled.read("MATCH (d:Demand)-[:FROM]->(t) RETURN t.id AS id") == [{"id": "grants"}]


def test_only_a_new_question_counts(filled: Database) -> None:
    words = VocabularyCache().current(filled)
    for query in (
        SearchQuery("kite craft"),
        SearchQuery("kite craft", team="grants"),
        SearchQuery("kite craft", limit=20),
        SearchQuery("kite craft", kept=False),
    ):
        find(filled, ADVISER, words, query, NOW)
    left: list[object] = []
    find(filled, ADVISER, words, SearchQuery("ox craft"), NOW, later=left.append)
    rows = demand.demand(filled, HR, DemandQuery(30), TODAY).topics
    assert [(row.of.id, row.searches, row.in_vain) for row in rows] == [("kite", 1, 1)]
    assert len(left) == 1
