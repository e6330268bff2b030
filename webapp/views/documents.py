"""One labour-market document: who wrote it, what it says, what it teaches."""

from flask import Blueprint, render_template

from tagging import documents
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents/<document_id>")
@permission(Permission.FIND)
def page(document_id: str) -> str:
    shown = documents.page(current.db(), current.viewer(), document_id)
    return render_template("documents/page.html", page=shown, document=shown.document)
