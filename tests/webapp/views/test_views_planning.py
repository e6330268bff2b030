"""Plans and scenarios on their pages: who sees them, and files equal the screen."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from graph import schema
from graph.database import Database
from tagging import accounts
from tests.planning_organisation import ADVISER, HR, MANAGER, NOW, PASSWORD, load
from tests.webapp.views.reading import Browser
from webapp import create_app
from webapp.config import Environment, Settings

Browse = Callable[[str], Browser]


@pytest.fixture
def bank(migrated_database: Database) -> Database:
    schema.wipe(migrated_database)
    load(migrated_database, with_accounts=True)
    return migrated_database.with_bookmarks(())


@pytest.fixture
def bank_site(bank: Database, tmp_path: Path) -> Flask:
    site = create_app(Settings(environment=Environment.TEST, data_folder=tmp_path), bank)
    site.config["WTF_CSRF_ENABLED"] = False
    return site


@pytest.fixture
def browse(bank_site: Flask, bank: Database) -> Browse:
    def signed_in(email: str) -> Browser:
        client = bank_site.test_client()
        signed = accounts.sign_in(bank, email, PASSWORD, "127.0.0.1", NOW)
        with client.session_transaction() as session:
            session["_user_id"] = signed.token
        return Browser(client)

    return signed_in


PAGES = (
    "/gaps/plan", "/gaps/plan.csv", "/scenarios", "/scenarios/compare", "/scenarios/leaving",
    "/scenarios/leaving.csv",
)  # fmt: skip


def test_pages_are_for_hr_and_managers(browse: Browse) -> None:
    for who, status in ((HR, 200), (MANAGER, 200), (ADVISER, 403)):
        browser = browse(who)
        assert {path: browser.client.get(path).status_code for path in PAGES} == dict.fromkeys(
            PAGES, status
        )


def rows(browser: Browser, path: str) -> list[list[str]]:
    with browser.client.get(path) as response:
        assert response.status_code == 200
        return list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))


def test_the_plan_is_saved_as_it_stands_on_the_screen(browse: Browse) -> None:
    hr = browse(HR)
    page = hr.open("/gaps/plan?budget=4000&hour=20")
    assert page.status == 200
    steps = rows(hr, "/gaps/plan.csv?budget=4000&hour=20")
    assert len(steps) > 1
    for row in steps[1:]:
        assert row[0] in page.words
    with hr.client.get("/gaps/plan.xlsx?budget=4000&hour=20&table=gaps") as response:
        book = load_workbook(io.BytesIO(response.data))
    sheet = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].values
    ]
    kept = rows(hr, "/gaps/plan.csv?budget=4000&hour=20&table=gaps")
    assert [row[0] for row in sheet] == [row[0] for row in kept]
    assert hr.client.get("/gaps/plan.exe").status_code == 404
    assert hr.client.get("/gaps/plan.csv?table=none").status_code == 404
    wrong = hr.open("/gaps/plan?budget=lots")
    assert wrong.status == 422
    assert "give a number" in wrong.words


def test_a_plan_is_kept_as_a_scenario(browse: Browse) -> None:
    hr = browse(HR)
    answer = hr.client.post("/gaps/plan/keep?budget=4000", data={"name": "The =plan"})
    assert answer.status_code == 303
    page = hr.open(answer.headers["Location"])
    assert "The =plan" in page.words
    assert "What gets better" in page.words
    saved = rows(hr, f"{answer.headers['Location']}.csv")
    assert len(saved) > 1


def test_a_scenario_is_built_by_forms_alone(browse: Browse) -> None:
    nora = browse(MANAGER)
    made = nora.client.post("/scenarios", data={"name": "Nils goes"}).headers["Location"]
    form = nora.open(f"{made}?add=leaves")
    assert "Nils" in form.words
    assert "Sami" not in form.words
    wrong = nora.client.post(f"{made}/changes", data={"what": "leaves", "person": ""})
    assert wrong.status_code == 422
    assert "Choose a person" in wrong.text
    done = nora.client.post(f"{made}/changes", data={"what": "leaves", "person": "nils"})
    assert done.status_code == 303
    fields = {"what": "work won", "name": "Ferry", "skill": ["lending", ""], "people": "2"}
    nora.client.post(f"{made}/changes", data=fields)
    unknown = nora.client.post(f"{made}/changes", data=fields | {"skill": "kites"})
    assert "There is no topic called" in unknown.text
    page = nora.open(made)
    assert "Nils leaves." in page.words
    assert "2 at level 3 of advice on loans" in page.words
    nora.client.post(f"{made}/changes/1/remove")
    assert "Ferry" not in nora.open(made).words.split("Before and after")[1]
    copy = nora.client.post(f"{made}/copy").headers["Location"]
    both = f"/scenarios/compare?of={made.split('/')[-1]}&of={copy.split('/')[-1]}"
    assert "Copy of Nils goes" in nora.open(both).words
    assert rows(nora, both.replace("compare?", "compare.csv?"))[0][:3] == [
        "Topic",
        "Where",
        "Today",
    ]
    assert browse(HR).open(made).status == 404
    shared = {"name": "Nils goes", "audience": "people", "people": HR}
    assert nora.client.post(made, data=shared).status_code == 303
    assert "somebody leaves" in browse(HR).open(made).words.casefold()
    nora.client.post(f"{made}/delete")
    assert nora.open(made).status == 404


def test_files_run_nothing(browse: Browse) -> None:
    nora = browse(MANAGER)
    made = nora.client.post("/scenarios", data={"name": "=1+1"}).headers["Location"]
    nora.client.post(f"{made}/changes", data={"what": "leaves", "person": "nils"})
    nora.client.post("/scenarios", data={"name": "@other"})
    saved = rows(nora, f"/scenarios/compare.csv?of={made.split('/')[-1]}")
    assert saved[0][3] == "'=1+1"
