"""What the first page says to somebody: what waits for them, and what is new."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from graph import news
from graph import statements as store
from graph.database import Database
from graph.records import Ref, Statement, TaggingKind, TaggingStatus
from tagging.permissions import Permission, Viewer, require

CONFIRM_AFTER = timedelta(days=365)
NEWS_FROM = timedelta(days=60)
DOCUMENTS_FROM = timedelta(days=365)
MOST_TO_CONFIRM = 3
MOST_NEWS = 6
MOST_DOCUMENTS = 4


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first page. `about_you` counts what others said that one has not answered yet.

    `to_confirm` are one's own statements that were last confirmed long ago, the oldest first.
    """

    about_you: int
    says_nothing: bool
    to_confirm: tuple[Statement, ...]
    recent: tuple[Statement, ...]
    documents: tuple[tuple[Ref, date], ...]


def welcome(db: Database, viewer: Viewer, now: datetime) -> Welcome:
    """Return what the first page says to `viewer` at the instant `now`."""
    require(viewer, Permission.FIND)
    me = viewer.person_id or ""
    about_me = [one for one in store.about(db, me) if _active(one)]
    mine = [one for one in store.made_by(db, me) if _active(one)]
    return Welcome(
        about_you=sum(_unanswered(one, me) for one in about_me),
        says_nothing=not any(one.tagging.tagger == me for one in about_me),
        to_confirm=_stale(mine, now),
        recent=_recent(db, me, now),
        documents=tuple(news.newest_documents(db, (now - DOCUMENTS_FROM).date(), MOST_DOCUMENTS)),
    )


def _active(statement: Statement) -> bool:
    return statement.tagging.status is TaggingStatus.ACTIVE


def _unanswered(statement: Statement, me: str) -> bool:
    tagging = statement.tagging
    return tagging.tagger != me and tagging.accepted is None and not tagging.reply


def _stale(mine: list[Statement], now: datetime) -> tuple[Statement, ...]:
    """Return what one said longest ago; nobody is asked whether they are still learning."""
    old = [
        one
        for one in mine
        if one.tagging.kind is not TaggingKind.LEARNING
        and now - one.tagging.confirmed > CONFIRM_AFTER
    ]
    return tuple(sorted(old, key=lambda one: one.tagging.confirmed)[:MOST_TO_CONFIRM])


def _recent(db: Database, me: str, now: datetime) -> tuple[Statement, ...]:
    """Return what was said here lately, filled up with what is new about one's own team."""
    since = now - NEWS_FROM
    said = news.recent_statements(db, since, MOST_NEWS)
    ids = list(dict.fromkeys([*said, *news.team_statements(db, me, since, MOST_NEWS)]))[:MOST_NEWS]
    found = {one.tagging.id: one for one in store.get_many(db, ids)}
    return tuple(found[each] for each in ids if each in found)
