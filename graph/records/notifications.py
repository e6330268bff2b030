"""What Signpost tells a person, and how they like to be told."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum


class NotificationState(StrEnum):
    """How far a notification has come. `sending` outlives a crash: nobody knows if it arrived."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"


class Way(StrEnum):
    """How a person likes to be told by e-mail; in Signpost itself they see everything."""

    AT_ONCE = "at once"
    DAILY = "daily"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing to tell one person. `path` is the page it is about, from "/"; text is plain.

    `id` is derived from what happened, so that telling it again tells it once. `reply_to` is the
    e-mail address that an answer by e-mail goes to, where there is one.
    """

    id: str
    person: str
    kind: str
    subject: str
    text: str
    path: str
    made: datetime
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How somebody likes to be told, and from when until when (local time) not to be disturbed.

    Quiet hours that end when they begin are none; ones that end before they begin go over
    midnight.
    """

    way: Way = Way.AT_ONCE
    quiet_from: time = field(default=time(18))
    quiet_until: time = field(default=time(8))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notification that is to be sent, with whose it is and how often that was tried.

    `email` is empty where it cannot be mailed: no address, or the person has left.
    """

    notification: Notification
    name: str
    email: str
    has_account: bool
    preferences: Preferences
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A notification as its person sees it in Signpost: how far it is, and whether it was read."""

    notification: Notification
    state: NotificationState
    settled: datetime | None = None
    read: datetime | None = None
