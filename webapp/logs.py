"""The log: one line for each request, with an id and no secret, no search and no form text."""

import logging
import secrets
import sys
import time
import traceback
from typing import Any

import structlog
from flask import Flask, Response, g, request

from webapp.config import Settings

log = structlog.get_logger("signpost")
_LAST_FRAMES = 12


def configure(settings: Settings) -> None:
    """Write structured lines to standard error: JSON in production, readable otherwise."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if settings.in_production
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def set_up(app: Flask) -> None:
    """Number every request of `app` and log how it went."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the id of this request, as told to the user on an error page."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return str(g.request_id)


def failure(error: BaseException) -> None:
    """Log what went wrong: types and places, not messages, which may hold what people typed."""
    causes = []
    cause: BaseException | None = error
    while cause is not None:
        causes.append(f"{type(cause).__name__} {getattr(cause, 'code', None) or ''}".strip())
        cause = cause.__cause__
    frames = traceback.extract_tb(error.__traceback__)[-_LAST_FRAMES:]
    log.error(
        "request failed",
        request=request_id(),
        endpoint=request.endpoint,
        error=causes,
        at=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )


def _begin() -> None:
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if request.endpoint == "static":
        return response
    # The route's pattern, not the address: search words are in the address.
    log.info(
        "request",
        request=request_id(),
        method=request.method,
        route=str(request.url_rule) if request.url_rule else None,
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
    )
    return response
