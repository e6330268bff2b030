"""`python -m benchmarks`: every figure in one run, on a Neo4j of its own in a passing folder."""

import json
import os
import platform
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import (
    comparing,
    esco,
    gaps,
    growth,
    loading,
    organisation,
    reading,
    searching,
    writings,
)
from benchmarks.report import Report
from graph import own_neo4j, schema
from graph.database import Database

SIZES = (1_000, 10_000, 100_000)
MEMORY = own_neo4j.Memory(heap=1_024, page_cache=512)
_QUERY_SECONDS = 600.0


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, help="How many people; may be repeated.")
@click.option("--quick", is_flag=True, help="1,000 people, few searches, no ESCO.")
@click.option("--times", default=300, show_default=True, help="Searches a kind; 0: none.")
@click.option("--esco/--no-esco", "with_esco", default=True, help="Import ESCO where it is there.")
@click.option("--heap", default=MEMORY.heap, show_default=True, help="Neo4j's heap, in MB.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Keep the figures here.")
def main(
    sizes: tuple[int, ...],
    quick: bool,
    times: int,
    with_esco: bool,
    heap: int,
    json_file: Path | None,
) -> None:
    """Measure loading, searching and suggesting beside the bare engine."""
    sizes = sizes or (SIZES[:1] if quick else SIZES)
    times = min(times, 60) if quick else times
    report = Report()
    path = esco.esco_zip() if with_esco and not quick else None
    report.say(f"Python {platform.python_version()}, {os.cpu_count()} processors")
    with TemporaryDirectory(prefix="signpost-bench-") as folder:
        memory = replace(MEMORY, heap=heap)
        server = own_neo4j.attach(Path(folder), memory=memory)
        report.say(f"Neo4j {server.version}, {memory.heap} MB heap, in a folder of its own")
        try:
            _measure(server, memory, sizes, times, path, report)
        finally:
            server.hold.close()
            own_neo4j.stop(Path(folder))
    if with_esco and not quick:
        reading.run(esco.shared_folder(), report)
    if json_file:
        json_file.write_text(json.dumps(report.data, indent=2) + "\n", encoding="utf-8")
    for missed in report.missed:
        report.say(f"Over the limit: {missed}")
    sys.exit(1 if report.missed else 0)


def _measure(
    server: own_neo4j.Attachment,
    memory: own_neo4j.Memory,
    sizes: tuple[int, ...],
    times: int,
    path: Path | None,
    report: Report,
) -> None:
    to = server.connection
    with Database.connect(
        to.uri, to.username, to.password, query_seconds=_QUERY_SECONDS
    ) as database:
        schema.migrate(database)
        if path:
            esco.run(database, server, path, times, report)
        words = organisation.vocabulary()
        grown = {}
        for size in sizes:
            loading.load(database, server, memory, size, words, report)
            if times:
                writings.load(database, size, words.used, report, server.pid)
                searching.search(database, size, words, times, report)
                grown[size] = comparing.compare(database, server, size, words, times, report)
                gaps.compare(database, server, size, words, times, report)
    if set(SIZES) <= set(grown):
        comparing.PICTURE.write_text(growth.draw(grown), encoding="utf-8")
        report.say(f"Drawn: {comparing.PICTURE}")


if __name__ == "__main__":
    main()
