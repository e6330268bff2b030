"""Finding documents and using them with a client: search, overview, packs, collections."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from graph import collections as collections_store
from graph import documents
from graph.database import Database
from graph.records import Ref, Space
from tests.conftest import shared_data
from tests.organisation import HR, IDRIS, NOW, TAGGED, TIDES
from tests.webapp.markup import Markup
from tests.webapp.views.reading import Browser, Page

Browse = Callable[..., Browser]
PAY = replace(
    TIDES,
    id="pay",
    title="Pay for welders",
    text="Welders at the yards start on £31,800; two yards pay more. "
    "An apprentice earns £11.40 an hour.",
    summary="Pay at six yards, from welder to planner.",
    lmi_types=("progression",),
    published=date(2026, 9, 1),
)
DRAFT = replace(
    PAY,
    id="draft",
    title="A secret draft on yards",
    owner=Ref("idris", IDRIS.name),
    authors=(),
    space=Space.PERSONAL,
)

BENIGN = (
    "/documents",
    "/documents?q=yards&order=newest",
    "/documents?q=engineering&region=x&sector=x",
    "/documents?q=enginering+zebras",
    "/documents?q=basketry",
    "/documents?q=the",
    "/pack?q=yards&region=The+estuary",
    "/pack?q=client:+John+Smith",
    "/pack?q=basketry",
    "/pack?q=the",
    "/pack?q=yards&note=x&chosen=1&doc=draft&doc=pay",
    f"/pack?q=yards&note=x&chosen=1&doc=pay&doc={TIDES.id}",
)


@pytest.fixture
def library(database: Database) -> Database:
    """The organisation with a second document for all, and a draft of Idris's."""
    database.transact(lambda tx: documents.save(tx, [PAY, DRAFT]))
    return database


def test_documents_are_searched_and_narrowed_down(library: Database, browse: Browse) -> None:
    browser = browse()
    found = browser.send(browser.open("/documents"), "Search", q="yards")
    assert "2 documents" in found.words
    assert "A secret draft" not in found.words
    assert f'href="/documents/{TIDES.id}"' in found.html
    assert IDRIS.name in found.words
    narrowed = browser.open(found.links["Progression and pay 1 document"])
    assert "1 document" in narrowed.words
    assert TIDES.title not in narrowed.words
    assert TIDES.title in browser.open(narrowed.links["Remove Progression and pay ×"]).words
    assert "3 documents" in browse(TAGGED).open("/documents?q=yards").words


def test_words_asked_for_are_marked_and_nothing_else(library: Database, browse: Browse) -> None:
    page = browse().open("/documents?q=welders+<script>alert(1)</script>")
    assert '<mark class="asked">Welders</mark>' in page.html
    assert "<script>alert" not in page.html


def test_a_topic_finds_the_documents_on_it(library: Database, browse: Browse) -> None:
    page = browse().open("/documents?q=apprenticeships")
    assert page.links["apprenticeships"] == "/skills/apprenticeships"
    assert TIDES.title in page.words
    assert "Covers engineering apprenticeships" in page.words


def test_nothing_found_leads_on(browse: Browse) -> None:
    page = browse().open("/documents?q=basketry&type=trends")
    assert "No document found" in page.words
    assert page.links["Search without filters"] == "/documents?q=basketry"
    assert page.links["who knows about basketry"] == "/search?q=basketry"
    assert page.links["Write it down"] == "/documents/new?title=basketry"
    assert browse().open("/documents?type=%00&maturity=x&after=1.&region=--&age=9").status == 200


def test_a_search_for_colleagues_shows_documents_too(library: Database, browse: Browse) -> None:
    page = browse().open("/search?q=engineering+apprenticeships")
    assert page.links[TIDES.title] == f"/documents/{TIDES.id}"
    assert page.links["make a client’s pack"] == "/pack?q=engineering+apprenticeships"


def test_similar_documents_say_why(library: Database, browse: Browse) -> None:
    page = browse().open("/documents/pay")
    assert "shares engineering apprenticeships" in page.words
    assert page.links[TIDES.title] == f"/documents/{TIDES.id}"


def test_the_overview_leads_to_what_there_is_and_to_writing(
    library: Database, browse: Browse
) -> None:
    browser = browse()
    page = browser.open("/documents/overview?rows=sector&columns=age")
    assert "No local information on engineering in Quay Street." in page.words
    assert page.links["Write it (Engineering in Quay Street)"].startswith("/documents/new?title=")
    assert (
        'value="Engineering in Quay Street"'
        in browser.open(page.links["Write it (Engineering in Quay Street)"]).html
    )
    cell = page.html.split('href="/documents?sector=Engineering&amp;age=this+year">')
    assert cell[1].startswith("2<")
    assert "2 documents" in browser.open("/documents?sector=Engineering&age=this+year").words


def pack(browser: Browser, **given: str) -> Page:
    return browser.send(browser.open("/pack"), "Make a pack", **given)


def test_a_pack_names_documents_figures_and_people(library: Database, browse: Browse) -> None:
    browser = browse()
    assert 'value="Quay Street"' in browser.open("/pack").html
    page = pack(browser, q="engineering apprenticeships", region="The estuary")
    assert "Engineering apprenticeships in The estuary" in page.words
    for said in (
        PAY.summary,
        "An apprentice earns £11.40 an hour.",
        IDRIS.name,
        "Sources and dates",
    ):
        assert said in page.words
    assert "A secret draft" not in page.words


