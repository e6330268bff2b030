"""What roles, teams and work need, as it is entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange
from wtforms.validators import Optional as MayBeEmpty

from graph.records import LEVELS, Ref
from tagging.errors import Invalid
from tagging.profile_events import LONGEST_DESCRIPTION, LONGEST_NAME
from tagging.role_profiles import MOST_PEOPLE
from tagging.work import Facts
from webapp.forms.base import SignpostForm, long_text, text

LEVEL_CHOICES = [SelectChoice(str(level), f"{level}: {words}") for level, words in LEVELS.items()]
KIND_CHOICES = [
    SelectChoice("project", "A project, which ends"),
    SelectChoice("service", "A service, which goes on"),
]


class RoleForm(SignpostForm):
    """A role's name and what it is for."""

    name = text("Name of the role", DataRequired("Enter a name"), longest=LONGEST_NAME)
    description = long_text("What it is for", longest=LONGEST_DESCRIPTION)


class RequirementForm(SignpostForm):
    """A skill at a level, and how much it matters."""

    skill = text("Topic", DataRequired("Name the topic"))
    level = SelectField("Level", choices=LEVEL_CHOICES, default="3")
    importance = IntegerField(
        "Importance in %",
        [
            InputRequired("Enter an importance"),
            NumberRange(1, 100, "Enter an importance from 1 to 100 %%"),
        ],
        default=75,
        description="100: essential. 75: important. 50: useful.",
    )
    add = BooleanField("It is a new topic: add it to the vocabulary")

    def values(self) -> dict[str, Any]:
        """Return what was entered, the importance from 0 to 1."""
        return {
            "skill": self.skill.data or "",
            "level": int(self.level.data),
            "importance": (self.importance.data or 0) / 100,
            "add": self.add.data,
        }


class WorkNeedForm(RequirementForm):
    """A skill that work needs, and of how many people."""

    people = IntegerField(
        "How many people",
        [InputRequired("Enter how many"), NumberRange(1, 1000, "Enter how many: 1 to 1,000")],
        default=1,
    )

    def values(self) -> dict[str, Any]:
        """Return what was entered, the importance from 0 to 1."""
        return super().values() | {"people": self.people.data or 1}


class WorkForm(SignpostForm):
    """A project or a service without the skills that it needs."""

    name = text("Name", DataRequired("Enter a name"), longest=LONGEST_NAME)
    kind = RadioField("What is it?", choices=KIND_CHOICES, default="project")
    until = DateField("Last day", [MayBeEmpty()], description="Leave it empty if there is none")
    team = SelectField("Who carries it out", choices=[], default="", validate_choice=False)
    description = long_text("What it is", longest=LONGEST_DESCRIPTION)

    def offer(self, teams: Sequence[Ref]) -> None:
        """Let these teams be chosen."""
        nobody = SelectChoice("", "Nobody in particular")
        self.team.choices = [nobody, *(SelectChoice(one.id, one.name) for one in teams)]

    def facts(self) -> Facts:
        """Return what was entered."""
        return Facts(
            name=self.name.data or "",
            kind=self.kind.data or "project",
            until=self.until.data,
            description=self.description.data or "",
            team=self.team.data or "",
        )


def headcounts(
    given: Mapping[str, str], keys: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], int | None]:
    """Return the numbers in the fields `keys` of a form, by (team, role); None where empty.

    A field that was not sent is left alone. Raises `Invalid` with the field's name.
    """
    found: dict[tuple[str, str], int | None] = {}
    for field, key in keys.items():
        if field in given:
            words = given[field].strip()
            if words and not (words.isascii() and words.isdigit() and int(words) <= MOST_PEOPLE):
                raise Invalid(f"Enter a whole number from 0 to {MOST_PEOPLE:,}.", field)
            found[key] = int(words) if words else None
    return found
