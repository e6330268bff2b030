"""Work: projects and services, and the skills that they need until a day."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from graph.records import LEVELS, Work
from tagging import work
from tagging.errors import Invalid
from tagging.permissions import Permission
from tagging.roles import importance_words
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms.needs import WorkForm, WorkNeedForm
from webapp.replies import Reply

blueprint = Blueprint("work", __name__, url_prefix="/work")


@blueprint.get("")
@permission(Permission.FIND)
def browse() -> str:
    ended = "ended" in request.args
    listed = work.browse(current.db(), current.viewer(), current.now().date(), ended=ended)
    return render_template("work/browse.html", listed=listed, ended=ended)


@blueprint.get("/new")
@permission(Permission.EDIT_PROFILES)
def new() -> str:
    return _form_page(WorkForm(), None)


@blueprint.post("/new")
@permission(Permission.EDIT_PROFILES)
def create() -> Reply:
    form = WorkForm()
    if form.validate_on_submit():
        try:
            made = work.create(current.db(), current.viewer(), form.facts(), current.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("work.page", work_id=made.id), 303)
    return _form_page(form, None), 422


@blueprint.get("/<work_id>")
@permission(Permission.FIND)
def page(work_id: str) -> str:
    return _page(work_id, WorkNeedForm(None))


@blueprint.get("/<work_id>/edit")
@permission(Permission.EDIT_PROFILES)
def edit(work_id: str) -> str:
    found = work.find(current.db(), current.viewer(), work_id)
    team = found.team.id if found.team else ""
    form = WorkForm(
        name=found.name,
        kind=found.kind.value,
        until=found.until,
        team=team,
        description=found.description,
    )
    return _form_page(form, found)


@blueprint.post("/<work_id>/edit")
@permission(Permission.EDIT_PROFILES)
def revise(work_id: str) -> Reply:
    form, db, viewer = WorkForm(), current.db(), current.viewer()
    if form.validate_on_submit():
        try:
            work.revise(db, viewer, work_id, form.facts(), current.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("work.page", work_id=work_id), 303)
    return _form_page(form, work.find(db, viewer, work_id)), 422


@blueprint.post("/<work_id>/delete")
@permission(Permission.EDIT_PROFILES)
def delete(work_id: str) -> Reply:
    gone = work.delete(current.db(), current.viewer(), work_id, current.now())
    flash(f"‘{gone.name}’ is deleted.", "success")
    return redirect(url_for("work.browse"), 303)


@blueprint.post("/<work_id>/needs")
@permission(Permission.EDIT_PROFILES)
def put(work_id: str) -> Reply:
    form, db, viewer = WorkNeedForm(), current.db(), current.viewer()
    if form.validate_on_submit():
        try:
            work.put(db, viewer, work_id, **form.values(), now=current.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash("What it needs is changed.", "success")
            return redirect(url_for("work.page", work_id=work_id), 303)
    return _page(work_id, form), 422


@blueprint.post("/<work_id>/needs/<skill_id>/drop")
@permission(Permission.EDIT_PROFILES)
def drop(work_id: str, skill_id: str) -> Reply:
    work.drop(current.db(), current.viewer(), work_id, skill_id, current.now())
    flash("It no longer needs that.", "success")
    return redirect(url_for("work.page", work_id=work_id), 303)


def _page(work_id: str, form: WorkNeedForm) -> str:
    shown = work.page(current.db(), current.viewer(), work_id, current.now().date())
    return render_template(
        "work/page.html",
        page=shown,
        work=shown.work,
        form=form,
        LEVELS=LEVELS,
        importance_words=importance_words,
    )


def _form_page(form: WorkForm, found: Work | None) -> str:
    form.offer([one.ref for one in choices().teams])
    return render_template("work/form.html", form=form, work=found)
