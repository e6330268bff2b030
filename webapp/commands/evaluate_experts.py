"""`signpost evaluate experts`: how well people are ranked, on a folder of judged questions."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import monotonic

import click
from rich.console import Console
from rich.table import Table

from graph import own_neo4j, schema
from graph.database import Database
from importers.report import Progress as Told
from tagging.evaluation.expert_metrics import NAMES
from tagging.evaluation.expert_topics import read_topics
from tagging.evaluation.experts import ENGINE, Evaluation, Row, evaluate
from tagging.ranking import List, Method
from tagging.text.meaning import SentenceModel, installed, sentence_model
from webapp.commands.progress import bars
from webapp.config import Settings

MOST_BY_MEANING = 5000
_SAY_EVERY = 10.0


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
    with told() as tell:
        tell("starting Neo4j", 0, 1)
        with scratch(Settings()) as database:
            tell("starting Neo4j", 1, 1)
            found = evaluate(database, data, model, tell, method)
    if as_json:
        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(found)


def _model() -> SentenceModel:
    return sentence_model()


@contextmanager
def told() -> Iterator[Told]:
    """Yield a progress: bars on a terminal, else a line on standard error every ten seconds."""
    if sys.stderr.isatty():
        with bars() as tell:
            yield tell
        return
    began: dict[str, tuple[float, int]] = {}
    said_at = 0.0

    def say(step: str, done: int, total: int) -> None:
        nonlocal said_at
        now = monotonic()
        start, first = began.setdefault(step, (now, done))
        if done < total and now - said_at < _SAY_EVERY:
            return
        said_at = now
        left = (now - start) / (done - first) * (total - done) if done > first else 0
        more = f", about {left:.0f} s left" if left else ""
        click.echo(f"{step}: {done:,} of {total:,}{more}", err=True)

    yield say


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
        f"(median), {slow:.3f} (one in a hundred); all together, with loading and baselines: "
        f"{found.whole_seconds:.0f}. In brackets: 95 % bootstrap intervals."
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
