"""A document's pages: written, previewed, described, marked, shared, looked at again."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import documents
from graph.database import Database
from graph.records import Document, Space
from tagging import accounts
from tagging.documents import reviews as document_reviews
from tagging.permissions import OPERATOR
from tests.organisation import HR, IDRIS, NOW, PASSWORD, TAGGED, TIDES
from tests.webapp.views.reading import Browser, Page

Browse = Callable[..., Browser]
PAGE = f"/documents/{TIDES.id}"
TEXT = (
    "## Pay\n\nWelders earn *more* than riggers.\n\n| Job | Pay |\n| --- | --- |\n| Welder | £15 |"
)


def write(browser: Browser, title: str = "Pay in the yards", **fields: str | list[str]) -> Page:
    given = {"title": title, "text": TEXT, "summary": "Welding pays."} | fields
    return browser.send(browser.open("/documents/new"), "Save", **given)


def stored(db: Database, document_id: str = TIDES.id) -> Document:
    found = documents.get(db, document_id)
    assert found is not None
    return found


def test_a_document_is_written_in_ones_own_space(browse: Browse, database: Database) -> None:
    rosa = browse()
    page = write(rosa, authors=["", IDRIS.name])
    assert "For only you and its other authors" in page.words
    assert "Stage 1 of 6" in page.words
    assert "Welding pays." in page.words
    assert "<td>Welder</td>" in page.html
    address = page.address.rstrip("?")
    assert browse(HR).open(address).status == 404
    assert browse(TAGGED).open(address).status == 200
    document = stored(database, address.rpartition("/")[2])
    assert document.space is Space.PERSONAL


def test_what_is_missing_is_asked_for_and_nothing_is_lost(browse: Browse) -> None:
    page = write(browse(), title="", authors="Nobody Atall")
    assert page.status == 422
    assert "Enter a title" in page.words
    assert "Welders earn *more* than riggers." in page.html
    again = write(browse(), authors="Nobody Atall")
    assert "Nobody here is called ‘Nobody Atall’" in again.words
    assert 'value="Nobody Atall"' in again.html


def test_the_preview_keeps_all_that_was_typed(browse: Browse) -> None:
    rosa = browse()
    form = rosa.open("/documents/new").form("Save")
    fields = form.fields | {"title": "Pay", "text": TEXT}
    page = Page(rosa.client.post("/documents/preview", data=fields))
    assert page.status == 200
    assert "<em>more</em>" in page.html
    assert "Welders earn *more* than riggers." in page.html
    saved = rosa.send(page, "Save", text=TEXT)
    assert saved.status == 200
    assert "Pay" in saved.words
    foreign = rosa.client.post("/documents/preview", data=fields | {"document": TIDES.id})
    assert foreign.status_code == 403


def test_a_change_is_kept_with_what_changed(browse: Browse) -> None:
    idris = browse(TAGGED)
    form = idris.open(f"{PAGE}/edit")
    page = idris.send(form, "Save", text="Yards along the estuary took on 140 apprentices.")
    assert "140 apprentices" in page.words
    versions = idris.open(page.links["1 earlier version, with what changed"])
    assert "<ins>" in versions.html
    assert IDRIS.name in versions.words
    assert browse(HR).open(f"{PAGE}/edit").status == 403


def test_a_lost_update_is_refused_and_both_texts_are_shown(browse: Browse) -> None:
    first, second = browse(TAGGED), browse(TAGGED)
    mine, theirs = first.open(f"{PAGE}/edit"), second.open(f"{PAGE}/edit")
    second.send(theirs, "Save", text="Their new words.")
    refused = first.send(mine, "Save", text="My new words.")
    assert refused.status == 409
    assert f"{IDRIS.name} has changed this document since you opened it" in refused.words
    assert "Their new words." in refused.words
    assert "My new words." in refused.html
    saved = first.send(refused, "Save", text="My new words.")
    assert "My new words." in saved.words


def test_details_are_described_in_plain_words(browse: Browse, database: Database) -> None:
    idris = browse(TAGGED)
    form = idris.open(f"{PAGE}/details")
    assert "What this document is" in form.words
    page = idris.send(
        form,
        "Save",
        lmi_types=["vacancies", "skills"],
        sic_sections="C",
        sic_finer="28, 30",
        soc_finer="5223",
        official="no",
        geography="local",
        source="Calls to yards",
        source_date="2026-01-31",
    )
    for words in ("vacancies, skill needs", "Calls to yards, 31 January 2026", "not official"):
        assert words in page.words
    assert stored(database).sic == ("28", "30", "C")
    wrong = idris.send(idris.open(f"{PAGE}/details"), "Save", sic_finer="V9")
    assert wrong.status == 422
    assert "is no section" in wrong.words


def test_a_name_in_the_file_is_confirmed(browse: Browse, database: Database) -> None:
    unsure = replace(stored(database), author_names=("R. Quill",))
    database.transact(lambda tx: documents.save(tx, [unsure]))
    idris = browse(TAGGED)
    form = idris.open(f"{PAGE}/details")
    assert "The file says ‘R. Quill’" in form.words
    idris.send(form, "Save who ‘R. Quill’ is")
    assert {one.id for one in stored(database).authors} == {"idris", "rosa"}


def test_quality_is_marked_and_authors_stand_apart(browse: Browse) -> None:
    rosa = browse()
    form = rosa.open(f"{PAGE}/quality")
    assert "Who gains if clients believe it" in form.words
    page = rosa.send(form, "Save your marks", reliability="4", impartiality="1",
                     note="Ask for the count.", used="y")  # fmt: skip
    assert "very good" in page.words
    assert "Ask for the count." in page.words
    assert "Change your marks" in page.words
    idris = browse(TAGGED)
    own = idris.send(idris.open(f"{PAGE}/quality"), "Save your marks", reliability="2")
    assert "Its author says fair." in own.words
    assert "Marked by 1 person" in idris.open(PAGE).words
    wrong = rosa.client.post(f"{PAGE}/marks", data={"reliability": "9"})
    assert wrong.status_code == 422


def test_what_may_be_one_sided_is_quoted(browse: Browse) -> None:
    rosa = browse()
    page = write(rosa, text="Join us for an exciting career!\n\nPay is 12 pounds an hour.")
    quality = rosa.open(page.links["See why, mark it"])
    assert "Look at these sentences" in quality.words
    assert "<q>Join us for an exciting career!</q>" in quality.html


def test_the_next_stage_says_what_is_missing(browse: Browse, database: Database) -> None:
    idris = browse(TAGGED)
    page = idris.open(f"{PAGE}/quality")
    assert "missing: at least 50 words of text" in page.words
    assert "Move it up" not in page.html
    assert idris.client.post(f"{PAGE}/stage", data={"to": "2"}).status_code == 409
    longer = replace(stored(database), text="word " * 60)
    database.transact(lambda tx: documents.save(tx, [longer]))
    up = idris.send(idris.open(f"{PAGE}/quality"), "Move it up")
    assert "It is now at stage 2" in up.words
    assert "stage 1" in idris.send(up, "Move it back one step").words
    assert browse(HR).client.post(f"{PAGE}/stage", data={"to": "2"}).status_code == 403


def test_personal_data_are_checked_before_sharing(browse: Browse) -> None:
    rosa = browse()
    page = write(rosa, text="My client Sam Okoro rang from 0118 496 0555.")
    form = rosa.open(page.links["Share it"])
    assert "<mark>0118 496 0555</mark>" in form.html
    refused = rosa.send(form, "Save", space="organisation")
    assert refused.status == 422
    assert "say that you have checked them" in refused.words
    shared = rosa.send(refused, "Save", space="team", checked="y")
    assert "For Harbour team" in shared.words
    assert browse(HR).open(shared.address.rstrip("?")).status == 200


def test_a_newer_edition_sends_readers_on(browse: Browse) -> None:
    idris = browse(TAGGED)
    page = write(idris, title="Engineering along the estuary 2027")
    page = idris.send(idris.open(page.links["Share it"]), "Save", space="organisation")
    idris.send(page, "Replace it", older=f"http://localhost{PAGE}#facts")
    old = browse().open(PAGE)
    assert old.words.index("There is a newer edition:") < old.words.index("Stage 1 of 6")
    assert old.links["Engineering along the estuary 2027"] == page.address.rstrip("?")


def test_what_waits_for_a_look_is_on_the_home_page(browse: Browse, database: Database) -> None:
    due = replace(stored(database), review_due=NOW.date())
    database.transact(lambda tx: documents.save(tx, [due]))
    assert document_reviews.assign_reviews(database, NOW) == 1
    idris = browse(TAGGED)
    home = idris.open("/")
    assert "1 document waits for your look" in home.words
    assert TIDES.title in home.links
    assert "You are asked to look at this" in idris.open(PAGE).words
    after = idris.send(home, "Still right")
    assert "is to be looked at again by" in after.words
    assert "waits for your look" not in after.words
    assert "Nothing waits for your look" in browse().open("/documents/reviews").words


def test_it_is_passed_on_to_somebody_by_name(browse: Browse, database: Database) -> None:
    due = replace(stored(database), review_due=NOW.date())
    database.transact(lambda tx: documents.save(tx, [due]))
    document_reviews.assign_reviews(database, NOW)
    idris = browse(TAGGED)
    page = idris.send(idris.open("/documents/reviews"), "Pass on", who="Rosa Quill")
    assert "Rosa Quill is asked now." in page.words
    rosa = browse()
    assert f"{IDRIS.name} passed it on to you." in rosa.open("/").words
    assert rosa.client.post(f"{PAGE}/reviewed").status_code == 303


def test_a_document_is_handed_over(browse: Browse, database: Database) -> None:
    idris = browse(TAGGED)
    page = idris.send(idris.open(PAGE), "Hand it over", who="Rosa Quill")
    assert "Rosa Quill maintains it now." in page.words
    assert stored(database).owner is not None


@pytest.fixture
def curator(browse: Browse, database: Database) -> Browser:
    accounts.create(
        database, OPERATOR, "m.oyelaran@drydock.example", "marguerite", ("curator",), PASSWORD
    )
    return browse("m.oyelaran@drydock.example")


def test_a_curator_sees_all_that_is_due(curator: Browser, database: Database) -> None:
    due = replace(stored(database), review_due=NOW.date())
    database.transact(lambda tx: documents.save(tx, [due]))
    page = curator.open("/documents/reviews")
    assert "Nobody is asked yet." in page.words
    assert TIDES.title in page.links
