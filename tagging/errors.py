"""The one error family: what can go wrong, in words for the person who asked.

The web application turns these into pages once (`webapp/errors.py`), the commands into messages.
"""

WHY_UNREADABLE = ("encrypted", "scanned", "broken", "too large", "unknown", "empty", "too slow")


class SignpostError(Exception):
    """Something that the user can be told. `message` says what is wrong and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(SignpostError):
    """The thing asked for is not there, or not there for this viewer."""


class PersonNotFound(NotFound):
    """No such person."""


class SkillNotFound(NotFound):
    """No such skill."""


class TaggingNotFound(NotFound):
    """No such statement."""


class DocumentNotFound(NotFound):
    """No such document."""


class SuggestionNotFound(NotFound):
    """No such suggestion, or one that has gone since the text was read anew."""


class AccountNotFound(NotFound):
    """No such account."""


class NotPermitted(SignpostError):
    """The viewer may not do this."""


class SignInRequired(NotPermitted):
    """Nobody is signed in."""


class SignInRefused(SignpostError):
    """The e-mail address or the password is wrong; which of them is never said."""


class DemonstrationRefused(SignpostError):
    """A production installation holds demonstration accounts, whose passwords everybody knows."""


class TooManyAttempts(SignpostError):
    """Sign-in is paused for this address. `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Invalid(SignpostError):
    """What was given cannot be used. `field` names the form field it is about, if any."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Conflict(SignpostError):
    """Someone changed it in the meantime, so that this change (an undo, say) no longer fits."""


class ImportFailed(SignpostError):
    """A file cannot be read at all; the message says where, what and what to do."""


class Unreadable(SignpostError):
    """A document cannot be read. `why` is one of `WHY_UNREADABLE`, `mend` says what to do."""

    def __init__(self, reason: str, why: str, mend: str = "") -> None:
        super().__init__(f"{reason} {mend}".strip())
        self.reason = reason
        self.why = why
        self.mend = mend
