"""Addresses of static files that change when the file does, so that browsers may keep them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app, url_for


def address(filename: str) -> str:
    """Return the address of a static file, with a mark of its content (`?v=`)."""
    folder = Path(current_app.static_folder or "")
    try:
        changed = (folder / filename).stat().st_mtime_ns
    except FileNotFoundError:
        return url_for("static", filename=filename)
    return url_for("static", filename=filename, v=_mark(folder / filename, changed))


@lru_cache(maxsize=256)
def _mark(path: Path, _changed: int) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=5).hexdigest()
