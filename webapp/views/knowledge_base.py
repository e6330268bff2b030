"""The knowledge base as a whole: what there is, and what is missing."""

from flask import Blueprint, render_template, request

from tagging import knowledge_base
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.forms.documents_found import axes

blueprint = Blueprint("knowledge_base", __name__)


@blueprint.get("/documents/overview")
@permission(Permission.FIND)
def overview() -> str:
    rows, columns = axes(request.args)
    shown = knowledge_base.overview(
        current.db(), current.viewer(), current.vocabulary(), current.now(), rows, columns
    )
    return render_template("knowledge_base/overview.html", overview=shown, axes=knowledge_base.AXES)
