"""Documents in the store: their authors, their skills, and what KNOWS counts of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph import covers, documents, people, skills, taggings
from graph.database import Database
from graph.documents import listed as documents_listed
from graph.documents import versions as document_versions
from graph.records import Cover, Document, Person, Ref, SaveCounts, Skill, Space, Tagging

pytestmark = pytest.mark.store

NORA = Ref("nora", "Nora Quill")
TEAM = Ref("north", "North")
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
    assert documents_listed.by_author(store, "nora") == [REPORT]
    assert documents_listed.covering_skill(store, "farming") == [REPORT]
    assert covers.covers(store, "d1")[0].source == "import"


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
        page = documents_listed.page(store, after=after, limit=2)
        seen += [one.id for one in page.items]
        after = page.next_key
        if after is None:
            break
    assert seen == ["d0", "d2", "d4", "d1", "d3"]


def someone(db: Database, *ids: str) -> None:
    db.transact(lambda tx: people.save(tx, [Person(each, each, team=TEAM) for each in ids]))


def test_a_personal_document_is_there_for_its_owner_and_authors_alone(store: Database) -> None:
    someone(store, "olu", "pat")
    save(store, replace(REPORT, owner=Ref("olu", "olu"), space=Space.PERSONAL))
    seen = {who: documents.visible(store, "d1", who) for who in ("olu", "nora", "pat", None)}
    assert {who for who, found in seen.items() if found} == {"olu", "nora"}
    assert documents_listed.covering_skill(store, "farming", "pat") == []
    assert documents_listed.by_author(store, "nora", "pat") == []
    assert documents_listed.maintained_by(store, "olu", "olu") == [documents.get(store, "d1")]


def test_a_teams_document_is_there_for_its_members(store: Database) -> None:
    someone(store, "olu")
    save(store, replace(REPORT, authors=(), team=TEAM, space=Space.TEAM))
    assert documents.visible(store, "d1", "olu")
    assert documents.visible(store, "d1", "nora") is None
    assert documents.visible(store, "d1", None) is None


def test_the_same_words_are_found_again_where_they_may_be_seen(store: Database) -> None:
    save(store, replace(REPORT, space=Space.PERSONAL))
    again = {"original_digest": "", "text": "few,  and SEASONAL."}
    found = documents.same_content(store, **again, viewer="nora")
    assert found is not None
    assert found.id == "d1"
    assert documents.same_content(store, **again, viewer="olu") is None


def test_what_people_added_stays_when_a_file_is_loaded_again(store: Database) -> None:
    store.transact(lambda tx: skills.save(tx, [Skill("pay", "pay")]))
    save(store, REPORT)
    added = Cover(Ref("pay", "pay"), "suggestion", 0.9, "They are paid by the day.")
    store.transact(lambda tx: covers.put(tx, "d1", [added]))
    assert save(store, REPORT).unchanged == ("d1",)
    assert save(store, replace(REPORT, title="Farm jobs")).changed == ("d1",)
    assert added in covers.covers(store, "d1")
    store.transact(lambda tx: covers.remove(tx, "d1", ["pay"]))
    assert [one.skill for one in covers.covers(store, "d1")] == [FARMING]


def test_knows_counts_what_is_there_for_everybody(store: Database) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    save(store, replace(REPORT, space=Space.PERSONAL))
    said = Tagging("nora", "nora", "farming", now, now)
    store.transact(lambda tx: taggings.put(tx, said))
    assert taggings.knows(store, "nora")[0].documents == 0
    save(store, REPORT)
    assert taggings.knows(store, "nora")[0].documents == 1


def test_an_earlier_text_and_an_earlier_edition_are_kept(store: Database) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    save(store, REPORT, replace(REPORT, id="d2", title="Jobs on farms, 2026"))
    for _ in range(2):
        store.transact(lambda tx: document_versions.keep(tx, REPORT, "nora", now))
    [version] = document_versions.versions(store, "d1")
    assert (version.number, version.text, version.until) == (1, REPORT.text, now)
    assert store.transact(lambda tx: document_versions.replace_edition(tx, "d2", "d1"))
    assert not store.transact(lambda tx: document_versions.replace_edition(tx, "d1", "d2"))
    older, newer = document_versions.editions(store, "d1", None)
    assert (older, newer) == ((), (Ref("d2", "Jobs on farms, 2026"),))
    assert [one.id for one in documents_listed.covering_skill(store, "farming")] == ["d2"]