def test_a_pack_refuses_what_tells_of_a_client(browse: Browse) -> None:
    page = pack(browse(), q="my client John Smith wants to weld", region="")
    assert page.status == 422
    assert "There is a problem" in page.words
    kept = browse().client.post(
        "/pack", data={"q": "yards", "note": "AB 12 34 56 C", "chosen": "1"}
    )
    assert kept.status_code == 422
    assert "AB 12 34 56 C" in kept.text


def test_documents_are_unticked_and_moved(library: Database, browse: Browse) -> None:
    browser = browse()
    page = pack(browser, q="yards", region="")
    order = list(page.form("Show with these changes").fields["doc"])
    assert set(order) == {"pay", TIDES.id}
    moved = browser.send(page, "Show with these changes", do=f"down:{order[0]}")
    assert moved.form("Show with these changes").fields["doc"] == order[::-1]
    less = browser.send(moved, "Show with these changes", doc="pay", do="update")
    assert less.form("Show with these changes").fields["doc"] == "pay"
    assert "More to choose from" in less.words


def test_a_pack_is_a_pdf(library: Database, browse: Browse) -> None:
    client = browse().client
    answer = client.get("/pack.pdf?q=yards&region=The+estuary&note=Start+here.")
    assert answer.mimetype == "application/pdf"
    assert 'filename="yards-in-the-estuary.pdf"' in answer.headers["Content-Disposition"]
    words = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert PAY.title in words
    assert "Start here." in words
    assert IDRIS.phone not in words
    assert client.get("/pack.pdf?q=client:+John+Smith").status_code == 400
    sent = client.post(
        "/pack", data={"q": "yards", "do": "pdf for me", "chosen": "1", "doc": "pay"}
    )
    assert sent.headers["Location"] == "/pack.pdf?sheet=adviser&q=yards&chosen=1&doc=pay"


def test_a_saved_pack_is_a_link_for_colleagues(library: Database, browse: Browse) -> None:
    rosa = browse()
    page = pack(rosa, q="yards", region="")
    saved = rosa.send(page, "Save for a link", do="save", note="Look at pay.")
    assert "The pack is saved" in saved.words
    idris = browse(TAGGED)
    opened = idris.open(saved.address.rstrip("?"))
    assert "Look at pay." in opened.words
    assert "End the link" not in opened.words
    assert idris.client.get(opened.links["Client’s sheet (PDF)"]).mimetype == "application/pdf"
    assert "Make it again" in idris.open(opened.links["Change it for another client"]).html
    assert "link open until" in rosa.open("/collections").words
    assert "The link has ended" in rosa.send(saved, "End the link").words
    assert idris.open(saved.address.rstrip("?")).status == 404


def test_a_link_is_for_those_who_sign_in(site: Flask) -> None:
    answer = site.test_client().get("/packs/secret")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


def test_a_collection_is_made_filled_ordered_and_shared(library: Database, browse: Browse) -> None:
    idris = browse(TAGGED)
    made = idris.send(idris.open("/collections"), "Make it", name="Yards <b>and</b> boats")
    assert "There is nothing in it yet." in made.words
    chosen = idris.open(idris.open("/documents/pay").links["Add to a collection"])
    assert "is in ‘Yards <b>and</b> boats’" in idris.send(chosen, "Add to Yards").words
    for document in ("draft", TIDES.id):
        idris.send(idris.open(f"/collections/add?document={document}"), "Add to Yards")
    page = idris.open(made.address.rstrip("?"))
    assert "<b>and</b>" not in page.html
    page = idris.send(page, f"Up ({TIDES.title})")
    assert page.words.index(TIDES.title) < page.words.index(DRAFT.title)
    page = idris.send(page, "Keep the note", note="Read this first.")
    assert "Read this first." in page.words
    page = idris.send(page, "Save", space="organisation")
    assert "shared with everybody" in page.words
    seen = browse().open(page.address.rstrip("?"))
    assert "1 document is not shared with you and is left out." in seen.words
    assert DRAFT.title not in seen.words
    assert "Take out" not in seen.words
    assert "Client’s sheet (PDF)" in idris.open(page.links["Make a client’s pack of it"]).words
    assert "is deleted" in idris.send(page, "Delete the collection").words


def test_other_people_s_collections_are_left_alone(library: Database, browse: Browse) -> None:
    made = collections_store.Collection("c1", "Mine", Ref("idris", IDRIS.name))
    library.transact(lambda tx: collections_store.put(tx, made, NOW))
    client = browse(HR).client
    assert client.get("/collections/c1").status_code == 404
    for path in ("", "/delete", "/documents", "/documents/pay/remove"):
        answer = client.post(f"/collections/c1{path}", data={"name": "x", "document": "pay"})
        assert answer.status_code == 404
    assert client.post("/collections", data={"name": ""}).status_code == 400


def test_naughty_strings_are_looked_for_like_any_others(library: Database, browse: Browse) -> None:
    strings: list[str] = json.loads(shared_data("data", "hostile", "blns.json").read_text("utf-8"))
    client = browse().client
    known = Markup()
    for address in BENIGN:
        known |= Markup.of(client.get(address).text)
    for text in strings[::12]:
        for path, given in (
            ("/documents", {"q": text}),
            ("/documents", {"q": "yards", "region": text, "sector": text, "after": text}),
            ("/pack", {"q": text, "region": "x"}),
            ("/pack", {"q": "yards", "region": text, "note": text, "doc": text, "chosen": "1"}),
        ):
            answer = client.get(path, query_string=given)
            assert answer.status_code in {200, 422}, text
            assert not Markup.of(answer.text).beyond(known), text
