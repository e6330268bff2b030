"""Finding the colleague who knows: the results page, and suggestions while typing."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from tagging import colleagues, vocabulary
from tagging.colleagues import Findings, SearchQuery
from tagging.documents import found as documents_found
from tagging.documents.found import FoundDocuments
from tagging.novice import is_novice
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms.colleagues import search_query
from webapp.later import later

blueprint = Blueprint("colleagues", __name__)


@blueprint.get("/search")
@permission(Permission.FIND)
def search() -> str:
    query = search_query(request.args)
    novice = _novice(query)
    found, documents = _found(query, novice)
    return render_template(
        "colleagues/results.html",
        query=query,
        found=found,
        documents=documents,
        novice=novice,
        languages=current.vocabulary().surroundings.named.languages,
        choices=choices(),
    )


def _found(query: SearchQuery, young: bool) -> tuple[Findings, FoundDocuments | None]:
    db, viewer, words, now = current.db(), current.viewer(), current.vocabulary(), current.now()
    found = colleagues.find(
        db, viewer, words, query, now, method=current.method(), young=young, later=later
    )
    if not found.about:
        return found, None
    return found, documents_found.few(db, viewer, words, found.about, now.date())


def _novice(query: SearchQuery) -> bool:
    if query.novice is not None:
        return query.novice
    months = current.settings().novice_months
    return is_novice(current.db(), current.viewer(), current.now(), months)


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
