"""Home, topics, documents and outside contacts."""

from collections.abc import Callable

import pytest

from graph import people
from graph.database import Database
from tests.organisation import HR, IDRIS, TAGGED, TIDES
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
CONTACT = {
    "name": "Odalys Brannigan",
    "organisation": "Drydock Engineering",
    "phone": "0118 496 0177",
    "listing_note": "Told at the fair; agreed.",
    "skills": "welding",
}


def test_home_asks_what_is_still_true_and_says_what_waits(browse: Browse) -> None:
    rosa = browse()
    home = rosa.open("/")
    assert "Who knows about this?" in home.words
    assert "1 new statement about you" in home.words
    assert "Say what you know" in home.words
    assert "Is this still true?" in home.words
    after = rosa.send(home, "Still true")
    assert "Is this still true?" not in after.words
    assert after.address.startswith("/?") or after.address == "/"


def test_home_shows_themes_news_and_new_documents(browse: Browse) -> None:
    home = browse(TAGGED).open("/")
    assert home.links["careers guidance 2 topics"] == "/skills/guidance"
    assert home.links[TIDES.title] == f"/documents/{TIDES.id}"
    rosa = browse()
    rosa.send(rosa.open("/people/idris/tag"), "Save", skills="knot tying")
    news = browse(TAGGED).open("/").words.split("What is new")[1]
    assert "Idris Vaughan-Achterberg knows about knot tying says Rosa Quill, today" in news


def test_a_topic_s_page_defines_it_and_names_who_knows(browse: Browse) -> None:
    page = browse().open("/skills/apprenticeships")
    for words in ("leads to a qualification", "Also called earn while you learn", "Tobias"):
        assert words in page.words
    assert page.links["careers guidance"] == "/skills/guidance"
    assert page.links["engineering apprenticeships"] == "/skills/engineering-apprenticeships"
    assert page.links["interview practice"] == "/skills/interviews"
    narrow = browse().open("/skills/engineering-apprenticeships")
    assert narrow.links[TIDES.title] == f"/documents/{TIDES.id}"
    assert browse().open("/skills/none").status == 404


def test_from_a_topic_one_names_a_colleague_for_it(browse: Browse) -> None:
    browser = browse()
    topic = browser.open("/skills/apprenticeships")
    people_page = browser.open(topic.links["say that a colleague does"])
    assert "Whom would you name for apprenticeships?" in people_page.words
    team = browser.send(people_page, "Show", team="harbour")
    form = browser.open(team.links[IDRIS.name])
    assert 'value="apprenticeships"' in form.html
    assert IDRIS.name in browser.send(form, "Save").words


def test_topics_are_browsed_by_theme_and_by_letter(browse: Browse) -> None:
    browser = browse()
    themes = browser.open("/skills")
    assert "careers guidance" in themes.links
    assert "interview practice" not in themes.links
    below = browser.open(themes.links["2 narrower topics under careers guidance"])
    assert "interview practice" in below.links
    assert "interview practice" in browser.open("/skills?order=letters").links
    assert browser.open("/skills?under=none&after=none").status == 200


def test_documents_are_listed_with_author_and_date(browse: Browse) -> None:
    browser = browse()
    listed = browser.open(browser.open("/").links["All documents"])
    assert listed.links[TIDES.title] == f"/documents/{TIDES.id}"
    assert IDRIS.name in listed.words


def test_what_is_searched_for_in_vain_is_read_by_those_who_may(browse: Browse) -> None:
    adviser = browse()
    assert "What people look for" not in adviser.open("/search?q=quantum basketry").links
    assert adviser.open("/demand").status == 403
    hr = browse(HR)
    needs = hr.open(hr.open("/").links["What people look for"])
    assert needs.links["quantum basketry"] == "/search?q=quantum+basketry"
    assert "quantum basketry 1" in needs.words
    assert "Rosa" not in needs.html.split("<main")[1].split("</main>")[0]


def test_a_document_is_read_with_its_author_and_the_evidence(browse: Browse) -> None:
    page = browse().open(f"/documents/{TIDES.id}")
    assert "<td>Drydock</td>" in page.html
    assert page.links[IDRIS.name] == "/people/idris"
    explained = page.words.split("Who can explain it")[1]
    assert "Wrote this document." in explained
    assert IDRIS.phone in explained
    assert "Marguerite Oyelaran" in explained
    assert "engineering apprenticeships" in page.links
    assert browse().open("/documents/none").status == 404


def test_a_contact_is_added_in_a_minute_and_found_at_once(
    browse: Browse, database: Database
) -> None:
    rosa = browse()
    page = rosa.send(rosa.open("/contacts/new"), "Add this contact", **CONTACT)
    assert "Odalys Brannigan" in page.words
    assert page.links["Rosa Quill"] == "/people/rosa"
    assert "Odalys Brannigan" in rosa.open("/search?q=welding").words
    again = rosa.send(rosa.open("/contacts/new"), "Add this contact", **CONTACT)
    assert again.status == 200
    assert len(people.by_name(database, "Odalys Brannigan", 5)) == 1


@pytest.mark.parametrize(
    ("left_out", "problem"),
    [
        ("name", "Enter their full name"),
        ("organisation", "Enter the organisation"),
        ("phone", "Enter a phone number or an e-mail address"),
        ("listing_note", "Enter what they were told"),
    ],
)
def test_what_a_contact_lacks_is_asked_for(browse: Browse, left_out: str, problem: str) -> None:
    rosa = browse()
    page = rosa.send(rosa.open("/contacts/new"), "Add this contact", **CONTACT | {left_out: ""})
    assert page.status == 422
    assert problem in page.words
