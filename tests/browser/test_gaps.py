"""Gaps in a real browser: to the evidence in three clicks, read as tables, saved, printable."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser

from graph import schema
from graph.database import Database
from tests import gap_organisation as fell
from tests.browser.conftest import Site, served
from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from tests.gap_organisation import HR, LEADER, PLAIN
from webapp.config import Environment, Settings

Visit = Callable[..., Visitor]
# What a screen reader is told of a cell: its place comes from the headers of its row and column.
HEADERS_OF_CELLS = """() => [...document.querySelectorAll("table.sheet tbody tr")].every(row =>
  row.querySelector("th[scope=row]") && row.querySelectorAll("td").length > 0)
  && [...document.querySelectorAll("table.sheet thead th")].every(one => one.scope === "col")"""


@pytest.fixture(scope="module")
def fells(migrated_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    schema.wipe(migrated_database)
    fell.load(migrated_database)
    folder = tmp_path_factory.mktemp("fells")
    settings = Settings(environment=Environment.TEST, data_folder=folder)
    with served(migrated_database, settings) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, fells: Site) -> Iterator[Visit]:
    """Open windows on the site; when the test is over, none of them may have noted a fault."""
    visitors: list[Visitor] = []

    def arrive(email: str, *, scripts: bool = True, width: int = 1280) -> Visitor:
        visitor = Visitor.arrive(browser, fells.address, scripts=scripts, width=width)
        visitors.append(visitor)
        visitor.sign_in(email, fell.PASSWORD)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.context.close()
    assert not [problem for visitor in visitors for problem in visitor.problems]


def test_from_the_overview_to_the_evidence_in_three_clicks(visit: Visit) -> None:
    visitor = visit(HR, scripts=False)
    page = visitor.page
    page.get_by_role("link", name="Gaps", exact=True).click()
    page.get_by_role("heading", name="To act on first").wait_for()
    clicks = (
        page.get_by_role("link", name="overseas qualifications: figures and evidence").first,
        page.get_by_role("link", name="Who is named for overseas qualifications, and why"),
        page.get_by_role("link", name="Coast 0").first,
    )
    for click in clicks:
        click.click()
    page.locator(".claim__why", has_text="say Coast 0").first.wait_for()


def test_every_page_is_accessible_and_fits(visit: Visit) -> None:
    hr, leader, plain = visit(HR), visit(LEADER), visit(PLAIN)
    faults = []
    for visitor, path in (
        (hr, "/gaps"),
        (hr, "/gaps/teams"),
        (hr, "/gaps/skills/overseas?as-of=2026-01-01"),
        (leader, "/gaps/people"),
        (plain, "/gaps/me"),
    ):
        visitor.go(path)
        visitor.page.evaluate(
            "document.querySelectorAll('details').forEach(one => one.open = true)"
        )
        faults += faults_of(visitor, path)
    assert not faults


def test_the_heat_map_is_read_as_a_table(visit: Visit) -> None:
    visitor = visit(HR)
    visitor.go("/gaps/teams")
    tree = visitor.page.locator("table.sheet").aria_snapshot()
    assert tree.startswith('- table "Expected people at the level or above')
    for words in ("Skill", "Level", "Everybody", "Coast team", "Dales team", "The desk"):
        assert f'columnheader "{words}"' in tree
    row = next(line for line in tree.splitlines() if line.strip().startswith('- row "overseas'))
    assert row.strip().startswith(
        '- row "overseas qualifications 3 1.0 of 12 1.0 of 6 0.0 of 6 0.0'
    )
    assert 'rowheader "overseas qualifications"' in tree
    assert 'cell "0.0 of 6"' in tree
    assert visitor.page.evaluate(HEADERS_OF_CELLS)


def test_a_workbook_is_saved_and_reads_back_equal(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(HR)
    visitor.go("/gaps/teams")
    cells = visitor.page.locator("table.sheet tbody tr").first.locator("th, td").all_inner_texts()
    with visitor.page.expect_download() as saving:
        visitor.page.get_by_role("link", name="Excel workbook").click()
    assert saving.value.suggested_filename == "gaps-by-team.xlsx"
    saving.value.save_as(tmp_path / "saved.xlsx")
    first = list(openpyxl.load_workbook(tmp_path / "saved.xlsx").worksheets[0].iter_rows())[1]
    assert [shown(cell) for cell in first] == [one.strip() for one in cells]


def shown(cell: Any) -> str:
    """Return a cell as a spreadsheet shows it."""
    decimals = len(cell.number_format.partition(".")[2])
    return f"{cell.value:.{decimals}f}" if cell.data_type == "n" else str(cell.value)


def test_a_group_and_a_weight_are_chosen_without_scripts(visit: Visit) -> None:
    visitor = visit(HR, scripts=False)
    visitor.go("/gaps")
    visitor.page.get_by_label("About", exact=True).select_option(label="Dales team")
    visitor.page.get_by_role("button", name="Show", exact=True).click()
    visitor.page.get_by_role("heading", name="What we are missing: Dales team").wait_for()
    visitor.page.get_by_text("How gaps are ranked").click()
    visitor.page.get_by_label("Demand", exact=True).select_option("0")
    visitor.page.get_by_role("button", name="Rank again").click()
    assert "demand=0" in visitor.page.url
