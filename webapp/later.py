"""Work that a page leaves until its answer has been sent, so that nobody waits for it."""

from collections.abc import Callable

from flask import Response, after_this_request

from graph.errors import StoreError
from webapp import logs


def later(work: Callable[[], None]) -> None:
    """Do `work` once the answer to this request is out; a failure is logged and no more."""

    def hang_on(response: Response) -> Response:
        response.call_on_close(lambda: _quietly(work))
        return response

    after_this_request(hang_on)


def _quietly(work: Callable[[], None]) -> None:
    try:
        work()
    except StoreError as error:
        logs.failure(error)
