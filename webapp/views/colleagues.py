"""Finding the colleague who knows: the results page, and suggestions while typing."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from tagging import colleagues, vocabulary
from tagging.documents import found as documents_found
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms.colleagues import search_query

blueprint = Blueprint("colleagues", __name__)


@blueprint.get("/search")
@permission(Permission.FIND)
def search() -> str:
    query = search_query(request.args)
    found = documents = None
    if query.text:
        words, now = current.vocabulary(), current.now()
        found = colleagues.find(current.db(), current.viewer(), words, query, now)
        documents = documents_found.few(
            current.db(), current.viewer(), words, query.text, now.date()
        )
    return render_template(
        "colleagues/results.html", query=query, found=found, documents=documents, choices=choices()
    )


@blueprint.get("/suggest")
@permission(Permission.FIND)
def suggest() -> Response:
    found = vocabulary.suggest(current.vocabulary(), request.args.get("q", "")[:100])
    return jsonify(
        [
            {
                "id": one.skill.id,
                "label": one.skill.name,
                "matched": one.matched_label,
                "url": url_for("skills.page", skill_id=one.skill.id),
            }
            for one in found
        ]
    )
