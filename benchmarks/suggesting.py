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
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(labels: Path, documents: Path, every: int, as_json: bool) -> None:
    """Measure suggesting on one core."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-1:])
    rows = read_examples(labels).labels
    texts = [json.loads(line)["text"] for line in documents.read_text().splitlines()][::every]
    language()
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for name in ("building the index, seconds", "opening from the cache, seconds"):
            began = time.perf_counter()
            suggester = Suggester.open(rows, Path(folder), edition="")
            figures[name] = time.perf_counter() - began
    began, worked = time.perf_counter(), time.process_time()
    for text in texts:
        suggester.suggest(text)
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    figures |= {
        "documents": len(texts),
        "words each": sum(len(text.split()) for text in texts) / len(texts),
        "documents a minute": 60 * len(texts) / wall,
        "documents a minute of processor time": 60 * len(texts) / cpu,
        "peak MB resident": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    if as_json:
        click.echo(json.dumps(figures))
    else:
        click.echo("\n".join(f"{name}: {value:,.2f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
