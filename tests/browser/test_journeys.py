"""What people come for, done with the keyboard alone, with JavaScript and without."""

from collections.abc import Callable

import pytest

from graph.records import TaggingKind
from tagging import taggings
from tagging.permissions import Viewer
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, IDRIS, NOW, ROSA, TAGGED

Visit = Callable[..., Visitor]
BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def search(visitor: Visitor, words: str) -> None:
    """Search from the home page by keyboard."""
    visitor.go("/")
    box = visitor.page.get_by_role("search").locator("input[name=q]").first
    box.focus()
    visitor.type(words)
    visitor.press("Enter")
    visitor.page.wait_for_url("**/search?**")
    visitor.page.wait_for_load_state()


@BOTH_WAYS
def test_from_home_to_a_colleagues_phone_number(visit: Visit, scripts: bool) -> None:
    visitor = visit(ADVISER, scripts=scripts)
    visitor.go("/")
    if scripts:
        visitor.press("/")
        assert visitor.focused()[1] == "textbox", "'/' does not put the cursor in the search box"
    else:
        visitor.tab_to("", "textbox")
    visitor.type("apprenticeships in engineering")
    visitor.press("Enter")
    visitor.page.wait_for_url("**/search?**")

    first = visitor.page.locator("ol > li").first
    assert IDRIS.name in first.inner_text()
    assert "Rosa Quill" in first.inner_text() or "colleague" in first.inner_text()
    visitor.tab_to(IDRIS.phone, "link")
    number = visitor.page.evaluate("document.activeElement.href")
    assert number == "tel:01184960102"


@BOTH_WAYS
def test_from_a_persons_page_to_a_new_tag(visit: Visit, scripts: bool) -> None:
    topic = "boat licences " + ("with" if scripts else "without")
    visitor = visit(ADVISER, scripts=scripts)
    visitor.go(f"/people/{IDRIS.id}")
    visitor.tab_to(f"Say what {IDRIS.name} knows", "link")
    visitor.press("Enter")
    visitor.page.wait_for_url("**/tag*")
    visitor.tab_to("Topic 1", "textbox")
    visitor.type(topic)
    visitor.press("Escape")
    visitor.tab_to("Knows about it", "radio")
    visitor.tab_to("", "radio")
    visitor.press("Space", "ArrowDown", "ArrowDown", "ArrowDown")
    visitor.tab_to("Anything that helps", "textbox")
    visitor.type("Took my group out in March.")
    visitor.tab_to("Save", "button")
    visitor.press("Enter")
    visitor.page.wait_for_url(f"**/people/{IDRIS.id}*")

    claim = visitor.page.locator("article", has_text=topic)
    assert claim.count() == 1
    search(visitor, topic)
    results = visitor.page.locator("#results").inner_text()
    assert IDRIS.name in results


@BOTH_WAYS
def test_what_the_tagged_person_hides_no_search_finds(
    visit: Visit, site: Site, scripts: bool
) -> None:
    topic = "knot tying " + ("with" if scripts else "without")
    rosa = Viewer(ROSA.id, ROSA.name, ("adviser",))
    taggings.tag(site.database, rosa, IDRIS.id, [topic], kind=TaggingKind.KNOWS, now=NOW)
    visitor = visit(TAGGED, scripts=scripts)
    search(visitor, topic)
    assert IDRIS.name in visitor.page.locator("#results").inner_text()

    visitor.go("/me")
    visitor.tab_to(f"Hide ({topic}, said by {ROSA.name})", "button")
    visitor.press("Enter")
    visitor.page.locator("article", has_text=topic).get_by_text("Put back").wait_for()

    for email in (TAGGED, ADVISER):
        someone = visit(email, scripts=scripts)
        for words in (topic, topic.upper(), f"{topic}s"):
            search(someone, words)
            assert IDRIS.name not in someone.page.locator("#results").inner_text()
