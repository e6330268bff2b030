"""Finding people, as a function and as a page, beside an empty page and beside PostgreSQL.

`python -m benchmarks.comparing --size 1000 --folder DIR` keeps the filled Neo4j in DIR, and uses it
again the next time.
"""

import json
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import click

from benchmarks import organisation, postgres, questions, rival, serving, writings
from benchmarks.growth import draw
from benchmarks.loading import BATCH, batches
from benchmarks.measure import BARE, Figures, side_by_side
from benchmarks.questions import Asked
from benchmarks.report import Report
from graph import content, own_neo4j, schema, skills
from graph.database import Database
from graph.own_neo4j import Attachment, Memory
from graph.records import PersonKind
from tagging.colleagues import SearchQuery, find
from tagging.people import load_people
from tagging.permissions import OPERATOR
from tagging.taggings import load_taggings
from tagging.vocabulary import VocabularyCache, load_skills

MEMORY = Memory(heap=2_048, page_cache=1_024)
PICTURE = Path(__file__).parents[1] / "docs" / "growth.svg"
_NOW = organisation.NOW + timedelta(days=1)
FUNCTION, PAGE, EMPTY = "Signpost", "Signpost, page", "empty Flask page"
RIVAL, RIVAL_ALL = "PostgreSQL", "PostgreSQL, every word"
Work = Callable[[], object]


def compare(
    db: Database,
    server: Attachment,
    people: int,
    words: organisation.Vocabulary,
    times: int,
    report: Report,
) -> dict[str, Figures]:
    """Time each kind of question in each way, in turns; return the figures of all kinds together.

    The database is to hold the organisation already, with its documents.
    """
    asked = questions.kinds(words, set(skills.known_by(db)))
    with ExitStack() as open_for_now:
        ways = _ways(open_for_now, db, server, people, words, report)
        tasks: dict[str, list[Work]] = {}
        for kind, row in asked.items():
            for way, answer in ways.items():
                tasks[f"{kind}: {way}"] = [lambda a=answer, q=q: a(q) for q in row]  # type: ignore[misc]
        page = open_for_now.enter_context(serving.empty_page())
        tasks[EMPTY] = [lambda: page.get("/")]
        _require_answers(ways, asked, people, report)
        taken = side_by_side(db, tasks, times, warm_up=min(questions.VARIANTS, times))
    return _reported(taken, people, list(ways), report)


def _ways(
    open_for_now: ExitStack,
    db: Database,
    server: Attachment,
    people: int,
    words: organisation.Vocabulary,
    report: Report,
) -> dict[str, Callable[[Asked], Any]]:
    cache = VocabularyCache()
    client = open_for_now.enter_context(serving.signpost(db, server.connection))
    ways: dict[str, Callable[[Asked], Any]] = {
        FUNCTION: lambda one: find(db, OPERATOR, cache.current(db), _query(one), _NOW).results,
        PAGE: client.search,
    }
    if not (programs := postgres.programs()):
        report.say("PostgreSQL is not here: its part is left out")
        return ways
    to = open_for_now.enter_context(postgres.running(programs))
    report.say(f"{postgres.version(programs)}: {people:,} people are copied")
    rival.fill(to, db, people, words)
    return ways | {
        RIVAL: lambda one: rival.find(to, one),
        RIVAL_ALL: lambda one: rival.find(to, one, every_word=True),
    }


def _query(asked: Asked) -> SearchQuery:
    return SearchQuery(asked.text, kind=PersonKind.STAFF if asked.staff else None, kept=False)


def _require_answers(
    ways: Mapping[str, Callable[[Asked], Any]],
    asked: Mapping[str, Sequence[Asked]],
    people: int,
    report: Report,
) -> None:
    """Say how many people each way shows, so that none is quick for want of an answer."""
    shown = {
        f"{kind}: {way}": sum(len(answer(one)) for one in row[:10]) / len(row[:10])
        for kind, row in asked.items()
        for way, answer in ways.items()
        if way != PAGE
    }
    report.numbers(f"People shown for a question, of {people:,}", dict(shown))
    for name, number in shown.items():
        if not number:
            report.limit(f"{name} found nobody among {people:,} people", kept=False)


def _reported(
    taken: Sequence[Figures], people: int, ways: Sequence[str], report: Report
) -> dict[str, Figures]:
    by_name = {one.name: one for one in taken}
    title = f"Finding people among {people:,}, {people * 10:,} statements, {people:,} documents"
    report.beside(title, taken)
    together = {BARE: by_name[BARE], EMPTY: by_name[EMPTY]} | {
        way: Figures(
            way,
            tuple(time for one in taken if one.name.endswith(f": {way}") for time in one.times),
        )
        for way in ways
    }
    report.beside(f"{title}, all kinds", list(together.values()))
    if RIVAL in together:
        for share in (0.5, 0.99):
            kept = together[FUNCTION].quantile(share) < together[RIVAL].quantile(share)
            name = f"Ahead of PostgreSQL at p{100 * share:.0f} among {people:,}"
            report.limit(name, kept=kept)
    return together


@contextmanager
def kept(folder: Path, report: Report) -> Iterator[tuple[Attachment, Database]]:
    """Yield a Neo4j whose data stays in a folder."""
    server = own_neo4j.attach(folder, memory=MEMORY)
    to = server.connection
    report.say(f"Neo4j {server.version}, {MEMORY.heap} MB heap, in {folder}")
    try:
        with Database.connect(to.uri, to.username, to.password, query_seconds=600.0) as database:
            schema.migrate(database)
            yield server, database
    finally:
        server.hold.close()
        own_neo4j.stop(folder)


def fill_people(db: Database, people: int, words: organisation.Vocabulary, report: Report) -> int:
    """Load the people and statements that are not there yet; return how many documents are."""
    there = content.counts(db)
    said = there.get("Tagging", 0) // BATCH
    if not said:
        load_skills(db, OPERATOR, words.skills)
        for some in batches(organisation.people(people), BATCH):
            load_people(db, OPERATOR, some, None)
    for statements in islice(batches(organisation.taggings(people, words.used), BATCH), said, None):
        load_taggings(db, OPERATOR, statements, None)
    report.say(f"{people:,} people and what is said of them are there")
    return there.get("Document", 0)


def _fill(db: Database, people: int, words: organisation.Vocabulary, report: Report) -> None:
    """Load what is not there yet; what was begun is carried on with."""
    there = fill_people(db, people, words, report)
    writings.load(db, people, words.used, report, there=there)


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, default=(1_000,))
@click.option("--folder", type=click.Path(path_type=Path), required=True)
@click.option("--times", default=100, show_default=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path))
@click.option("--picture", type=click.Path(path_type=Path))
def main(
    sizes: tuple[int, ...], folder: Path, times: int, json_file: Path | None, picture: Path | None
) -> None:
    """Compare on organisations that are kept in FOLDER, one Neo4j for each size."""
    report = Report()
    report.say(f"Python {platform.python_version()}")
    words = organisation.vocabulary()
    grown = {}
    for size in sizes:
        with kept(folder / str(size), report) as (server, db):
            _fill(db, size, words, report)
            if times:
                grown[size] = compare(db, server, size, words, times, report)
    if json_file:
        json_file.write_text(json.dumps(report.data, indent=2) + "\n", encoding="utf-8")
    if picture:
        picture.write_text(draw(grown), encoding="utf-8")
    for missed in report.missed:
        report.say(f"Over the limit: {missed}")


if __name__ == "__main__":
    main()
