"""`signpost gaps`: which skills are missing, the most consequential first; never whose."""

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from tagging.gaps.figures import Figures, FiguresCache
from tagging.gaps.overview import Line, Overview, overview
from tagging.gaps.query import GapQuery, GroupKind
from tagging.permissions import OPERATOR
from tagging.workforce import WorkforceCache
from webapp.commands.context import open_database
from webapp.config import Settings
from webapp.gap_sheets import overview_sheet


@click.command("gaps")
@click.option("--team", default="", help="Of one team only: its id or name.")
@click.option("--place", default="", help="Of one place only: its id or name.")
@click.option("--role", default="", help="Only what a role requires: its id or name.")
@click.option("--level", type=click.IntRange(1, 5), help="Count at this level, not each need's.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="By what had been said by a day; people and needs are today's.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the table as CSV.")
def command(
    team: str,
    place: str,
    role: str,
    level: int | None,
    as_of: datetime | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List which skills are missing, the most consequential first."""
    kind, unit = _group(team, place, role)
    query = GapQuery(kind, unit, level, as_of.date() if as_of else None, every=True)
    settings = Settings()
    now = datetime.now(UTC)
    with open_database(settings) as database:
        workforces = WorkforceCache()
        cache = FiguresCache(settings.gap_policy, settings.small_cell, workforces.beliefs)
        figures = cache.of(workforces.current(database, now))
        query = replace(query, unit=_unit_id(figures, query))
        found = overview(cache, figures, OPERATOR, query)
    if as_json:
        sys.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n")
    elif as_csv:
        sys.stdout.write(overview_sheet(found).csv())
    else:
        Console(highlight=False).print(as_text(found))


def _group(team: str, place: str, role: str) -> tuple[GroupKind, str]:
    given = [
        (kind, unit)
        for kind, unit in (
            (GroupKind.TEAM, team),
            (GroupKind.PLACE, place),
            (GroupKind.ROLE, role),
        )
        if unit
    ]
    if len(given) > 1:
        raise click.UsageError("Choose one of --team, --place and --role.")
    return given[0] if given else (GroupKind.WHOLE, "")


def _unit_id(figures: Figures, query: GapQuery) -> str:
    """Return the id of the unit asked for, which may be given by its name."""
    workforce = figures.workforce
    units = {
        GroupKind.TEAM: workforce.teams,
        GroupKind.PLACE: workforce.places,
        GroupKind.ROLE: workforce.roles,
    }.get(query.kind, ())
    asked = query.unit.casefold()
    known = {unit.id for unit in units}
    named = (unit.id for unit in units if unit.name.casefold() == asked)
    return query.unit if query.unit in known else next(named, query.unit)


def as_data(found: Overview) -> dict[str, Any]:
    """Return the gaps as the JSON that docs/commands.md describes."""
    return {
        "query": {
            "group": found.query.kind.value,
            "id": found.query.unit or None,
            "level": found.query.level,
            "day": found.day.isoformat(),
            "weights": {
                "importance": found.policy.importance,
                "demand": found.policy.demand,
                "lack": found.policy.lack,
            },
        },
        "to_act_on": [one.sentence for one in found.to_act_on],
        "gaps": [_line_data(one) for one in found.lines],
        "cover": [{"day": _iso(day), "share": share} for day, share in found.cover],
        "withheld": list(found.withheld),
    }


def as_text(found: Overview) -> Group:
    """Return the gaps for a terminal. What people typed is shown as it is, never as markup."""
    if not found.group:
        return Group(Text(f"No figures are shown: {found.why_withheld}."))
    sheet = overview_sheet(found)
    table = Table(*sheet.header[:6], sheet.header[9])
    for row in sheet.rows:
        table.add_row(*(Text(cell.shown) for cell in (*row[:6], row[9])))
    told = [Text(f"{number}. {one.sentence}") for number, one in enumerate(found.to_act_on, 1)]
    notes = [Text(note, style="dim") for note in sheet.notes]
    return Group(*told, Text(), table, *notes)


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "skill": {"id": line.skill.id, "name": line.skill.name},
        "kinds": list(line.kinds),
        "sentence": line.sentence,
        "level": line.level,
        "needed": line.needed,
        "have": line.have,
        "low": line.low,
        "high": line.high,
        "importance": line.importance,
        "demand": line.demand,
        "lack": line.lack,
        "consequence": line.consequence,
        "needed_by": list(line.needed_by),
        "borrowable": line.borrowable,
    }


def _iso(day: date) -> str:
    return day.isoformat()
