"""A document's page: where it stands, what it says, who can explain it, how good it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import colleagues, covers
from graph import people as people_store
from graph.colleagues import Seed
from graph.database import Database, Queryable
from graph.documents import versions as document_versions
from graph.documents.reviews import Asked
from graph.records import Cover, Document, Ref, Space
from tagging import results, reviewing
from tagging.documents import find, maturity, may_change, quality
from tagging.documents import reviews as document_reviews
from tagging.documents.indicators import currency
from tagging.documents.maturity import Stage
from tagging.documents.quality import Quality
from tagging.documents.spaces import SPACE_WORDS, owns
from tagging.permissions import Permission, Viewer, require
from tagging.reach import reach_all
from tagging.reasons import Reason, ReasonKind
from tagging.results import Result
from tagging.reviewing import Item

MOST_TO_EXPLAIN = 3
_MOST_AUTHORS = 4
_OLD_BELOW = 0.25
_WROTE = (Reason("Wrote this document.", ReasonKind.DOCUMENTS),)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document to read, with all that helps to judge and to use it.

    `warnings` say first thing what speaks against relying on it; `explain` are its authors, then
    others who know its topics; `replaces` and `replaced_by` other editions; `suggestions` counts
    those that wait for this viewer's answer.
    """

    document: Document
    covers: tuple[Cover, ...]
    warnings: tuple[str, ...]
    space_words: str
    stage: Stage
    quality: Quality
    explain: tuple[Result, ...]
    replaces: tuple[Ref, ...]
    replaced_by: tuple[Ref, ...]
    versions: int
    asked: tuple[Asked, ...]
    suggestions: int
    may_change: bool
    may_move: bool
    may_review: bool


def page(db: Database, viewer: Viewer, document_id: str, now: datetime) -> DocumentPage:
    """Return one document to read; raises `DocumentNotFound`."""
    require(viewer, Permission.FIND)
    document = find(db, viewer, document_id)
    marked = quality.of_document(db, viewer, document, now)
    older, newer = document_versions.editions(db, document_id, viewer.person_id)
    asked = document_reviews.of_document(db, viewer, document_id)
    return DocumentPage(
        document=document,
        covers=tuple(covers.covers(db, document_id)),
        warnings=warnings(document, now),
        space_words=space_words(document),
        stage=maturity.stage(viewer, maturity.facts_of(db, document, marked)),
        quality=marked,
        explain=explain(db, viewer, document, now),
        replaces=older,
        replaced_by=newer,
        versions=document_versions.count(db, document_id),
        asked=asked,
        suggestions=len(suggested(db, viewer, document)),
        may_change=may_change(viewer, document),
        may_move=owns(viewer, document),
        may_review=document_reviews.may_review(viewer, document, asked),
    )


def suggested(db: Database, viewer: Viewer, document: Document) -> tuple[Item, ...]:
    """Return what text analysis suggests for a document, for whoever may answer it."""
    if not may_change(viewer, document):
        return ()
    return reviewing.review(db, viewer, document.id, with_text=False).waiting


def space_words(document: Document) -> str:
    """Return who a document is there for, in words."""
    if document.space is Space.TEAM and document.team:
        return document.team.name
    return SPACE_WORDS[document.space]


def warnings(document: Document, now: datetime) -> tuple[str, ...]:
    """Return what speaks against relying on a document as it stands.

    That it is old is said where less than a quarter of its worth is left (see
    `tagging.documents.indicators.currency`: two half-lives), or its review is overdue.
    """
    current = currency(document, now)
    overdue = document.review_due is not None and document.review_due < now.date()
    if document.superseded or not (overdue or current.value < _OLD_BELOW):
        return ()
    return (f"{current.words} Check figures before you use them.",)


def explain(db: Queryable, viewer: Viewer, document: Document, now: datetime) -> tuple[Result, ...]:
    """Return who can explain a document: its authors, then the best three by its topics."""
    written = _authors(db, document.authors, now)
    theirs = {one.person.id for one in written}
    seeds = [Seed(skill.id) for skill in document.skills]
    limit = MOST_TO_EXPLAIN + len(theirs) + 1
    found = colleagues.best(db, seeds, now, limit=limit, explained=2)
    others = [one for one in found if one.person not in {*theirs, viewer.person_id}]
    shown = results.from_candidates(db, others[:MOST_TO_EXPLAIN], now, viewer=viewer)
    return (*written, *shown)


def _authors(db: Queryable, authors: Sequence[Ref], now: datetime) -> tuple[Result, ...]:
    people = people_store.get_many(db, [one.id for one in authors[:_MOST_AUTHORS]])
    here = [one for one in people if one.left is None or one.left >= now.date()]
    reaches = reach_all(db, here, now)
    return tuple(Result(one, 1.0, (), _WROTE, "", (), reaches[one.id]) for one in here)
