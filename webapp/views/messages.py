"""Messages: what Signpost told one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from tagging import notifications
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.replies import Reply, inside

blueprint = Blueprint("messages", __name__)


@blueprint.get("/messages")
@permission(Permission.FIND)
def mine() -> str:
    before = request.args.get("before") or None
    found = notifications.mine(current.db(), current.viewer(), before)
    return render_template("messages/mine.html", found=found)


@blueprint.post("/messages/<message_id>/open")
@permission(Permission.FIND)
def open_one(message_id: str) -> Reply:
    path = notifications.open_one(current.db(), current.viewer(), message_id, current.now())
    return redirect(inside(path) or url_for("messages.mine"), 303)


@blueprint.post("/messages/read")
@permission(Permission.FIND)
def read_all() -> Reply:
    notifications.read_all(current.db(), current.viewer(), current.now())
    flash("All messages are marked as read.", "success")
    return redirect(url_for("messages.mine"), 303)
