"""Two hundred varied searches: none is a dead end, and docs/searches.md says what each leads to."""

import re

import pytest

from graph.database import Database
from graph.own_neo4j import DEFAULT_LINE
from tests.conftest import LINE
from tests.tagging import searches
from tests.tagging.searches import PAGE, Outcome

CELLS = re.compile(r"(?<!\\) \| ")
STALE = "docs/searches.md is out of date: run `python -m tests.tagging.searches`"
LISTED = searches.listed()


@pytest.fixture(scope="module")
def tried(migrated_database: Database) -> dict[tuple[str, str], Outcome]:
    """What each search leads to in the demonstration organisation."""
    searches.load(migrated_database)
    return {(one.kind, one.text): one for one in searches.outcomes(migrated_database)}


def test_there_are_two_hundred_different_searches() -> None:
    assert len(set(LISTED)) == len(LISTED) >= 200


@pytest.mark.parametrize(("kind", "text"), LISTED)
def test_a_search_leaves_something_to_do_next(
    tried: dict[tuple[str, str], Outcome], kind: str, text: str
) -> None:
    one = tried[kind, text]
    assert one.offers
    people = one.findings.results or one.findings.fitting or one.findings.by_name
    assert people or one.findings.nearest, "nobody, and no topic to choose"
    assert people or one.findings.ask or not text.strip(), "nobody, and nobody to ask"
    assert len(one.findings.note) < 250, "a remark is read at a glance"


@pytest.mark.skipif(LINE != DEFAULT_LINE, reason="the page is made with the usual Neo4j")
def test_the_page_says_what_each_search_leads_to(
    tried: dict[tuple[str, str], Outcome],
) -> None:
    """What is understood and offered is as listed, and whoever is named there is still found.

    Their order may change with every statement: it is no reason to call the page out of date.
    """
    rows = [CELLS.split(row[2:-2]) for row in PAGE.read_text("utf-8").splitlines() if "| " in row]
    rows = [row for row in rows if len(row) == 3 and row[0] != "Typed"]
    assert len(rows) == len(tried), STALE
    for row, one in zip(rows, tried.values(), strict=True):
        assert row[:2] == CELLS.split(searches.row(one)[2:-2])[:2], STALE
        offered = searches.offered(one)
        assert list(_listed(row[2])) == list(offered), f"{one.text}: {STALE}"
        for sort, names in _listed(row[2]).items():
            assert set(names) <= set(offered[sort]), f"{one.text}: {STALE}"


def _listed(cell: str) -> dict[str, list[str]]:
    """Return what a row says is offered: of each sort the names."""
    lines = [line.partition("**: ") for line in cell.split("<br>") if line.startswith("**")]
    return {sort[2:]: names.removesuffix(" · …").split(" · ") for sort, _, names in lines}
