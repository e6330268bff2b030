"""Who is asking, and may they: one check before every request, none left to the views.

A view is marked with `@permission(...)` or `@public`; a route without a mark stops the start.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, login_user, logout_user

from tagging import sessions
from tagging.permissions import Permission, Viewer, require
from webapp import current
from webapp.config import Environment, Settings, is_loopback

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "signpost_access"


class User(UserMixin):  # type: ignore[misc]
    """A signed-in viewer, known to Flask-Login by the token of the server-side session."""

    def __init__(self, viewer: Viewer, token: str) -> None:
        self.viewer = viewer
        self.token = token

    def get_id(self) -> str:
        """Return the session's token."""
        return self.token


def permission(needed: Permission) -> Callable[[View], View]:
    """Mark a view as open to those who hold `needed`."""

    def mark(view: View) -> View:
        setattr(view, _MARK, needed)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to everybody, signed in or not."""
    setattr(view, _MARK, None)
    return view


def unmarked_routes(app: Flask) -> list[str]:
    """Return the routes that say neither `permission` nor `public`: there must be none."""
    return [
        str(rule)
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], _MARK)
    ]


def access_of_routes(app: Flask) -> Iterator[tuple[str, Permission | None]]:
    """Yield every route with the permission that it needs (None: public)."""
    for rule in app.url_map.iter_rules():
        yield str(rule), getattr(app.view_functions[rule.endpoint], _MARK)


def set_up(app: Flask) -> None:
    """Make every request know its viewer, and refuse it where the viewer may not."""
    manager = LoginManager(app)
    # The session is kept in the database; Flask-Login's own check of address and browser would
    # sign people out whenever their telephone changes network.
    manager.session_protection = None
    manager.user_loader(_load_user)
    app.before_request(_check_access)
    app.context_processor(lambda: {"Permission": Permission})


def start_session(signed_in: sessions.SignedIn) -> None:
    """Make this browser's next requests those of the viewer who has just signed in."""
    login_user(User(signed_in.viewer, signed_in.token))


def end_session() -> None:
    """Forget who this browser belongs to."""
    logout_user()


def forget_viewer() -> None:
    """Treat the rest of this request as nobody's (the store could not say whose it is)."""
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login keeps it


def session_policy() -> sessions.SessionPolicy:
    """Return how long a session lasts here, and whether demonstration accounts may have one."""
    settings: Settings = current_app.extensions["settings"]
    return sessions.SessionPolicy(
        idle_hours=settings.session_idle_hours,
        absolute_hours=settings.session_hours,
        demonstration=(
            settings.environment is Environment.DEMONSTRATION
            and is_loopback(request.remote_addr or "")
        ),
    )


def _load_user(token: str) -> User | None:
    viewer = sessions.viewer_of(current.db(), token, current.now(), session_policy())
    return User(viewer, token) if viewer else None


def _check_access() -> None:
    if request.endpoint is None:
        return
    if request.endpoint == "static":
        # A file is nobody's: no session is looked up for it, nor for its not being there.
        forget_viewer()
        return
    needed: Permission | None = getattr(current_app.view_functions[request.endpoint], _MARK)
    if needed is not None:
        require(current.viewer(), needed)
