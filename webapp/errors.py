"""What went wrong, turned into an answer once: a designed page, a notice in place, or JSON."""

from dataclasses import dataclass
from typing import Any

from flask import (
    Flask,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from graph.errors import StoreError, StoreUnavailable
from tagging import errors as family
from tagging.errors import SignpostError
from webapp import auth, bookmarks, logs

_STATUS: dict[type[SignpostError], int] = {
    family.NotFound: 404,
    family.NotPermitted: 403,
    family.SignInRefused: 403,
    family.TooManyAttempts: 429,
    family.Invalid: 400,
    family.Conflict: 409,
    family.ImportFailed: 400,
}
TITLES = {
    400: "That did not work",
    403: "You cannot do this",
    404: "There is nothing here",
    405: "That did not work",
    409: "Someone was there before you",
    413: "That is too large",
    414: "That is too long",
    429: "Too many attempts",
    500: "Something went wrong on our side",
    503: "Signpost is catching its breath",
}
_WORDS = {
    400: "The address or the form was not complete. Go back and try again.",
    403: "Your account does not allow it. Ask an administrator if you need it.",
    404: "The page may have moved, or the address may be mistyped. Search for it instead.",
    405: "This address cannot be used in that way. Go back and try again.",
    413: "What you sent is larger than Signpost takes. Send less at a time.",
    414: "What you typed is longer than Signpost takes. Use fewer words.",
    429: "Wait a little, then try again.",
    500: "It is not your doing, and nothing you had saved is lost. Try again in a moment.",
    503: "The database does not answer just now. Try again in a moment.",
}
_RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What the user is told: a status, a heading and a sentence saying what to do."""

    status: int
    message: str
    retry_after: int | None = None

    @property
    def title(self) -> str:
        """The heading for this status."""
        return TITLES.get(self.status, TITLES[500 if self.status >= 500 else 400])


def set_up(app: Flask) -> None:
    """Answer every error of `app`, expected or not."""
    app.register_error_handler(family.SignInRequired, _sign_in_first)
    app.register_error_handler(SignpostError, _expected)
    app.register_error_handler(StoreError, _store)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http)


def _sign_in_first(error: family.SignInRequired) -> Any:
    address = url_for("accounts.sign_in", next=_asked_for())
    if _wants_json():
        return jsonify(error=error.message, sign_in=address), 401
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address, 303)


def _asked_for() -> str | None:
    """Return the page to come back to: a form cannot be sent again, so the home page for those."""
    return (
        request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    )


def _expected(error: SignpostError) -> Response:
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 400)
    return answer(Problem(status, error.message, getattr(error, "retry_after", None)))


def _store(error: StoreError) -> Response:
    logs.failure(error)
    # What named the user may be the very thing that failed; the bookmarks may be the cause.
    bookmarks.forget()
    auth.forget_viewer()
    if isinstance(error, StoreUnavailable):
        return answer(Problem(503, _WORDS[503], _RETRY_SECONDS))
    return answer(Problem(500, _WORDS[500]))


def _expired_form(_: CSRFError) -> Response:
    return answer(
        Problem(
            400,
            "This form was open too long, or in another window. Go back, reload the page "
            "and send it again.",
        )
    )


def _wrong_host(_: SecurityError) -> Response:
    # No page: without a host that is ours, no address on a page could be right.
    return Response("Signpost does not answer to this name.", 400, mimetype="text/plain")


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, InternalServerError) and error.original_exception:
        bookmarks.forget()
        auth.forget_viewer()
    words = _WORDS.get(error.code, _WORDS[500 if error.code >= 500 else 400])
    response = answer(Problem(error.code, words))
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def answer(problem: Problem) -> Response:
    """Return the answer to a problem in the form that this request can use."""
    if _wants_json():
        body: Any = jsonify(error=problem.message, request=logs.request_id())
    elif request.headers.get("HX-Request"):
        body = render_template("errors/notice.html", problem=problem)
    else:
        body = render_template("errors/page.html", problem=problem, request_id=logs.request_id())
    response = make_response(body, problem.status)
    if request.headers.get("HX-Request"):
        response.headers.update({"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:top"})
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
