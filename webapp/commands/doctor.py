"""`signpost doctor`: which Neo4j this is, what it holds, what is wrong and how to mend it."""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from tagging import doctor
from tagging.permissions import OPERATOR
from webapp.commands.context import open_database
from webapp.config import Settings


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--mend", is_flag=True, help="First derive again what follows from the statements.")
def command(as_json: bool, mend: bool) -> None:
    """Look at the store and say how it is. Ends with 1 if something is to be mended."""
    settings = Settings()
    own = None if settings.neo4j_uri else settings.data_folder / "neo4j"
    with open_database(settings) as database:
        if mend:
            doctor.mend(database, OPERATOR)
        report = doctor.examine(database, OPERATOR, own)
    if as_json:
        click.echo(json.dumps({"well": report.well, **asdict(report)}, indent=2))
    else:
        _show(report)
    sys.exit(0 if report.well else 1)


def _show(report: doctor.Report) -> None:
    console = Console(highlight=False)
    console.print(
        f"{report.product} {report.version} {report.edition} at {report.address}, "
        f"database '{report.database}', schema {report.schema_version}"
    )
    _show_pairs(console, {name: f"{count:,}" for name, count in report.counts.items()})
    _show_pairs(console, report.settings)
    checks = Table("", "Check", "Found", box=None, pad_edge=False)
    for check in report.checks:
        checks.add_row("ok" if check.ok else "[red]WRONG[/]", check.name, check.found)
        if not check.ok:
            checks.add_row("", "", f"To mend it: {check.mend}")
    console.print(checks)


def _show_pairs(console: Console, pairs: dict[str, str]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in pairs.items():
        table.add_row(name, value)
    console.print(table)
