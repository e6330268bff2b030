"""The network: how the viewer knows somebody, communities of practice, and the graph page."""

from flask import Blueprint, current_app, render_template, request

from tagging.network import around as surroundings
from tagging.network import communities as practice
from tagging.network import routes
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.drawing import draw
from webapp.forms import network as form

blueprint = Blueprint("network", __name__)


@blueprint.get("/people/<person_id>/route")
@permission(Permission.FIND)
def route(person_id: str) -> str:
    found = routes.route(current.db(), current.viewer(), person_id, current.now())
    return render_template("network/route.html", route=found, person=found.person)


@blueprint.get("/network")
@permission(Permission.FIND)
def page() -> str:
    kind, node_id = form.centre(request.args) or ("person", current.viewer().person_id or "")
    today = current.now().date()
    shown = surroundings.around(
        current.db(), current.viewer(), kind, node_id, today, form.begins(request.args)
    )
    return render_template("network/page.html", around=shown, drawing=draw(shown))


@blueprint.get("/network/communities")
@permission(Permission.FIND)
def communities() -> str:
    extensions = current_app.extensions
    cache = extensions.setdefault("communities", practice.CommunitiesCache())
    groups = cache.current(current.db(), current.now())
    found = practice.communities(current.db(), current.viewer(), groups, current.now())
    return render_template("network/communities.html", communities=found)
