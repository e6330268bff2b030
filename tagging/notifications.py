"""One's own messages: what Signpost told one, and how one likes to be told by e-mail."""

from dataclasses import dataclass
from datetime import datetime

from graph import notifications as store
from graph.database import Database
from graph.records import Message, Preferences
from tagging.errors import NotFound
from tagging.permissions import Permission, Viewer, require

PAGE = 20


@dataclass(frozen=True, slots=True)
class Messages:
    """One page of one's messages, the newest first.

    `unread` counts all that one has neither opened nor been sent by e-mail; `older` is what to
    ask for the next page with (None: there is no more).
    """

    messages: tuple[Message, ...]
    unread: int
    older: str | None


def mine(db: Database, viewer: Viewer, before: str | None = None) -> Messages:
    """Return the viewer's own messages; `before` is the last one of the page before this."""
    require(viewer, Permission.FIND)
    me = viewer.person_id or ""
    found = store.messages(db, me, PAGE + 1, before)
    shown = found[:PAGE]
    older = shown[-1].notification.id if len(found) > PAGE else None
    return Messages(tuple(shown), store.unread(db, me), older)


def unread(db: Database, viewer: Viewer) -> int:
    """Return how many messages the viewer has neither opened nor been sent by e-mail."""
    require(viewer, Permission.FIND)
    return store.unread(db, viewer.person_id) if viewer.person_id else 0


def open_one(db: Database, viewer: Viewer, message_id: str, now: datetime) -> str:
    """Note that the viewer has read one of their messages; returns the page that it is about.

    Raises `NotFound` where it is not theirs.
    """
    require(viewer, Permission.FIND)
    me = viewer.person_id or ""
    message = store.message(db, me, message_id)
    if message is None:
        raise NotFound("There is no such message, or it is not yours.")
    store.mark_read(db, me, message_id, now)
    return message.notification.path


def read_all(db: Database, viewer: Viewer, now: datetime) -> None:
    """Note that the viewer has read all their messages."""
    require(viewer, Permission.FIND)
    store.mark_all_read(db, viewer.person_id or "", now)


def preferences(db: Database, viewer: Viewer) -> Preferences:
    """Return how the viewer likes to be told."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    return store.preferences(db, viewer.person_id or "") or Preferences()


def prefer(db: Database, viewer: Viewer, chosen: Preferences) -> None:
    """Keep how the viewer likes to be told; it holds for what already waits as well."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    store.set_preferences(db, viewer.person_id or "", chosen)
