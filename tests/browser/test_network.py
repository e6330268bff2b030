"""The network in a browser: keyboard, 320 pixels, no scripts, and the part that zooms."""

from collections.abc import Callable

import pytest

from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, IDRIS, TIDES

Visit = Callable[..., Visitor]
GRAPH = "/network?skill=engineering-apprenticeships"
PAGES = (
    "/people/idris", "/people/idris/route", GRAPH, "/network?person=idris",
    f"/network?document={TIDES.id}", "/network/communities",
)  # fmt: skip


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_fit(visit: Visit, width: int) -> None:
    visitor = visit(ADVISER, width=width)
    faults = []
    for path in PAGES:
        visitor.go(path)
        faults += faults_of(visitor, path)
    assert not faults


def test_the_list_leads_where_there_is_little_room(visit: Visit) -> None:
    visitor = visit(ADVISER, width=320)
    visitor.go(GRAPH)
    top = "element => element.getBoundingClientRect().top"
    listed = visitor.page.locator(".network__list").evaluate(top)
    assert listed < visitor.page.locator(".network__picture").evaluate(top)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_picture_is_read_and_followed_by_keyboard(visit: Visit, scripts: bool) -> None:
    visitor = visit(ADVISER, scripts=scripts)
    visitor.go("/people/idris")
    visitor.tab_to("How do I know", "link")
    visitor.press("Enter")
    visitor.page.wait_for_url("**/route")
    assert "You said that" in visitor.page.inner_text("main")
    visitor.go(GRAPH)
    visitor.tab_to(f"{IDRIS.name}, person", at_most=200)
    visitor.press("Enter")
    visitor.page.wait_for_url("**/people/idris")


def test_zooming_is_fetched_when_wanted_and_unfolds(visit: Visit) -> None:
    visitor = visit(ADVISER)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.go(GRAPH)
    assert not [one for one in asked if "cytoscape" in one]
    visitor.tab_to("Zoom and explore", "button")
    visitor.press("Enter")
    canvas = visitor.page.locator("[data-network-canvas]")
    canvas.locator("canvas").first.wait_for()
    assert [one for one in asked if "cytoscape" in one]
    assert visitor.focused() == ("Zoom in", "button")
    visitor.press("Enter")
    for name in ("Left", "Down", "Show all"):
        visitor.tab_to(name, "button")
        visitor.press("Enter")
    box = canvas.bounding_box()
    assert box is not None
    says = visitor.page.locator("[data-network-says]")
    for x in range(20, int(box["width"]), 12):
        for y in range(20, int(box["height"]), 60):
            if "round" in says.inner_text() and "Choose" not in says.inner_text():
                break
            canvas.click(position={"x": x, "y": y})
    visitor.page.wait_for_function(
        "() => /round/.test(document.querySelector('[data-network-says]').textContent)"
    )
    visitor.page.get_by_role("button", name="Back to the plain picture").press("Enter")
    assert visitor.page.locator("svg.graph").is_visible()
