"""People: who there is, one person's page, and one's own."""

from typing import Any

from flask import Blueprint, flash, render_template, request

from graph.records import PersonKind
from tagging import people
from tagging.errors import Invalid
from tagging.network.alike import similar
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms.colleagues import person_kind
from webapp.forms.people import OwnPageForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("people", __name__)


@blueprint.get("/people")
@permission(Permission.FIND)
def browse() -> str:
    wanted: dict[str, Any] = {
        name: request.args.get(name) or None for name in ("team", "organisation", "place")
    }
    listed = people.browse(
        current.db(),
        current.viewer(),
        kind=person_kind(request.args),
        after=request.args.get("after") or None,
        **wanted,
    )
    return render_template("people/browse.html", listed=listed, choices=choices(), wanted=wanted)


@blueprint.get("/people/<person_id>")
@permission(Permission.FIND)
def page(person_id: str) -> str:
    profile = people.profile(current.db(), current.viewer(), person_id, current.now())
    alike = similar(current.db(), current.viewer(), person_id, current.now())
    return render_template(
        "people/page.html",
        profile=profile,
        person=profile.person,
        own=profile.own,
        similar=alike,
    )


@blueprint.get("/me")
@permission(Permission.EDIT_OWN_PAGE)
def me() -> str:
    return page(current.viewer().person_id or "")


@blueprint.get("/me/edit")
@permission(Permission.EDIT_OWN_PAGE)
def edit() -> Reply:
    return render_template("people/edit.html", form=_own_form())


@blueprint.post("/me/edit")
@permission(Permission.EDIT_OWN_PAGE)
def save() -> Reply:
    form = _own_form()
    if form.validate_on_submit():
        me = current.viewer().person_id or ""
        try:
            people.update_own(
                current.db(), current.viewer(), me, now=current.now(), **form.fields()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Your page is up to date.", "success")
            return back_to("people.me")
    return render_template("people/edit.html", form=form), 422


def _own_form() -> OwnPageForm:
    me = people.find(current.db(), current.viewer(), current.viewer().person_id or "")
    team = me.team.id if me.team else None
    colleagues = people.browse(
        current.db(), current.viewer(), kind=PersonKind.STAFF, team=team, limit=200
    )
    return OwnPageForm.of(me, colleagues.items)
