"""How good a document is: what people make of it, beside what can be measured.

People mark six criteria from 1 (poor) to 4 (very good), one voice each. Their mean and the
automatic indicator are shown side by side and never mixed: where they differ by much, that is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from graph import quality as store
from graph.database import Database, Queryable, Transaction
from graph.quality import Mark
from graph.records import CRITERIA, Document, Ref
from tagging.documents import find, indicators
from tagging.documents.events import note as note_event
from tagging.documents.fields import tidy_text
from tagging.errors import Invalid
from tagging.permissions import Permission, Viewer, require

MARKS: dict[int, str] = {1: "poor", 2: "fair", 3: "good", 4: "very good"}
GOOD = 3.0
# People and indicator disagree from half the scale on: 'very good' against the lower half.
DISAGREE_FROM = 0.5
_TELLING_USES = 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: people's mean (1 to 4, None where nobody marked it) and the indicator's.

    `people` counts the marks in the mean; authors' marks of their own are in `own` instead.
    `measured` is 0 to 1, None where nothing can be measured; `words` says what was.
    """

    name: str
    question: str
    mean: float | None
    people: int
    own: float | None
    measured: float | None
    words: tuple[str, ...]

    @property
    def level(self) -> int:
        """The mark nearest to the mean, 1 to 4; 0 where nobody marked it."""
        return int(self.mean + 0.5) if self.mean else 0

    @property
    def measured_level(self) -> int:
        """What was measured, on the scale of the marks; 0 where nothing can be measured."""
        return 0 if self.measured is None else min(4, 1 + int(self.measured * 4))

    @property
    def said(self) -> str:
        """What people say, in a word: 'good'."""
        return MARKS.get(self.level, "")

    @property
    def found(self) -> str:
        """What was measured, in the words of the marks."""
        return MARKS.get(self.measured_level, "")

    @property
    def disagree(self) -> bool:
        """Whether people and the indicator differ by half the scale or more."""
        if self.mean is None or self.measured is None:
            return False
        return abs((self.mean - 1) / 3 - self.measured) >= DISAGREE_FROM


@dataclass(frozen=True, slots=True)
class Quality:
    """All that is known of a document's quality; `mine` is what this viewer said."""

    criteria: tuple[Criterion, ...]
    marks: tuple[Mark, ...]
    mine: Mark | None
    used: int

    @property
    def voices(self) -> int:
        """How many people other than its authors have marked it."""
        return sum(1 for one in self.marks if one.marks and not one.author)

    @property
    def all_good(self) -> bool:
        """Whether people's mean is good or better on every criterion that was marked."""
        means = [one.mean for one in self.criteria if one.mean is not None]
        return bool(means) and min(means) >= GOOD

    @property
    def disagreements(self) -> tuple[Criterion, ...]:
        """The criteria on which people and indicators disagree."""
        return tuple(one for one in self.criteria if one.disagree)


def quality(db: Database, viewer: Viewer, document_id: str, now: datetime) -> Quality:
    """Return what is known of a document's quality; raises `DocumentNotFound`."""
    require(viewer, Permission.FIND)
    return of_document(db, viewer, find(db, viewer, document_id), now)


def of_document(db: Queryable, viewer: Viewer, document: Document, now: datetime) -> Quality:
    """Return what is known of the quality of a document that the viewer sees."""
    marks = tuple(store.marks(db, document.id))
    used = store.used(db, document.id)
    measured = _measured(document, used, now.replace(hour=0, minute=0, second=0, microsecond=0))
    return Quality(
        criteria=tuple(_criterion(name, marks, measured, used) for name in CRITERIA),
        marks=marks,
        mine=next((one for one in marks if one.person.id == viewer.person_id), None),
        used=used,
    )


# A long text takes a second to measure, and is opened again within minutes.
@lru_cache(maxsize=32)
def _measured(document: Document, used: int, day: datetime) -> tuple[indicators.Indicator, ...]:
    return indicators.indicators(document, reuse=used, now=day)


def _criterion(
    name: str, marks: Sequence[Mark], measured: Sequence[indicators.Indicator], used: int
) -> Criterion:
    others = [one.marks[name] for one in marks if name in one.marks and not one.author]
    own = [one.marks[name] for one in marks if name in one.marks and one.author]
    found = [one for one in measured if one.criterion == name]
    # That few have used it yet speaks neither for it nor against it.
    counted = [one.value for one in found if name != "relevance" or used >= _TELLING_USES]
    return Criterion(
        name=name,
        question=CRITERIA[name],
        mean=_mean(others),
        people=len(others),
        own=_mean(own),
        measured=_mean(counted),
        words=tuple(one.words for one in found),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def one_sided(document: Document) -> tuple[indicators.Prompt, ...]:
    """Return the sentences of a document that may show one side only, each with a question."""
    return indicators.one_sided(document)


def mark(
    db: Database,
    viewer: Viewer,
    document_id: str,
    marks: Mapping[str, int],
    *,
    note: str = "",
    used: bool = False,
    now: datetime,
) -> None:
    """Keep what the viewer makes of a document, in place of what they said before.

    Criteria that are not in `marks` are passed over; where nothing is said at all, the viewer
    takes their word back. Raises `Invalid` for marks that are none.
    """
    require(viewer, Permission.WRITE)
    said = tidy_text("note", note)

    def work(tx: Transaction) -> None:
        document = find(tx, viewer, document_id)
        for name, value in marks.items():
            if name not in CRITERIA or value not in MARKS:
                raise Invalid("A mark is 1 (poor) to 4 (very good).", name)
        me = Ref(viewer.person_id or "", viewer.name)
        if not marks and not said and not used:
            store.remove(tx, document_id, me.id)
        elif not store.put(tx, document_id, Mark(me, dict(marks), said, now, used)):
            raise Invalid("Only people who are listed here may mark documents.", "")
        note_event(tx, viewer, "document marked", document, now)

    db.transact(work)
