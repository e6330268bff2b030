"""The loop closed: search, ask, answer, 'it helped', and the next search says so."""

from collections.abc import Callable

from tests.browser.test_journeys import BOTH_WAYS, search
from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, IDRIS, TAGGED

Visit = Callable[..., Visitor]
TOPIC = "engineering apprenticeships"


@BOTH_WAYS
def test_an_answer_that_helped_is_a_reason_in_the_next_search(visit: Visit, scripts: bool) -> None:
    words = "Which yards take people over 19 " + ("now?" if scripts else "this year?")
    rosa = visit(ADVISER, scripts=scripts)
    search(rosa, TOPIC)  # the first action
    card = rosa.page.locator(f"#person-{IDRIS.id}")
    card.get_by_role("link", name="Ask through Signpost").click()  # the second
    rosa.page.wait_for_url("**/questions/new?**")
    rosa.page.get_by_label("Your question").fill(words)
    rosa.page.get_by_role("button", name="Ask", exact=True).click()  # the third
    rosa.page.wait_for_url(lambda url: "/questions/" in url and "/new" not in url)
    address = rosa.page.url

    idris = visit(TAGGED, scripts=scripts)
    idris.go("/")
    idris.page.get_by_role("link", name="waiting for you").click()
    idris.page.get_by_role("link", name=words).click()
    idris.page.get_by_label("Your answer").fill("The dry dock does, every September.")
    idris.page.get_by_role("button", name="Answer", exact=True).click()
    idris.page.wait_for_load_state()
    assert "Your answer is sent" in idris.page.inner_text("body")

    rosa.page.goto(address)
    assert "The dry dock does" in rosa.page.inner_text("main")
    rosa.page.get_by_role("button", name="It helped", exact=True).click()
    rosa.page.get_by_text("You said that it helped").wait_for()

    search(rosa, TOPIC)
    card = rosa.page.locator(f"#person-{IDRIS.id}")
    assert "question" in card.inner_text() or "question" in (card.text_content() or "")
    idris.page.reload()
    assert "Your answer helped" in idris.page.inner_text("main")
