"""What of demand is asked for, as it stands in the address; and its tables as they are saved."""

from collections.abc import Mapping
from typing import Any

from tagging.demand import DAYS, LEAST_TEAM, ORDERS, Demand, DemandQuery, Row
from webapp.tables import Cell, as_csv

FIGURES = ("Searches", "In vain", "Questions", "Unanswered", "Before", "More")
TABLES = ("topics", "teams", "words")
WITHHELD = f"fewer than {LEAST_TEAM}"


def demand_query(args: Mapping[str, str]) -> DemandQuery:
    """Read the period, team and order; what cannot be meant is left out, never refused."""
    days, order = args.get("days", ""), args.get("order", "")
    return DemandQuery(
        int(days) if days in {str(one) for one in DAYS} else 90,
        args.get("team") or None,
        next((one for one in ORDERS if one == order), "most"),
    )


def demand_address(query: DemandQuery) -> dict[str, Any]:
    """Return the arguments of an address that `demand_query` reads as `query`."""
    return {"days": query.days, "team": query.team, "order": query.order}


def demand_csv(found: Demand, table: str) -> str:
    """Return one of `TABLES` as CSV: the rows, order and figures of the screen."""
    if table == "words":
        words = [(one.text, one.times, one.last.isoformat()) for one in found.words]
        return as_csv(("Search", "Times", "Last on"), words)
    rows = found.teams if table == "teams" else found.topics
    first = "Team" if table == "teams" else "Topic"
    return as_csv((first, *FIGURES), [(row.of.name, *figures(row)) for row in rows])


def figures(row: Row) -> tuple[Cell, ...]:
    """Return the figures of a row in the order of `FIGURES`; what is withheld in words."""
    counted = (row.searches, row.in_vain, row.questions, row.unanswered, row.before)
    shown = [WITHHELD if one is None else one for one in counted]
    return (*shown, "not told" if row.more is None else row.more)
