"""What people look for, with figures in it: accessible, fits a telephone, saved as it stands."""

from collections.abc import Callable

import pytest

from graph import demand
from tests.browser.conftest import Site
from tests.browser.test_pages import faults_of
from tests.browser.visitor import Visitor
from tests.organisation import HR, NOW

Visit = Callable[..., Visitor]
TOPICS = ("interviews", "engineering-apprenticeships", "guidance")


@pytest.fixture
def asked(site: Site) -> None:
    """Searches and questions about some topics, and one long word in vain."""
    for number, topic in enumerate(TOPICS):
        for _ in range(number + 1):
            demand.count(site.database, [topic], None, NOW.date(), kind="search", met=number > 1)
    demand.count(site.database, TOPICS, None, NOW.date(), kind="question", met=False)
    demand.note_unmet(site.database, "Donaudampfschifffahrtsgesellschaft" * 2, NOW.date())


def test_figures_are_accessible_and_narrowed_and_saved(visit: Visit, asked: None) -> None:
    visitor = visit(HR)
    visitor.go("/demand")
    assert not faults_of(visitor, "/demand")
    visitor.page.get_by_label("First", exact=True).select_option("unmet")
    visitor.page.get_by_role("button", name="Show", exact=True).click()
    visitor.page.wait_for_url("**order=unmet**")
    with visitor.page.expect_download() as saving:
        visitor.page.get_by_role("link", name="Save topics as CSV").click()
    assert saving.value.suggested_filename == "demand-topics.csv"
