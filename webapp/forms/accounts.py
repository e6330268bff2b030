"""The forms for signing in and for one's own password."""

from datetime import time
from typing import cast

from wtforms import HiddenField, PasswordField, RadioField, SelectChoice, StringField, TimeField
from wtforms.validators import EqualTo, InputRequired, Length

from graph.records import Preferences, Way
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


class PreferencesForm(SignpostForm):
    """How one likes to be told by e-mail, and when not to be disturbed."""

    way = RadioField(
        "When something waits for you",
        [InputRequired("Choose how to be told")],
        choices=[
            SelectChoice(Way.AT_ONCE.value, "E-mail me at once"),
            SelectChoice(Way.DAILY.value, "E-mail me once a day"),
            SelectChoice(Way.OFF.value, "No e-mail: I look in Signpost"),
        ],
    )
    quiet_from = TimeField("Quiet hours from", [InputRequired("Enter a time such as 18:00")])
    quiet_until = TimeField("Quiet hours until", [InputRequired("Enter a time such as 08:00")])

    @classmethod
    def of(cls, chosen: Preferences) -> "PreferencesForm":
        """Return the form as it stands for somebody; what was not typed stays as chosen."""
        return cls(
            formdata=None,
            way=chosen.way.value,
            quiet_from=chosen.quiet_from,
            quiet_until=chosen.quiet_until,
        )

    def preferences(self) -> Preferences:
        """Return what is chosen in the form."""
        begin, end = (cast(time, one.data) for one in (self.quiet_from, self.quiet_until))
        return Preferences(Way(self.way.data), begin, end)
