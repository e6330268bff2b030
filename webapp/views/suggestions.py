"""Reviewing what text analysis suggests: for a document, and about oneself."""

from flask import Blueprint, make_response, render_template, request

from tagging import reviewing, uploads
from tagging.errors import Invalid
from tagging.permissions import Permission
from tagging.reviewing import about_me as reviewing_about_me
from webapp import current, jobs
from webapp.auth import permission
from webapp.forms.suggestions import MOST_AT_ONCE, AboutMeForm, AnswerForm, BatchForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("suggestions", __name__)


@blueprint.get("/documents/<document_id>/suggestions")
@permission(Permission.WRITE)
def review(document_id: str) -> Reply:
    # A swap of the list alone (htmx) needs no text.
    shown = reviewing.review(
        current.db(),
        current.viewer(),
        document_id,
        with_text="HX-Request" not in request.headers,
    )
    page = render_template(
        "suggestions/review.html", review=shown, document=shown.document, form=BatchForm(None)
    )
    return _fresh_once(page, reading=shown.document.analysis == "waiting")


@blueprint.post("/documents/<document_id>/suggestions/read")
@permission(Permission.WRITE)
def read_again(document_id: str) -> Reply:
    uploads.request_analysis(current.db(), current.viewer(), document_id)
    jobs.current().analyse(document_id)
    return back_to("suggestions.review", document_id=document_id)


@blueprint.post("/suggestions/<suggestion_id>/answer")
@permission(Permission.WRITE)
def answer(suggestion_id: str) -> Reply:
    form = AnswerForm()
    form.require_valid()
    change = reviewing.answer(
        current.db(),
        current.viewer(),
        suggestion_id,
        form.answer.data or "",
        skill=form.skill.data or "",
        now=current.now(),
    )
    current.announce(change)
    return back_to("home.index")


@blueprint.get("/documents/<document_id>/suggestions/batch")
@permission(Permission.WRITE)
def preview(document_id: str) -> str:
    form = BatchForm(request.args)
    batch = reviewing.preview_batch(current.db(), current.viewer(), document_id, **form.limits())
    return render_template(
        "suggestions/batch.html", batch=batch, document=batch.document, form=form
    )


@blueprint.post("/documents/<document_id>/suggestions/batch")
@permission(Permission.WRITE)
def answer_batch(document_id: str) -> Reply:
    change = reviewing.answer_batch(
        current.db(),
        current.viewer(),
        document_id,
        accept=request.form.getlist("accept")[:MOST_AT_ONCE],
        refuse=request.form.getlist("refuse")[:MOST_AT_ONCE],
        now=current.now(),
    )
    current.announce(change)
    return back_to("suggestions.review", document_id=document_id)


@blueprint.get("/me/suggestions")
@permission(Permission.EDIT_OWN_PAGE)
def about_me() -> Reply:
    return _about_me(AboutMeForm())


@blueprint.post("/me/suggestions")
@permission(Permission.EDIT_OWN_PAGE)
def receive() -> Reply:
    form = AboutMeForm()
    if form.validate_on_submit():
        try:
            given = uploads.receive_text(
                current.db(), current.viewer(), form.text.data, "about me", current.now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            jobs.current().read(given.id)
            return back_to("suggestions.about_me", batch=given.batch)
    return _about_me(form), 422


@blueprint.post("/me/suggestions/<suggestion_id>/<word>")
@permission(Permission.EDIT_OWN_PAGE)
def answer_about_me(suggestion_id: str, word: str) -> Reply:
    said = {"accept": reviewing_about_me.accept, "refuse": reviewing_about_me.refuse}
    if word not in said:
        raise Invalid("Choose: accept or refuse.")
    change = said[word](current.db(), current.viewer(), suggestion_id, current.now())
    current.announce(change)
    return back_to("suggestions.about_me")


@blueprint.post("/me/suggestions/forget")
@permission(Permission.EDIT_OWN_PAGE)
def forget_about_me() -> Reply:
    current.announce(reviewing_about_me.forget_about_me(current.db(), current.viewer()))
    return back_to("suggestions.about_me")


def _about_me(form: AboutMeForm) -> Reply:
    batch = request.args.get("batch", "")
    reading = uploads.progress(current.db(), current.viewer(), batch) if batch else None
    page = render_template(
        "suggestions/about_me.html",
        form=form,
        reading=reading,
        items=reviewing_about_me.about_me(current.db(), current.viewer()),
    )
    return _fresh_once(page, reading=bool(reading and reading.under_way))


def _fresh_once(page: str, *, reading: bool) -> Reply:
    """Answer with a page; let one that asked whether reading has ended be opened anew if so."""
    answer = make_response(page)
    if request.headers.get("HX-Trigger") == "reading" and not reading:
        answer.headers["HX-Refresh"] = "true"
    return answer
