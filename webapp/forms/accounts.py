"""The forms for signing in and for one's own password."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from tagging.passwords import LONGEST
from webapp.forms.base import SignpostForm, trimmed

_LONGEST_EMAIL = 254


class SignInForm(SignpostForm):
    """An e-mail address and a password; `next` is the page that was asked for."""

    email = StringField(
        "E-mail address",
        [InputRequired("Enter your e-mail address"), Length(max=_LONGEST_EMAIL)],
        filters=[trimmed],
    )
    password = PasswordField(
        "Password", [InputRequired("Enter your password"), Length(max=LONGEST)]
    )
    next = HiddenField()


class PasswordForm(SignpostForm):
    """The present password and a new one, twice."""

    old = PasswordField(
        "Your present password",
        [InputRequired("Enter your present password"), Length(max=LONGEST)],
    )
    new = PasswordField("A new password", [InputRequired("Enter a new password")])
    again = PasswordField(
        "The new password again",
        [EqualTo("new", "The new password and its repetition differ")],
    )
