"""The whole of ESCO through the importer: time and memory, then suggestions over it."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.measure import peak_megabytes
from benchmarks.report import Report
from benchmarks.searching import suggestions
from graph import schema, skills
from graph.database import Database
from graph.own_neo4j import Attachment

SECONDS, MEGABYTES = 120.0, 1_536.0
_REPOSITORY = Path(__file__).parents[1]
_IMPORT = [sys.executable, "-c", "from webapp.cli import main; main()", "import", "skills"]


def esco_zip() -> Path | None:
    """Return the ESCO download among the shared development data, or None."""
    found = sorted((shared_folder() / "data" / "esco").glob("*.zip"))
    return found[0] if found else None


def shared_folder() -> Path:
    """Return the folder of shared development data, be it there or not."""
    return Path(os.environ.get("SIGNPOST_SHARED") or _REPOSITORY.parent / "shared")


def run(db: Database, server: Attachment, path: Path, times: int, report: Report) -> None:
    """Import ESCO twice with `signpost import skills`; print seconds, memory, and suggestions."""
    schema.wipe(db)
    first = _import(server, path)
    importer = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_024
    neo4j = peak_megabytes(server.pid)
    version = skills.newest_change(db)
    second = _import(server, path)
    together = importer + neo4j if neo4j else None
    report.numbers(
        "Importing ESCO",
        {
            "skills": version.skills,
            "seconds, first run": first,
            "seconds, second run": second,
            "the second run changed something": "no"
            if skills.newest_change(db) == version
            else "yes",
            "importer, peak MB resident": importer,
            "Neo4j, peak MB resident": neo4j,
            "together": together,
        },
    )
    report.limit("ESCO in 120 seconds", kept=first < SECONDS)
    report.limit("ESCO under 1.5 GB", kept=together is None or together < MEGABYTES)
    report.limit("ESCO again changes nothing", kept=skills.newest_change(db) == version)
    labels = [
        each for row in skills.all_labels(db) for each in (row.label, *row.alternative_labels)
    ]
    suggestions(db, labels, times, report)


def _import(server: Attachment, path: Path) -> float:
    to = server.connection
    environment = os.environ | {
        "NEO4J_URI": to.uri,
        "NEO4J_USERNAME": to.username,
        "NEO4J_PASSWORD": to.password,
    }
    start = perf_counter()
    subprocess.run([*_IMPORT, str(path)], cwd=_REPOSITORY, env=environment, check=True)
    return perf_counter() - start
