"""Roles, teams and work on their pages: who may see and change them, and what a form does."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import occupations, people, roles, work
from graph.database import Database
from graph.records import Asked, Occupation, Person, Ref, Requirement, Role, Work, WorkNeed
from tests.organisation import ADVISER, HARBOUR, HR, NOW, ROSA, TAGGED
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]
WORK = "/work"
ESCO = Occupation(
    "esco-adviser",
    "career guidance advisor",
    "ESCO",
    uri="http://data.europa.eu/esco/occupation/x",
    asks=(
        Asked("one", "interview practice", "essential skill", 3, 1.0),
        Asked("two", "counselling methods", "essential knowledge", 3, 1.0),
    ),
)


@pytest.fixture
def needed(database: Database) -> Database:
    """A role that Rosa holds, with ESCO's profile beside it, and a project."""
    role = Role(
        "adviser",
        "Careers adviser",
        "Talks with clients",
        (Requirement(Ref("apprenticeships", ""), 4, 0.8),),
    )
    project = Work(
        "wing",
        "Hospital wing",
        until=NOW.date() + timedelta(90),
        team=HARBOUR,
        needs=(WorkNeed(Ref("interviews", ""), 3, 1.0, 2),),
    )
    holder = Person(
        "holder", "Hilda Holder", team=HARBOUR, roles=(Ref("adviser", "Careers adviser"),)
    )

    def fill(tx: object) -> None:
        people.save(tx, [holder])  # type: ignore[arg-type]
        roles.save(tx, [role])  # type: ignore[arg-type]
        work.save(tx, [project])  # type: ignore[arg-type]
        occupations.save(tx, "adviser", ESCO, NOW)  # type: ignore[arg-type]

    database.transact(fill)
    return database


READING = [
    "/roles",
    "/roles/adviser",
    "/teams/harbour/needs",
    "/work",
    "/work?ended",
    f"{WORK}/wing",
]
EDITING = ["/roles/new", "/roles/new?copy=adviser", "/roles/adviser/edit", f"{WORK}/new"]
EDITING += [f"{WORK}/wing/edit"]
WRITING = [
    "/roles/new", "/roles/adviser/edit", "/roles/adviser/delete", "/roles/adviser/requirements",
    "/roles/adviser/requirements/apprenticeships/drop", "/roles/adviser/teams",
    "/roles/adviser/sources/esco-adviser", "/roles/adviser/sources/esco-adviser/forget",
    "/teams/harbour/needs", f"{WORK}/new", f"{WORK}/wing/edit", f"{WORK}/wing/delete",
    f"{WORK}/wing/needs", f"{WORK}/wing/needs/interviews/drop",
]  # fmt: skip


def test_everybody_reads_and_hr_alone_changes(browse: Browse, needed: Database) -> None:
    for path in READING:
        assert [browse(who).open(path).status for who in (ADVISER, TAGGED, HR)] == [200] * 3, path
    for path in EDITING:
        assert [browse(who).open(path).status for who in (ADVISER, HR)] == [403, 200], path
    for path in WRITING:
        assert browse(ADVISER).client.post(path).status_code == 403, path
    for path in ("/roles/none", "/teams/none/needs", f"{WORK}/none"):
        assert browse(HR).open(path).status == 404, path


def test_a_role_page_says_levels_in_words_and_names_who_holds_it(
    browse: Browse, needed: Database
) -> None:
    page = browse(ADVISER).open("/roles/adviser")
    assert "4 handles unusual cases and helps others" in page.words
    assert "80 % important" in page.words
    assert page.links["Hilda Holder"] == "/people/holder"
    assert "misses 1" in page.words
    assert "What the profile misses" in page.words
    assert "This uses the ESCO classification of the European Commission." in page.words
    assert not [form.action for form in page.forms if "/roles/" in form.action]
    assert page.links["Your match with it"].startswith("/gaps/me?role=adviser")


