"""From an idea to a standard: six stages, and what a document lacks for the next one.

The stages follow the knowledge maturing phases of Maier and Schmidt (2007, 2014): expressing
ideas, appropriating them, distributing in communities, formalising, piloting, standardising. What
each step asks for is Signpost's own; docs/lmi-quality.md has the table.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from graph import documents as store
from graph.database import Database, Queryable, Transaction
from graph.documents import reviews as document_reviews
from graph.documents import versions as document_versions
from graph.records import MATURITY, Document, Space
from tagging.documents import find
from tagging.documents import quality as quality_of
from tagging.documents.events import note
from tagging.documents.spaces import owns, unchecked
from tagging.errors import Conflict, NotPermitted
from tagging.permissions import Permission, Viewer, require

STANDARD = max(MATURITY)
_BEFORE_SHARING = 2
ENOUGH_WORDS = 50
ENOUGH_VOICES = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the steps are judged by: the document itself, and what was done with it."""

    document: Document
    flagged: int = 0
    voices: int = 0
    all_good: bool = False
    used: int = 0
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the next stage asks for: what, whether it is there, where to see to it.

    `place` is 'text', 'details', 'topics', 'space', 'quality', 'reviews' or 'use'.
    """

    words: str
    done: bool
    place: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a document stands, and what the next step asks for (nothing at the last stage)."""

    number: int
    words: str
    next_words: str
    checks: tuple[Check, ...]
    may_raise: bool = False
    may_lower: bool = False

    @property
    def missing(self) -> tuple[Check, ...]:
        """What is not there yet."""
        return tuple(one for one in self.checks if not one.done)


def checks(facts: Facts, towards: int) -> tuple[Check, ...]:
    """Return what the step to stage `towards` (2 to 6) asks for, with what is there already."""
    return _STEPS[towards](facts)


def _worked_out(facts: Facts) -> tuple[Check, ...]:
    document = facts.document
    enough = len(document.text.split()) >= ENOUGH_WORDS
    return (
        Check(f"at least {ENOUGH_WORDS} words of text", enough, "text"),
        Check("an author", bool(document.authors), "text"),
    )


def _shared(facts: Facts) -> tuple[Check, ...]:
    document = facts.document
    there = document.space is not Space.PERSONAL
    return (
        Check("a summary: the short words for a client", bool(document.summary), "text"),
        Check("at least one topic", bool(document.skills), "topics"),
        Check("no personal data that nobody has looked at", not facts.flagged, "space"),
        Check("a team's space, or everybody's", there, "space"),
    )


def _formalised(facts: Facts) -> tuple[Check, ...]:
    document = facts.document
    area = bool(document.region) or document.geography == "national"
    marked = facts.voices >= ENOUGH_VOICES
    return (
        Check("a type of labour market information", bool(document.lmi_types), "details"),
        Check("the source", bool(document.source), "details"),
        Check("the date of the source", document.source_date is not None, "details"),
        Check("the region, or the whole country", area, "details"),
        Check("the marks of two people who did not write it", marked, "quality"),
    )


def _piloted(facts: Facts) -> tuple[Check, ...]:
    return (
        Check("somebody who maintains it", facts.document.owner is not None, "reviews"),
        Check("use with clients: in a pack or a collection, or by somebody’s word",
              facts.used > 0, "use"),
    )  # fmt: skip


def _standard(facts: Facts) -> tuple[Check, ...]:
    document = facts.document
    dated = document.review_due is not None
    return (
        Check("a day when its review is due", dated, "text"),
        Check("a review: somebody has looked at it since and found it right", facts.reviewed,
              "reviews"),
        Check("marks of ‘good’ or better on all that was marked", facts.all_good, "quality"),
        Check("no newer edition", not document.superseded, "text"),
    )  # fmt: skip


_STEPS: dict[int, Callable[[Facts], tuple[Check, ...]]] = {
    2: _worked_out,
    3: _shared,
    4: _formalised,
    5: _piloted,
    6: _standard,
}


def facts_of(db: Queryable, document: Document, marked: quality_of.Quality) -> Facts:
    """Return what the steps of a document are judged by."""
    return Facts(
        document=document,
        flagged=len(unchecked(document)) if document.maturity == _BEFORE_SHARING else 0,
        voices=marked.voices,
        all_good=marked.all_good,
        used=marked.used,
        reviewed=document_reviews.reviewed(db, document.id) is not None,
    )


def stage(viewer: Viewer, facts: Facts) -> Stage:
    """Return where a document stands, and what this viewer may do about it."""
    number = facts.document.maturity
    towards = number + 1 if number < STANDARD else None
    return Stage(
        number=number,
        words=MATURITY[number],
        next_words=MATURITY[towards] if towards else "",
        checks=checks(facts, towards) if towards else (),
        may_raise=towards is not None and may_move(viewer, facts.document, towards),
        may_lower=number > 1 and may_move(viewer, facts.document, number - 1),
    )


def may_move(viewer: Viewer, document: Document, to: int) -> bool:
    """Say whether this viewer may put a document at stage `to`.

    Whoever maintains it may, but what is the standard here, a curator says.
    """
    curator = viewer.may(Permission.CURATE)
    if to == STANDARD:
        return curator
    return owns(viewer, document) or (curator and document.maturity == STANDARD)


def move(db: Database, viewer: Viewer, document_id: str, to: int, now: datetime) -> Stage:
    """Put a document one stage up or down; returns where it stands then.

    Up goes only what has all that the step asks for. Raises `NotPermitted`, and `Conflict` where
    something is missing or the document is not beside that stage any more.
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Stage:
        document_versions.hold(tx, document_id)
        document = find(tx, viewer, document_id)
        facts = facts_of(tx, document, quality_of.of_document(tx, viewer, document, now))
        if to == document.maturity:
            return stage(viewer, facts)
        if to not in MATURITY or abs(to - document.maturity) != 1:
            raise Conflict("It goes one step at a time, and it may have been moved meanwhile.")
        if not may_move(viewer, document, to):
            who = "a curator" if to == STANDARD else "whoever maintains a document"
            raise NotPermitted(f"Only {who} may do this.")
        missing = (
            [one.words for one in checks(facts, to) if not one.done] if _up(document, to) else []
        )
        if missing:
            raise Conflict(f"This is still missing: {'; '.join(missing)}.")
        moved = replace(document, maturity=to, changed=now)
        store.save(tx, [moved])
        note(tx, viewer, f"document at stage {to}", document, now, str(document.maturity))
        return stage(viewer, replace(facts, document=moved))

    return db.transact(work)


def _up(document: Document, to: int) -> bool:
    return to > document.maturity
