"""Answers to suggestions, one at a time or many, and a text about oneself to find some in."""

from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

from tagging.errors import Invalid
from tagging.uploads import LONGEST_TEXT
from webapp.forms.base import SignpostForm, long_text, trimmed
from webapp.forms.taggings import LONGEST_SKILL

ACCEPT_FROM = [
    SelectChoice("95", "all above 95 %"),
    SelectChoice("90", "all above 90 %"),
    SelectChoice("80", "all above 80 %"),
    SelectChoice("70", "all above 70 %"),
    SelectChoice("", "none"),
]
REFUSE_TO = [SelectChoice("", "none"), SelectChoice("10", "all under 10 %")]
MOST_AT_ONCE = 500


class AnswerForm(SignpostForm):
    """What somebody says to one suggestion; `skill` is what they correct it to."""

    answer = StringField(
        "Answer",
        [AnyOf(("accepted", "refused", "corrected"), "Choose: accept, refuse or correct.")],
    )
    skill = StringField(
        "Which topic is it?",
        [Length(max=LONGEST_SKILL, message="A topic has at most %(max)d characters.")],
        filters=[trimmed],
    )


class BatchForm(SignpostForm):
    """From which probability on to accept, up to which to refuse."""

    at_least = SelectField("Accept", choices=ACCEPT_FROM, default="90")
    at_most = SelectField("Refuse", choices=REFUSE_TO, default="")

    class Meta(SignpostForm.Meta):  # type: ignore[misc]
        """It only shows what would be done, so that it can be a link."""

        csrf = False

    def limits(self) -> dict[str, float | None]:
        """Return the limits as `tagging.reviewing.preview_batch` takes them; raises `Invalid`."""
        if not self.validate():
            raise Invalid("Choose one of the limits of the form.")
        return {
            name: int(field.data) / 100 if field.data else None
            for name, field in (("at_least", self.at_least), ("at_most", self.at_most))
        }


class AboutMeForm(SignpostForm):
    """A text about oneself, to find topics in."""

    text = long_text(
        "Your text",
        DataRequired("Paste a text about you"),
        longest=LONGEST_TEXT,
        hint="A biography, a CV or your e-mail signature, for example.",
    )
