"""What people look for: the page, its filters in the address, its tables as they are saved."""

import csv
import io
from collections.abc import Callable

import pytest

from graph import demand
from graph.database import Database
from tests.organisation import ADVISER, HR, NOW, TAGGED
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
HEADER = ["Topic", "Searches", "In vain", "Questions", "Unanswered", "Before", "More"]


@pytest.fixture
def asked(database: Database) -> Database:
    """Ten searches for one topic, and words in vain that a spreadsheet would run."""
    for _ in range(10):
        demand.count(database, ["interviews"], None, NOW.date(), kind="search", met=True)
    demand.count(database, ["guidance"], None, NOW.date(), kind="question", met=False)
    demand.note_unmet(database, "=HYPERLINK(1)", NOW.date())
    return database


def saved(browser: Browser, path: str) -> list[list[str]]:
    with browser.client.get(path) as response:
        assert response.mimetype == "text/csv"
        assert "attachment" in response.headers["Content-Disposition"]
        return list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("path", ["/demand", "/demand.csv"])
def test_it_is_for_those_who_may_see_it(browse: Browse, path: str) -> None:
    assert [browse(who).open(path).status for who in (ADVISER, TAGGED, HR)] == [403, 403, 200]


def test_each_topic_leads_to_its_page_and_to_who_could_be_named(
    browse: Browse, asked: Database
) -> None:
    page = browse(HR).open("/demand?days=30")
    assert "interview practice" in page.links
    assert page.links["interview practice"] == "/skills/interviews"
    assert page.links["Who could be named for interview practice ?"] == (
        "/people?skill=interview+practice"
    )
    assert "counts twice" in page.words


def test_the_file_equals_the_screen_and_runs_nothing(browse: Browse, asked: Database) -> None:
    hr = browse(HR)
    for order in ("most", "unmet", "rising"):
        screen = hr.open(f"/demand?days=365&order={order}")
        rows = saved(hr, f"/demand.csv?table=topics&days=365&order={order}")
        assert rows[0] == [
            "Topic",
            *["Searches", "In vain", "Questions", "Unanswered", "Before", "More"],
        ]
        assert len(rows) == 2 if order == "unmet" else 3
        places = [screen.words.index(f"for {row[0]} ? {' '.join(row[1:])}") for row in rows[1:]]
        assert places == sorted(places)
    assert saved(hr, "/demand.csv?table=words")[1][:2] == ["'=HYPERLINK(1)", "1"]
    assert saved(hr, "/demand.csv?table=teams") == [["Team", *HEADER[1:]]]
    assert hr.open("/demand.csv?table=none").status == 404


def test_what_cannot_be_meant_is_left_out(browse: Browse, asked: Database) -> None:
    page = browse(HR).open("/demand?days=7&order=x&team=nobody")
    assert page.status == 200
    assert "last 90 days" in page.words


def test_searching_counts_after_the_answer_and_filters_do_not_count_again(
    browse: Browse, database: Database
) -> None:
    rosa = browse()
    rosa.open("/search?q=interview practice")
    rosa.open("/search?q=interview practice&kind=staff")
    rosa.open("/search?q=interview practice&limit=20")
    assert database.read("MATCH (d:Demand) RETURN d.times AS times, d.met AS met") == [
        {"times": 1, "met": 1}
    ]
