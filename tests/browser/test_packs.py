"""From a client's question to a sheet in their hand: found, chosen, printed, sent by link, kept."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, IDRIS, TAGGED, TIDES

Visit = Callable[..., Visitor]
BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
FIGURE = "Yards along the estuary took on 120 apprentices last year."


@BOTH_WAYS
def test_from_a_question_to_the_client_s_sheet(visit: Visit, scripts: bool) -> None:
    visitor = visit(ADVISER, scripts=scripts)
    page = visitor.page
    visitor.go("/documents?q=engineering")
    visitor.tab_to("What does my client need to know?", "link")
    visitor.press("Enter")
    page.wait_for_url("**/pack?**")
    page.get_by_label("Where").fill("The estuary")
    page.get_by_label("For whom").select_option("young people")
    page.get_by_role("button", name="Make").click()
    assert page.locator(".pack__title").inner_text() == (
        "Engineering in The estuary, for young people"
    )
    page.get_by_label("A note on top of the sheet").fill("Read this before Friday.")
    page.get_by_role("button", name="Show with these changes").click()
    page.wait_for_load_state()
    assert "Read this before Friday." in page.locator(".pack__note").inner_text()

    address = page.url.replace("/pack?", "/pack.pdf?")
    reader = PdfReader(BytesIO(page.context.request.get(address).body()))
    words = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    for said in (TIDES.title, FIGURE, "Read this before Friday.", IDRIS.name, "Sources and dates"):
        assert said in words
    assert IDRIS.phone not in words
    assert {tuple(map(round, one.mediabox[2:])) for one in reader.pages} == {(595, 842)}


def test_the_page_itself_prints_as_the_sheet(visit: Visit) -> None:
    visitor = visit(ADVISER)
    visitor.go("/pack?q=engineering&region=The+estuary")
    reader = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    words = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert "Engineering in The estuary" in words
    assert FIGURE in words
    for furniture in ("Make it again", "Save for a link", "My page", "Sign out", IDRIS.phone):
        assert furniture not in words
    assert {tuple(map(round, one.mediabox[2:])) for one in reader.pages} == {(595, 842)}


@BOTH_WAYS
def test_a_link_for_a_colleague_and_a_collection(visit: Visit, scripts: bool) -> None:
    visitor = visit(ADVISER, scripts=scripts)
    visitor.go("/pack?q=engineering&region=The+estuary")
    visitor.tab_to("Save for a link", "button")
    visitor.press("Enter")
    visitor.page.wait_for_url("**/packs/*")
    link = visitor.page.url
    assert not scripts or not faults_of(visitor, link)
    colleague = visit(TAGGED, scripts=scripts)
    colleague.page.goto(link)
    assert TIDES.title in colleague.page.inner_text("main")
    visitor.go("/pack?q=engineering&region=The+estuary")
    visitor.page.get_by_role("button", name="Keep the documents").click()
    visitor.page.wait_for_url("**/collections/*")
    assert TIDES.title in visitor.page.inner_text("main")
    assert not scripts or not faults_of(visitor, visitor.page.url)


def test_pages_for_finding_are_accessible_and_fit(visit: Visit) -> None:
    visitor = visit(ADVISER)
    faults = []
    for path in (
        "/documents?q=engineering&region=The+estuary",
        "/documents?q=basketry",
        "/documents/overview?rows=sector&columns=currency",
        "/pack",
        "/pack?q=engineering&region=The+estuary",
        "/pack?q=basketry",
        "/collections",
        f"/collections/add?document={TIDES.id}",
    ):
        visitor.go(path)
        faults += faults_of(visitor, path)
    assert not faults


def test_a_refused_question_says_what_is_wrong(visit: Visit) -> None:
    visitor = visit(ADVISER, width=320)
    visitor.page.goto("/pack")
    visitor.page.get_by_label("Topic").fill("client: John Smith, welding")
    visitor.page.get_by_role("button", name="Make a pack").click()
    visitor.page.wait_for_load_state()
    assert "There is a problem" in visitor.page.inner_text("main")
    assert not faults_of(visitor, "/pack refused")
    visitor.problems.clear()
