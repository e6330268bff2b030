"""Messages, and the form for when one is told, at every width."""

from collections.abc import Callable
from datetime import timedelta

from graph import notifications
from graph.records import Notification
from tests.browser.conftest import Site
from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from tests.organisation import NOW, TAGGED

Visit = Callable[..., Visitor]
LONG = "Rosa Quill asks you about engineering apprenticeships and " + "verylongwords" * 6


def test_messages_are_accessible_and_fit(visit: Visit, site: Site) -> None:
    told = [
        Notification(f"m{n}", "idris", "question", subject, "Rosa asks:\n\nCan you?\n\nThank you.",
                     "/skills/guidance", NOW - timedelta(hours=n))
        for n, subject in enumerate((LONG, "Still waiting for you"))
    ]  # fmt: skip
    site.database.transact(lambda tx: notifications.put(tx, told))
    idris = visit(TAGGED)
    faults = []
    for path in ("/messages", "/account"):
        idris.go(path)
        faults += faults_of(idris, path)
    assert not faults
    idris.go("/messages")
    idris.page.get_by_role("button", name=f"Open the page of: {LONG}").click()
    idris.page.wait_for_url("**/skills/guidance")
    idris.go("/messages")
    assert idris.page.get_by_text("· read").count() == 1
    assert idris.page.get_by_text("· new").count() == 1
