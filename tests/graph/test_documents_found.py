"""Searching documents: what is found and counted equals what a plain loop over all of them says."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import documents, people, skills
from graph.database import Database
from graph.documents import alike as documents_alike
from graph.documents import found as documents_found
from graph.documents.found import Filters, Place, Question, Topic
from graph.records import Document, Person, Ref, Skill, Space
from tagging.documents.words import age, currency_of

pytestmark = pytest.mark.store

TODAY = date(2026, 11, 24)
NORTH, SOUTH = Ref("north", "North team"), Ref("south", "South team")
ANA, BEN = Ref("ana", "Ana Reid"), Ref("ben", "Ben Okoro")
TYPES = ("trends", "entry", "progression")
REGIONS = ("", "Thrushby", "Marram Bay and Port Carrow", "Port Carrow")
SECTORS = ("", "Care", "Health")
TOPICS = ("care", "nursing", "pay")
WORDS = ("wages", "apprentices", "vacancies", "training", "shifts")
ANSWERS = {"type": TYPES, "sector": SECTORS[1:], "currency": ("current", "due", "out of date")}


def corpus(seed: int = 7, size: int = 60) -> list[Document]:
    """Return documents of every kind, always the same."""
    choose = random.Random(seed)
    return [one(choose, number) for number in range(size)]


def one(choose: random.Random, number: int) -> Document:
    published = TODAY - timedelta(days=choose.randrange(1200)) if choose.random() < 0.9 else None
    due = TODAY + timedelta(days=choose.randrange(-200, 200)) if choose.random() < 0.6 else None
    return Document(
        f"d{number:02}",
        f"Document {number}",
        " ".join(choose.choices(WORDS, k=4)),
        owner=choose.choice((ANA, BEN)),
        authors=tuple(choose.sample((ANA, BEN), choose.randrange(2))),
        space=choose.choice((Space.ORGANISATION, Space.ORGANISATION, Space.TEAM, Space.PERSONAL)),
        team=choose.choice((NORTH, SOUTH)),
        lmi_types=tuple(choose.sample(TYPES, choose.randrange(3))),
        region=choose.choice(REGIONS),
        sector=choose.choice(SECTORS),
        audience=tuple(choose.sample(("young people", "adults"), choose.randrange(3))),
        maturity=choose.randrange(1, 7),
        published=published,
        review_due=due,
        superseded=choose.random() < 0.15,
        added=datetime(2026, 1, 1, tzinfo=UTC),
        skills=tuple(Ref(each, each) for each in choose.sample(TOPICS, choose.randrange(3))),
    )


CORPUS = corpus()


@pytest.fixture
def store(db: Database) -> Database:
    """A database with the corpus; Ana sits in the north, Ben in the south, Cleo nowhere."""
    everybody = [
        Person(ANA.id, ANA.name, team=NORTH),
        Person(BEN.id, BEN.name, team=SOUTH),
        Person("cleo", "Cleo Vance"),
    ]
    db.transact(lambda tx: people.save(tx, everybody))
    db.transact(lambda tx: skills.save(tx, [Skill(each, each) for each in TOPICS]))
    db.transact(lambda tx: documents.save(tx, CORPUS))
    return db


def sees(viewer: str | None, document: Document) -> bool:
    if document.space is Space.ORGANISATION:
        return True
    names = {document.owner and document.owner.id, *(author.id for author in document.authors)}
    teams = {"ana": "north", "ben": "south"}
    shared = document.space is Space.TEAM and document.team is not None
    return viewer in names or (
        shared and viewer in teams and teams[viewer] == (document.team and document.team.id)
    )


def values(document: Document, name: str) -> set[str]:
    return {
        "type": set(document.lmi_types),
        "region": {document.region} - {""},
        "sector": {document.sector} - {""},
        "skill": {skill.id for skill in document.skills},
        "maturity": {str(document.maturity)},
        "currency": {str(currency_of(document, TODAY))},
        "audience": set(document.audience),
        "space": {str(document.space)},
        "age": {age(document.published, TODAY)},
    }[name]


def passes(document: Document, filters: Filters, without: str = "") -> bool:
    wanted: dict[str, set[str]] = {
        "region": set(filters.regions or ()),
        "skill": set(filters.skills or ()),
        "maturity": {str(filters.maturity)} if filters.maturity else set(),
    }
    for name in ("type", "sector", "currency", "audience", "space", "age"):
        chosen = getattr(filters, name)
        wanted[name] = {chosen} if chosen else set()
    if not filters.currency and without != "currency" and document.superseded:
        return False
    return all(
        not chosen or name == without or chosen & values(document, name)
        for name, chosen in wanted.items()
    )


def asked(document: Document, question: Question) -> bool:
    covered = {skill.id for skill in document.skills} & {one.skill for one in question.topics}
    named = question.words_find and set(question.words.split()) & set(document.text.split())
    return not question or bool(covered or named)


maybe = st.one_of
QUESTIONS = st.builds(
    Question,
    words=st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(" ".join),
    topics=st.lists(st.sampled_from(TOPICS), max_size=2, unique=True).map(
        lambda each: tuple(Topic(skill, number) for number, skill in enumerate(each))
    ),
)
FILTERS = st.builds(
    Filters,
    type=st.none() | st.sampled_from(TYPES),
    regions=st.none() | st.sampled_from([("Thrushby",), REGIONS[2:], ()]),
    sector=st.none() | st.sampled_from(SECTORS[1:]),
    skills=st.none() | st.sampled_from([("care",), ("care", "nursing")]),
    maturity=st.none() | st.sampled_from([1, 3]),
    currency=st.none() | st.sampled_from(["current", "due", "out of date", "superseded"]),
    audience=st.none() | st.just("adults"),
    space=st.none() | st.sampled_from(["organisation", "team", "personal"]),
    age=st.none() | st.sampled_from(["this year", "last year", "older", "undated"]),
)
VIEWERS = st.sampled_from([None, "ana", "ben", "cleo"])


@given(question=QUESTIONS, filters=FILTERS, viewer=VIEWERS)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_and_pages_equal_brute_force(
    store: Database, question: Question, filters: Filters, viewer: str | None
) -> None:
    filters = replace(filters, regions=None if filters.regions == () else filters.regions)
    there = [one for one in CORPUS if sees(viewer, one) and asked(one, question)]
    counted = documents_found.counts(store, question, filters, viewer, TODAY)
    for name in ("type", "region", "sector", "skill", "maturity", "currency", "audience", "age"):
        expected = Counter(
            value for one in there if passes(one, filters, name) for value in values(one, name)
        )
        assert counted.get(name, {}) == expected, name
    expected_ids = {one.id for one in there if passes(one, filters)}
    assert counted.get("", {}).get("", 0) == len(expected_ids)
    for newest in (True, False):
        assert set(all_pages(store, question, filters, viewer, newest=newest)) == expected_ids


def all_pages(
    store: Database, question: Question, filters: Filters, viewer: str | None, *, newest: bool
) -> list[str]:
    """Return the ids of all pages of twenty, in order; each once."""
    found: list[str] = []
    after: Place | None = None
    while True:
        page = documents_found.page(
            store, question, filters, viewer, TODAY, newest=newest, after=after, limit=20
        )
        found += [one.id for one in page]
        if len(page) < 20:
            assert len(found) == len(set(found))
            return found
        after = Place(page[-1].id, page[-1].relevance, page[-1].day)


def test_topics_count_what_they_stand_for(store: Database) -> None:
    counted = documents_found.topic_counts(
        store, Question(), Filters(), None, TODAY, {"care": ("care", "nursing"), "pay": ("pay",)}
    )
    there = [one for one in CORPUS if sees(None, one) and not one.superseded]
    assert counted == {
        "care": sum(bool({"care", "nursing"} & values(one, "skill")) for one in there),
        "pay": sum("pay" in values(one, "skill") for one in there),
    }


def test_newest_first_and_most_relevant_first(store: Database) -> None:
    newest = documents_found.page(store, Question(), Filters(), None, TODAY, newest=True)
    assert [one.day for one in newest] == sorted((one.day for one in newest), reverse=True)
    question = Question("wages", (Topic("care"),))
    relevant = documents_found.page(store, question, Filters(), None, TODAY)
    assert [one.relevance for one in relevant] == sorted(
        (one.relevance for one in relevant), reverse=True
    )
    both = {one.id for one in CORPUS if "wages" in one.text and "care" in values(one, "skill")}
    assert relevant[0].id in both


def test_words_that_only_order_find_nothing_by_themselves(store: Database) -> None:
    question = Question("wages", (Topic("care"),), words_find=False)
    found = documents_found.page(store, question, Filters(), None, TODAY, limit=100)
    assert found
    assert all("care" in values(d, "skill") for d in CORPUS if d.id in {one.id for one in found})


def test_documents_alike_share_topics_or_words_and_are_in_sight(store: Database) -> None:
    first = next(one for one in CORPUS if one.skills and not one.superseded)
    words = documents_alike.telling(store, Counter(first.text.split()))
    assert set(words) <= set(first.text.split())
    for viewer in (None, "ana", "cleo"):
        found = documents_alike.alike(store, first.id, words, viewer, limit=50)
        assert found
        there = {one.id: one for one in CORPUS}
        for one in found:
            assert one.id != first.id
            assert sees(viewer, there[one.id])
            assert {ref.id for ref in one.shared} == values(first, "skill") & values(
                there[one.id], "skill"
            )
