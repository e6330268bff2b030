"""Fetching with a progress bar."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from graph.own_neo4j import jars
from graph.own_neo4j.lines import DEFAULT_LINE, line


def fetch(
    name: str = DEFAULT_LINE,
    progress: bool = True,
    offline_folder: Path | None = None,
) -> int:
    """Make the jars of the line called `name` present and right; return how many were fetched.

    Shows a bar with files and megabytes on standard error if `progress` is set and there is
    something to fetch. With `offline_folder` no network is used. Raises `FetchFailed`.
    """
    wanted = line(name)
    absent = len(jars.missing(wanted, thorough=True))
    if not absent:
        return 0
    bar = Progress(
        TextColumn("Fetching Neo4j " + wanted.version),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} files, {task.fields[megabytes]:.1f} MB"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not progress,
    )
    with bar:
        task = bar.add_task("fetch", total=absent, megabytes=0.0)
        return jars.fetch(
            wanted,
            lambda done, size: bar.update(task, completed=done, megabytes=size / 1e6),
            offline_folder,
        )
