"""`signpost demo run` and `clean`: the demonstration, from nothing to a page, and back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from graph import own_neo4j
from graph.database import Database
from importers import demonstration
from tagging.colleagues import SearchQuery, find
from tagging.permissions import OPERATOR
from tagging.vocabulary import VocabularyCache
from webapp.commands.context import open_database
from webapp.commands.find import as_text
from webapp.commands.progress import bars
from webapp.commands.serve import check_port, serve
from webapp.config import Environment, Settings

FIRST_SEARCH = "apprenticeships in engineering"
MARK = "this-is-the-demonstration"
_console = Console(highlight=False)


@click.command("run")
@click.option("--port", type=click.IntRange(1, 65535), help="The port (SIGNPOST_PORT; 8000).")
def run(port: int | None) -> None:
    """Load the demonstration if it is not there, answer a first search, and serve it."""
    given = {"port": port} if port else {}
    settings = Settings(environment=Environment.DEMONSTRATION, **given)
    settings.check()
    check_port(settings.host, settings.port)
    _fetch(settings)
    _mark(settings.data_folder)
    _say("Starting Neo4j; its data is in", str(settings.data_folder))
    with open_database(settings) as database:
        _load(database)
        _search(database)
    _show_sign_ins(settings)
    serve(settings)


@click.command("clean")
def clean() -> None:
    """Stop the demonstration's Neo4j and delete its data folder; never another's."""
    folder = Settings().data_folder
    if folder.exists() and not (folder / MARK).exists():
        raise click.ClickException(
            f"{folder} was not made by the demonstration (it holds no {MARK}), so it is left alone."
        )
    own_neo4j.stop(folder / "neo4j")
    if folder.exists():
        shutil.rmtree(folder)
    click.echo(f"The demonstration's data in {folder} is gone.")


def _mark(folder: Path) -> None:
    """Note in a data folder that is new that it is the demonstration's, for `clean` to know."""
    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / MARK).touch()


def _fetch(settings: Settings) -> None:
    if settings.neo4j_uri or not own_neo4j.missing(own_neo4j.line(settings.neo4j_line)):
        return
    _say("Fetching Neo4j, once (140 MB, kept in", f"{own_neo4j.cache_folder()})")
    own_neo4j.fetch(settings.neo4j_line, offline_folder=settings.offline_folder)


def _load(database: Database) -> None:
    """Load the organisation once; loading it again would undo what people tried since."""
    if demonstration.is_loaded(database, OPERATOR):
        _say("The demonstration organisation is there, as you left it")
        return
    _say("Loading the demonstration organisation")
    with bars() as progress:
        demonstration.load(database, OPERATOR, progress)


def _search(database: Database) -> None:
    _say("A first search:", f'signpost find "{FIRST_SEARCH}"')
    query = SearchQuery(FIRST_SEARCH, limit=3)
    vocabulary = VocabularyCache().current(database)
    _console.print(as_text(find(database, OPERATOR, vocabulary, query, datetime.now(UTC))))


def _show_sign_ins(settings: Settings) -> None:
    _say("Serving at", f"http://{settings.host}:{settings.port} - sign in as one of these:")
    rows = [("Who", "E-mail address", "Password")]
    rows += [(one.who, one.email, one.password) for one in demonstration.SIGN_INS]
    for who, email, password in rows:
        click.echo(f"{who:<20} {email:<42} {password}")
    _console.print(
        "\nStop with Ctrl+C; start again with make demo; forget it with make clean-demo."
    )


def _say(words: str, more: str = "") -> None:
    _console.print(f"\n[bold]== {words}[/] {more}".rstrip())
