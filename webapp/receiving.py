"""Files that people send: let in on the pages that take them only, and put away piece by piece."""

import os
import tempfile
from collections.abc import Callable, Sequence
from typing import IO, Any, TypeVar, cast

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import FileStorage

from tagging.uploads import Given
from webapp.config import Settings
from webapp.originals import Originals
from webapp.replies import Reply

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "signpost_takes_files"
_IN_MEMORY = 200_000
_CHUNK = 1 << 20
# A browser that is cut off while it sends shows no answer: so much is read and thrown away first.
_THROWN_AWAY = 10


class FileRequest(Request):
    """A request whose files are kept in the data folder while they come in, not in memory."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        arriving = Originals.under(_settings().data_folder).arriving
        return cast(IO[bytes], tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=arriving))


def takes_files(too_large: Callable[[], Reply]) -> Callable[[View], View]:
    """Mark a view as one that files are sent to; `too_large` answers where they are too much."""

    def mark(view: View) -> View:
        setattr(view, _MARK, too_large)
        return view

    return mark


def set_up(app: Flask) -> None:
    """Let files in where a view takes them, once it is known who sends them."""
    app.before_request(_let_in)


def _let_in() -> Reply | None:
    view = current_app.view_functions.get(request.endpoint or "")
    too_large: Callable[[], Reply] | None = getattr(view, _MARK, None)
    if too_large is None or request.method != "POST":
        return None
    most = _settings().max_upload_bytes
    # Somewhat more, for what stands between the files.
    request.max_content_length = most + most // 20 + 100_000
    if (request.content_length or 0) <= request.max_content_length:
        return None
    _throw_away(most * _THROWN_AWAY)
    return too_large()


def _throw_away(most: int) -> None:
    request.max_content_length = None
    while most > 0 and (piece := request.stream.read(min(_CHUNK, most))):
        most -= len(piece)


def put_away(files: Sequence[FileStorage]) -> list[Given]:
    """Put the files of a form away as originals; one that is too large or empty is refused."""
    return [_put_away(one) for one in files if one.filename]


def _put_away(file: FileStorage) -> Given:
    name = file.filename or "file"
    most = _settings().max_file_bytes
    size = file.stream.seek(0, os.SEEK_END)
    file.stream.seek(0)
    if size > most:
        reason = f"The file has {size / 1e6:,.0f} MB; {most // 1_000_000} MB is the most."
        return Given(name, "", size, reason, "Split it, or save it with smaller pictures.")
    if not size:
        return Given(name, "", 0, "The file is empty.", "Check that it is the right file.")
    kept = Originals.under(_settings().data_folder).keep(cast(Any, file.stream))
    return Given(name, kept.digest, kept.size)


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])
