"""`signpost neo4j`: the Neo4j that Signpost brings along, fetched, started and stopped by hand.

No other command needs this: each starts it when it needs it, once it is fetched.
"""

import json
from pathlib import Path

import click

from graph import own_neo4j
from webapp.config import Settings

_LINE = click.option("--line", default=None, help="The line of Neo4j: 5.26 or newest.")


@click.group("neo4j")
def command() -> None:
    """Fetch, start or stop the Neo4j that Signpost brings along."""


@command.command("fetch")
@_LINE
@click.option(
    "--offline", type=click.Path(path_type=Path), default=None,
    help="Take the files from this folder and use no network. Fill it by copying the cache folder "
    "of a machine where the fetch was made; it is printed there.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Show no progress.")
def fetch(line: str | None, offline: Path | None, quiet: bool) -> None:
    """Fetch Neo4j (140 MB) into the cache, once; what is there and right is kept."""
    settings = Settings()
    name = line or settings.neo4j_line
    count = own_neo4j.fetch(name, not quiet, offline or settings.offline_folder)
    version = own_neo4j.line(name).version
    told = f"{count} files fetched" if count else "all files were there"
    click.echo(f"Neo4j {version}: {told}, in {own_neo4j.cache_folder()}")


@command.command("start")
@_LINE
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Else a free one.")
def start(line: str | None, port: int | None) -> None:
    """Start it, and let it run until `signpost neo4j stop`."""
    settings = Settings()
    name = line or settings.neo4j_line
    if own_neo4j.missing(own_neo4j.line(name)):
        own_neo4j.fetch(name, offline_folder=settings.offline_folder)
    held = own_neo4j.attach(_folder(settings), name, port=port)
    held.wish("stay")
    held.hold.close()
    click.echo(f"Neo4j {held.version} runs at {held.connection.uri} until: signpost neo4j stop")


@command.command("stop")
def stop() -> None:
    """Stop it in order, whoever uses it."""
    stopped = own_neo4j.stop(_folder(Settings()))
    click.echo("Neo4j has stopped." if stopped else "Neo4j was not running.")


@command.command("status")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def status(as_json: bool) -> None:
    """Say whether it is fetched and whether it runs, without starting it."""
    settings = Settings()
    line, folder = own_neo4j.line(settings.neo4j_line), _folder(settings)
    missing = len(own_neo4j.missing(line))
    held = own_neo4j.running(folder)
    if held:
        held.hold.close()
    found = {
        "version": held.version if held else line.version,
        "files_missing": missing,
        "folder": str(folder.absolute()),
        "running": held is not None,
        "uri": held.connection.uri if held else None,
        "pid": held.pid if held else None,
    }
    click.echo(json.dumps(found, indent=2) if as_json else _in_words(found))


def _in_words(found: dict[str, object]) -> str:
    state = f"runs at {found['uri']} (process {found['pid']})" if found["running"] else "is stopped"
    fetched = "is not fetched yet" if found["files_missing"] else "is fetched"
    return f"Neo4j {found['version']} {fetched} and {state}.\nIts data is in {found['folder']}."


def _folder(settings: Settings) -> Path:
    return settings.data_folder / "neo4j"
