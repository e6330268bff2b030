"""Reviewing suggestions with the keyboard alone, with JavaScript and without, wide and narrow."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import covers, documents, suggestions
from tagging import reviewing
from tests import organisation
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.kept import Holding
from tests.organisation import NOW, TAGGED, TIDES
from tests.suggested import found, proposal

Visit = Callable[..., Visitor]
PATH = f"/documents/{TIDES.id}/suggestions"
TEXT = (
    "# Yards along the estuary\n\n"
    "Yards took on 120 apprentices last year. Every interview is practised twice.\n\n"
    + "\n\n".join(f"Paragraph {number} says nothing much about anything." for number in range(40))
    + "\n\nHull caulking is coming back, and guidance on it is scarce.\n"
)
FOUND = (
    found(TEXT, "apprentices", "apprenticeships", 0.96, decided="‘apprentice’ is a label of it."),
    found(TEXT, "interview is practised", "interviews", 0.7, kind="implied"),
    found(TEXT, "Hull caulking", None, 0.4),
    found(TEXT, "guidance", "guidance", 0.05),
)
PROPOSALS = (proposal(TEXT, "estuary", "geography", "local", 0.8),)
FIRST, SECOND, THIRD, LAST = ("apprenticeships", "interview practice", "Hull caulking", "careers")


@pytest.fixture
def read(site: Site, holding: Holding) -> Site:
    """Idris' document has just been read: four topics and a detail wait for an answer."""
    holding(organisation.load)
    document = documents.get(site.database, TIDES.id)
    assert document is not None
    site.database.transact(lambda tx: documents.save(tx, [replace(document, text=TEXT)]))
    reviewing.save_found(site.database, TIDES.id, FOUND, PROPOSALS, NOW)  # type: ignore[arg-type]
    return site


def covered(site: Site) -> set[str]:
    return {one.skill.name for one in covers.covers(site.database, TIDES.id)}


def await_focus(visitor: Visitor, words: str) -> None:
    """Wait until a suggestion named so has the focus."""
    visitor.page.wait_for_function(
        """words => {
          const focused = document.activeElement;
          const label = document.getElementById(focused.getAttribute("aria-labelledby"));
          return focused !== document.body && (label ?? focused).textContent.includes(words);
        }""",
        arg=words,
    )


def test_accept_refuse_correct_and_undo_with_single_keys(visit: Visit, read: Site) -> None:
    idris = visit(TAGGED)
    idris.go(PATH)
    idris.press("a")
    assert "apprenticeships" not in covered(read), "a key worked outside the list"
    idris.tab_to("Answer with single keys", "button")
    idris.press("Enter")
    await_focus(idris, FIRST)
    idris.press("n", "n")
    await_focus(idris, THIRD)
    idris.press("p", "p")
    idris.press("a")
    await_focus(idris, SECOND)
    assert "apprenticeships" in covered(read)
    assert "‘apprenticeships’ is now a topic" in idris.page.locator("#messages").inner_text()
    idris.press("u")
    await_focus(idris, FIRST)
    assert "apprenticeships" not in covered(read)
    idris.press("r")
    await_focus(idris, SECOND)
    idris.press("c")
    idris.type("earn while")
    idris.page.locator(".combobox [role=option]").first.wait_for()
    idris.press("ArrowDown", "Enter", "Enter")
    await_focus(idris, THIRD)
    idris.press("a")
    await_focus(idris, LAST)
    idris.press("r")
    await_focus(idris, "town or district")
    idris.press("a")
    await_focus(idris, "All answered")
    assert {"apprenticeships", "Hull caulking"} <= covered(read)
    assert "interview practice" not in covered(read)
    assert documents.get(read.database, TIDES.id).geography == "local"  # type: ignore[union-attr]


def test_what_is_accepted_is_found_by_topic_by_author_and_by_words(
    visit: Visit, read: Site
) -> None:
    idris = visit(TAGGED)
    idris.go(PATH)
    idris.tab_to("Answer with single keys", "button")
    idris.press("Enter")
    await_focus(idris, FIRST)
    idris.press("a")
    await_focus(idris, SECOND)
    said = covers.covers(read.database, TIDES.id)
    topic = next(one.skill for one in said if one.skill.name == FIRST)
    rosa = visit(organisation.ADVISER)
    for path in (f"/skills/{topic.id}", "/people/idris", f"/documents?q={FIRST}"):
        rosa.go(path)
        assert rosa.page.locator("main").get_by_role("link", name=TIDES.title).count(), path
    rosa.go("/people/idris")
    assert "Has written on" in rosa.page.locator("main").inner_text()


