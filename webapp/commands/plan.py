"""`signpost plan`: what would close the gaps, for the money and time there is; never by whom."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from tagging.assumptions import given
from tagging.closing import PlanPage, Step, plan
from tagging.errors import SignpostError
from tagging.gaps.figures import FiguresCache
from tagging.gaps.query import GapQuery, GroupKind
from tagging.permissions import OPERATOR
from tagging.plan_words import HOWS
from tagging.workforce import WorkforceCache
from webapp import plan_sheets
from webapp.commands.context import open_database
from webapp.config import Settings

_SHOWN = (0, 1, 3, 4, 5, 9, 8)


@click.command("plan")
@click.option("--team", default="", help="For the gaps of one team only: its id.")
@click.option("--place", default="", help="For the gaps of one place only: its id.")
@click.option("--budget", default="", help="Money there is, hours of people's time included.")
@click.option("--weeks", default="", help="Weeks until everything must be done.")
@click.option("--hours", default="", help="Hours of people's time at most.")
@click.option(
    "--how",
    "hows",
    multiple=True,
    type=click.Choice(list(HOWS.values())),
    help="What may be done; may be repeated. Everything by default.",
)
@click.option("--set", "costs", multiple=True, help="A cost, as in hour=45; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="Print what to do as CSV.")
def command(
    team: str,
    place: str,
    budget: str,
    weeks: str,
    hours: str,
    hows: tuple[str, ...],
    costs: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
) -> None:
    """Plan what would close the gaps, for the money and time there is."""
    if team and place:
        raise click.UsageError("Choose one of --team and --place.")
    values = {"budget": budget, "weeks": weeks, "hours": hours} | _costs(costs)
    chosen = frozenset(how for how, name in HOWS.items() if name in hows)
    kind = GroupKind.TEAM if team else GroupKind.PLACE if place else GroupKind.WHOLE
    settings = Settings()
    with open_database(settings) as database:
        cache = FiguresCache(settings.gap_policy, settings.small_cell)
        figures = cache.of(WorkforceCache().current(database, datetime.now(UTC)))
        query = GapQuery(kind, team or place)
        try:
            found = plan(database, figures, OPERATOR, query, given(values, chosen))
        except SignpostError as error:
            raise click.ClickException(error.message) from error
    if as_json:
        sys.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n")
    elif as_csv:
        sys.stdout.write(plan_sheets.steps_sheet(found).csv())
    else:
        Console(highlight=False).print(as_text(found))


def _costs(given_as: tuple[str, ...]) -> dict[str, str]:
    for one in given_as:
        if "=" not in one:
            raise click.BadParameter(f"'{one}' is not like hour=45", param_hint="--set")
    return dict(one.split("=", 1) for one in given_as)


def as_data(found: PlanPage) -> dict[str, Any]:
    """Return the plan as the JSON that docs/commands.md describes."""
    return {
        "group": found.group.name if found.group else None,
        "cost": found.cost,
        "hours": found.hours,
        "weeks": found.weeks,
        "open": found.open,
        "closes": found.closes,
        "bound": found.bound,
        "proved": found.proved,
        "steps": [_step(one) for one in found.steps],
        "next": _step(found.following) if found.following else None,
        "short": found.short,
        "before": found.before.all,
        "after": found.after.all,
    }


def as_text(found: PlanPage) -> Group:
    """Return the plan for a terminal. What people typed is shown as it is, never as markup."""
    if not found.group:
        return Group(Text(f"No figures are shown: {found.why_withheld}."))
    if not found.steps:
        return Group(Text("For this money and time nothing closes a gap."))
    sheet = plan_sheets.steps_sheet(found)
    table = Table(*(sheet.header[column] for column in _SHOWN))
    for row in sheet.rows:
        table.add_row(*(Text(row[column].shown) for column in _SHOWN))
    told = [Text(plan_sheets.costs(found)), table]
    if found.following:
        short = plan_sheets.money(found.short)
        told.append(Text(f"Next, with {short} more: {found.following.sentence}."))
    return Group(*told)


def _step(step: Step) -> dict[str, Any]:
    return {
        "what": step.sentence,
        "how": step.how.value,
        "skill": {"id": step.skill.id, "name": step.skill.name},
        "level": step.level,
        "where": step.unit.name if step.unit else None,
        "gain": step.gain,
        "closes": step.closes,
        "money": step.money,
        "hours": step.hours,
        "weeks": step.weeks,
        "cost": step.cost,
        "why": list(step.why),
    }
