"""The pages of reviews: opened by HR, answered by three, followed in counts, closed to others."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from graph.database import Database
from graph.records import Person, Ref, Source, Tagging
from tagging import accounts, people, taggings
from tagging.permissions import OPERATOR
from tests import organisation
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
MANAGER, OUTSIDE = "mira@waypoint.example", "ola@waypoint.example"
OPENED = {
    "key": "k", "name": "Autumn", "scope": "team", "team": "harbour", "peers": "2",
    "stale_days": "0", "deadline": (organisation.NOW.date() + timedelta(14)).isoformat(),
}  # fmt: skip


@pytest.fixture
def staffed(database: Database) -> Database:
    """The organisation with a manager of Rosa's and somebody of another team, who may sign in."""
    mira = Person("mira", "Mira Stone", email=MANAGER)
    ola = Person("ola", "Ola Far", email=OUTSIDE)
    reports = [
        Person(
            one.id, one.name, email=one.email, team=one.team, organisation=one.organisation,
            place=one.place, manager=Ref("mira", mira.name),
        )
        for one in (organisation.ROSA, organisation.IDRIS)
    ]  # fmt: skip
    people.load_people(database, OPERATOR, [mira, ola], "test")
    people.load_people(database, OPERATOR, reports, "test")
    for email, person in ((MANAGER, mira), (OUTSIDE, ola)):
        accounts.create(database, OPERATOR, email, person.id, ("adviser",), organisation.PASSWORD)
    return database


def opened(browse: Browse, email: str = organisation.HR, **changes: str) -> str:
    """Open a round and return its address."""
    answer = browse(email).client.post("/reviews/new", data=OPENED | changes)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def test_from_opening_to_results(staffed: Database, browse: Browse) -> None:
    hr = browse(organisation.HR).client
    looked = hr.post("/reviews/new", data=OPENED | {"look": "1"}).text
    assert "It would ask" in looked
    assert "Nothing is sent yet" in looked
    address = opened(browse)
    rosa, idris = browse().client, browse(organisation.TAGGED).client
    assert "of a review" in rosa.get("/").text
    assert "Autumn" in rosa.get("/reviews").text
    sheet = rosa.get(f"{address}/answer").text
    found = re.search(r'id="item-(\w+)"', sheet)  # the first is about herself
    assert found
    item = found[1]
    refused = rosa.post(f"{address}/answer", data={f"answer-{item}": "changed"})
    assert refused.status_code == 422
    assert f'href="#item-{item}"' in refused.text
    data = {f"level-{item}": "5", "new-rosa": "apprenticeships", "new-level-rosa": "4"}
    assert rosa.post(f"{address}/answer", data=data).status_code == 303
    assert "Answered." in rosa.get(f"{address}/answer").text
    said = rosa.get("/people/rosa").text
    assert "level 5" in said
    assert "level 4" in said
    assert "goes on until" in rosa.get(f"{address}/results").text
    page = hr.get(address).text
    assert re.search(r"1 of \d+ questions</strong> answered", page)
    assert "Rosa" not in page
    assert rosa.post(f"{address}/close").status_code == 403
    assert hr.post(f"{address}/close").status_code == 303
    mine = rosa.get(f"{address}/results").text
    assert "Of you" in mine
    assert "fewer than 5 people" in mine
    assert "Of you" not in idris.get(f"{address}/results").text
    assert rosa.get(f"{address}/answer").status_code == 303
    assert rosa.post(f"{address}/answer", data=data).status_code == 409


ROLES = {
    organisation.HR: (200, 200, 200),
    organisation.ADVISER: (200, 403, 200),
    organisation.TAGGED: (200, 403, 200),
    MANAGER: (200, 200, 200),  # asked, where so few others can be
    OUTSIDE: (200, 403, 404),
}


@pytest.mark.parametrize("email", ROLES)
def test_who_opens_which_page(staffed: Database, browse: Browse, email: str) -> None:
    address = opened(browse)
    client = browse(email).client
    listed, new, page = ROLES[email]
    assert client.get("/reviews").status_code == listed
    assert client.get("/reviews/new").status_code == new
    for path in (address, f"{address}/answer", f"{address}/paper", f"{address}/results"):
        assert client.get(path).status_code == page, path
    posted = client.post("/reviews/new", data=OPENED | {"key": email})
    assert posted.status_code == (303 if email == organisation.HR else 403)
    closed = client.post(f"{address}/close").status_code
    assert closed == {200: 303 if email == organisation.HR else 403, 404: 404}[page]


