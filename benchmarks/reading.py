"""Suggesting for whole documents with ESCO, in a process of its own: time, memory, opening."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.report import Report

DOCUMENTS_A_MINUTE, MEGABYTES, OPENING_SECONDS = 20.0, 1_536.0, 1.5
_EVERY = 11
_REPOSITORY = Path(__file__).parents[1]


def run(shared: Path, report: Report) -> None:
    """Print how each eleventh of the occupation pages fares, on one core, without the extra."""
    labels = shared / "eval" / "skills_esco"
    documents = shared / "data" / "lmi_ooh" / "documents.jsonl"
    if not (labels.is_dir() and documents.is_file()):
        report.say("Suggesting for documents: left out, its data are not here")
        return
    asked = [sys.executable, "-m", "benchmarks.suggesting", str(labels), str(documents)]
    options = ["--every", str(_EVERY), "--json"]
    done = subprocess.run(
        [*asked, *options], cwd=_REPOSITORY, check=True, capture_output=True, text=True
    )
    figures = json.loads(done.stdout)
    report.numbers("Suggesting for documents", figures)
    speed, opening = figures["documents a minute"], figures["opening from the cache, seconds"]
    report.limit("20 documents a minute", kept=speed > DOCUMENTS_A_MINUTE)
    report.limit("Matcher under 1.5 GB", kept=figures["peak MB resident"] < MEGABYTES)
    report.limit("Matcher opened in 1.5 seconds", kept=opening < OPENING_SECONDS)
