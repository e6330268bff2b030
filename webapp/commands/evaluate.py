"""`signpost evaluate`: how good suggestions are, on judged texts, beside simple baselines."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from tagging.evaluation.calibration import Calibration
from tagging.evaluation.examples import read_examples
from tagging.evaluation.metrics import NAMES
from tagging.evaluation.tags import Evaluation, Row, evaluate
from tagging.text.meaning import SentenceModel, installed, sentence_model
from webapp.commands import evaluate_experts, evaluate_levels
from webapp.commands.progress import bars
from webapp.config import Settings


@click.group("evaluate")
def command() -> None:
    """Measure Signpost on sets of examples that people have judged."""


command.add_command(evaluate_experts.command)
command.add_command(evaluate_levels.command)


@command.command("tags")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--split", "splits", multiple=True, help="Only this split; may be repeated.")
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another sentence model: a folder with model.onnx and tokenizer.json.",
)
@click.option("--without-meaning", is_flag=True, help="Leave the sentence model out.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def tags(
    folder: Path, splits: tuple[str, ...], model: Path | None, without_meaning: bool, as_json: bool
) -> None:
    """Measure suggested tags on the texts.jsonl and labels.jsonl in FOLDER."""
    examples = read_examples(folder)
    if splits:
        examples = examples.only(splits)
    with bars() as tell:
        given = None if without_meaning else _model(model)
        result = evaluate(examples, Settings().data_folder / "cache", given, tell)
    if as_json:
        sys.stdout.write(json.dumps(as_data(result), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(result)


def as_data(result: Evaluation) -> dict[str, Any]:
    """Return an evaluation as the JSON that docs/commands.md describes."""
    return {
        "results": [_row(one) for one in result.rows],
        "without": result.ablation,
        "calibration": {
            name: {split: _calibration(one) for split, one in by_split.items()}
            for name, by_split in result.calibration.items()
        },
        "texts_per_second": result.per_second,
        "gold_labels_not_in_the_vocabulary": result.unknown,
    }


def _model(folder: Path | None) -> SentenceModel | None:
    return sentence_model(folder) if folder or installed() else None


def _row(row: Row) -> dict[str, Any]:
    values = {
        name: {"mean": round(mean, 4), "low": round(low, 4), "high": round(high, 4)}
        for name, (mean, low, high) in row.values.items()
    }
    return {"split": row.split, "way": row.name, "texts": row.texts, "measures": values}


def _calibration(one: Calibration) -> dict[str, Any]:
    bins = [
        {"low": b.low, "high": b.high, "suggestions": b.count, "said": b.said, "found": b.found}
        for b in one.bins
    ]
    return {"suggestions": one.count, "expected_calibration_error": one.error, "bins": bins}


def _print(result: Evaluation) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for split in dict.fromkeys(row.split for row in result.rows):
        rows = [row for row in result.rows if row.split == split]
        table = Table("", *NAMES, title=f"{split}: {rows[0].texts} texts, 95 % intervals")
        for row in rows:
            cells = (f"{m:.3f} ({low:.3f}-{high:.3f})" for m, low, high in row.values.values())
            table.add_row(row.name, *cells)
        console.print(table)
    for name, stages in result.ablation.items():
        console.print(_ablation(name, stages))
    for name, by_split in result.calibration.items():
        for split, one in by_split.items():
            console.print(_reliability(f"{name}, {split}", one))
    for name, speed in result.per_second.items():
        console.print(f"{name}: {speed:.1f} texts a second")
    if result.unknown:
        console.print(f"{result.unknown} gold labels are not in the vocabulary and do not count.")


def _ablation(name: str, stages: Mapping[str, Mapping[str, float]]) -> Table:
    splits = list(dict.fromkeys(split for each in stages.values() for split in each))
    table = Table(f"{name} without", *splits, title="RP@5 with one stage left out, fitted anew")
    for stage, values in stages.items():
        table.add_row(
            stage, *(f"{values[split]:.3f}" if split in values else "" for split in splits)
        )
    return table


def _reliability(title: str, one: Calibration) -> Table:
    head = f"{title}: expected calibration error {one.error:.3f} over {one.count} above p = .3"
    table = Table("between", "suggestions", "said", "found", title=head)
    for each in one.bins:
        between = f"{each.low:.1f} and {each.high:.1f}"
        table.add_row(between, str(each.count), f"{each.said:.2f}", f"{each.found:.2f}")
    return table