def test_keys_pressed_in_haste_are_each_for_the_next_suggestion(visit: Visit, read: Site) -> None:
    idris = visit(TAGGED)
    idris.go(PATH)
    idris.tab_to("Answer with single keys", "button")
    idris.press("Enter", "a", "r", "a", "r")
    await_focus(idris, "town or district")
    assert {"apprenticeships", "Hull caulking"} <= covered(read)
    assert not {"interview practice", "careers guidance"} & covered(read)


def test_the_text_follows_and_the_page_stays(visit: Visit, read: Site) -> None:
    idris = visit(TAGGED)
    idris.go(PATH)
    idris.tab_to("Answer with single keys", "button")
    idris.press("Enter", "n", "n")
    await_focus(idris, THIRD)
    mark = idris.page.locator("mark.mark--current")
    assert mark.inner_text() == "Hull caulking"
    assert idris.page.evaluate("document.getElementById('text').scrollTop") > 0
    box, window = mark.bounding_box(), idris.page.viewport_size
    assert box
    assert window
    assert 0 < box["y"] < window["height"]


def test_the_keys_can_be_turned_off_and_stay_off(visit: Visit, read: Site) -> None:
    idris = visit(TAGGED)
    idris.go(PATH)
    switch = idris.page.get_by_label("Single keys work while you are in this list")
    switch.focus()
    idris.press("Space")
    idris.go(PATH)
    assert not switch.is_checked()
    idris.page.locator("[data-suggestion]").first.focus()
    idris.press("a", "r")
    idris.page.wait_for_timeout(300)
    assert idris.page.locator("[data-suggestion]").count() == 5
    switch.focus()
    idris.press("Space")
    idris.page.locator("[data-suggestion]").first.focus()
    idris.press("a")
    await_focus(idris, SECOND)


def test_without_scripts_buttons_lead_from_one_to_the_next(visit: Visit, read: Site) -> None:
    idris = visit(TAGGED, scripts=False, width=320)
    idris.go(PATH)
    idris.tab_to("Accept apprenticeships", "button")
    idris.press("Enter")
    idris.page.wait_for_url("**#suggestion-*")
    assert "apprenticeships" in covered(read)
    assert suggestions.suggestion_id(TIDES.id, "skill", "interviews") in idris.page.url
    idris.tab_to("Refuse interview practice", "button")
    idris.press("Enter")
    idris.page.get_by_text("Refused: ‘interview practice’").wait_for()
    idris.tab_to("Correct Hull caulking", "button")
    idris.press("Enter")
    idris.tab_to("Which topic is it instead?", "textbox")
    idris.type("mock interviews")
    idris.press("Enter")
    idris.page.get_by_text("‘interview practice’ instead of ‘Hull caulking’").wait_for()
    assert "interview practice" in covered(read)


def test_several_at_once_and_back(visit: Visit, read: Site) -> None:
    idris = visit(TAGGED)
    idris.go(PATH)
    idris.page.get_by_label("Accept", exact=True).select_option(label="all above 70 %")
    idris.tab_to("Show which these are", "button")
    idris.press("Enter")
    idris.page.get_by_text("Nothing is done yet").wait_for()
    assert not idris.serious_faults() + idris.too_wide()
    idris.tab_to("Do this", "button")
    idris.press("Enter")
    idris.page.get_by_text("3 accepted.").wait_for()
    assert {"apprenticeships", "interview practice"} <= covered(read)
    await_focus(idris, "2 suggestions to answer")
    idris.press("u")
    idris.page.get_by_text("3 suggestions are as they were").wait_for()
    assert "interview practice" not in covered(read)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_accessible_and_fit(visit: Visit, read: Site, width: int) -> None:
    odd = [found(TEXT, "guidance", None, 0.93, label="x" * 70), *FOUND]
    reviewing.save_found(read.database, TIDES.id, odd, PROPOSALS, NOW)  # type: ignore[arg-type]
    idris = visit(TAGGED, width=width)
    for path in (PATH, f"{PATH}/batch?at_least=70&at_most=10", "/me/suggestions", "/me"):
        idris.go(path)
        idris.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert not idris.serious_faults() + idris.too_wide(), json.dumps(path)
    reviewing.save_found_about(read.database, "idris", odd, NOW)  # type: ignore[arg-type]
    idris.go("/me/suggestions")
    assert not idris.serious_faults() + idris.too_wide()
