"""Marking a document, and moving it between stages, spaces and people."""

from typing import Self

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectChoice
from wtforms.validators import InputRequired
from wtforms.validators import Optional as MayBeEmpty

from graph.records import CRITERIA, Space
from tagging.documents.quality import MARKS, Quality
from webapp.forms.base import SignpostForm, long_text

_CHOICES = [
    *(SelectChoice(str(mark), words[:1].upper() + words[1:]) for mark, words in MARKS.items()),
    SelectChoice("", "Skip"),
]
# What to look at before marking: questions of practitioners, and for impartiality those that
# catch one-sided presentation.
PROMPTS: dict[str, tuple[str, ...]] = {
    "reliability": (
        "Does it say where its figures come from, and when?",
        "Were enough people or adverts counted? Would another source say the same?",
    ),
    "comprehensiveness": (
        "Pay, hours, ways in, prospects, places: is anything missing that clients ask about?",
        "Does it say what it leaves out?",
    ),
    "currency": (
        "Has anything changed since: an employer closed, a course ended, a new minimum wage?",
        "Are days and years given, so that readers can tell?",
    ),
    "relevance": (
        "Have you had a client whom it would have helped?",
        "Is it about places that clients here can get to?",
    ),
    "accessibility": (
        "Would a client understand it without you?",
        "Is what matters said first? Are tables and terms explained?",
    ),
    "impartiality": (
        "Who gains if clients believe it: a provider, an employer, a sector that recruits?",
        "Are drawbacks shown as plainly as advantages: pay, hours, odds, people who left?",
        "Does it steer by sex, age, background or disability, in words or in its examples?",
        "Does it say ‘many’, ‘leading’, ‘exciting’ where a number should stand?",
    ),
}


def _criterion(name: str) -> RadioField:
    return RadioField(CRITERIA[name], [MayBeEmpty()], choices=_CHOICES, default="")


class MarksForm(SignpostForm):
    """One person's marks; each may be skipped."""

    reliability = _criterion("reliability")
    comprehensiveness = _criterion("comprehensiveness")
    currency = _criterion("currency")
    relevance = _criterion("relevance")
    accessibility = _criterion("accessibility")
    impartiality = _criterion("impartiality")
    used = BooleanField("I have used this with clients")
    note = long_text("What should the author know?", hint="Optional. Everybody can read it.")

    @classmethod
    def of(cls, quality: Quality) -> Self:
        """Return the form as this viewer marked the document (or as just sent, in a POST)."""
        mine = quality.mine
        if mine is None:
            return cls()
        marks = {name: str(mark) for name, mark in mine.marks.items()}
        return cls(data=marks | {"note": mine.note, "used": mine.used})

    def marks(self) -> dict[str, int]:
        """Return the marks that were given, by criterion."""
        return {name: int(self[name].data) for name in CRITERIA if self[name].data}


class StageForm(SignpostForm):
    """The stage to put a document at."""

    to = IntegerField("Stage", [InputRequired("Choose a stage")])


class SpaceForm(SignpostForm):
    """Whom a document is there for."""

    space = RadioField(
        "Who is it there for?", choices=[SelectChoice(one.value, one.value) for one in Space]
    )
    team = HiddenField()
    checked = BooleanField("I have checked these words: none of them tells about a client")
