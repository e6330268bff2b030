"""Uploading documents: giving files, watching them being read, getting an original back."""

from flask import (
    Blueprint,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response

from tagging import uploads
from tagging.errors import Invalid, NotFound
from tagging.permissions import Permission
from webapp import current, jobs
from webapp.auth import permission
from webapp.forms.uploads import UploadForm
from webapp.originals import Originals
from webapp.receiving import put_away, takes_files
from webapp.replies import Reply

blueprint = Blueprint("uploads", __name__)
_ENDINGS = ".pdf,.docx,.html,.htm,.xhtml,.md,.markdown,.txt"


@blueprint.get("/documents/upload")
@permission(Permission.WRITE)
def new() -> Reply:
    return _form_page(UploadForm())


def _too_large() -> Reply:
    most = current_app.extensions["settings"].max_upload_bytes // 1_000_000
    form = UploadForm(None)
    form.refuse(Invalid(f"Together these files are over {most} MB. Send fewer at a time.", "files"))
    return _form_page(form), 413


@blueprint.post("/documents/upload")
@permission(Permission.WRITE)
@takes_files(_too_large)
def create() -> Reply:
    form = UploadForm()
    try:
        form.require_valid()
        given = uploads.receive(
            current.db(), current.viewer(), put_away(form.files.data or ()), current.now()
        )
    except Invalid as error:
        form.refuse(error)
        return _form_page(form), 422
    jobs.current().read(*(one.id for one in given.uploads if one.under_way))
    return redirect(url_for("uploads.progress", batch=given.batch), 303)


@blueprint.get("/documents/uploads")
@permission(Permission.WRITE)
def browse() -> str:
    batches = uploads.own_batches(current.db(), current.viewer())
    return render_template("uploads/browse.html", batches=batches)


@blueprint.get("/documents/uploads/<batch>")
@permission(Permission.WRITE)
def progress(batch: str) -> Reply:
    shown = uploads.progress(current.db(), current.viewer(), batch)
    template = "progress" if request.headers.get("HX-Request") else "page"
    return make_response(render_template(f"uploads/{template}.html", progress=shown))


@blueprint.get("/documents/<document_id>/original")
@permission(Permission.FIND)
def original(document_id: str) -> Response:
    document = uploads.original(current.db(), current.viewer(), document_id)
    folder = Originals.under(current_app.extensions["settings"].data_folder.absolute())
    try:
        # Never shown by the browser, whatever is in it: only kept on disk.
        return send_file(
            folder.path(document.original_digest),
            mimetype="application/octet-stream",
            as_attachment=True,
            download_name=document.original_name or "original",
        )
    except FileNotFoundError:
        raise NotFound("The original file is not kept here any more.") from None


def _form_page(form: UploadForm) -> str:
    settings = current_app.extensions["settings"]
    return render_template(
        "uploads/new.html",
        form=form,
        endings=_ENDINGS,
        most_files=uploads.MOST_FILES,
        most_each=settings.max_file_bytes // 1_000_000,
        most_together=settings.max_upload_bytes // 1_000_000,
    )
