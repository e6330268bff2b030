"""'What does my client need to know?': documents, figures and people for one question.

Nothing about the client goes in: words that could tell who somebody is are refused. The question
is not kept anywhere, not even as demand, unless the pack is saved (see `saved_packs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from graph import documents, knowledge_base
from graph.database import Database, Queryable
from graph.documents import found as store
from graph.documents.found import Filters, Found
from graph.records import AUDIENCES
from tagging import colleagues
from tagging.colleagues import SearchQuery
from tagging.documents.questions import asked
from tagging.documents.words import Currency
from tagging.errors import Invalid
from tagging.pack_documents import PackDocument, Reach, fit_for, ordered, prepared
from tagging.permissions import Permission, Viewer, require
from tagging.personal_data import refuse_client_data
from tagging.results import Result
from tagging.vocabulary import Vocabulary

__all__ = ["LONGEST_NOTE", "LONGEST_TEXT", "MOST", "Pack", "PackDocument", "PackQuery", "assemble"]

LONGEST_TEXT, LONGEST_NOTE = 200, 600
MOST = 20
_LOOKED_AT, _TICKED, _OFFERED, _PEOPLE = 60, 6, 10, 3
_FIGURES = 8
_TO_THE_POINT, _LOCAL_TO_THE_POINT = 0.33, 0.08


@dataclass(frozen=True, slots=True)
class PackQuery:
    """What a client needs to know about, where, of which age group; a note for them.

    `documents` are the ids that the adviser chose, in their order; None lets Signpost choose.
    """

    text: str
    region: str = ""
    audience: str = ""
    note: str = ""
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack of the day `made`.

    `sheet` is for the client; `mediated` for the adviser alone; `more` could be added.
    `out_of_sight` counts documents that were chosen but that this reader may not see.
    """

    query: PackQuery
    title: str
    made: date
    sheet: tuple[PackDocument, ...] = ()
    mediated: tuple[PackDocument, ...] = ()
    more: tuple[PackDocument, ...] = ()
    people: tuple[Result, ...] = ()
    out_of_sight: int = 0
    note: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the documents in it, in their order."""
        return tuple(one.document.id for one in (*self.sheet, *self.mediated))

    @property
    def figures(self) -> tuple[tuple[str, PackDocument], ...]:
        """The key figures with their documents: the local ones, else those of the region, ..."""
        nearest = min((one.reach for one in self.sheet if one.figures), default=Reach.LOCAL)
        nearby = [one for one in self.sheet if one.reach <= max(nearest, Reach.REGION)]
        rows = [[(figure, one) for figure in one.figures] for one in nearby]
        firsts = [row[place] for place in range(3) for row in rows if place < len(row)]
        kept = set(firsts[:_FIGURES])
        return tuple(pair for row in rows for pair in row if pair in kept)


def assemble(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, query: PackQuery, now: datetime
) -> Pack:
    """Return the pack for a question; raises `Invalid` where it tells who a client may be."""
    require(viewer, Permission.FIND)
    query = checked(query)
    pack = db.snapshot(lambda tx: _assembled(tx, viewer, vocabulary, query, now.date()))
    search = SearchQuery(query.text, limit=_PEOPLE, kept=False)
    found = colleagues.find(db, viewer, vocabulary, search, now) if query.text else None
    return replace(pack, people=found.results[:_PEOPLE] if found else ())


def checked(query: PackQuery) -> PackQuery:
    """Return a query in order; raises `Invalid` with what is wrong, at its field."""
    for field, words in (("q", query.text), ("region", query.region), ("note", query.note)):
        refuse_client_data(words, field)
    if len(query.text) > LONGEST_TEXT:
        raise Invalid(f"Use {LONGEST_TEXT} characters or fewer", "q")
    if len(query.note) > LONGEST_NOTE:
        raise Invalid(f"Note for the client: use {LONGEST_NOTE} characters or fewer", "note")
    if query.audience not in {"", *AUDIENCES}:
        raise Invalid("Choose one of the age groups", "audience")
    chosen = query.documents
    return replace(
        query,
        text=" ".join(query.text.split()),
        region=" ".join(query.region.split())[:100],
        documents=None if chosen is None else tuple(dict.fromkeys(chosen))[:MOST],
    )


def title_of(query: PackQuery) -> str:
    """Return the heading of a pack: 'Care work in Thrushby, for young people'."""
    about = query.text[:1].upper() + query.text[1:] or "A pack of documents"
    where = f" in {query.region}" if query.region else ""
    whom = f", for {AUDIENCES[query.audience]}" if query.audience else ""
    return f"{about}{where}{whom}"


def _assembled(
    db: Queryable, viewer: Viewer, vocabulary: Vocabulary, query: PackQuery, today: date
) -> Pack:
    question = asked(db, vocabulary, query.text, viewer.person_id)
    rows = _found(db, viewer, question.question, today) if question.question else []
    chosen = list(query.documents or ())
    seen = documents.seen_by(db, chosen, viewer.person_id)
    ids = list(dict.fromkeys([*(one for one in chosen if one in seen), *(row.id for row in rows)]))
    places = [place.name for place, _ in knowledge_base.staffed_places(db, today)]
    fitting = fit_for(documents.get_many(db, ids), query.audience)
    told = prepared(fitting, question.words, query.region, places, today)
    relevance = {row.id: row.relevance for row in rows}
    sheet, mediated, more = _divided(ordered(told, relevance), relevance, query.documents)
    return Pack(
        query=query,
        title=title_of(query),
        made=today,
        sheet=sheet,
        mediated=mediated,
        more=more,
        out_of_sight=len(chosen) - len(seen),
        note=question.note,
    )


def _found(db: Queryable, viewer: Viewer, question: store.Question, today: date) -> list[Found]:
    return store.page(db, question, Filters(), viewer.person_id, today, limit=_LOOKED_AT)


def _divided(
    best: Sequence[PackDocument], relevance: dict[str, int], chosen: tuple[str, ...] | None
) -> tuple[tuple[PackDocument, ...], tuple[PackDocument, ...], tuple[PackDocument, ...]]:
    """Return what is for the client, for the adviser alone, and what could be added."""
    if chosen is None:
        near = _near(best, relevance)
        direct = [one for one in near if not one.for_adviser][:_TICKED]
        inside = [*direct, *[one for one in near if one.for_adviser][:_TICKED]]
    else:
        by_id = {one.document.id: one for one in best}
        inside = [by_id[each] for each in chosen if each in by_id]
    taken = {one.document.id for one in inside}
    return (
        tuple(one for one in inside if not one.for_adviser),
        tuple(one for one in inside if one.for_adviser),
        tuple(one for one in best if one.document.id not in taken)[:_OFFERED],
    )


def _near(best: Sequence[PackDocument], relevance: dict[str, int]) -> list[PackDocument]:
    """Return what to take without asking: to the point, current, and not about another place."""
    most = max(relevance.values(), default=0)
    least = {Reach.LOCAL: _LOCAL_TO_THE_POINT * most}
    return [
        one
        for one in best
        if one.reach is not Reach.ELSEWHERE
        and one.currency is not Currency.OUT_OF_DATE
        and relevance.get(one.document.id, 0) >= least.get(one.reach, _TO_THE_POINT * most)
    ]
