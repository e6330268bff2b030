"""Suggesting for whole documents: `python -m benchmarks.suggesting LABELS_FOLDER DOCUMENTS`.

LABELS_FOLDER has a labels.jsonl, DOCUMENTS is a file with one JSON object a line and `text` in it.
Prints documents a minute on one core, peak memory, and how long opening from the cache takes.
"""

import json
import os
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import click  # noqa: E402

from tagging.evaluation.examples import read_examples  # noqa: E402
from tagging.suggestions import Suggester  # noqa: E402
from tagging.text.language import language  # noqa: E402


@click.command()
@click.argument("labels", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("documents", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--every", default=1, show_default=True, help="Only each so-many-th document.")
def main(labels: Path, documents: Path, every: int) -> None:
    """Measure suggesting on one core."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-1:])
    rows = read_examples(labels).labels
    texts = [json.loads(line)["text"] for line in documents.read_text().splitlines()][::every]
    language()
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        Suggester.open(rows, Path(folder), edition="")
        click.echo(f"building the index: {time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        suggester = Suggester.open(rows, Path(folder), edition="")
        click.echo(f"opening from the cache: {time.perf_counter() - began:.2f} s")
    began, worked = time.perf_counter(), time.process_time()
    for text in texts:
        suggester.suggest(text)
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    words = sum(len(text.split()) for text in texts) / len(texts)
    click.echo(
        f"{len(texts)} documents of {words:.0f} words: {60 * len(texts) / wall:.0f} a minute"
    )
    click.echo(f"{60 * len(texts) / cpu:.0f} a minute of processor time")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"peak memory: {peak:.0f} MB")


if __name__ == "__main__":
    main()
