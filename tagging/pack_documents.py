"""Which documents go into a client's pack, in which order, and what each says in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from graph.records import Document, Space
from tagging.documents import passages
from tagging.documents.words import Currency, currency_of
from tagging.regions import is_about

_LONGEST_SUMMARY, _LONGEST_PASSAGE = 700, 320
_FIGURES_OF_ONE = 3
_RELEVANCE_STEP = 100_000
_CURRENCIES = list(Currency)


class Reach(IntEnum):
    """How near a document's figures are to the client; the nearest come first."""

    LOCAL = 0
    REGION = 1
    NATIONAL = 2
    UNKNOWN = 3
    ELSEWHERE = 4


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A document for a client. `summary` is the author's where `own_words`, else a passage.

    `figures` are its sentences with figures; `where` says for which area it holds.
    """

    document: Document
    reach: Reach
    where: str
    currency: Currency
    summary: str
    own_words: bool
    figures: tuple[str, ...]

    @property
    def for_adviser(self) -> bool:
        """Whether an adviser should explain it: it is no reading for clients by themselves."""
        return self.document.use == "mediated"


def prepared(
    found: Sequence[Document],
    words: Sequence[str],
    region: str,
    places: Sequence[str],
    today: date,
) -> tuple[PackDocument, ...]:
    """Return what a pack says of each document. `places` are towns, to know a local document by."""
    return tuple(_prepared(document, words, region, places, today) for document in found)


def _prepared(
    document: Document, words: Sequence[str], region: str, places: Sequence[str], today: date
) -> PackDocument:
    reach = reach_of(document, region, places)
    summary = document.summary or passages.best(document.text, words)
    summary = summary or passages.beginning(document.text)
    longest = _LONGEST_SUMMARY if document.summary else _LONGEST_PASSAGE
    return PackDocument(
        document=document,
        reach=reach,
        where=_where(document, reach),
        currency=currency_of(document, today),
        summary=passages.shortened(summary, longest),
        own_words=bool(document.summary),
        figures=passages.figures(document.text, words, _FIGURES_OF_ONE),
    )


def reach_of(document: Document, region: str, places: Sequence[str]) -> Reach:
    """Return how near a document is to a client in `region` ('' where that was not said).

    Where a document does not say whether it is local, it is if its region names one of `places`.
    """
    if document.geography == "national":
        return Reach.NATIONAL
    named = any(is_about(document.region, place) for place in places)
    local = document.geography == "local" or (not document.geography and named)
    if local and region and not is_about(document.region, region):
        return Reach.ELSEWHERE
    if local or (region and is_about(document.region, region)):
        return Reach.LOCAL
    return Reach.REGION if document.region else Reach.UNKNOWN


def _where(document: Document, reach: Reach) -> str:
    if reach is Reach.NATIONAL:
        return "the whole country"
    return document.region


def ordered(
    documents: Sequence[PackDocument], relevance: dict[str, int]
) -> tuple[PackDocument, ...]:
    """Return documents as a pack has them: the nearest, then the most relevant, first.

    Among those about as relevant, the current before the old and the proven before the draft.
    """

    def key(one: PackDocument) -> tuple[int, int, int, int, int, str]:
        document = one.document
        return (
            one.reach,
            -(relevance.get(document.id, 0) // _RELEVANCE_STEP),
            _CURRENCIES.index(one.currency),
            -document.maturity,
            -(document.published or date.min).toordinal(),
            document.id,
        )

    return tuple(sorted(documents, key=key))


def fit_for(documents: Sequence[Document], audience: str) -> list[Document]:
    """Return the documents that may go into a pack: shared ones, of this age group or of none."""
    return [
        one
        for one in documents
        if one.space is not Space.PERSONAL
        and not one.superseded
        and (not audience or not one.audience or audience in one.audience)
    ]
