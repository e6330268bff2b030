"""The pages on gaps: who sees what, and every file the same as the screen."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest
from flask import Flask
from lxml import html

from graph import schema
from graph.database import Database
from graph.records import Source, Tagging, TaggingKind
from tagging import accounts, taggings
from tagging.permissions import OPERATOR
from tests import gap_organisation as fell
from tests.gap_organisation import DIRECTOR, HR, LEADER, PLAIN
from tests.webapp.views.reading import Browser
from webapp import create_app
from webapp.config import Environment, Settings

Browse = Callable[..., Browser]
NAMES = re.compile(r"Dale \d|Coast \d|Desk \d")


@pytest.fixture(scope="module")
def filled(migrated_database: Database) -> Database:
    schema.wipe(migrated_database)
    fell.load(migrated_database)
    return migrated_database.with_bookmarks(())


@pytest.fixture(scope="module")
def fells(filled: Database, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("fell")
    site = create_app(Settings(environment=Environment.TEST, data_folder=folder), filled)
    site.config["WTF_CSRF_ENABLED"] = False
    return site


@pytest.fixture(scope="module")
def visit(fells: Flask, filled: Database) -> Browse:
    def signed_in(email: str) -> Browser:
        client = fells.test_client()
        signed = accounts.sign_in(filled, email, fell.PASSWORD, "127.0.0.1", fell.NOW)
        with client.session_transaction() as session:
            session["_user_id"] = signed.token
        return Browser(client)

    return signed_in


def table(browser: Browser, path: str, caption: str) -> list[list[str]]:
    """Return a table of a page as it reads: rows of words."""
    page = html.fromstring(browser.client.get(path).get_data())
    (found,) = page.xpath(f"//table[caption/@id='{caption}']")
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in found.xpath(".//tr")
    ]


def test_the_overview_opens_with_what_was_planted(visit: Browse) -> None:
    words = visit(HR).open("/gaps").words
    opening = words[: words.index("How gaps are ranked")]
    assert "Only one person knows overseas qualifications" in opening
    assert "What was known of fishing has gone stale" in opening
    assert "Nobody knows heat pumps. Looked for in vain 6 times in the last year" in opening
    assert "Nobody in Dales team knows labour market information or anything narrower" in opening


def test_it_leads_to_the_evidence_in_three_clicks(visit: Browse) -> None:
    browser = visit(HR)
    figures = browser.open("/gaps").links["overseas qualifications: figures and evidence"]
    named = browser.open(figures).links["Who is named for overseas qualifications, and why"]
    person = browser.open(named).links["Coast 0"]
    assert "Asked twice." in browser.open(person).words


@pytest.mark.parametrize("path", ["/gaps", "/gaps/teams"])
def test_who_sees_only_their_own_is_led_there(visit: Browse, path: str) -> None:
    answer = visit(PLAIN).client.get(path)
    assert (answer.status_code, answer.location) == (302, "/gaps/me")


@pytest.mark.parametrize("name", ["overview", "teams"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
def test_files_are_for_those_who_see_the_page(visit: Browse, name: str, ending: str) -> None:
    path = f"/gaps/{name}.{ending}"
    answers = [visit(who).client.get(path).status_code for who in (HR, DIRECTOR, LEADER, PLAIN)]
    assert answers == [200, 200, 200, 403]


def test_hr_reads_no_name_and_a_leader_only_those_of_their_people(visit: Browse) -> None:
    pages = ["/gaps", "/gaps/teams", "/gaps/skills/overseas", "/gaps/skills/interviewing"]
    seen = " ".join(visit(HR).open(page).words for page in pages)
    assert not NAMES.findall(seen)
    seen = " ".join(visit(LEADER).open(page).words for page in [*pages, "/gaps/people"])
    assert set(NAMES.findall(seen)) == {f"Dale {n}" for n in range(6)}
    assert "Only Coast 0 knows overseas" in visit(DIRECTOR).open("/gaps").words
    plain = visit(PLAIN).open("/gaps/skills/overseas").words
    assert set(NAMES.findall(plain)) == {"Dale 2"}, "only who is signed in"


def test_small_groups_are_held_back_everywhere_and_said_so(visit: Browse) -> None:
    browser = visit(HR)
    page = browser.open("/gaps/teams?by=place")
    assert "Quay, Shore: not shown: fewer than 5 people" in page.words.replace(
        "Shore, Quay", "Quay, Shore"
    )
    assert browser.open("/gaps?place=quay").status == 400
    assert browser.client.get("/gaps/overview.csv?place=quay").status_code == 400
    assert browser.open("/gaps?team=dales").status == 200


def test_a_match_is_for_oneself_and_for_whom_one_reports_to(visit: Browse) -> None:
    own = visit(PLAIN).open("/gaps/me")
    assert "Adviser: " in own.words
    assert "there" in own.words
    assert visit(LEADER).open("/gaps/me?person=dales-2").status == 200
    assert [visit(who).open("/gaps/me?person=coast-2").status for who in (LEADER, HR)] == [404, 404]


@pytest.mark.parametrize(
    ("page", "file", "caption"),
    [
        ("/gaps?rows=all", "/gaps/overview", "all-gaps"),
        ("/gaps?team=dales&level=3&lack=2", "/gaps/overview", "all-gaps"),
        ("/gaps/teams?rows=all", "/gaps/teams", "heat"),
        ("/gaps/teams?by=place", "/gaps/teams", "heat"),
        ("/gaps/skills/interviewing", "/gaps/skill", "groups"),
    ],
)
def test_workbook_and_csv_read_back_equal_to_the_screen(
    visit: Browse, page: str, file: str, caption: str
) -> None:
    browser = visit(HR)
    shown = table(browser, page, caption)
    _, _, asked = page.partition("?")
    query = f"?{asked}&skill=interviewing"
    text = browser.client.get(f"{file}.csv{query}").text.removeprefix("\ufeff")
    assert [
        [cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(text))
    ] == shown
    book = openpyxl.load_workbook(io.BytesIO(browser.client.get(f"{file}.xlsx{query}").data))
    sheet = book.worksheets[0]
    assert [[read(cell) for cell in row] for row in sheet.iter_rows()] == shown


def read(cell: "openpyxl.cell.Cell") -> str:
    """Return a cell as a spreadsheet shows it."""
    if isinstance(cell.value, int | float):
        decimals = len(cell.number_format.partition(".")[2])
        return f"{cell.value:,.{decimals}f}"
    return str(cell.value or "")


def test_words_like_formulas_stay_words(visit: Browse) -> None:
    browser = visit(HR)
    assert f"'{fell.FORMULA}" in browser.client.get("/gaps/overview.csv?rows=all").text
    book = openpyxl.load_workbook(
        io.BytesIO(browser.client.get("/gaps/overview.xlsx?rows=all").data)
    )
    (cell,) = [row[0] for row in book.worksheets[0].iter_rows() if row[0].value == fell.FORMULA]
    assert cell.data_type == "s"


def test_the_pdf_says_what_the_screen_says(visit: Browse) -> None:
    browser = visit(HR)
    file = io.BytesIO(browser.client.get("/gaps/overview.pdf").data)
    printed = " ".join(
        " ".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages
    )
    assert "Only one person knows overseas qualifications" in printed
    for row in table(browser, "/gaps", "all-gaps")[1:]:
        assert row[0] in printed
        assert row[9] in printed


def test_what_is_just_said_counts_on_the_next_read(visit: Browse, filled: Database) -> None:
    browser = visit(HR)
    before = table(browser, "/gaps/skills/sums", "groups")
    said = [
        Tagging(one, "dales-5", "sums", fell.NOW, fell.NOW, TaggingKind.KNOWS, 5, "", Source.PEER)
        for one in ("lena", "grace", "dales-1")
    ]
    taggings.load_taggings(filled, OPERATOR, said, "test")
    after = table(browser, "/gaps/skills/sums", "groups")
    assert (before[1][1], after[1][1]) == ("0.0", "1.0")
    filled.write("MATCH (t:Tagging)-[:OF]->(:Skill {id: 'sums'}) DETACH DELETE t")


def test_what_cannot_be_meant_is_left_out(visit: Browse) -> None:
    asked = "/gaps?level=9&as-of=yesterday&importance=7&by=moon&rows=some&about=team:"
    assert visit(HR).open(asked).status == 200
    assert visit(HR).open("/gaps/skills/nothing").status == 404
    assert visit(HR).client.get("/gaps/overview.exe").status_code == 404
