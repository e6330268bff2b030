"""Labour-market documents: those there are, and one to read."""

from flask import Blueprint, render_template, request

from tagging import documents
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents")
@permission(Permission.FIND)
def browse() -> str:
    after = request.args.get("after") or None
    listed = documents.browse(current.db(), current.viewer(), after=after)
    return render_template("documents/browse.html", listed=listed)


@blueprint.get("/documents/<document_id>")
@permission(Permission.FIND)
def page(document_id: str) -> str:
    shown = documents.page(current.db(), current.viewer(), document_id)
    return render_template("documents/page.html", page=shown, document=shown.document)
