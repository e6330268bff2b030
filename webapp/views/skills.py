"""The vocabulary: the tree of skills, and one skill's page."""

from flask import Blueprint, render_template, request

from tagging import evidence, taggings, vocabulary
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.replies import Reply, back_to

blueprint = Blueprint("skills", __name__)


@blueprint.get("/skills")
@permission(Permission.FIND)
def browse() -> str:
    under = None if request.args.get("order") == "letters" else request.args.get("under", "")
    above = current.vocabulary().ref(under) if under else None
    listed = vocabulary.browse_skills(
        current.db(), current.viewer(), after=request.args.get("after") or None, under=under
    )
    return render_template("skills/browse.html", listed=listed, above=above)


@blueprint.get("/skills/<skill_id>")
@permission(Permission.FIND)
def page(skill_id: str) -> str:
    shown = vocabulary.skill_page(current.db(), current.viewer(), skill_id, current.now())
    why = evidence.sentences(current.db(), current.viewer(), skill_id, shown.documents)
    return render_template("skills/page.html", page=shown, skill=shown.skill, why=why)


@blueprint.post("/skills/<skill_id>/unhide")
@permission(Permission.EDIT_OWN_PAGE)
def unhide(skill_id: str) -> Reply:
    change = taggings.unhide(current.db(), current.viewer(), skill_id, current.now())
    current.announce(change)
    return back_to("people.me")
