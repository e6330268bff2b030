"""The results page, its filters, and suggestions while typing."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.organisation import IDRIS, MARGUERITE, ROSA, TOBIAS
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]


def test_from_home_to_a_telephone_number_in_three_actions(browse: Browse) -> None:
    browser = browse()
    home = browser.open("/")  # 1: type and press Enter
    results = browser.send(home, "Search", q="apprenticeships in engineering")
    assert IDRIS.name in results.words
    assert results.links["Phone 0118 496 0102"] == "tel:01184960102"  # 2: press the number


def test_a_result_says_why_where_and_who_said_so(browse: Browse) -> None:
    page = browse().open("/search?q=engineering+apprenticeships")
    for words in (IDRIS.job_title, "Harbour team", "Staff", "Outside", "Drydock Engineering"):
        assert words in page.words
    assert "Rosa Quill" in page.words
    assert "Understood as engineering apprenticeships" in page.words
    assert page.links[f"Read who said what about {IDRIS.name}"] == "/people/idris#knows"


def test_filters_stand_in_the_address_and_narrow_the_results(browse: Browse) -> None:
    browser = browse()
    page = browser.open("/search?q=engineering+apprenticeships")
    outside = browser.open(page.links["Outside"])
    assert "kind=external" in outside.address
    assert MARGUERITE.name in outside.words
    assert IDRIS.name not in outside.html.split('id="documents"')[0]
    level = browser.send(page, "Show", level="4")
    assert IDRIS.name in level.words
    assert MARGUERITE.name not in level.words


def test_who_is_away_is_said_with_the_stand_in_s_number_first(browse: Browse) -> None:
    page = browse().open("/search?q=apprenticeships")
    assert TOBIAS.name in page.words
    assert "Away until" in page.words
    here = browse().open("/search?q=apprenticeships&available=yes")
    assert TOBIAS.name not in here.links


def test_a_name_finds_the_person(browse: Browse) -> None:
    assert browse().open("/search?q=dris").links[IDRIS.name] == "/people/idris"


@pytest.mark.parametrize("typed", ["quantum basketry", "zzzz"])
def test_nothing_found_is_not_a_dead_end(browse: Browse, typed: str) -> None:
    page = browse().open(f"/search?q={typed}")
    assert page.status == 200
    assert "Nobody is named for" in page.words
    assert "/contacts/new" in page.links.values()
    assert "Whom to ask" in page.words or "Topics that may help" in page.words


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=",
        "?q=+++",
        "?q=" + "ab" * 900,
        "?q=x&level=99&kind=alien&limit=-4&available=perhaps",
        "?q=x&team=none&place=none&organisation=none",
    ],
)
def test_any_address_is_answered(browse: Browse, query: str) -> None:
    assert browse().open("/search" + query).status == 200


def test_suggestions_name_the_label_that_matched(browse: Browse) -> None:
    found = browse().client.get("/suggest?q=earn wh").json
    assert found == [
        {
            "id": "apprenticeships",
            "label": "apprenticeships",
            "matched": "earn while you learn",
            "url": "/skills/apprenticeships",
        }
    ]
    assert browse().client.get("/suggest").json == []


def test_markup_in_a_search_is_shown_as_typed(browse: Browse) -> None:
    page = browse().open("/search?q=<script>alert(1)</script>")
    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script>" in page.words


def test_nobody_searches_without_signing_in(site: Flask) -> None:
    answer = site.test_client().get("/search?q=boats")
    assert answer.status_code in {302, 303}
    assert "/sign-in" in answer.headers["Location"]


def test_tagging_from_a_result_comes_back_to_it_and_changes_it(browse: Browse) -> None:
    browser = browse()
    results = browser.open("/search?q=interview+practice")
    assert ROSA.name in results.words
    form = browser.open(results.links[f"Say what they know ({IDRIS.name})"])
    after = browser.send(form, "Save", level="5", note="Ran the mock panel.")
    assert after.address.startswith("/search?q=interview")
    assert "Undo" in after.words
    assert "world class" in after.words or "handles unusual cases" in after.words
