"""The knowledge base as a whole: what there is, how old it is, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from graph import colleagues, demand
from graph import knowledge_base as store
from graph import people as people_store
from graph.colleagues import Seed
from graph.database import Database, Queryable
from graph.documents import found as documents_found
from graph.documents.found import NOT_SAID
from graph.filters import Filters
from graph.knowledge_base import Entry
from graph.records import Person, PersonKind, Ref
from tagging import holes as rules
from tagging.documents.words import age, currency, value_words, values
from tagging.holes import Hole, Needs
from tagging.permissions import Permission, Viewer, require
from tagging.regions import is_about, single
from tagging.vocabulary import Vocabulary

__all__ = ["AXES", "Gap", "Overview", "Table", "overview"]

AXES: dict[str, str] = {
    "type": "Kind",
    "sector": "Sector",
    "region": "Region",
    "age": "Age",
    "currency": "How current",
}
_MOST_COLUMNS, _MOST_ROWS = 8, 20
_SHADES = 4
_SEARCHES_FROM = timedelta(days=365)
_DEPTH = 3
_MOST_SEEDS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """How many documents there are of a row and a column; `shade` 0 (none) to 4 (the most)."""

    documents: int
    shade: int
    chosen: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells in the order of the columns, and its own number."""

    words: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """Documents counted by two of the `AXES`. `left_out` rows and columns have the fewest."""

    rows_by: str
    columns_by: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole, and who could fill it best by what they are said to know."""

    hole: Hole
    person: Person | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole: numbers by currency as (key, words, documents), a table, and the gaps."""

    total: int
    currencies: tuple[tuple[str, str, int], ...]
    table: Table
    gaps: tuple[Gap, ...]


def overview(
    db: Database,
    viewer: Viewer,
    vocabulary: Vocabulary,
    now: datetime,
    rows_by: str = "type",
    columns_by: str = "region",
) -> Overview:
    """Return what there is of the documents that the viewer may see, and what is missing.

    `rows_by` and `columns_by` are keys of `AXES`. Replaced editions are not counted.
    """
    require(viewer, Permission.FIND)
    return db.snapshot(
        lambda tx: _overview(tx, viewer.person_id, vocabulary, now, (rows_by, columns_by))
    )


def _overview(
    db: Queryable, viewer: str | None, vocabulary: Vocabulary, now: datetime, axes: tuple[str, str]
) -> Overview:
    today = now.date()
    entries = store.entries(db, viewer)
    states: list[str] = [currency(one.published, one.review_due, today) for one in entries]
    found = rules.holes(entries, _needs(db, vocabulary, today), today)
    return Overview(
        total=len(entries),
        currencies=tuple(
            (key, value_words("currency", key), states.count(key))
            for key in values("currency")
            if key in states
        ),
        table=table(entries, *axes, today),
        gaps=tuple(Gap(hole, _who(db, vocabulary, hole, now)) for hole in found),
    )


