"""`signpost demand`: what people look for and ask, and what in vain; never who."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tagging.demand import DAYS, ORDERS, Demand, Row, demand
from tagging.permissions import OPERATOR
from webapp.commands.context import open_database
from webapp.config import Settings
from webapp.forms.demand import FIGURES, TABLES, demand_csv, demand_query, figures


@click.command("demand")
@click.option(
    "--days",
    type=click.Choice([str(one) for one in DAYS]),
    default="90",
    show_default=True,
    help="Over how many days until today.",
)
@click.option("--team", default="", help="Of one team only: its id.")
@click.option(
    "--order",
    type=click.Choice(list(ORDERS)),
    default="most",
    show_default=True,
    help="Which topics come first.",
)
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default="topics",
    show_default=True,
    help="Which table to print; --json prints all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the table as CSV.")
def command(days: str, team: str, order: str, table: str, as_json: bool, as_csv: bool) -> None:
    """List what people look for and ask, and what in vain."""
    query = demand_query({"days": days, "team": team, "order": order})
    with open_database(Settings()) as database:
        found = demand(database, OPERATOR, query, datetime.now(UTC).date())
    if team and not found.team:
        raise click.BadParameter(f"nothing is counted for a team '{team}'", param_hint="--team")
    if as_json:
        sys.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n")
    elif as_csv:
        sys.stdout.write(demand_csv(found, table))
    else:
        Console(highlight=False).print(as_text(found, table))


def as_data(found: Demand) -> dict[str, Any]:
    """Return demand as the JSON that docs/commands.md describes."""
    query = found.query
    return {
        "query": {"days": query.days, "team": query.team, "order": query.order},
        "topics": [_row_data(one) for one in found.topics],
        "teams": [_row_data(one) for one in found.teams],
        "words": [
            {"text": one.text, "times": one.times, "last": one.last.isoformat()}
            for one in found.words
        ],
        "withheld": found.withheld,
    }


def as_text(found: Demand, name: str) -> Table:
    """Return one table for a terminal. What people typed is shown as it is, never as markup."""
    if name == "words":
        table = Table("Search", "Times", "Last on")
        for search in found.words:
            table.add_row(Text(search.text), str(search.times), search.last.isoformat())
        return table
    table = Table("Team" if name == "teams" else "Topic", *FIGURES)
    for row in found.teams if name == "teams" else found.topics:
        table.add_row(Text(row.of.name), *map(str, figures(row)))
    return table


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "id": row.of.id,
        "name": row.of.name,
        "searches": row.searches,
        "in_vain": row.in_vain,
        "questions": row.questions,
        "unanswered": row.unanswered,
        "before": row.before,
        "more": row.more,
    }
