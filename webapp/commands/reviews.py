"""`signpost reviews`: how far review rounds are, and the sums of one that has ended; never who."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tagging.permissions import OPERATOR
from tagging.rounds import reading
from tagging.rounds.reading import RoundPage
from tagging.rounds.results import Policy, Results, Sums, results
from webapp.commands.context import open_database
from webapp.config import Settings

FIGURES = ("people", "confirmed", "changed", "ended", "newly", "unknown", "open")


@click.command("reviews")
@click.option("--results", "round_id", default="", help="The sums of one review: its id.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(round_id: str, as_json: bool) -> None:
    """List review rounds and how far they are, or what came of one."""
    settings, now = Settings(), datetime.now(UTC)
    with open_database(settings) as database:
        if round_id:
            policy = Policy(least=settings.small_cell)
            found = results(database, OPERATOR, round_id, now, policy)
            data, table = results_data(found), _results_table(found)
        else:
            pages = reading.mine(database, OPERATOR, now).watched
            data, table = {"reviews": [page_data(one) for one in pages]}, _table(pages)
    if as_json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    else:
        Console(highlight=False).print(table)


def page_data(one: RoundPage) -> dict[str, Any]:
    """Return a round in the JSON that docs/commands.md describes."""
    return {
        "id": one.round.id,
        "name": one.round.name,
        "status": one.round.status.value,
        "opened": one.round.opened.isoformat(),
        "deadline": one.round.deadline.isoformat(),
        "progress": asdict(one.progress) if one.progress else None,
    }


def results_data(found: Results) -> dict[str, Any]:
    """Return the sums of a round in the JSON that docs/commands.md describes."""
    return {
        "review": page_data(found.page),
        "whole": _sums_data(found.whole),
        "topics": [_sums_data(one) for one in found.topics],
        "rest": _sums_data(found.rest),
        "agreement": {
            "with_self": asdict(found.with_self) if found.with_self else None,
            "among_peers": asdict(found.among_peers) if found.among_peers else None,
        },
    }


def _sums_data(one: Sums | None) -> dict[str, Any] | None:
    return asdict(one) if one else None


def _table(pages: tuple[RoundPage, ...]) -> Table:
    table = Table("Id", "Name", "Status", "Last day", "Answered", "People done")
    for one in pages:
        done = one.progress
        table.add_row(
            one.round.id,
            Text(one.round.name),
            one.round.status.value,
            one.round.deadline.isoformat(),
            f"{done.answered} of {done.items}" if done else "",
            f"{done.done} of {done.people}" if done else "",
        )
    return table


def _results_table(found: Results) -> Table:
    table = Table("Topic", *(name.capitalize() for name in FIGURES))
    rows = [("All topics", found.whole), ("Other topics", found.rest)]
    rows[1:1] = [(one.of.name if one.of else "", one) for one in found.topics]
    for name, one in rows:
        if one:
            table.add_row(Text(name), *(str(getattr(one, figure)) for figure in FIGURES))
    return table
