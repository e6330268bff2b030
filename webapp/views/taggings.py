"""Saying what someone knows, and everything that can be done with such a statement."""

from flask import Blueprint, render_template, request

from tagging import people, taggings
from tagging.errors import Invalid
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.forms.taggings import OWN_KIND_CHOICES, ReplyForm, RevisionForm, TaggingForm
from webapp.replies import Reply, back, back_to

blueprint = Blueprint("taggings", __name__)


@blueprint.get("/people/<person_id>/tag")
@permission(Permission.TAG)
def new(person_id: str) -> Reply:
    return _form_page(TaggingForm(data={"skills": request.args.getlist("skill")}), person_id)


@blueprint.post("/people/<person_id>/tag")
@permission(Permission.TAG)
def create(person_id: str) -> Reply:
    form = TaggingForm()
    if not form.validate_on_submit():
        return _form_page(form, person_id), 422
    try:
        change = taggings.tag(
            current.db(),
            current.viewer(),
            person_id,
            form.skills.data,
            kind=form.kind.data,
            level=form.level_number,
            note=form.note.data or "",
            now=current.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return _form_page(form, person_id), 422
    current.announce(change)
    return back_to("people.page", person_id=person_id)


@blueprint.post("/taggings/<tagging_id>/confirm")
@permission(Permission.TAG)
def confirm(tagging_id: str) -> Reply:
    return back(taggings.confirm(current.db(), current.viewer(), tagging_id, current.now()))


@blueprint.post("/taggings/<tagging_id>/revise")
@permission(Permission.TAG)
def revise(tagging_id: str) -> Reply:
    form = RevisionForm()
    form.require_valid()
    change = taggings.revise(
        current.db(),
        current.viewer(),
        tagging_id,
        level=form.level_number,
        note=form.note.data or "",
        now=current.now(),
    )
    return back(change)


@blueprint.post("/taggings/<tagging_id>/withdraw")
@permission(Permission.TAG)
def withdraw(tagging_id: str) -> Reply:
    return back(taggings.withdraw(current.db(), current.viewer(), tagging_id, current.now()))


@blueprint.post("/taggings/<tagging_id>/accept")
@permission(Permission.EDIT_OWN_PAGE)
def accept(tagging_id: str) -> Reply:
    return back(taggings.accept(current.db(), current.viewer(), tagging_id, current.now()))


@blueprint.post("/taggings/<tagging_id>/hide")
@permission(Permission.EDIT_OWN_PAGE)
def hide(tagging_id: str) -> Reply:
    return back(taggings.hide(current.db(), current.viewer(), tagging_id, current.now()))


@blueprint.post("/taggings/<tagging_id>/dispute")
@permission(Permission.EDIT_OWN_PAGE)
def dispute(tagging_id: str) -> Reply:
    form = ReplyForm()
    form.require_valid()
    reply = form.reply.data or ""
    return back(taggings.dispute(current.db(), current.viewer(), tagging_id, reply, current.now()))


@blueprint.post("/undo/<event_id>")
@permission(Permission.TAG)
def undo(event_id: str) -> Reply:
    return back(taggings.undo(current.db(), current.viewer(), event_id, current.now()))


def _form_page(form: TaggingForm, person_id: str) -> str:
    person = people.find(current.db(), current.viewer(), person_id)
    own = person_id == current.viewer().person_id
    if own:
        form.kind.choices = OWN_KIND_CHOICES
    return render_template("taggings/new.html", form=form, person=person, own=own)
