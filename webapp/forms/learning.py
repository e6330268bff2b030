"""A learning goal, as it is typed."""

from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import Optional as MayBeEmpty

from graph.records import LEVELS
from tagging.learning.plan import Typed
from webapp.forms.base import SignpostForm, long_text, text
from webapp.forms.rounds import day


class GoalForm(SignpostForm):
    """A goal: what, how well, by when, why, and who may see it."""

    skill = text("What do you want to learn?")
    level = RadioField(
        "How well?",
        [MayBeEmpty()],
        choices=[SelectChoice(str(level), f"{level}: {words}") for level, words in LEVELS.items()],
    )
    by = text("By when?", hint="You can leave it open.")
    why = long_text("Why?", longest=500, hint="For you, and for those you show it to. Optional.")
    shown = BooleanField("Say on my page that I am learning this: everybody can read it")
    to_manager = BooleanField("Show this goal to my manager")

    @property
    def typed(self) -> Typed:
        """The goal as it is typed; a day that is none is one long past, so that it is refused."""
        by = (self.by.data or "").strip()
        return Typed(
            self.skill.data or "",
            int(self.level.data) if self.level.data else None,
            (day(by) or day("0001-01-01")) if by else None,
            self.why.data or "",
            bool(self.shown.data),
            bool(self.to_manager.data),
        )
