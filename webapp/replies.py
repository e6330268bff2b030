"""Where to send people after they changed something (post, redirect, get)."""

from typing import Any, TypeAlias

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from tagging.taggings import Change
from webapp import current

Reply: TypeAlias = str | Response | tuple[str, int]


def inside(address: str) -> str:
    """Return `address` if it is a path on this site, else nothing (no open redirects).

    Browsers read a backslash as a slash and skip control characters: neither is let through.
    """
    fine = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if fine and address.isprintable() else ""


def back_to(endpoint: str, **values: Any) -> Response:
    """Go back to the page that the form named in `back`, or else to `endpoint`."""
    address = inside(request.form.get("back", "")) or url_for(endpoint, **values)
    return redirect(address, 303)


def back(change: Change) -> Response:
    """Announce a change; go back where it was made, or else to the page of the tagged person."""
    current.announce(change)
    if change.statements:
        return back_to("people.page", person_id=change.statements[0].person.id)
    return back_to("home.index")
