"""`signpost demo`: the demonstration organisation, loaded, written anew, run or forgotten."""

from datetime import date, datetime
from pathlib import Path

import click

from importers import demonstration
from importers.demonstration.generate import regenerate
from importers.report import Report
from tagging.permissions import OPERATOR
from webapp.commands.context import open_database
from webapp.commands.demo_run import clean, run
from webapp.commands.progress import bars
from webapp.config import Settings


@click.group("demo")
def command() -> None:
    """Load, run or forget the demonstration organisation."""


@command.command("load")
def load() -> None:
    """Load the demonstration organisation into an empty database, or mend what is missing."""
    with open_database(Settings()) as database, bars() as progress:
        loaded = demonstration.load(database, OPERATOR, progress)
    for report in loaded.reports:
        click.echo(_summary(report))


@command.command("regenerate")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Write the files here (by default where they belong).",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that the organisation is made for (by default the shipped one).",
)
def regenerate_files(folder: Path | None, as_of: datetime | None) -> None:
    """Write the CSV files of the demonstration organisation again from what is written by hand."""
    day: date | None = as_of.date() if as_of else None
    for path in regenerate(folder, day) if folder else regenerate(as_of=day):
        click.echo(f"Written: {path}")


command.add_command(run)
command.add_command(clean)


def _summary(report: Report) -> str:
    told = f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged"
    refused = f", {report.rejected_rows} rejected" if report.rejected_rows else ""
    return f"{report.kind.capitalize()}: {told}{refused}"
