"""Make the pictures of docs/screenshots: the demonstration organisation, at three widths.

usage: python -m tests.browser.screenshots [FOLDER]
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from importers import demonstration
from tagging.permissions import OPERATOR
from tests.browser import chromium
from tests.browser.conftest import Site, served
from tests.browser.visitor import Visitor
from webapp.commands.context import open_database
from webapp.config import Environment, Settings

FOLDER = chromium.REPOSITORY / "docs" / "screenshots"
WIDTHS = (320, 768, 1280)
QUESTION = "/search?q=apprenticeships+in+engineering"


@contextmanager
def demonstration_site() -> Iterator[Site]:
    """Serve the demonstration organisation from a Neo4j of its own, for as long as this is open."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            environment=Environment.DEMONSTRATION, data_folder=Path(folder), neo4j_uri=None
        )
        with open_database(settings) as database:
            demonstration.load(database, OPERATOR)
            with served(database, settings) as site:
                yield site


def pages(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Yield name and address of what is shown; the person is the first that the search finds."""
    yield "sign-in", "/sign-in"
    visitor.sign_in(*demonstration.sign_in_of("novice adviser"))
    yield "home", "/"
    yield "results", QUESTION
    person = visitor.page.locator("ol > li a[href^='/people/']").first.get_attribute("href")
    yield "person", str(person)
    yield "tag", f"{person}/tag"
    yield "nothing-found", "/search?q=quantum+basketry"
    yield "skills", "/skills"
    yield "people", "/people"
    yield "contact", "/contacts/new"
    yield "my-page", "/me"


def take(folder: Path, widths: tuple[int, ...] = WIDTHS) -> None:
    """Write one picture of each page at each width (CSS pixels) into the folder.

    Those of docs show one screen, those of any other folder the whole page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    located = chromium.locate()
    if located is None:
        raise SystemExit("There is no Chromium: name one in SIGNPOST_CHROMIUM, or run `npm ci`.")
    with demonstration_site() as site, chromium.browser(located) as browser:
        for width in widths:
            visitor = Visitor.arrive(browser, site.address, width=width)
            for name, path in pages(visitor):
                visitor.go(path)
                target = folder / f"{name}-{width}.png"
                visitor.page.screenshot(path=target, full_page=folder != FOLDER)
                print(target.relative_to(Path.cwd()), flush=True)
            visitor.context.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]).resolve() if sys.argv[1:] else FOLDER)
