"""What belongs to the request being answered: who asks, the database, the vocabulary, the time."""

from datetime import UTC, datetime
from typing import Any, cast

from flask import current_app, flash, g
from flask_login import current_user

from graph.database import Database
from tagging.gaps.figures import Figures, FiguresCache
from tagging.permissions import NOBODY, Viewer
from tagging.ranking import Method
from tagging.taggings import Change
from tagging.vocabulary import Vocabulary
from tagging.workforce import Workforce, WorkforceCache
from webapp.config import Settings


def db() -> Database:
    """Return the database as this user's session sees it: their own writes included."""
    return cast(Database, g.db)


def viewer() -> Viewer:
    """Return the one who asks; nobody when not signed in."""
    return cast(Viewer, getattr(current_user, "viewer", NOBODY))


def vocabulary() -> Vocabulary:
    """Return the vocabulary as it is now."""
    return cast(Vocabulary, current_app.extensions["vocabulary"].current(db()))


def workforces() -> WorkforceCache:
    """Return what keeps the workforce in step with the store."""
    return cast(WorkforceCache, current_app.extensions["workforce"])


def workforce() -> Workforce:
    """Return the workforce as it is now."""
    return workforces().current(db(), now())


def now() -> datetime:
    """Return the instant (UTC) that this request counts from; the same throughout."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast(datetime, g.now)


def announce(change: Change) -> None:
    """Tell the user on the next page what was changed, with a way to undo it."""
    done: Any = {"message": change.message, "undo": change.event_id}
    flash(done, "change")


def settings() -> Settings:
    """Return what this installation is set to."""
    return cast(Settings, current_app.extensions["settings"])


def method() -> Method:
    """Return how people are ranked: from the lists of the settings."""
    return Method(lists=frozenset(settings().ranking_lists))


def figures_cache() -> FiguresCache:
    """Return where the figures on gaps are kept between requests."""
    kept = current_app.extensions
    if "gaps" not in kept:
        kept["gaps"] = FiguresCache(
            settings().gap_policy, settings().small_cell, workforces().beliefs
        )
    return cast(FiguresCache, kept["gaps"])


def figures() -> Figures:
    """Return the figures on gaps as they are now: what was just said counts."""
    return figures_cache().of(workforce())
