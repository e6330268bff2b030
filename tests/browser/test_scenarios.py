"""A manager builds a scenario; the pages are accessible, fit a telephone and need no scripts."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from graph import schema
from graph.database import Database
from tests import planning_organisation as bank
from tests.browser.conftest import Site, served
from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from webapp.config import Environment, Settings


@pytest.fixture(scope="module")
def bank_site(
    migrated_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    schema.wipe(migrated_database)
    bank.load(migrated_database, with_accounts=True)
    folder = tmp_path_factory.mktemp("bank")
    settings = Settings(environment=Environment.TEST, data_folder=folder)
    with served(migrated_database, settings) as running:
        yield running


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(browser: Browser, bank_site: Site) -> Iterator[Arrive]:
    visitors: list[Visitor] = []

    def signed_in(email: str, *, scripts: bool = True, width: int = 1280) -> Visitor:
        visitor = Visitor.arrive(browser, bank_site.address, scripts=scripts, width=width)
        visitors.append(visitor)
        visitor.sign_in(email, bank.PASSWORD)
        return visitor

    yield signed_in
    for visitor in visitors:
        visitor.context.close()
    assert not [problem for visitor in visitors for problem in visitor.problems]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_build_a_scenario(arrive: Arrive, scripts: bool) -> None:
    visitor = arrive(bank.MANAGER, scripts=scripts)
    page = visitor.page
    visitor.go("/scenarios")
    page.get_by_label("Name", exact=True).fill("Nils goes, a contract comes")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("link", name="Somebody leaves").click()
    page.get_by_label("Who", exact=True).select_option("Nils")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="New work comes in").click()
    page.get_by_label("What the work is called").fill("Ferry")
    page.get_by_label("Topic 1").fill("boat building")
    page.get_by_role("button", name="Add it").click()
    assert page.get_by_text("‘Ferry’ is won").count()
    worse = page.get_by_role("heading", name="What gets worse")
    assert worse.count() == 1
    if scripts:
        assert not faults_of(visitor, page.url.removeprefix(visitor.address))
    page.get_by_role("button", name=re.compile("Take out.*Nils leaves")).click()
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_text("Nils leaves.", exact=True).count() == 1


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", ["/gaps/plan", "/scenarios", "/scenarios/leaving", "/scenarios/compare"]
)
def test_pages_are_accessible_and_fit(arrive: Arrive, path: str, width: int) -> None:
    for email in (bank.HR, bank.MANAGER):
        visitor = arrive(email, width=width)
        visitor.go(path)
        assert not visitor.serious_faults()
        assert not visitor.too_wide()
