"""Finding documents: by words and topics, narrowed by what they are, with what speaks for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graph import covers, documents
from graph.database import Database, Queryable
from graph.documents import found as store
from graph.documents.found import NOT_SAID, Filters, Place
from graph.records import Cover, Document, Ref
from tagging.documents import passages
from tagging.documents.alike import Similar, similar
from tagging.documents.passages import Piece
from tagging.documents.questions import AsAsked, asked
from tagging.documents.words import Currency, currency_of, value_words, values
from tagging.permissions import Permission, Viewer, require
from tagging.regions import about, is_about, single
from tagging.vocabulary import Vocabulary

__all__ = ["DocumentQuery", "Facet", "FoundDocuments", "Hit", "Similar", "few", "find", "similar"]

FACETS: dict[str, str] = {
    "type": "Kind of information",
    "region": "Region",
    "sector": "Sector",
    "skill": "Topic",
    "audience": "For whom",
    "currency": "How current",
    "maturity": "How far worked out",
    "space": "Who sees it",
    "age": "Age",
}
_SHOWN_VALUES = 12
_DEPTH = 3
_MOST_LIMIT = 100


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """What is looked for. `type`, `audience`, ... hold a key, `skill` an id; '' asks for nothing.

    `region` finds what is about it among others; `after` is the key of a page (`Found.next_key`).
    """

    text: str = ""
    type: str = ""
    region: str = ""
    sector: str = ""
    skill: str = ""
    maturity: str = ""
    currency: str = ""
    audience: str = ""
    space: str = ""
    age: str = ""
    newest: bool = False
    after: str = ""
    limit: int = 20

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: getattr(self, name) for name in FACETS if getattr(self, name)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: a passage with the words marked, and the topics that it was found by."""

    document: Document
    currency: Currency
    passage: tuple[Piece, ...]
    covers: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter, as people call it, with how many documents it would leave."""

    value: str
    words: str
    documents: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter, and the values that it can be set to."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """What was found: `total` documents, of which `hits` are this page's.

    `matched` are the topics that the words were understood as; `chips` the filters that are set,
    as (name, words); `note` says where not all words were found.
    """

    query: DocumentQuery
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: tuple[Facet, ...] = ()
    matched: tuple[Ref, ...] = ()
    chips: tuple[tuple[str, str], ...] = ()
    next_key: str | None = None
    note: str = ""


def find(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, query: DocumentQuery, today: date
) -> FoundDocuments:
    """Return the documents that are about what was typed, and how they could be narrowed.

    They have all the words, or cover a topic that the words name, or one narrower. Where none
    does, misspelt words are allowed for, then documents with some of the words. Editions that
    were replaced are left out unless asked for. What is searched for is not kept.
    """
    require(viewer, Permission.FIND)
    return db.snapshot(lambda tx: _found(tx, viewer.person_id, vocabulary, query, today))


def few(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, text: str, today: date, limit: int = 3
) -> FoundDocuments:
    """Return the first few documents that have all that was typed, and how many there are."""
    found = find(db, viewer, vocabulary, DocumentQuery(text, limit=limit), today)
    return FoundDocuments(found.query) if found.note else found


def _found(
    db: Queryable, viewer: str | None, vocabulary: Vocabulary, query: DocumentQuery, today: date
) -> FoundDocuments:
    question = asked(db, vocabulary, query.text, viewer)
    if query.text.strip() and not question.question:
        return FoundDocuments(query, chips=_chips(vocabulary, query), note=question.note)
    filters = filters_of(db, vocabulary, query, viewer)
    limit = min(_MOST_LIMIT, max(1, query.limit))
    rows = store.page(
        db,
        question.question,
        filters,
        viewer,
        today,
        newest=query.newest,
        after=_place(query.after),
        limit=limit + 1,
    )
    shown = [row.id for row in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    counted = store.counts(db, question.question, filters, viewer, today)
    topics = _topics(vocabulary, counted.get("skill", {}), query.skill)
    counted["skill"] = (
        store.topic_counts(db, question.question, filters, viewer, today, topics) if topics else {}
    )
    return FoundDocuments(
        query=query,
        hits=_hits(db, shown, question, today),
        total=counted.get("", {}).get("", 0),
        facets=_facets(vocabulary, counted, query),
        matched=question.matched,
        chips=_chips(vocabulary, query),
        next_key=f"{last.relevance}.{last.day}.{last.id}" if last else None,
        note=question.note,
    )


def filters_of(
    db: Queryable, vocabulary: Vocabulary, query: DocumentQuery, viewer: str | None
) -> Filters:
    """Return what the store filters by: a region with all that are about it, a topic with all
    narrower ones."""
    regions = _regions(db, viewer, query.region) if query.region else None
    return Filters(
        type=query.type or None,
        regions=regions,
        sector=query.sector or None,
        skills=_with_narrower(vocabulary, query.skill) if query.skill else None,
        maturity=int(query.maturity) if query.maturity in values("maturity") else None,
        currency=query.currency or None,
        audience=query.audience or None,
        space=query.space or None,
        age=query.age or None,
    )


def _regions(db: Queryable, viewer: str | None, region: str) -> tuple[str, ...]:
    return (region,) if region == NOT_SAID else about(store.regions(db, viewer), region)


def _with_narrower(vocabulary: Vocabulary, skill: str) -> tuple[str, ...]:
    return (skill, *vocabulary.narrower(skill, _DEPTH))


def _topics(
    vocabulary: Vocabulary, counted: dict[str, int], chosen: str
) -> dict[str, tuple[str, ...]]:
    """Return the topics to offer, each with all that it stands for: those of most documents."""
    most = sorted(counted, key=lambda each: (-counted[each], each))[:_SHOWN_VALUES]
    offered = dict.fromkeys([*([chosen] if chosen else []), *most])
    return {each: _with_narrower(vocabulary, each) for each in offered}


def _place(after: str) -> Place | None:
    relevance, _, rest = after.partition(".")
    day, _, document_id = rest.partition(".")
    if not relevance.isascii() or not relevance.isdigit() or len(relevance) > 12:
        return None
    return Place(document_id, int(relevance), day)


def _hits(db: Queryable, ids: Sequence[str], question: AsAsked, today: date) -> tuple[Hit, ...]:
    wanted = {topic.skill for topic in question.question.topics}
    found = covers.of_many(db, ids) if wanted and ids else {}
    return tuple(
        Hit(
            document=document,
            currency=currency_of(document, today),
            passage=_passage(document, question.words),
            covers=tuple(one for one in found.get(document.id, ()) if one.skill.id in wanted)[:3],
        )
        for document in documents.get_many(db, ids)
    )


def _passage(document: Document, words: Sequence[str]) -> tuple[Piece, ...]:
    passage = passages.best(document.text, words) if words else ""
    passage = passage or document.summary or passages.beginning(document.text)
    return passages.marked(passage, words)


def _facets(
    vocabulary: Vocabulary, counted: dict[str, dict[str, int]], query: DocumentQuery
) -> tuple[Facet, ...]:
    counted = counted | {"region": _by_region(counted.get("region", {}), query.region)}
    facets = (
        Facet(name, label, _values(name, counted.get(name, {}), query, _namer(name, vocabulary)))
        for name, label in FACETS.items()
    )
    return tuple(facet for facet in facets if facet.values)


def _by_region(counted: dict[str, int], chosen: str) -> dict[str, int]:
    """Return how many documents are about each region: among others, too.

    A region that is two others together ('Marram Bay and Port Carrow') is left out for these.
    """
    offered = dict.fromkeys([*single(counted), *([chosen] if chosen else [])])
    return {
        region: sum(n for other, n in counted.items() if other == region or is_about(other, region))
        for region in offered
    }


def _values(
    name: str, counted: dict[str, int], query: DocumentQuery, words: Callable[[str], str]
) -> tuple[Value, ...]:
    """Return the values of a filter to offer: in their own order, or those of most documents."""
    chosen = getattr(query, name)
    there = [value for value, number in counted.items() if value and number]
    if order := values(name):
        ordered = [value for value in order if value in there]
    else:
        ordered = sorted(there, key=lambda one: (-counted[one], words(one)))[:_SHOWN_VALUES]
    if chosen and chosen not in ordered:
        ordered.append(chosen)
    if len(ordered) < 2 and not chosen and name in {"space", "maturity", "currency", "age"}:
        return ()
    return tuple(
        Value(value, words(value), counted.get(value, 0), value == chosen) for value in ordered
    )


def _namer(name: str, vocabulary: Vocabulary) -> Callable[[str], str]:
    if name == "skill":
        return lambda value: _label(vocabulary, value)
    return lambda value: value_words(name, value)


def _label(vocabulary: Vocabulary, skill: str) -> str:
    ref = vocabulary.ref(skill)
    return ref.name if ref else "a topic that is gone"


def _chips(vocabulary: Vocabulary, query: DocumentQuery) -> tuple[tuple[str, str], ...]:
    return tuple((name, _namer(name, vocabulary)(value)) for name, value in query.chosen.items())
