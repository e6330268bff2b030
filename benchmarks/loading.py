"""Loading: files through the importers, beside a bare UNWIND CREATE of the same statements."""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from benchmarks import floors, organisation
from benchmarks.measure import own_peak_megabytes, peak_megabytes
from benchmarks.report import Report
from graph import content, own_neo4j, schema
from graph.database import Database
from graph.own_neo4j import Attachment, Memory
from graph.records import Person, Tagging
from importers.people import import_people
from importers.report import Report as Imported
from importers.taggings import import_taggings
from tagging.people import load_people
from tagging.permissions import OPERATOR, Viewer
from tagging.vocabulary import load_skills

BATCH = 10_000
LEAST_SHARE = 0.5
MOST_SECONDS_FOR_PEOPLE = 120.0
_WARM_UP_PEOPLE = 5_000
_PEOPLE_COLUMNS = (
    "id", "name", "kind", "email", "phone", "best way", "job title", "team", "organisation",
)  # fmt: skip
_STATEMENT_COLUMNS = ("tagger id", "person id", "skill", "kind", "level", "source", "made")
Item = TypeVar("Item")
Seconds = float


def load(
    db: Database,
    server: Attachment,
    memory: Memory,
    people: int,
    words: organisation.Vocabulary,
    report: Report,
) -> None:
    """Fill the database with an organisation of `people`; print rows a second, both ways.

    The bare statements go to a second, equal Neo4j: half of them before the import, half after.
    """
    rows = people * organisation.TAGGINGS_OF_A_PERSON
    with TemporaryDirectory(prefix="signpost-bench-") as folder, _floor(memory) as floor:
        wiped = _warm_up(db, floor, words, Path(folder))
        load_skills(db, OPERATOR, words.skills)
        people_seconds = _imported(import_people, db, _people_file(Path(folder), people), people)
        report.say(f"{people:,} people imported in {people_seconds:.1f} s")
        _prepare_floor(floor, people, words)
        file = _statements_file(Path(folder), people, words)
        bare = _Bare(floor, people, words)
        bare.create(rows // 2)
        report.say(f"Half of the floor: {bare}")
        ours = _imported(import_taggings, db, file, rows)
        report.say(f"{rows:,} statements imported in {ours:.1f} s")
        bare.create(rows - rows // 2)
        _require_all(db, floor, rows)
    rate = rows / ours
    report.numbers(
        f"Loading {people:,} people and {rows:,} statements from files",
        {
            "people: seconds": people_seconds,
            "people a second": people / people_seconds,
            "statements: seconds": ours,
            "statements a second, Signpost": rate,
            **{f"statements a second, {name}": each for name, each in bare.rates().items()},
            **{f"share of {name}": rate / each for name, each in bare.rates().items()},
            "seconds to empty a warm-up database": wiped,
            "importer, peak MB resident": own_peak_megabytes(),
            "Neo4j, peak MB resident": peak_megabytes(server.pid),
        },
    )
    kept = rate > LEAST_SHARE * bare.rates()[floors.MAPS]
    report.limit(f"Loading {people:,} people: half the bare rate", kept=kept)
    report.limit(
        f"Loading {people:,} people in 2 minutes", kept=people_seconds < MOST_SECONDS_FOR_PEOPLE
    )


class _Bare:
    """Creates the statements on the floor, in turns in each of the bare ways."""

    def __init__(self, db: Database, people: int, words: organisation.Vocabulary) -> None:
        self._db = db
        self._batches = batches(organisation.taggings(people, words.used), BATCH)
        self._ways = cycle(floors.WAYS.items())
        self._taken: dict[str, list[tuple[int, Seconds]]] = {name: [] for name in floors.WAYS}

    def create(self, rows: int) -> None:
        """Create the next statements, at least so many; making them up is not counted."""
        while rows > 0 and (batch := next(self._batches, None)):
            name, write = next(self._ways)
            start = perf_counter()
            write(self._db, batch)
            self._taken[name].append((len(batch), perf_counter() - start))
            rows -= len(batch)

    def __str__(self) -> str:
        rates = (f"{rate:,.0f}/s {name}" for name, rate in self.rates().items())
        return ", ".join(rates) or "nothing yet"

    def rates(self) -> dict[str, float]:
        """Return the statements a second of each way."""
        return {
            name: sum(count for count, _ in taken) / sum(seconds for _, seconds in taken)
            for name, taken in self._taken.items()
            if taken
        }


@contextmanager
def _floor(memory: Memory) -> Iterator[Database]:
    """A second Neo4j, as large as the first and as empty, in a passing folder."""
    with TemporaryDirectory(prefix="signpost-bench-floor-") as folder:
        server = own_neo4j.attach(Path(folder), memory=memory)
        to = server.connection
        try:
            with Database.connect(to.uri, to.username, to.password, query_seconds=600.0) as db:
                schema.migrate(db)
                yield db
        finally:
            server.hold.close()
            own_neo4j.stop(Path(folder))


def _warm_up(
    db: Database, floor: Database, words: organisation.Vocabulary, folder: Path
) -> Seconds:
    """Let both compile what they will run, and empty them again; return how long that took."""
    schema.wipe(db)
    load_skills(db, OPERATOR, words.skills)
    import_people(db, OPERATOR, _people_file(folder, _WARM_UP_PEOPLE))
    import_taggings(db, OPERATOR, _statements_file(folder, _WARM_UP_PEOPLE, words))
    _prepare_floor(floor, _WARM_UP_PEOPLE, words)
    _Bare(floor, _WARM_UP_PEOPLE, words).create(_WARM_UP_PEOPLE * 10)
    schema.wipe(floor)
    start = perf_counter()
    schema.wipe(db)
    return perf_counter() - start


def _prepare_floor(db: Database, people: int, words: organisation.Vocabulary) -> None:
    load_skills(db, OPERATOR, words.skills)
    for batch in batches(organisation.people(people), BATCH):
        load_people(db, OPERATOR, batch, None)


def _imported(
    do: Callable[[Database, Viewer, Path], Imported], db: Database, file: Path, rows: int
) -> Seconds:
    start = perf_counter()
    report = do(db, OPERATOR, file)
    seconds = perf_counter() - start
    if report.added != rows:
        raise AssertionError(f"{report.added} of {rows} rows were added: {report.rejected[:3]}")
    return seconds


def _require_all(db: Database, floor: Database, rows: int) -> None:
    for each in (db, floor):
        if (there := content.counts(each)["Tagging"]) != rows:
            raise AssertionError(f"{there} of {rows} statements are there.")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`, the last one perhaps shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _people_file(folder: Path, people: int) -> Path:
    rows = map(_person_row, organisation.people(people))
    return _file(folder / "people.csv", _PEOPLE_COLUMNS, rows)


def _person_row(each: Person) -> tuple[str, ...]:
    team, home = each.team, each.organisation
    return (
        each.id, each.name, each.kind.value, each.email, each.phone, each.best_way,
        each.job_title, team.name if team else "", home.name if home else "",
    )  # fmt: skip


def _statements_file(folder: Path, people: int, words: organisation.Vocabulary) -> Path:
    labels = {skill.id: skill.label for skill in words.skills}
    rows = (_row(each, labels[each.skill]) for each in organisation.taggings(people, words.used))
    return _file(folder / "statements.csv", _STATEMENT_COLUMNS, rows)


def _row(each: Tagging, label: str) -> tuple[str, ...]:
    level = str(each.level or "")
    return (
        each.tagger, each.person, label, each.kind.value, level, each.source.value,
        each.made.isoformat(),
    )  # fmt: skip


def _file(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return path
