"""Every page: no serious fault for axe-core, no error in the console, no sideways scrolling."""

from collections.abc import Callable, Iterator

import pytest

from graph.records import Ref, Requirement, Role, Work, WorkNeed
from tagging.permissions import OPERATOR
from tagging.roles import load_roles
from tagging.work import load_work
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, HARBOUR, HR, TAGGED, TIDES

Visit = Callable[..., Visitor]
WIDTHS = (320, 768, 1280)
EXAMPLES = {
    "document_id": TIDES.id,
    "person_id": "idris",
    "skill_id": "engineering-apprenticeships",
    "role_id": "broker",
    "team_id": HARBOUR.id,
    "work_id": "boats",
}
ASKED_FOR = Ref("engineering-apprenticeships", "engineering apprenticeships")
BROKER = Role("broker", "Employer broker", "Knows firms.", (Requirement(ASKED_FOR, 3, 0.9),))
BOATS = Work("boats", "New boatyard", needs=(WorkNeed(ASKED_FOR, 4, 0.8, people=2),))
NOT_PAGES = {
    "/static/<path:filename>",
    "/healthz",
    "/suggest",
    # Links that somebody has to make first, and files: see test_packs.py.
    "/collections/<collection_id>",
    "/collections/add",
    "/pack.pdf",
    "/demand.csv",
    "/gaps/<name>.<ending>",
    "/gaps/plan.<ending>",
    "/scenarios/compare.<ending>",
    "/scenarios/leaving.<ending>",
    "/scenarios/<scenario_id>.<ending>",
    # A scenario has to be made first: see test_scenarios.py.
    "/scenarios/<scenario_id>",
    "/packs/<pack_id>",
    "/packs/<pack_id>.pdf",
    # A question has to be asked first: see test_asking.py.
    "/questions/<question_id>",
    "/questions/<question_id>/pass",
    "/questions/<question_id>/not-me",
    # A review has to be opened, a goal made first: see test_rounds.py.
    "/learning/<goal_id>",
    "/reviews/<round_id>",
    "/reviews/<round_id>/answer",
    "/reviews/<round_id>/paper",
    "/reviews/<round_id>/results",
    # An upload has to be made first, and an original is a file: see test_uploads.py.
    "/documents/uploads/<batch>",
    "/documents/<document_id>/original",
    # For whoever may change the document: see test_reviewing.py.
    "/documents/<document_id>/suggestions",
    "/documents/<document_id>/suggestions/batch",
}
FURTHER = (
    "/people?kind=external",
    "/people/tobias",
    "/people/marguerite",
    "/search?q=apprenticeships+in+engineering",
    "/search?q=apprentiships&kind=staff&level=2",
    "/search?q=quantum+basketry",
    "/search?q=idris",
    "/skills/guidance",
    "/gaps/teams?by=role&level=3",
)


def addresses(site: Site) -> Iterator[str]:
    """Yield an example of every page there is, and pages that are different inside."""
    for rule in site.application.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and str(rule) not in NOT_PAGES:
            values = {name: EXAMPLES[name] for name in rule.arguments}
            with site.application.test_request_context():
                yield site.application.url_for(rule.endpoint, **values)
    yield from FURTHER


def faults_of(visitor: Visitor, path: str) -> list[str]:
    """Return what is wrong with a page at any width."""
    faults = []
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{path} at {width}: {wide}" for wide in visitor.too_wide()[:3]]
        if width in (min(WIDTHS), max(WIDTHS)):
            faults += visitor.serious_faults()
    return faults


def test_pages_are_accessible_and_fit(visit: Visit, site: Site) -> None:
    load_roles(site.database, OPERATOR, [BROKER], None)
    load_work(site.database, OPERATOR, [BOATS], None)
    reader, author = visit(HR), visit(TAGGED)
    faults = []
    for path in addresses(site):
        visitor = author if path.startswith(f"/documents/{TIDES.id}") else reader
        visitor.go(path)
        faults += faults_of(visitor, path)
    assert not faults


def test_ones_own_page_is_accessible_and_fits(visit: Visit) -> None:
    visitor = visit(TAGGED)
    visitor.go("/me")
    visitor.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert not faults_of(visitor, "/me")


def test_the_checks_find_what_is_planted(visit: Visit) -> None:
    visitor = visit(ADVISER, width=320)
    visitor.go("/skills")
    visitor.page.evaluate(
        "const planted = document.createElement('button');"
        "planted.style.width = '2000px';"
        "document.querySelector('main').append(planted)"
    )
    assert any("button-name" in fault for fault in visitor.serious_faults())
    assert visitor.too_wide()
    visitor.page.evaluate("console.error('planted')")
    assert any("planted" in problem for problem in visitor.problems)
    visitor.problems.clear()


@pytest.mark.parametrize("path", ["/sign-in", "/"])
def test_the_way_in_is_accessible(visit: Visit, path: str) -> None:
    visitor = visit(width=320)
    visitor.page.goto(path)
    assert not visitor.serious_faults() + visitor.too_wide()


def test_mistakes_in_a_form_are_accessible(visit: Visit) -> None:
    visitor = visit(ADVISER, width=320)
    visitor.go("/contacts/new")
    visitor.page.get_by_role("button", name="Add this contact").click()
    visitor.page.get_by_text("There is a problem").wait_for()
    assert not visitor.serious_faults() + visitor.too_wide()
    # A refused form is answered with 422, which the browser notes; nothing else may go wrong.
    visitor.problems = [problem for problem in visitor.problems if "422" not in problem]


def test_a_page_that_is_not_there_is_accessible(visit: Visit) -> None:
    visitor = visit(ADVISER)
    visitor.go("/people/nobody-of-this-id")
    assert not visitor.serious_faults()
    visitor.problems = [problem for problem in visitor.problems if "404" not in problem]