def test_a_manager_opens_one_for_those_who_report_to_them(
    staffed: Database, browse: Browse
) -> None:
    assert "The people who report to me" in browse(MANAGER).client.get("/reviews/new").text
    address = opened(browse, MANAGER, scope="reports", team="")
    assert browse(MANAGER).client.get(address).status_code == 200
    assert browse(OUTSIDE).client.get(address).status_code == 404
    assert browse(organisation.HR).client.get(address).status_code == 200


def test_mistakes_are_shown_where_they_are(staffed: Database, browse: Browse) -> None:
    hr = browse(organisation.HR).client
    for changes, words in (
        ({"name": ""}, "Give the round a name"),
        ({"deadline": "soon"}, "Choose a last day"),
        ({"team": ""}, "Choose a team"),
        ({"scope": "skills"}, "Name at least one topic"),
    ):
        answer = hr.post("/reviews/new", data=OPENED | changes)
        assert answer.status_code == 422
        assert words in answer.text


def test_one_can_leave_it_out(staffed: Database, browse: Browse) -> None:
    address = opened(browse)
    rosa = browse().client
    assert "I would rather not answer" in rosa.get(address).text
    assert rosa.post(f"{address}/decline").status_code == 303
    assert "of a review" not in rosa.get("/").text
    assert rosa.post("/reviews/apart", data={"apart": "yes"}).status_code == 303
    assert "Take part again" in rosa.get("/reviews").text


def test_the_sheet_for_paper_has_boxes(staffed: Database, browse: Browse) -> None:
    address = opened(browse)
    page = browse(organisation.TAGGED).client.get(f"{address}/paper").text
    assert "☐ Still so" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_a_learning_goal_from_gap_to_coach(staffed: Database, browse: Browse) -> None:
    rosa, idris, hr = (
        browse().client, browse(organisation.TAGGED).client, browse(organisation.HR).client
    )  # fmt: skip
    data = {"skill": "apprenticeships in engineering", "level": "4", "why": "For my clients."}
    assert rosa.post("/learning/new", data=data | {"level": ""}).status_code == 422
    assert rosa.post("/learning/new", data=data | {"by": "soon"}).status_code == 422
    kept = rosa.post("/learning/new", data=data)
    assert kept.status_code == 303
    address = str(kept.headers["Location"])
    assert "engineering apprenticeships, level 4" in rosa.get("/learning").text
    for other in (idris, hr, browse(MANAGER).client):
        assert other.get(address).status_code == 404
        assert other.post(f"{address}/state", data={"state": "dropped"}).status_code == 404
        assert "engineering apprenticeships, level 4" not in other.get("/learning").text
    assert "Engineering along the estuary" in rosa.get(address).text
    assert rosa.post(f"{address}/coach", data={"to": "idris"}).status_code == 303
    assert "Would you help?" in idris.get(address).text
    assert idris.post(f"{address}/coaching", data={"word": "yes"}).status_code == 303
    assert "helps you" in rosa.get(address).text
    assert rosa.post(f"{address}/coach", data={"to": ""}).status_code == 303
    assert idris.get(address).status_code == 404
    shared = data | {"to_manager": "y", "shown": "y"}
    assert rosa.post("/learning/new", data=shared).status_code == 303
    assert "For my clients" in browse(MANAGER).client.get(address).text
    assert hr.get(address).status_code == 404
    taught = hr.get("/learning/teach?team=harbour").text
    assert "could learn" in taught
    assert "level 4" in taught
    assert rosa.post(f"{address}/state", data={"state": "reached"}).status_code == 303
    assert rosa.post(f"{address}/remove").status_code == 303
    assert rosa.get(address).status_code == 404
    assert "could learn" not in hr.get("/learning/teach").text


def test_a_learning_statement_can_become_a_goal(staffed: Database, browse: Browse) -> None:
    now = organisation.NOW
    said = Tagging("rosa", "rosa", "interviews", now, now, "learning", source=Source.SELF)
    taggings.load_taggings(staffed, OPERATOR, [said], "test")
    rosa = browse().client
    assert "You say that you are learning" in rosa.get("/learning").text
    assert 'id="shown" checked' in rosa.get("/learning/new?skill=interviews").text
