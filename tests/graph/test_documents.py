"""Documents in the store: their authors, their skills, and what KNOWS counts of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph import documents, people, skills, taggings
from graph.database import Database
from graph.records import Document, Person, Ref, SaveCounts, Skill, Tagging

pytestmark = pytest.mark.store

NORA = Ref("nora", "Nora Quill")
FARMING = Ref("farming", "farming")
REPORT = Document(
    id="d1",
    title="Jobs on farms",
    text="Few, and seasonal.",
    kind="briefing",
    authors=(NORA,),
    lmi_types=("vacancies", "pay"),
    region="North",
    published=date(2026, 3, 1),
    review_due=date(2027, 3, 1),
    skills=(FARMING,),
)


@pytest.fixture
def store(db: Database) -> Database:
    """A database with one author and one skill."""
    db.transact(lambda tx: people.save(tx, [Person(NORA.id, NORA.name)]))
    db.transact(lambda tx: skills.save(tx, [Skill(FARMING.id, FARMING.name)]))
    return db


def save(db: Database, *given: Document) -> SaveCounts:
    return db.transact(lambda tx: documents.save(tx, given))


def test_documents_come_back_as_they_were_given(store: Database) -> None:
    assert save(store, REPORT).added == ("d1",)
    assert save(store, REPORT).unchanged == ("d1",)
    assert documents.get(store, "d1") == REPORT
    assert documents.by_author(store, "nora") == [REPORT]
    assert documents.covering_skill(store, "farming") == [REPORT]
    assert documents.covers(store, "d1")[0].source == "import"


def test_a_change_replaces_links(store: Database) -> None:
    save(store, REPORT)
    bare = replace(REPORT, skills=(), authors=(), review_due=None)
    assert save(store, bare).changed == ("d1",)
    assert documents.get(store, "d1") == bare


def test_knows_counts_documents_as_a_full_recompute_does(store: Database) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    said = Tagging("nora", "nora", "farming", now, now)
    store.transact(lambda tx: taggings.save(tx, [said]))
    save(store, REPORT)
    assert taggings.knows(store, "nora")[0].documents == 1
    taggings.recompute_knows(store)
    assert taggings.knows(store, "nora")[0].documents == 1
    save(store, replace(REPORT, skills=()))
    assert taggings.knows(store, "nora")[0].documents == 0


def test_documents_are_listed_page_by_page(store: Database) -> None:
    save(store, *(replace(REPORT, id=f"d{n}", title=f"Title {n % 2}") for n in range(5)))
    seen, after = [], None
    while True:
        page = documents.page(store, after=after, limit=2)
        seen += [one.id for one in page.items]
        after = page.next_key
        if after is None:
            break
    assert seen == ["d0", "d2", "d4", "d1", "d3"]
