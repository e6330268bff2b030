"""Scenarios: their name and who sees them, and what a change is made of."""

from collections.abc import Iterable
from datetime import date

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from tagging.errors import Invalid
from tagging.scenario_changes import Skilled
from tagging.scenarios import LONGEST_ABOUT, LONGEST_NAME, Audience
from tagging.vocabulary import Vocabulary
from webapp.forms.base import SignpostForm, long_text, text

# The fields of each kind of change, in their order on the page.
FIELDS: dict[str, tuple[str, ...]] = {
    "leaves": ("person", "on"),
    "some leave": ("shown_team", "people", "on"),
    "person moves": ("person", "team", "place", "on"),
    "team moves": ("shown_team", "place", "on"),
    "teams merge": ("shown_team", "into", "on"),
    "work won": ("name", "skill", "level", "people", "importance", "team", "until", "on"),
    "hired": ("name", "skill", "level", "team", "place", "on"),
    "trained": ("person", "skill", "level", "on"),
    "borrowed": ("contact", "skill", "team", "on"),
}
OPTIONAL: dict[str, set[str]] = {
    "person moves": {"place"},
    "work won": {"team"},
    "hired": {"team", "place"},
    "borrowed": {"team"},
}
SEVERAL = {"work won", "hired"}
AUDIENCES = {
    Audience.NOBODY: "Nobody else",
    Audience.PEOPLE: "People I name",
    Audience.GAPS: "Everybody who may see figures on gaps",
}


class ScenarioForm(SignpostForm):
    """A scenario without its changes."""

    name = text("Name", InputRequired("Give the scenario a name"), longest=LONGEST_NAME)
    about = long_text("What it is about", longest=LONGEST_ABOUT)
    audience = RadioField(
        "Who sees it",
        choices=[SelectChoice(value.value, words) for value, words in AUDIENCES.items()],
        default=Audience.NOBODY.value,
    )
    people = text(
        "Shared with",
        longest=1000,
        hint="E-mail addresses, with commas between them. Each sees what they may see otherwise.",
    )


class NewScenarioForm(SignpostForm):
    """The name of a new scenario."""

    name = text("Name", InputRequired("Give the scenario a name"), longest=LONGEST_NAME)


def skilled(vocabulary: Vocabulary, words: Iterable[str], level: str) -> Skilled:
    """Return topics by their words, each at a level; raises `Invalid` for words without one."""
    named = [one.strip() for one in words if one.strip()]
    found = []
    for one in named:
        skill = vocabulary.named(one)
        if skill is None:
            raise Invalid(f"There is no topic called ‘{one[:60]}’", "skill")
        found.append((skill.id, int(level) if level in {"1", "2", "3", "4", "5"} else 3))
    return tuple(dict(found).items())


def day(words: str) -> date | None:
    """Return a day of an address, or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
