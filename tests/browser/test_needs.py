"""Roles and work: accessible with every form open, fit a telephone, and a profile is written."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import occupations, roles, work
from graph.database import Transaction
from graph.records import Asked, Occupation, Ref, Requirement, Role, Work, WorkNeed
from tests.browser.conftest import Site
from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from tests.organisation import ADVISER, HARBOUR, HR, NOW

Visit = Callable[..., Visitor]
WORK = "/work"
LONG = "Educational, guidance and careers counsellors, advisers and Donaudampfschifffahrtskapitäne"
ASKS = tuple(
    Asked(f"a{n}", f"{words} {n}", "essential knowledge", 3, 1.0, "importance 4.12 of 5")
    for n, words in enumerate(("interview practice", "counselling methods", "labour market"))
)


@pytest.fixture
def needed(site: Site) -> None:
    """A role with a long name beside an outside profile, and a project."""
    requires = tuple(
        Requirement(Ref(skill, ""), level, 0.8)
        for level, skill in enumerate(("interviews", "engineering-apprenticeships"), start=3)
    )
    wing = Work(
        "wing",
        LONG,
        until=NOW.date() + timedelta(90),
        team=HARBOUR,
        needs=(WorkNeed(Ref("interviews", ""), 3, 1.0, 2),),
    )
    esco = Occupation("esco", LONG, "ESCO", uri="http://example.org/x", asks=ASKS)

    def fill(tx: Transaction) -> None:
        roles.save(tx, [Role("counsellor", LONG, LONG, requires)])
        work.save(tx, [wing])
        occupations.save(tx, "counsellor", esco, NOW)

    site.database.transact(fill)


def test_pages_are_accessible_and_fit(visit: Visit, needed: None) -> None:
    faults = []
    for who in (HR, ADVISER):
        visitor = visit(who)
        paths = ["/roles", "/roles/counsellor", "/teams/harbour/needs", WORK, f"{WORK}/wing"]
        if who == HR:
            paths += ["/roles/new", "/roles/counsellor/edit", f"{WORK}/new", f"{WORK}/wing/edit"]
        for path in paths:
            visitor.go(path)
            visitor.page.evaluate(
                "document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            faults += faults_of(visitor, path)
    assert not faults


def test_hr_writes_a_role_without_scripts(visit: Visit, needed: None) -> None:
    hr = visit(HR, scripts=False)
    hr.go("/roles/new")
    hr.page.get_by_label("Name of the role").fill("Mentor")
    hr.page.get_by_role("button", name="Go on").click()
    hr.page.get_by_text("Add a topic").click()
    hr.page.get_by_label("Topic", exact=True).fill("interview practice")
    hr.page.get_by_label("Level", exact=True).select_option("4")
    hr.page.get_by_role("button", name="Add it").click()
    row = hr.page.get_by_role("row", name="interview practice")
    assert "handles unusual cases" in row.inner_text()


def test_with_scripts_topics_are_offered_while_typing(visit: Visit, needed: None) -> None:
    hr = visit(HR)
    hr.go(f"{WORK}/wing")
    hr.page.get_by_text("Add a topic").click()
    hr.page.get_by_label("Topic", exact=True).press_sequentially("earn wh")
    hr.page.get_by_role("option", name="apprenticeships").click()
    hr.page.get_by_role("button", name="Add it").click()
    assert hr.page.get_by_role("row", name="apprenticeships").is_visible()
