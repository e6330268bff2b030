"""Writing documents: new, changed, previewed; what they say about themselves; their versions."""

from flask import Blueprint, flash, render_template, request, url_for

from graph.records import Document
from tagging import documents, people
from tagging.documents import authors as document_authors
from tagging.documents import page as document_page
from tagging.documents import reviews as document_reviews
from tagging.documents import versions as document_versions
from tagging.documents import writing as document_writing
from tagging.documents.versions import Piece, difference
from tagging.documents.writing import ChangedMeanwhile, fingerprint
from tagging.errors import Invalid
from tagging.permissions import Permission
from webapp import current, jobs
from webapp.auth import permission
from webapp.document_links import links
from webapp.forms.document_writing import DetailsForm, OlderForm, WhoForm, WritingForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("document_writing", __name__)


@blueprint.get("/documents/new")
@permission(Permission.WRITE)
def new() -> Reply:
    return _form_page(WritingForm(data={"title": request.args.get("title", "")[:200]}))


@blueprint.post("/documents/new")
@permission(Permission.WRITE)
def create() -> Reply:
    form = WritingForm()
    if form.validate_on_submit():
        try:
            document = document_writing.create(
                current.db(), current.viewer(), form.draft(), form.key.data or "", current.now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash("It is kept in your own space. Share it when it is ready.", "success")
            return _saved(document)
    return _form_page(form), 422


@blueprint.get("/documents/<document_id>/edit")
@permission(Permission.WRITE)
def edit(document_id: str) -> Reply:
    document = documents.to_change(current.db(), current.viewer(), document_id)
    return _form_page(WritingForm.of(document), document)


@blueprint.post("/documents/<document_id>/edit")
@permission(Permission.WRITE)
def save(document_id: str) -> Reply:
    document = documents.to_change(current.db(), current.viewer(), document_id)
    form = WritingForm()
    if not form.validate_on_submit():
        return _form_page(form, document), 422
    try:
        kept = document_writing.change(
            current.db(), current.viewer(), document_id, form.draft(), form.seen.data or "",
            current.now(),
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return _form_page(form, document), 422
    except ChangedMeanwhile as error:
        return _conflict_page(form, error), 409
    document_reviews.changed(current.db(), current.viewer(), document_id, current.now())
    flash("Your changes are saved.", "success")
    return _saved(kept)


@blueprint.post("/documents/preview")
@permission(Permission.WRITE)
def preview() -> Reply:
    document_id = request.form.get("document", "")
    document = (
        documents.to_change(current.db(), current.viewer(), document_id) if document_id else None
    )
    return _form_page(WritingForm(), document, preview=True)


@blueprint.get("/documents/<document_id>/versions")
@permission(Permission.FIND)
def versions(document_id: str) -> str:
    history = document_versions.history(current.db(), current.viewer(), document_id)
    return render_template("documents/versions.html", history=history)


@blueprint.get("/documents/<document_id>/details")
@permission(Permission.WRITE)
def details(document_id: str) -> Reply:
    document = documents.to_change(current.db(), current.viewer(), document_id)
    return _details_page(DetailsForm.of(document), document)


@blueprint.post("/documents/<document_id>/details")
@permission(Permission.WRITE)
def describe(document_id: str) -> Reply:
    document = documents.to_change(current.db(), current.viewer(), document_id)
    form = DetailsForm()
    if form.validate_on_submit():
        try:
            document_writing.describe(
                current.db(), current.viewer(), document_id, form.typed(), current.now()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The details are saved.", "success")
            return back_to("documents.page", document_id=document_id)
    return _details_page(form, document), 422


@blueprint.post("/documents/<document_id>/authors")
@permission(Permission.WRITE)
def confirm_author(document_id: str) -> Reply:
    form = WhoForm()
    form.require_valid()
    document_authors.confirm_author(
        current.db(), current.viewer(), document_id, form.name.data or "", form.chosen,
        current.now(),
    )  # fmt: skip
    flash("Thank you. That is noted.", "success")
    return back_to("documents.page", document_id=document_id)


@blueprint.post("/documents/<document_id>/owner")
@permission(Permission.WRITE)
def hand_over(document_id: str) -> Reply:
    form = WhoForm()
    form.require_valid()
    document = document_authors.hand_over(
        current.db(), current.viewer(), document_id, form.chosen, current.now()
    )
    flash(f"{document.owner.name if document.owner else 'Nobody'} maintains it now.", "success")
    return back_to("documents.page", document_id=document_id)


@blueprint.post("/documents/<document_id>/replaces")
@permission(Permission.WRITE)
def replaces(document_id: str) -> Reply:
    form = OlderForm()
    form.require_valid()
    older = document_writing.replace_older(
        current.db(), current.viewer(), document_id, form.document_id, current.now()
    )
    flash(f"‘{older.title}’ now says first thing that this replaces it.", "success")
    return back_to("documents.page", document_id=document_id)


def _saved(document: Document) -> Reply:
    if document_writing.needs_analysis(document):
        jobs.current().analyse(document.id)
    return back_to("documents.page", document_id=document.id)


def _form_page(
    form: WritingForm, document: Document | None = None, *, preview: bool = False
) -> str:
    return render_template(
        "documents/write.html",
        form=form,
        document=document,
        preview=preview,
        colleagues=people.browse(current.db(), current.viewer(), limit=200).items,
        address=_address(document),
    )


def _address(document: Document | None) -> str:
    if document is None:
        return url_for("document_writing.create")
    return url_for("document_writing.save", document_id=document.id)


def _conflict_page(form: WritingForm, error: ChangedMeanwhile) -> str:
    """Show both texts; saving once more puts this one in the place of what is shown."""
    current_text = error.current.text
    pieces: tuple[Piece, ...] = difference(current_text, form.draft().text)
    form.seen.data = fingerprint(error.current)
    form.form_errors.append(error.message)
    return render_template(
        "documents/write.html",
        form=form,
        document=error.current,
        conflict=error,
        pieces=pieces,
        colleagues=(),
        address=_address(error.current),
    )


def _details_page(form: DetailsForm, document: Document) -> str:
    return render_template(
        "documents/details.html",
        form=form,
        document=document,
        unsure=document_authors.unsure(current.db(), document),
        suggested=document_page.suggested(current.db(), current.viewer(), document),
        **links(document.id),
    )
