"""Labour-market documents: finding them, and one to read."""

from flask import Blueprint, render_template, request

from tagging.documents import found as documents_found
from tagging.documents import page as document_page
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.document_links import links
from webapp.forms.documents_found import document_query

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents")
@permission(Permission.FIND)
def browse() -> str:
    query = document_query(request.args)
    words, today = current.vocabulary(), current.now().date()
    found = documents_found.find(current.db(), current.viewer(), words, query, today)
    return render_template("documents/browse.html", query=query, found=found)


@blueprint.get("/documents/<document_id>")
@permission(Permission.FIND)
def page(document_id: str) -> str:
    shown = document_page.page(current.db(), current.viewer(), document_id, current.now())
    alike = documents_found.similar(current.db(), current.viewer(), document_id)
    return render_template(
        "documents/page.html",
        page=shown,
        document=shown.document,
        similar=alike,
        **links(document_id),
    )
