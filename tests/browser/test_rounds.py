"""A review round by three people: HR opens it, each answers on one page, results by who asks."""

from collections.abc import Callable

from graph import people
from graph.database import Database
from graph.records import Person
from tagging import accounts
from tagging.permissions import OPERATOR
from tests import organisation
from tests.browser.conftest import Site
from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
# A fourth in the team, so that everybody has a colleague to be asked about.
UMA = Person("uma", "Uma Dale", email="uma@waypoint.example", team=organisation.HARBOUR)


def staffed(database: Database) -> None:
    database.transact(lambda tx: people.save(tx, [UMA]))
    accounts.create(database, OPERATOR, UMA.email, UMA.id, ("adviser",), organisation.PASSWORD)


def answer_all(visitor: Visitor, address: str, *, scripts: bool = True) -> int:
    """Open what is asked, choose the first answer of each item, send; returns how many."""
    visitor.go("/")
    visitor.page.get_by_role("link", name="of a review").click()
    visitor.page.get_by_role("link", name="Harbour review").first.click()
    visitor.page.get_by_role("link", name="Answer", exact=True).click()
    visitor.page.get_by_role("heading", name="About you").or_(
        visitor.page.get_by_role("heading", name="About ")
    ).first.wait_for()
    items = visitor.page.locator("fieldset[id^='item-']")
    for number in range(items.count()):
        items.nth(number).get_by_role("radio").first.check()
    # axe-core waits for ever on a page without scripts.
    assert not (faults_of(visitor, f"{address}/answer") if scripts else visitor.too_wide())
    visitor.page.get_by_role("button", name="Keep my answers").click()
    visitor.page.get_by_text("You have answered everything").wait_for()
    return items.count()


def test_a_review_round_by_three_people(visit: Visit, site: Site) -> None:
    staffed(site.database)
    hr = visit(organisation.HR)
    hr.go("/reviews")
    hr.page.get_by_role("link", name="Open a review").click()
    hr.page.get_by_label("Name").fill("Harbour review")
    hr.page.get_by_label("A team", exact=True).check()
    hr.page.get_by_label("Team", exact=True).select_option(label="Harbour team")
    hr.page.get_by_label("What is asked").select_option("0")
    hr.page.get_by_role("button", name="Show what it would ask").click()
    hr.page.get_by_text("Nothing is sent yet").wait_for()
    assert not faults_of(hr, "/reviews/new")
    hr.page.get_by_role("button", name="Open the review").click()
    hr.page.wait_for_url(lambda url: "/reviews/" in url and "/new" not in url)
    address = hr.page.url
    assert not faults_of(hr, address)

    rosa, idris = visit(organisation.ADVISER), visit(organisation.TAGGED, scripts=False)
    answer_all(rosa, address)
    answer_all(idris, address, scripts=False)
    answer_all(hr, address)
    rosa.page.goto(f"{address}/paper")
    assert not faults_of(rosa, f"{address}/paper")

    hr.page.goto(address)
    hr.page.get_by_text("End it now").click()
    hr.page.get_by_role("button", name="End the review").click()
    hr.page.get_by_role("heading", name="What came of Harbour review").wait_for()
    assert not faults_of(hr, f"{address}/results")
    idris.page.goto(f"{address}/results")
    idris.page.get_by_role("heading", name="Of you").wait_for()
    assert "fewer than 5 people" in idris.page.inner_text("main")
    assert "Rosa" not in idris.page.inner_text("main")


def test_a_plan_with_a_coach(visit: Visit) -> None:
    rosa = visit(organisation.ADVISER)
    rosa.go("/learning/new?skill=engineering-apprenticeships")
    rosa.page.get_by_label("4: handles unusual cases").check()
    rosa.page.get_by_label("Say on my page").check()
    assert not faults_of(rosa, "/learning/new")
    rosa.page.get_by_role("button", name="Keep the goal").click()
    rosa.page.get_by_role("button", name="Ask Idris").click()
    rosa.page.get_by_text("has not answered yet").wait_for()
    address = rosa.page.url
    assert not faults_of(rosa, address)
    idris = visit(organisation.TAGGED)
    idris.page.goto(address)
    idris.page.get_by_role("button", name="Yes, I help").click()
    idris.page.get_by_text("That you help with").wait_for()
    assert not faults_of(idris, "/learning")
    rosa.go("/learning")
    assert "with Idris" in rosa.page.inner_text("main")
    rosa.go("/learning/teach")
    assert not faults_of(rosa, "/learning/teach")
