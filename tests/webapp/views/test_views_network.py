"""The pages of the network: for everybody signed in, and the same as list and as picture."""

from collections.abc import Callable

import pytest

from tests.organisation import ADVISER, HR, IDRIS, TAGGED, TIDES
from tests.webapp.test_security import INLINE
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
PAGES = (
    "/people/idris/route",
    "/network",
    "/network?person=idris",
    "/network?skill=engineering-apprenticeships",
    f"/network?document={TIDES.id}",
    "/network?person=idris&from=99999",
    "/network?person=idris&from=none",
    "/network/communities",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("email", [ADVISER, TAGGED, HR])
def test_everybody_may_open_them(browse: Browse, path: str, email: str) -> None:
    page = browse(email).open(path)
    assert page.status == 200
    assert not INLINE.search(page.html)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_may(site, path: str) -> None:  # type: ignore[no-untyped-def]
    answer = site.test_client().get(path)
    assert answer.status_code in {302, 303}
    assert "/sign-in" in answer.location


@pytest.mark.parametrize(
    "path",
    [
        "/people/none/route", "/network?person=none", "/network?skill=none",
        "/network?document=none",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(browse: Browse, path: str) -> None:
    assert browse().open(path).status == 404


def test_a_person_s_page_leads_to_the_way_and_names_people_alike(browse: Browse) -> None:
    person = browse().open("/people/idris")
    assert "People like Idris" in person.words
    assert "Both known for" in person.words
    way = browse().open(person.links[f"How do I know {IDRIS.name}?"])
    assert "You said that Idris Vaughan-Achterberg knows about" in way.words
    assert "You and Idris Vaughan-Achterberg are both in Harbour team." in way.words
    assert "This is you" in browse(TAGGED).open("/people/idris/route").words


def test_the_picture_has_the_links_of_the_list(browse: Browse) -> None:
    page = browse().open("/network?skill=engineering-apprenticeships")
    listed, pictured = page.html.split('class="graph"')
    for address in ("/people/idris", "/people/marguerite", f"/documents/{TIDES.id}"):
        assert f'href="{address}"' in listed
        assert f'href="{address}"' in pictured
    assert 'aria-label="Marguerite Oyelaran, person: who knows about it"' in pictured


def test_topics_and_documents_lead_to_the_graph(browse: Browse) -> None:
    words = "What is round it, as a graph"
    topic = browse().open("/skills/apprenticeships")
    assert topic.links[words] == "/network?skill=apprenticeships"
    document = browse().open(f"/documents/{TIDES.id}")
    assert document.links[words] == f"/network?document={TIDES.id}"