def test_hr_changes_a_profile(browse: Browse, needed: Database) -> None:
    hr = browse(HR)
    page = hr.open("/roles/adviser")
    refused = hr.send(page, "Add it", skill="juggling", level="3", importance="60")
    assert (refused.status, "There is no topic 'juggling'" in refused.words) == (422, True)
    page = hr.send(page, "Add it", skill="careers guidance", level="5", importance="60")
    assert "60 % important" in page.words
    page = hr.send(page, "Take out apprenticeships")
    assert "It is no longer in the profile." in page.words
    page = hr.send(page, "Let the role require what is ticked", asked=["one"])
    assert "1 more in the profile." in page.words
    role = roles.get(needed, "adviser")
    assert role is not None
    assert [(one.skill.id, one.level) for one in role.requires] == [
        ("interviews", 3), ("guidance", 5),
    ]  # fmt: skip
    page = hr.send(page, "Compare with it no longer")
    assert "career guidance advisor" not in page.words


def test_hr_writes_copies_and_deletes_a_role(browse: Browse, needed: Database) -> None:
    hr = browse(HR)
    page = hr.send(hr.open("/roles/new?copy=adviser"), "Go on", name="Senior adviser")
    assert "4 handles unusual cases" in page.words
    taken = hr.send(hr.open("/roles/new"), "Go on", name="Senior adviser")
    assert (taken.status, "There is a role" in taken.words) == (422, True)
    edit = hr.open(page.links["Change its name and description"])
    page = hr.send(edit, "Save", name="Lead adviser", description="Leads")
    assert "Lead adviser" in page.words
    gone = hr.send(hr.open(page.links["Change its name and description"]), "Delete it")
    assert "The role ‘Lead adviser’ is deleted." in gone.words
    kept = hr.send(hr.open("/roles/adviser/edit"), "Delete it")
    assert (kept.status, "One person holds this role" in kept.words) == (409, True)


def test_hr_says_how_many_a_team_needs(browse: Browse, needed: Database) -> None:
    hr = browse(HR)
    page = hr.send(hr.open("/roles/adviser"), "Save what teams need", **{"team-harbour": "4"})
    assert "What teams need is changed." in page.words
    assert "4" in browse(ADVISER).open("/teams/harbour/needs").words
    wrong = hr.send(hr.open("/teams/harbour/needs"), "Save", **{"role-adviser": "many"})
    assert "Enter a whole number" in wrong.words
    page = hr.send(hr.open("/teams/harbour/needs"), "Save", **{"role-adviser": ""})
    assert "not said" in browse(ADVISER).open("/teams/harbour/needs").words


def test_hr_adds_work_and_says_what_it_needs(browse: Browse, needed: Database) -> None:
    hr = browse(HR)
    assert hr.send(hr.open(f"{WORK}/new"), "Go on", name="").status == 422
    until = (NOW.date() + timedelta(30)).isoformat()
    page = hr.send(
        hr.open(f"{WORK}/new"),
        "Go on",
        name="Job fair",
        kind="project",
        until=until,
        team="harbour",
    )
    assert "Harbour team" in page.words
    page = hr.send(
        page, "Add it", skill="interview practice", level="4", importance="90", people="3"
    )
    assert "90 % essential" in page.words
    page = hr.send(page, "Save interview practice", people="2")
    edit = hr.open(page.links["Change its name, day and team"])
    assert f'value="{until}"' in edit.html
    page = hr.send(edit, "Save", until="2020-01-01")
    assert "It has ended." in page.words
    assert "Job fair" in hr.open("/work?ended").links
    assert "Job fair" not in hr.open("/work").links
    page = hr.send(page, "Take out interview practice")
    page = hr.send(hr.open(page.links["Change its name, day and team"]), "Delete it")
    assert "is deleted" in page.words


def test_the_one_who_holds_nothing_is_not_named(browse: Browse, needed: Database) -> None:
    assert ROSA.name not in browse(HR).open("/roles/adviser").links
