"""Personal, team and organisation space: who sees what, wherever documents are shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import documents, knows, news
from graph.database import Database
from graph.documents import listed as documents_listed
from graph.documents import versions as document_versions_store
from graph.records import Space
from tagging import home, people, uploads, vocabulary
from tagging.documents import found as documents_found
from tagging.documents import page as document_page
from tagging.documents import quality
from tagging.documents import reviews as document_reviews
from tagging.documents import spaces as document_spaces
from tagging.documents import versions as document_versions
from tagging.documents import writing as document_writing
from tagging.documents.spaces import flagged, move
from tagging.documents.writing import Draft, fingerprint
from tagging.errors import Conflict, DocumentNotFound, Invalid, NotFound, NotPermitted
from tagging.permissions import Viewer
from tagging.vocabulary import VocabularyCache
from tests import writers
from tests.writers import (
    ADMINISTRATOR,
    AUTHOR,
    COLLEAGUE,
    CURATOR,
    FARMING,
    HR,
    LATER,
    MATE,
    NOW,
    OWNER,
    REPORT,
    said,
    shared,
)

VIEWERS = {
    "owner": OWNER,
    "author": AUTHOR,
    "team mate": MATE,
    "colleague": COLLEAGUE,
    "hr": HR,
    "curator": CURATOR,
    "administrator": ADMINISTRATOR,
}
SEE = {
    Space.PERSONAL: {"owner", "author"},
    Space.TEAM: {"owner", "author", "team mate"},
    Space.ORGANISATION: set(VIEWERS),
}
Look = Callable[[Database, Viewer], bool]


def _opens(look: Callable[[Database, Viewer], object]) -> Look:
    """Return a look that is one if the use case lets the viewer in."""

    def looked(db: Database, viewer: Viewer) -> bool:
        try:
            look(db, viewer)
        except NotFound:
            return False
        return True

    return looked


def _found_by_search(db: Database, viewer: Viewer) -> bool:
    query = documents_found.DocumentQuery(text="farms")
    words = VocabularyCache().current(db)
    found = documents_found.find(db, viewer, words, query, NOW.date())
    return any(one.document.id == "report" for one in found.hits)


def _browsed(db: Database, viewer: Viewer) -> bool:
    words = VocabularyCache().current(db)
    found = documents_found.find(db, viewer, words, documents_found.DocumentQuery(""), NOW.date())
    return any(one.document.id == "report" for one in found.hits)


def _on_skill_page(db: Database, viewer: Viewer) -> bool:
    page = vocabulary.skill_page(db, viewer, FARMING.id, NOW)
    return "report" in {one.id for one in page.documents}


def _on_author_page(db: Database, viewer: Viewer) -> bool:
    return "report" in {one.id for one in people.profile(db, viewer, "ada", NOW).documents}


def _on_owner_page(db: Database, viewer: Viewer) -> bool:
    return "report" in {one.id for one in people.profile(db, viewer, "nora", NOW).maintains}


def _similar(db: Database, viewer: Viewer) -> bool:
    found = documents_found.similar(db, viewer, "open")
    return "report" in {one.document.id for one in found}


WAYS: dict[str, Look] = {
    "page": _opens(lambda db, viewer: document_page.page(db, viewer, "report", NOW)),
    "quality": _opens(lambda db, viewer: quality.quality(db, viewer, "report", NOW)),
    "versions": _opens(lambda db, viewer: document_versions.history(db, viewer, "report")),
    "original": _opens(lambda db, viewer: uploads.original(db, viewer, "report")),
    "browse": _browsed,
    "search": _found_by_search,
    "similar": _similar,
    "skill page": _on_skill_page,
    "author's page": _on_author_page,
    "owner's page": _on_owner_page,
}
OPEN = replace(REPORT, id="open", title="Farms again", text="Other words on farms.", authors=(),
               owner=None)  # fmt: skip


@pytest.mark.parametrize("space", list(Space))
def test_who_sees_what(db: Database, space: Space) -> None:
    document = replace(shared(REPORT, space), original_digest="a" * 64, original_name="f.pdf")
    writers.load(db, document, OPEN)
    for way, look in WAYS.items():
        seen = {name for name, viewer in VIEWERS.items() if look(db, viewer)}
        assert seen == SEE[space], f"{way}, {space}"


@pytest.mark.parametrize("space", list(Space))
def test_the_home_page_and_knows_count_what_everybody_may_see(db: Database, space: Space) -> None:
    writers.load(db, shared(REPORT, space))
    said(db, "ben", "ada", FARMING.id, 3)
    everybody = space is Space.ORGANISATION
    assert knows.knows(db, "ada")[0].documents == int(everybody)
    for viewer in VIEWERS.values():
        shown = {ref.id for ref, _ in home.welcome(db, viewer, NOW).documents}
        assert ("report" in shown) == everybody
    assert bool(news.newest_documents(db, REPORT.published, 5)) == everybody  # type: ignore[arg-type]


@pytest.mark.parametrize("space", list(Space))
def test_what_waits_for_a_look_is_shown_to_those_who_may_see_it(db: Database, space: Space) -> None:
    due = replace(shared(REPORT, space), review_due=NOW.date())
    writers.load(db, due)
    for viewer in VIEWERS.values():
        listed = document_reviews.reviews(db, viewer, NOW)
        shown = {one.document.id for one in (*listed.mine, *listed.soon, *listed.others)}
        mine = viewer in (OWNER, AUTHOR)
        curates = viewer is CURATOR and space is Space.ORGANISATION
        assert ("report" in shown) == (mine or curates), viewer.name


def test_it_is_moved_by_whom_it_belongs_to_and_knows_follows(db: Database) -> None:
    writers.load(db, shared(REPORT, Space.PERSONAL))
    said(db, "ben", "ada", FARMING.id, 3)
    moved = move(db, OWNER, "report", Space.TEAM, now=NOW)
    assert (moved.space, moved.team) == (Space.TEAM, writers.NORTH)
    assert documents.visible(db, "report", "ben") is not None
    assert move(db, OWNER, "report", Space.ORGANISATION, now=NOW).team is None
    assert knows.knows(db, "ada")[0].documents == 1
    move(db, OWNER, "report", Space.PERSONAL, now=LATER)
    assert knows.knows(db, "ada")[0].documents == 0
    with pytest.raises(NotPermitted):
        move(db, AUTHOR, "report", Space.TEAM, now=LATER)
    with pytest.raises(DocumentNotFound):
        move(db, CURATOR, "report", Space.TEAM, now=LATER)


def test_a_team_one_does_not_belong_to_is_refused(db: Database) -> None:
    writers.load(db, REPORT)
    with pytest.raises(Invalid, match="no such team"):
        move(db, OWNER, "report", Space.TEAM, now=NOW, team="south")


def test_personal_data_are_looked_at_before_it_leaves_the_personal_space(db: Database) -> None:
    text = "Ask Jo.\n\nJo Bloggs rang on 0118 496 0102 about lambing."
    writers.load(db, replace(shared(REPORT, Space.PERSONAL), text=text))
    document = documents.get(db, "report")
    assert document is not None
    found = flagged(document)
    assert "0118 496 0102" in {one.words for one in found}
    assert all(one.before + one.words + one.after for one in found)
    with pytest.raises(Invalid) as refused:
        move(db, OWNER, "report", Space.ORGANISATION, now=NOW)
    assert refused.value.field == "checked"
    assert documents.visible(db, "report", "cleo") is None
    moved = move(db, OWNER, "report", Space.ORGANISATION, now=NOW, checked=True)
    assert moved.personal_data_checked
    assert document_spaces.unchecked(moved) == ()
    assert [one.id for one in documents_listed.page(db, viewer="cleo").items] == ["report"]


def test_a_personal_document_is_deleted_for_good_by_whom_it_belongs_to(db: Database) -> None:
    writers.load(db, REPORT)
    quality.mark(db, MATE, "report", {"currency": 2}, now=NOW)
    with pytest.raises(Conflict, match="Others can read it"):
        document_spaces.delete(db, OWNER, "report", NOW)
    move(db, OWNER, "report", Space.PERSONAL, now=NOW)
    with pytest.raises(NotPermitted):
        document_spaces.delete(db, AUTHOR, "report", NOW)
    draft = Draft(REPORT.title, "New.", authors=("Ada",))
    document_writing.change(db, OWNER, "report", draft, fingerprint(REPORT), LATER)
    assert document_spaces.delete(db, OWNER, "report", LATER) == REPORT.title
    assert documents.get(db, "report") is None
    assert document_versions_store.versions(db, "report") == []
    with pytest.raises(DocumentNotFound):
        document_spaces.delete(db, OWNER, "report", LATER)
