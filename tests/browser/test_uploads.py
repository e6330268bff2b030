"""Uploading files and watching them being read by a real worker, with scripts and without."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.own_neo4j import Connection
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.importers import hostile_files as files
from tests.organisation import ADVISER
from tests.webapp.test_worker import kept_worker

Visit = Callable[..., Visitor]
LONGEST = 60_000  # milliseconds: text analysis comes into memory with the first document


@pytest.fixture
def worker(site: Site, neo4j_connection: Connection) -> Iterator[None]:
    folder = site.application.extensions["settings"].data_folder
    with kept_worker(neo4j_connection, folder):
        yield


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_files_are_uploaded_and_watched(
    visit: Visit, worker: None, tmp_path: Path, scripts: bool
) -> None:
    text = f"Interview practice helps young people ({'with' if scripts else 'without'} scripts)."
    (tmp_path / "practice.docx").write_bytes(files.word(("Title", "Practice"), ("Normal", text)))
    (tmp_path / "scan.pdf").write_bytes(files.scanned_pdf())
    visitor = visit(ADVISER, scripts=scripts, width=320)
    page = visitor.page
    visitor.go("/documents/upload")
    assert not visitor.too_wide()
    page.get_by_label("Choose files").set_input_files(
        [tmp_path / "practice.docx", tmp_path / "scan.pdf"]
    )
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/documents/uploads/*")
    suggested = page.get_by_role("link", name="Review the suggested topics for practice.docx")
    if not scripts:
        deadline = LONGEST // 500
        while not suggested.count() and (deadline := deadline - 1):
            if (refresh := page.get_by_role("link", name="Refresh")).count():
                refresh.click()
            page.wait_for_timeout(500)
    expect(suggested).to_be_visible(timeout=LONGEST)
    expect(page.get_by_text("2 of 2 files finished")).to_be_visible()
    expect(page.get_by_text("The file holds pictures of pages and no text")).to_be_visible()
    assert not visitor.too_wide()
    if scripts:
        assert not visitor.serious_faults()
    page.get_by_role("link", name="practice.docx", exact=True).click()
    expect(page.get_by_role("heading", name="Practice", level=1)).to_be_visible()
