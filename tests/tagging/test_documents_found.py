"""Finding documents: by words, by topics and what is narrower, however they are spelt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph import covers, demand, documents, people, skills, taggings
from graph.database import Database
from graph.records import Cover, Document, Person, Ref, Skill, Space, Tagging
from tagging import knowledge_base
from tagging.documents import found as documents_found
from tagging.documents.found import DocumentQuery, FoundDocuments
from tagging.errors import NotPermitted, SignInRequired
from tagging.permissions import NOBODY, Viewer
from tagging.vocabulary import Vocabulary, VocabularyCache

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
ANA = Viewer("ana", "Ana Reid", ("adviser",))
BEN = Viewer("ben", "Ben Okoro", ("adviser",))
THRUSHBY = Ref("thrushby", "Thrushby")
CARE = Document(
    "care",
    "Care work that people stay in",
    "There are 260 vacancies in care on the coast. Pay came fourth.",
    authors=(Ref("ben", "Ben Okoro"),),
    region="Marram Bay and Port Carrow",
    sector="Social care",
    lmi_types=("progression",),
    published=date(2026, 8, 10),
)
NURSES = replace(
    CARE,
    id="nurses",
    title="Four ways to become a nurse",
    text="A degree apprenticeship takes four years. Places fill by March.",
    region="Carrshire",
    sector="Health",
    lmi_types=("entry",),
    published=date(2023, 1, 1),
)
DRAFT = replace(
    CARE,
    id="draft",
    title="Care homes: my notes",
    text="Vacancies in care homes.",
    owner=Ref("ben", "Ben Okoro"),
    space=Space.PERSONAL,
)


@pytest.fixture
def store(db: Database) -> Database:
    """Two documents for all and a draft of Ben's; nursing is narrower than health careers."""
    health = Skill("health", "health careers")
    nursing = Skill("nursing", "nursing", ("becoming a nurse",), broader=("health",))
    staff = [Person("ana", "Ana Reid", place=THRUSHBY), Person("ben", "Ben Okoro")]
    db.transact(lambda tx: skills.save(tx, [health, nursing]))
    db.transact(lambda tx: people.save(tx, staff))
    db.transact(lambda tx: documents.save(tx, [CARE, NURSES, DRAFT]))
    shown = Cover(Ref("nursing", "nursing"), "person", 1.0, "takes four years")
    db.transact(lambda tx: covers.put(tx, "nurses", [shown]))
    return db


@pytest.fixture
def words(store: Database) -> Vocabulary:
    return VocabularyCache().current(store)


def find(db: Database, words: Vocabulary, text: str = "", **given: object) -> FoundDocuments:
    query = DocumentQuery(text, **given)  # type: ignore[arg-type]
    return documents_found.find(db, ANA, words, query, TODAY)


def ids(found: FoundDocuments) -> list[str]:
    return [hit.document.id for hit in found.hits]


def test_all_words_are_found_and_marked(store: Database, words: Vocabulary) -> None:
    found = find(store, words, "care vacancy pay")
    assert ids(found) == ["care"]
    assert {p.text for p in found.hits[0].passage if p.marked} >= {"vacancies", "care"}
    assert found.note == ""


def test_a_topic_finds_what_covers_it_or_a_narrower_one(store: Database, words: Vocabulary) -> None:
    found = find(store, words, "health careers")
    assert ids(found) == ["nurses"]
    assert [ref.name for ref in found.matched] == ["health careers"]
    assert found.hits[0].covers[0].evidence == "takes four years"
    assert ids(find(store, words, skill="health")) == ["nurses"]


def test_misspelt_words_and_some_of_the_words_are_said_to_be(
    store: Database, words: Vocabulary
) -> None:
    assert "come near" in find(store, words, "vacancys coats").note
    some = find(store, words, "vacancies zebras")
    assert ids(some) == ["care"]
    assert "have some" in some.note
    assert find(store, words, "zebras").hits == ()


@pytest.mark.parametrize(
    "text", ['+-!(){}[]^"~*?:\\/', "AND OR NOT", "title:x", "a*", "the of", "\x00", "care~0.1^4"]
)
def test_nothing_typed_is_read_as_an_operator(
    store: Database, words: Vocabulary, text: str
) -> None:
    assert find(store, words, text).total <= 1


def test_drafts_of_others_are_neither_found_nor_counted(store: Database, words: Vocabulary) -> None:
    everything = find(store, words)
    assert ids(everything) == ["care", "nurses"]
    assert everything.total == 2
    own = documents_found.find(store, BEN, words, DocumentQuery(), TODAY)
    assert own.total == 3
    assert "space" in [facet.name for facet in own.facets]
    assert "space" not in [facet.name for facet in everything.facets]
    assert documents_found.similar(store, ANA, "care") == ()
    assert [one.document.id for one in documents_found.similar(store, BEN, "care")] == ["draft"]


def test_facets_count_and_chips_name_what_is_chosen(store: Database, words: Vocabulary) -> None:
    found = find(store, words, region="port carrow", type="progression")
    assert ids(found) == ["care"]
    assert found.chips == (("type", "progression and pay"), ("region", "port carrow"))
    regions = next(facet for facet in found.facets if facet.name == "region")
    assert [(one.words, one.documents, one.chosen) for one in regions.values] == [
        ("Marram Bay and Port Carrow", 1, False),
        ("port carrow", 1, True),
    ]
    assert find(store, words, currency="out of date").total == 1
    assert find(store, words, audience="-").total == 2


def test_pages_go_on_where_the_last_one_ended(store: Database, words: Vocabulary) -> None:
    first = find(store, words, limit=1)
    assert first.next_key
    second = find(store, words, limit=1, after=first.next_key)
    assert ids(first) + ids(second) == ["care", "nurses"]
    assert second.next_key is None
    assert ids(find(store, words, after="no.such.key")) == ["care", "nurses"]


def test_only_those_who_may_find_do(store: Database, words: Vocabulary) -> None:
    with pytest.raises(SignInRequired):
        documents_found.find(store, NOBODY, words, DocumentQuery(), TODAY)
    with pytest.raises(NotPermitted):
        knowledge_base.overview(store, Viewer("x"), words, NOW)


def test_the_overview_counts_what_the_search_finds_and_names_who_could_write(
    store: Database, words: Vocabulary
) -> None:
    said = Tagging("ana", "ben", "nursing", NOW, NOW)
    store.transact(lambda tx: taggings.save(tx, [said]))
    demand.note_unmet(store, "health careers", TODAY)
    shown = knowledge_base.overview(store, ANA, words, NOW, "sector", "currency")
    assert shown.total == 2
    for row in shown.table.rows:
        for cell in (*row.cells, row.total):
            assert find(store, words, **cell.chosen).total == cell.documents
    gaps = {gap.hole.sentence: gap.person and gap.person.id for gap in shown.gaps}
    assert gaps["No local information on health in Thrushby."] == "ben"
    assert (
        gaps[
            "Health careers was searched for once in vain, "
            "and what is written about it is out of date."
        ]
        == "ben"
    )
