"""How good a document is, how ripe, and whom it is there for."""

from flask import Blueprint, flash, render_template

from graph.records import MATURITY, Space
from tagging import documents, personal_data
from tagging.documents import maturity, quality
from tagging.documents import page as document_page
from tagging.documents import spaces as document_spaces
from tagging.errors import Invalid
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.document_links import links
from webapp.forms.document_quality import PROMPTS, MarksForm, SpaceForm, StageForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("document_quality", __name__)


@blueprint.get("/documents/<document_id>/quality")
@permission(Permission.FIND)
def page(document_id: str) -> Reply:
    found = quality.quality(current.db(), current.viewer(), document_id, current.now())
    return _quality_page(document_id, MarksForm.of(found))


@blueprint.post("/documents/<document_id>/marks")
@permission(Permission.WRITE)
def mark(document_id: str) -> Reply:
    form = MarksForm()
    if not form.validate_on_submit():
        return _quality_page(document_id, form), 422
    quality.mark(
        current.db(),
        current.viewer(),
        document_id,
        form.marks(),
        note=form.note.data or "",
        used=bool(form.used.data),
        now=current.now(),
    )
    flash("Your marks are kept. You can change them at any time.", "success")
    return back_to("document_quality.page", document_id=document_id)


@blueprint.post("/documents/<document_id>/stage")
@permission(Permission.WRITE)
def move_stage(document_id: str) -> Reply:
    form = StageForm()
    form.require_valid()
    stage = maturity.move(
        current.db(), current.viewer(), document_id, form.to.data or 0, current.now()
    )
    flash(f"It is now at stage {stage.number}: {MATURITY[stage.number]}.", "success")
    return back_to("document_quality.page", document_id=document_id)


@blueprint.get("/documents/<document_id>/space")
@permission(Permission.WRITE)
def space(document_id: str) -> Reply:
    document = documents.to_change(current.db(), current.viewer(), document_id)
    form = SpaceForm(data={"space": document.space.value})
    return _space_page(document_id, form)


@blueprint.post("/documents/<document_id>/space")
@permission(Permission.WRITE)
def move_space(document_id: str) -> Reply:
    form = SpaceForm()
    if form.validate_on_submit():
        try:
            moved = document_spaces.move(
                current.db(),
                current.viewer(),
                document_id,
                Space(form.space.data),
                now=current.now(),
                checked=bool(form.checked.data),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"It is there for {document_page.space_words(moved)} now.", "success")
            return back_to("documents.page", document_id=document_id)
    return _space_page(document_id, form), 422


@blueprint.post("/documents/<document_id>/delete")
@permission(Permission.WRITE)
def delete(document_id: str) -> Reply:
    title = document_spaces.delete(current.db(), current.viewer(), document_id, current.now())
    flash(f"‘{title}’ is deleted.", "success")
    return back_to("documents.browse")


def _quality_page(document_id: str, form: MarksForm) -> str:
    shown = document_page.page(current.db(), current.viewer(), document_id, current.now())
    return render_template(
        "documents/quality.html",
        page=shown,
        document=shown.document,
        quality=shown.quality,
        stage=shown.stage,
        one_sided=quality.one_sided(shown.document),
        form=form,
        prompts=PROMPTS,
        MARK_WORDS=quality.MARKS,
        **links(document_id),
    )


def _space_page(document_id: str, form: SpaceForm) -> str:
    document = document_spaces.owned(
        current.db(), current.viewer(), document_id, "move it to another space"
    )
    return render_template(
        "documents/space.html",
        document=document,
        form=form,
        flagged=document_spaces.flagged(document),
        PERSONAL_DATA=personal_data.KINDS,
        teams=document_spaces.teams_of(current.db(), current.viewer()),
    )
