"""`signpost evaluate experts`: how well people are ranked, on a folder of judged questions."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from graph import own_neo4j, schema
from graph.database import Database
from tagging.evaluation.expert_metrics import NAMES
from tagging.evaluation.expert_topics import read_topics
from tagging.evaluation.experts import ENGINE, Evaluation, Row, evaluate
from tagging.ranking import List, Method
from tagging.text.meaning import SentenceModel, installed, sentence_model
from webapp.commands.progress import bars
from webapp.config import Settings

MOST_BY_MEANING = 5000


@click.command("experts")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Choice([one.value for one in List]),
    help="Rank by this list; give it again for more. Without it by all.",
)
@click.option(
    "--meaning/--no-meaning",
    default=None,
    help="With or without the list by meaning. By default with it where the extra `semantic` is "
    "installed and there are at most 5,000 documents (more take long to read).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(folder: Path, lists: tuple[str, ...], meaning: bool | None, as_json: bool) -> None:
    """Measure how well people are ranked on the judged questions in FOLDER.

    People and documents are loaded into a Neo4j of its own, which is thrown away afterwards; the
    organisation's data is not touched.
    """
    data = read_topics(folder)
    method = Method(lists=frozenset(List(one) for one in lists)) if lists else Method()
    if meaning is None:
        meaning = installed() and len(data.documents) <= MOST_BY_MEANING
    model = _model() if meaning and List.MEANING in method.lists else None
    with scratch(Settings()) as database, bars() as tell:
        found = evaluate(database, data, model, tell, method)
    if as_json:
        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(found)


def _model() -> SentenceModel:
    return sentence_model()


@contextmanager
def scratch(settings: Settings) -> Iterator[Database]:
    """Yield an empty database on a Neo4j of its own, gone with its folder afterwards."""
    if own_neo4j.missing(own_neo4j.line(settings.neo4j_line)):
        own_neo4j.fetch(settings.neo4j_line, offline_folder=settings.offline_folder)
    with tempfile.TemporaryDirectory(prefix="signpost-evaluate-") as name:
        folder = Path(name)
        try:
            with (
                own_neo4j.start(folder, settings.neo4j_line, linger=0) as to,
                Database.connect(to.uri, to.username, to.password) as database,
            ):
                schema.migrate(database)
                yield database
        finally:
            own_neo4j.stop(folder)


def _print(found: Evaluation) -> None:
    console = Console(highlight=False)
    console.print(_table("Ranking of people", found.rows))
    console.print(_table("What each list adds", found.ablation))
    median, slow = found.seconds
    console.print(
        f"{ENGINE}, lists: {', '.join(found.lists)}. Seconds for a question: {median:.3f} "
        f"(median), {slow:.3f} (one in a hundred). In brackets: 95 % bootstrap intervals."
    )


def _table(title: str, rows: Sequence[Row]) -> Table:
    table = Table(title=title)
    for name in ("kind", "topics", "way", *NAMES):
        table.add_column(name, justify="right" if name in (*NAMES, "topics") else "left")
    for row in sorted(rows, key=lambda one: one.kind):
        values = (row.values[name] for name in NAMES)
        cells = [f"{mean:.3f} [{low:.3f}, {high:.3f}]" for mean, low, high in values]
        table.add_row(row.kind, str(row.topics), row.name, *cells)
    return table
