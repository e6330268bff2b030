"""A document's life in the browser: written with a preview, shared, marked, moved up."""

from collections.abc import Callable

import pytest

from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, TAGGED

Visit = Callable[..., Visitor]
BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
TEXT = "## Pay\n\nRiggers start at 13.20.\n\n| Yard | Pay |\n| --- | --- |\n| Drydock | 13.20 |\n\n"
CONTACT = "Ring the yard on 0118 496 0144.\n\n"


def save(visitor: Visitor, button: str = "Save") -> None:
    """Press a button of the page that leads to another page."""
    visitor.page.get_by_role("button", name=button, exact=True).click()
    visitor.page.wait_for_load_state()


def fine(visitor: Visitor) -> None:
    """Hold the page to account at both ends of width."""
    for width in (320, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert not visitor.too_wide() + visitor.serious_faults()


@BOTH_WAYS
def test_from_a_blank_page_to_a_document_that_everybody_finds(visit: Visit, scripts: bool) -> None:
    title = "Riggers and their pay, " + ("with scripts" if scripts else "without")
    rosa = visit(ADVISER, scripts=scripts)
    page = rosa.page
    rosa.go("/documents/new")
    page.get_by_label("Title").fill(title)
    page.get_by_label("In short, for a client").fill("Riggers start at 13.20.")
    page.get_by_label("Text", exact=True).fill(TEXT + CONTACT + title)
    page.get_by_role("button", name="Preview").click()
    preview = page.locator("#preview")
    preview.get_by_role("cell", name="Drydock").wait_for()
    assert page.get_by_label("Text", exact=True).input_value().strip().startswith("## Pay")
    if scripts:
        fine(rosa)
    save(rosa)
    assert page.get_by_role("heading", level=1).inner_text() == title
    assert "For only you" in page.locator("main").inner_text()
    page.get_by_role("link", name="Share it").click()
    page.get_by_label("Everybody here").check()
    save(rosa)
    rosa.problems = [one for one in rosa.problems if "422" not in one]
    marked = page.locator("mark").first
    marked.wait_for()
    assert marked.inner_text() == "0118 496 0144"
    if scripts:
        fine(rosa)
    page.get_by_label("I have checked these words").check()
    save(rosa)
    address = page.url.removeprefix(rosa.address).partition("#")[0]
    if scripts:
        fine(rosa)

    idris = visit(TAGGED, scripts=scripts)
    idris.go(address)
    idris.page.get_by_role("link", name="See why, mark it").click()
    group = idris.page.get_by_role("group", name="Impartiality")
    group.get_by_label("Fair").check()
    idris.page.get_by_label("What should the author know?").fill("One yard is not all of them.")
    save(idris, "Save your marks")
    said = idris.page.locator("main").inner_text()
    assert "One yard is not all of them." in said
    assert "fair" in said
    if scripts:
        fine(idris)

    rosa.go(address)
    rosa.page.get_by_role("link", name="Change the text").click()
    rosa.page.get_by_label("Text", exact=True).fill(
        "\n".join([TEXT, title, "Pay rises yearly. " * 20])
    )
    save(rosa)
    rosa.page.get_by_role("link", name="1 earlier version").click()
    assert "Pay rises yearly" in rosa.page.locator("ins").first.inner_text()
    if scripts:
        fine(rosa)
    rosa.go(f"{address}/quality")
    save(rosa, "Move it up: worked out by its author")
    assert "stage 2" in rosa.page.locator("#messages").inner_text()
