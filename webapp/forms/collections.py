"""A collection's name, what it is for, and who sees it."""

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from tagging.collections import LONGEST_NAME, LONGEST_NOTE, SPACES
from webapp.forms.base import SignpostForm, long_text, text


class CollectionForm(SignpostForm):
    """A collection without its documents."""

    name = text("Name", InputRequired("Give the collection a name"), longest=LONGEST_NAME)
    about = long_text("What it is for", longest=LONGEST_NOTE)
    space = RadioField(
        "Who sees it",
        choices=[SelectChoice(value, words) for value, words in SPACES.items()],
        default="personal",
    )
