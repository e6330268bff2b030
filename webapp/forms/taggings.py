"""What one person says about another's skills."""

from typing import Any

from wtforms import Field, RadioField, SelectChoice
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from graph.records import LEVELS
from webapp.forms.base import SignpostForm, long_text

LONGEST_SKILL = 200
MOST_SKILLS = 20
LEVEL_CHOICES = [
    *(SelectChoice(str(level), f"{level}: {words}") for level, words in LEVELS.items()),
    SelectChoice("", "I would rather not say"),
]
KIND_CHOICES = [
    SelectChoice("knows", "Knows about it"),
    SelectChoice("helps", "Helps others with it"),
    SelectChoice("learning", "Is learning it"),
]
OWN_KIND_CHOICES = [
    SelectChoice("knows", "I know about it"),
    SelectChoice("helps", "I help others with it"),
    SelectChoice("learning", "I am learning it"),
]


class SkillsField(Field):  # type: ignore[misc]
    """Any number of text inputs of one name: each holds a skill's name, or is left empty."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep each of the words once, in their order, without the empty ones."""
        self.data = list(dict.fromkeys(words.strip() for words in valuelist if words.strip()))

    def process_data(self, value: Any) -> None:
        """Start from a list of names."""
        self.data = list(value or [])

    def pre_validate(self, form: Any) -> None:
        """Refuse too many skills, and names that are too long to be one."""
        if len(self.data) > MOST_SKILLS:
            raise ValidationError(f"Give at most {MOST_SKILLS} topics at once")
        if any(len(words) > LONGEST_SKILL for words in self.data):
            raise ValidationError(f"A topic has at most {LONGEST_SKILL} characters")


def _number(value: str | int | None) -> int | None:
    return int(value) if value else None


class TaggingForm(SignpostForm):
    """Several skills of one person, with one kind, level and note."""

    skills = SkillsField("Topics")
    kind = RadioField("What would you say?", choices=KIND_CHOICES, default="knows")
    level = RadioField("How well?", [MayBeEmpty()], choices=LEVEL_CHOICES, default="")
    note = long_text("Anything that helps others", longest=500)

    def validate_skills(self, field: SkillsField) -> None:
        """Ask for one skill at least."""
        if not field.data:
            raise ValidationError("Name at least one topic")

    @property
    def level_number(self) -> int | None:
        """The level, 1 to 5, or None where it was not said."""
        return _number(self.level.data)


class RevisionForm(SignpostForm):
    """A new level and note for a statement made before."""

    level = RadioField("How well?", [MayBeEmpty()], choices=LEVEL_CHOICES, default="")
    note = long_text("Note", longest=500)

    @property
    def level_number(self) -> int | None:
        """The level, 1 to 5, or None where it was not said."""
        return _number(self.level.data)


class ReplyForm(SignpostForm):
    """What the tagged person answers to a statement."""

    reply = long_text("What would you say instead?", longest=500)
