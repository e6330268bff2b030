"""People read their own writes: each browser carries the bookmarks of its latest write.

They name a place in the database's log and nothing else, and travel in the signed cookie, so
that any process, also on a cluster, answers with at least what this person has already seen.
"""

from flask import Flask, Response, current_app, g, request, session

from graph.database import Database

_QUERY_SECONDS = 20.0
_KEY = "bookmarks"
_MOST = 8


def set_up(app: Flask) -> None:
    """Give every request its own view of the database, and keep its bookmarks afterwards."""
    app.before_request(_open)
    app.after_request(_keep)


def forget() -> None:
    """Drop the bookmarks: the database may not know them any more (restored, replaced)."""
    session.pop(_KEY, None)
    g.pop("db", None)


def _open() -> None:
    if request.endpoint == "static":
        return
    database: Database = current_app.extensions["database"]
    g.db = database.with_timeout(_QUERY_SECONDS).with_bookmarks(session.get(_KEY, ()))


def _keep(response: Response) -> Response:
    if "db" in g:
        latest = sorted(g.db.bookmarks)[:_MOST]
        if latest and latest != session.get(_KEY):
            session[_KEY] = latest
    return response
