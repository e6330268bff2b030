"""What every form shares: trimmed text, and problems that name their field."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from tagging.errors import Invalid


def trimmed(value: str | None) -> str:
    """Return text without the white space around it; a field that was not sent is empty."""
    return (value or "").strip()


def text(label: str, *validators: Any, longest: int = 200, hint: str = "") -> StringField:
    """Return a one-line field of at most `longest` characters."""
    checks = [*validators, Length(max=longest, message=f"{label}: use %(max)d characters or fewer")]
    return StringField(label, checks, filters=[trimmed], description=hint)


def long_text(label: str, *validators: Any, longest: int = 1000, hint: str = "") -> TextAreaField:
    """Return a field of several lines, of at most `longest` characters."""
    checks = [*validators, Length(max=longest, message=f"{label}: use %(max)d characters or fewer")]
    return TextAreaField(label, checks, filters=[trimmed], description=hint)


class SignpostForm(FlaskForm):  # type: ignore[misc]
    """A form whose problems can be listed above it, each with a link to its field."""

    def refuse(self, error: Invalid) -> None:
        """Show what a use case found wrong, at the field it names if there is one."""
        field = self._fields.get(error.field)
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]

    def require_valid(self) -> None:
        """Raise `Invalid` with the first problem: for a small form without a page of its own."""
        if not self.validate_on_submit():
            raise Invalid(self.problems[0]["text"] if self.problems else "Send the form again.")

    @property
    def problems(self) -> list[dict[str, str]]:
        """Every problem with the address of its field, for the error summary."""
        found = [{"text": message} for message in self.form_errors]
        for field in self:
            # FieldList and a sub-form hold lists or dictionaries of errors.
            found += [{"text": m, "href": f"#{field.id}"} for m in _messages(field.errors)]
        return found


def _messages(errors: Any) -> list[str]:
    if isinstance(errors, str):
        return [errors]
    if isinstance(errors, dict):
        errors = errors.values()
    return [message for error in errors for message in _messages(error)]
