"""`signpost import`: load people, skills, taggings, roles, work or documents from a file."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from graph.database import Database
from graph.records import PersonKind
from importers.documents import import_documents
from importers.people import import_people
from importers.report import Progress, Report
from importers.roles import import_roles
from importers.skills import import_skills
from importers.taggings import import_taggings
from importers.work import import_work
from tagging import uploads
from tagging.permissions import OPERATOR
from webapp.commands.analysts import analyst_for
from webapp.commands.context import open_database
from webapp.commands.progress import bars
from webapp.config import Settings
from webapp.originals import Originals

_MOST_SHOWN = 50
_FILE = click.Path(exists=True, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Write nothing; report what would happen.")


@click.group("import")
def command() -> None:
    """Load what the organisation already has. Loading a file again changes nothing twice."""


@command.command("people")
@click.argument("file", type=_FILE)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in PersonKind]),
    help="What people are whose row does not say (new ones: staff).",
)
@click.option("--overwrite", is_flag=True, help="Let the file win over what people set by hand.")
@_DRY_RUN
@_JSON
def people(file: Path, kind: str | None, overwrite: bool, dry_run: bool, as_json: bool) -> None:
    """Load staff and external contacts from a CSV or XLSX file."""
    chosen = PersonKind(kind) if kind else None
    _run(import_people, file, dry_run, as_json, kind=chosen, overwrite=overwrite)


@command.command("skills")
@click.argument("file", type=_FILE)
@_DRY_RUN
@_JSON
def skills(file: Path, dry_run: bool, as_json: bool) -> None:
    """Load a vocabulary from a CSV or XLSX file, or the ESCO download (ZIP) as it comes."""
    _run(import_skills, file, dry_run, as_json)


@command.command("taggings")
@click.argument("file", type=_FILE)
@_DRY_RUN
@_JSON
def taggings(file: Path, dry_run: bool, as_json: bool) -> None:
    """Load statements (who knows what, who says so) from a CSV or XLSX file."""
    _run(import_taggings, file, dry_run, as_json)


@command.command("roles")
@click.argument("file", type=_FILE)
@_DRY_RUN
@_JSON
def roles(file: Path, dry_run: bool, as_json: bool) -> None:
    """Load roles (what each requires, which teams need it) from a CSV or XLSX file."""
    _run(import_roles, file, dry_run, as_json)


@command.command("work")
@click.argument("file", type=_FILE)
@_DRY_RUN
@_JSON
def work(file: Path, dry_run: bool, as_json: bool) -> None:
    """Load projects and services (what skills they need, until when) from a CSV or XLSX file."""
    _run(import_work, file, dry_run, as_json)


@command.command("documents")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_FILE)
@click.option("--no-suggestions", is_flag=True, help="Do not look for topics in them.")
@_DRY_RUN
@_JSON
def documents(paths: tuple[Path, ...], no_suggestions: bool, dry_run: bool, as_json: bool) -> None:
    """Load documents: PDF, Word, web pages, Markdown, text, and folders with all below them."""
    settings = Settings()
    originals = Originals.under(settings.data_folder)
    with open_database(settings) as database, bars() as progress:
        report = import_documents(
            database,
            OPERATOR,
            paths,
            dry_run=dry_run,
            progress=progress,
            keep_original=originals.keep_file,
            suggestions=not no_suggestions,
        )
        if not (dry_run or no_suggestions):
            _suggest(settings, database, progress)
    _tell(report, as_json)


def _suggest(settings: Settings, database: Database, progress: Progress) -> None:
    """Find suggestions for what was loaded; what this does not come to, the worker does."""
    analyst = analyst_for(settings, partial(progress, "Reading what skills mean"))
    _, waiting = uploads.waiting(database)
    for number, document_id in enumerate(waiting, start=1):
        analyst.analyse(database, document_id, datetime.now(UTC))
        progress("Suggesting topics", number, len(waiting))


def _run(
    load: Callable[..., Report], file: Path, dry_run: bool, as_json: bool, **options: Any
) -> None:
    with open_database(Settings()) as database, bars() as progress:
        report = load(database, OPERATOR, file, dry_run=dry_run, progress=progress, **options)
    _tell(report, as_json)


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        click.echo(report.to_json())
    else:
        _show(report)
    sys.exit(1 if report.rejected_rows else 0)


def _show(report: Report) -> None:
    console = Console(highlight=False)
    would = "would be " if report.dry_run else ""
    console.print(
        f"{report.file}: {report.added:,} {would}added, {report.changed:,} {would}changed, "
        f"{report.unchanged:,} unchanged, {report.rejected_rows:,} rejected "
        f"({report.seconds:.1f} s)",
        markup=False,
    )
    for note in report.notes:
        console.print(note, markup=False)
    if report.rejected:
        console.print(_problems(report))
    hidden = len(report.rejected) - _MOST_SHOWN
    if hidden > 0:
        console.print(f"{hidden:,} more problems: see them all with --json.")


def _problems(report: Report) -> Table:
    table = Table("Row", "Column", "Value", "What is wrong", "What to do", box=None)
    for one in report.rejected[:_MOST_SHOWN]:
        loaded = " (the rest of the row was loaded)" if one.loaded else ""
        cells = (str(one.row), one.column, one.value, f"{one.reason}.{loaded}", one.mend)
        table.add_row(*(cell.replace("[", r"\[") for cell in cells))
    return table