def table(entries: Sequence[Entry], rows_by: str, columns_by: str, today: date) -> Table:
    """Return documents counted by two axes, each cell as the search with its filters finds them."""
    down, across = _axis(entries, rows_by, today), _axis(entries, columns_by, today)
    shown_rows, shown_columns = _largest(down, _MOST_ROWS), _largest(across, _MOST_COLUMNS)
    most = max((len(down[r] & across[c]) for r in shown_rows for c in shown_columns), default=0)

    def cell(row: str, column: str) -> Cell:
        number = len(down[row] & across[column])
        shade = -(-_SHADES * number // most) if most else 0
        return Cell(number, shade, {rows_by: row, columns_by: column})

    return Table(
        rows_by,
        columns_by,
        tuple(value_words(columns_by, column) for column in shown_columns),
        tuple(
            Row(
                value_words(rows_by, row),
                tuple(cell(row, column) for column in shown_columns),
                Cell(len(down[row]), 0, {rows_by: row}),
            )
            for row in shown_rows
        ),
        len(down) - len(shown_rows) + len(across) - len(shown_columns),
    )


def _axis(entries: Sequence[Entry], name: str, today: date) -> dict[str, set[str]]:
    """Return the ids of the documents of each value: a region's with those about others too."""
    said = {one.id: _said(one, name, today) for one in entries}
    found: dict[str, set[str]] = {value: set() for each in said.values() for value in each}
    for one, each in said.items():
        for value in found:
            about = name == "region" and any(is_about(region, value) for region in each)
            if value in each or about:
                found[value].add(one)
    order = values(name)
    if order:
        return {value: found[value] for value in (*order, NOT_SAID) if value in found}
    shown = single(found) if name == "region" else tuple(found)
    return {value: found[value] for value in sorted(shown, key=lambda one: (one == NOT_SAID, one))}


def _said(one: Entry, name: str, today: date) -> tuple[str, ...]:
    if name == "type":
        return one.types or (NOT_SAID,)
    if name == "age":
        return (age(one.published, today),)
    if name == "currency":
        return (currency(one.published, one.review_due, today),)
    return (str(getattr(one, name)) or NOT_SAID,)


def _largest(found: dict[str, set[str]], limit: int) -> list[str]:
    most = set(sorted(found, key=lambda value: (-len(found[value]), value))[:limit])
    return [value for value in found if value in most]


def _needs(db: Queryable, vocabulary: Vocabulary, today: date) -> Needs:
    required = store.required(db, today)
    searched = _searched(vocabulary, demand.unmet(db, today - _SEARCHES_FROM, 100))
    skills = {one.skill.id for one in required} | {skill.id for skill, _ in searched}
    return Needs(
        places=store.staffed_places(db, today),
        required=required,
        searched=searched,
        covered_by={each: frozenset(vocabulary.narrower(each, _DEPTH)) for each in skills},
    )


def _searched(vocabulary: Vocabulary, searches: Sequence[demand.Unmet]) -> list[tuple[Ref, int]]:
    """Return the topics that unmet searches name, with how often; what people typed stays out."""
    counted: dict[Ref, int] = {}
    for search in searches:
        for skill in _topics(vocabulary, search.text, whole=True)[:3]:
            if ref := vocabulary.ref(skill):
                counted[ref] = counted.get(ref, 0) + search.times
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].name))


def _topics(vocabulary: Vocabulary, text: str, *, whole: bool) -> list[str]:
    found = [
        vocabulary.current_id(hit.entry.skill)
        for term in vocabulary.terms(text)
        if term.whole or not whole
        for hit in term.hits
    ]
    return list(dict.fromkeys(found))


def _who(db: Queryable, vocabulary: Vocabulary, hole: Hole, now: datetime) -> Person | None:
    """Return who is best placed to fill a hole: at the place, if there is one, else anywhere."""
    direct = [hole.skill.id] if hole.skill else _topics(vocabulary, hole.about, whole=False)
    below = [each for skill in direct for each in vocabulary.narrower(skill, _DEPTH)]
    seeds = [Seed(skill) for skill in dict.fromkeys([*direct, *below])][:_MOST_SEEDS]
    place = hole.place.id if hole.place else None
    for filters in (
        (Filters(kind=PersonKind.STAFF, place=place), Filters(kind=PersonKind.STAFF))
        if seeds
        else ()
    ):
        found = colleagues.best(db, seeds, now, filters=filters, limit=1, explained=0)
        if found:
            return people_store.get(db, found[0].person)
    return None


def regions(db: Database, viewer: Viewer, today: date) -> tuple[tuple[str, ...], str]:
    """Return the regions that documents are about with the organisation's places, by name.

    The second value is the place where the viewer sits, '' where that is not known.
    """
    require(viewer, Permission.FIND)
    about = documents_found.regions(db, viewer.person_id)
    places = [place.name for place, _ in store.staffed_places(db, today)]
    own = store.place_of(db, viewer.person_id)
    return tuple(sorted({*single({*about, *places})}, key=str.casefold)), own.name if own else ""
