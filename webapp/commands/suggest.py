"""`signpost suggest`: which skills a text is about, and which words say so."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group
from rich.text import Text

from graph.database import Database
from graph.skills import LabelRow, all_labels, newest_change
from importers.parsing import parse
from tagging.meaning_kept import kept_meaning
from tagging.reviewing.learning import current_weights
from tagging.suggestions import Found, Suggester
from tagging.text.meaning import Meaning, sentence_model
from webapp.commands.context import open_database
from webapp.commands.progress import bars
from webapp.config import Settings


@click.command("suggest")
@click.argument("file")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 200))
@click.option("--least", default=0.05, show_default=True, type=click.FloatRange(0, 1))
@click.option("--meaning", "with_meaning", is_flag=True, help="Use the sentence model too.")
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another sentence model: a folder with model.onnx and tokenizer.json.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    file: str, most: int, least: float, with_meaning: bool, model: Path | None, as_json: bool
) -> None:
    """Suggest the skills that FILE is about ('-': standard input), with the words that say so."""
    text = _text(file)
    settings = Settings()
    with open_database(settings) as database, bars() as tell:
        labels = all_labels(database)
        wanted = with_meaning or model
        folder = model or settings.sentence_model
        meaning = _meaning(database, labels, folder, tell) if wanted else None
        suggester = Suggester.open(
            labels,
            settings.data_folder / "cache",
            edition=newest_change(database).version,
            model=current_weights(database),
            meaning=meaning,
            tell=lambda done, total: tell("Reading the vocabulary", done, total),
        )
        found = suggester.suggest(text, most=most, least=least)
    if as_json:
        sys.stdout.write(json.dumps(as_data(file, found), ensure_ascii=False, indent=2) + "\n")
    else:
        Console(highlight=False).print(as_text(found))


def as_data(file: str, found: tuple[Found, ...]) -> dict[str, Any]:
    """Return suggestions as the JSON that docs/commands.md describes."""
    return {"file": file, "suggestions": [_data(one) for one in found]}


def as_text(found: tuple[Found, ...]) -> Group:
    """Return suggestions for a terminal. What the text says is shown as it is, never as markup."""
    if not found:
        return Group(Text("Nothing suggested."))
    lines = []
    for one in found:
        head = Text(f"{one.probability:4.0%}  ") + Text(one.label, style="bold")
        lines.append(head + Text(f"  {one.kind}: {one.decided}", style="dim"))
        lines.append(Text(f"      {' '.join(one.sentence.split())[:300]}"))
    return Group(*lines)


def _data(found: Found) -> dict[str, Any]:
    return {
        "skill": found.skill,
        "label": found.label,
        "kind": found.kind,
        "probability": round(found.probability, 4),
        "sentence": found.sentence,
        "start": found.start,
        "end": found.end,
        "decided": found.decided,
        "features": {name: round(value, 4) for name, value in found.features.items()},
    }


def _text(file: str) -> str:
    if file == "-":
        return click.open_file("-", "rb").read().decode("utf-8", "replace")
    path = Path(file)
    if not path.is_file():
        raise click.BadParameter(f"there is no file {file}", param_hint="FILE")
    if path.suffix.lower() in {".txt", ".md", ".markdown", ""}:
        return path.read_bytes().decode("utf-8-sig", "replace")
    return parse(path, path.name).text


def _meaning(
    db: Database, labels: list[LabelRow], model: Path | None, tell: Callable[[str, int, int], None]
) -> Meaning:
    def step(done: int, total: int) -> None:
        tell("Reading what skills mean", done, total)

    return kept_meaning(db, sentence_model(model), labels, step)
