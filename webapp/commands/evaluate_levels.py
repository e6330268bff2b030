"""`signpost evaluate levels`: how well levels are recovered, where the true ones are known."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from tagging.evaluation.levels import Evaluation, Measured, Row, evaluate
from tagging.evaluation.simulating import REGIMES
from webapp.commands.progress import bars


@click.command("levels")
@click.option("--seed", default=1, show_default=True, help="The first seed.")
@click.option(
    "--people",
    default=300,
    show_default=True,
    type=click.IntRange(20, 20_000),
    help="How many people each organisation has.",
)
@click.option(
    "--times",
    default=5,
    show_default=True,
    type=click.IntRange(1, 1_000),
    help="How many organisations of each regime, with seeds that follow each other.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(seed: int, people: int, times: int, as_json: bool) -> None:
    """Measure how well levels are recovered on invented organisations.

    Nothing is read from or written to the organisation's data.
    """
    with bars() as tell:
        found = evaluate(seed, people, times, REGIMES, tell)
    if as_json:
        sys.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(found)


def as_data(found: Evaluation) -> dict[str, Any]:
    """Return an evaluation as the JSON that docs/commands.md describes."""
    return {
        "people": found.people,
        "seeds": list(found.seeds),
        "regimes": [_row(one) for one in found.rows],
        "together": _measured(found.together),
        "without": {name: _measured(one) for name, one in found.without.items()},
    }


def _measured(one: Measured) -> dict[str, float]:
    values = asdict(one) | {"less": one.less}
    return {name: round(value, 4) for name, value in values.items()}


def _row(row: Row) -> dict[str, Any]:
    return {
        "regime": row.regime.name,
        "words": row.regime.words,
        **_measured(row.mean),
        "least_less": round(row.least_less, 4),
        "least_covered": round(row.least_covered, 4),
        "most_covered": round(row.most_covered, 4),
    }


def _print(found: Evaluation) -> None:
    console = Console(highlight=False, soft_wrap=True)
    title = f"Levels recovered: {len(found.seeds)} organisations of {found.people} people each"
    table = Table(
        "", "error", "of the mean", "less by", "(least)", "covered", "(from to)", "calibration",
        title=title,
    )  # fmt: skip
    for row in found.rows:
        least, spread = f"{row.least_less:.0%}", f"{row.least_covered:.2f}-{row.most_covered:.2f}"
        table.add_row(row.regime.name, *_cells(row.mean, least, spread))
    table.add_row("all together", *_cells(found.together, "", ""))
    console.print(table)
    console.print(
        "Mean absolute error in levels, of the estimate and of the mean of the ratings; share of "
        "true levels within the 90 % interval; expected calibration error of the chance of level 3."
    )
    parts = Table("without", "error", "less by", "covered", title="The usual regime, one part out")
    for name, one in found.without.items():
        parts.add_row(name, f"{one.error:.3f}", f"{one.less:.1%}", f"{one.covered:.3f}")
    console.print(parts)


def _cells(one: Measured, least: str, spread: str) -> tuple[str, ...]:
    return (
        f"{one.error:.3f}",
        f"{one.of_mean:.3f}",
        f"{one.less:.1%}",
        least,
        f"{one.covered:.3f}",
        spread,
        f"{one.calibration:.3f}",
    )
