"""A question, an answer: what is typed."""

from secrets import token_hex

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from tagging.questions.asking import LONGEST_QUESTION, WAYS
from webapp.forms.base import SignpostForm, long_text, text


class QuestionForm(SignpostForm):
    """A question. Whom it goes to beside the first are checkboxes of the page (`to`)."""

    key = HiddenField(default=lambda: token_hex(8))
    skills = text("Topic", InputRequired("Say what it is about"))
    text = long_text(
        "Your question",
        InputRequired("Enter your question"),
        longest=LONGEST_QUESTION,
        hint="Leave out who the client is: what they want to know, roughly where they live and "
        "their age group are enough.",
    )
    way = RadioField(
        "Whom to ask",
        choices=[SelectChoice(value, words) for value, words in WAYS.items()],
        default="one",
    )
    anonymous = BooleanField("Do not show my name to those I ask")


class AnswerForm(SignpostForm):
    """An answer."""

    text = long_text("Your answer", InputRequired("Enter your answer"), longest=LONGEST_QUESTION)
