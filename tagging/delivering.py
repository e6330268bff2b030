"""Delivering what is to be told: by e-mail where one wants it and it can be sent, else kept.

Each message is claimed before it is sent. Whoever dies in between leaves it to be sent again
later: told twice is better than not told.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from graph import notifications as store
from graph.database import Database
from graph.ids import derived_id
from graph.records import NotificationState, Waiting, Way
from tagging.errors import SignpostError
from tagging.telling_times import after_quiet, due

HELD = timedelta(minutes=10)
MOST_TRIES = 16
_LONGEST_WAIT_MINUTES = 240


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail. `key` is the same whenever the same messages are sent again."""

    key: str
    to: str
    name: str
    subject: str
    text: str
    reply_to: str = ""


class NotSent(SignpostError):
    """An e-mail was not taken; `final` where it never will be."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


Send = Callable[[Mail], None]


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many messages were sent, kept for reading in Signpost alone, put off, or given up."""

    sent: int = 0
    kept: int = 0
    later: int = 0
    failed: int = 0


def deliver(
    db: Database, send: Send | None, now: datetime, zone: ZoneInfo, address: str = ""
) -> Delivered:
    """Send all that is due, each person's in one e-mail; returns how it went.

    `send` raises `NotSent`; None where no e-mail is sent from here. `address` is how people reach
    Signpost, without the last slash. A second e-mail is not tried once one was put off: the
    server may be down, and the rest is still due in a minute.
    """
    kept, later, ready = [], {}, defaultdict(list)
    for one in store.waiting(db, now):
        at = _when(one, now, zone)
        if send is None or one.preferences.way is Way.OFF or not one.email:
            kept.append(one.notification.id)
        elif at > now:
            later[one.notification.id] = at
        else:
            ready[one.notification.person].append(one)
    store.settle(db, kept, NotificationState.KEPT, now)
    store.put_off(db, later)
    sent = failed = 0
    for theirs in ready.values():
        state = _send(db, send, theirs, now, address) if send else NotificationState.KEPT
        sent += len(theirs) if state is NotificationState.SENT else 0
        failed += len(theirs) if state is NotificationState.FAILED else 0
        if state is NotificationState.WAITING:
            break
    return Delivered(sent, len(kept), len(later), failed)


def _when(one: Waiting, now: datetime, zone: ZoneInfo) -> datetime:
    at = due(one.notification.made, one.preferences, zone)
    return at if at > now else after_quiet(now, one.preferences, zone)


def _send(
    db: Database, send: Send, theirs: Sequence[Waiting], now: datetime, address: str
) -> NotificationState:
    """Send one person's messages; returns what has become of them (WAITING: put off)."""
    ids = store.claim(db, [one.notification.id for one in theirs], now, now + HELD)
    mine = [one for one in theirs if one.notification.id in ids]
    if not mine:
        return NotificationState.SENDING
    try:
        send(mail_of(mine, address))
    except NotSent as error:
        tries = max(one.tries for one in mine) + 1
        if error.final or tries >= MOST_TRIES:
            store.settle(db, sorted(ids), NotificationState.FAILED, now, error.message)
            return NotificationState.FAILED
        wait = timedelta(minutes=min(2**tries, _LONGEST_WAIT_MINUTES))
        store.put_off(db, dict.fromkeys(ids, now + wait))
        return NotificationState.WAITING
    store.settle(db, sorted(ids), NotificationState.SENT, now)
    return NotificationState.SENT


def mail_of(theirs: Sequence[Waiting], address: str = "") -> Mail:
    """Return one e-mail that tells a person these, the oldest first."""
    ordered = sorted(theirs, key=lambda one: (one.notification.made, one.notification.id))
    first, told = ordered[0], [one.notification for one in ordered]
    reach = address if first.has_account else ""
    parts = [
        "\n\n".join(
            filter(
                None, (one.subject if len(told) > 1 else "", one.text, reach and reach + one.path)
            )
        )
        for one in told
    ]
    text = f"Hello {first.name},\n\n" + "\n\n--------\n\n".join(parts)
    if reach:
        text += f"\n\n--------\nChoose when you are told: {reach}/account"
    return Mail(
        derived_id("mail", *sorted(one.id for one in told)),
        first.email,
        first.name,
        told[0].subject if len(told) == 1 else f"{len(told)} messages from Signpost",
        text + "\n",
        told[0].reply_to if len(told) == 1 else "",
    )
