"""'What does my client need to know?': a pack to read, print, send by link and keep."""

from collections.abc import Callable
from dataclasses import replace

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)

from tagging import collections, packs, saved_packs
from tagging.errors import Invalid
from tagging.packs import Pack, PackQuery
from tagging.permissions import Permission
from webapp import current, pdf
from webapp.auth import permission
from webapp.forms.documents_found import moved, pack_address, pack_query
from webapp.pack_regions import regions
from webapp.replies import Reply, back_to

blueprint = Blueprint("packs", __name__)
blueprint.context_processor(lambda: {"source_line": pdf.source_line})


@blueprint.get("/pack")
@permission(Permission.FIND)
def new() -> Reply:
    query = pack_query(request.args)
    if not query.text and query.documents is None:
        return _page(query, region=request.args.get("region"))
    try:
        return _page(query, _assembled(query), query.region)
    except Invalid as error:
        return _page(query, error=error), 422


@blueprint.post("/pack")
@permission(Permission.FIND)
def change() -> Reply:
    query = pack_query(request.form)
    what = request.form.get("do", "")
    query = replace(query, documents=moved(query.documents or (), what))
    try:
        packs.checked(query)
        return _DONE.get(what, _show)(query)
    except Invalid as error:
        # What was chosen stays on the page, whatever is wrong with the note.
        pack = _assembled(replace(query, note="")) if error.field == "note" else None
        return _page(query, pack, error=error), 422


@blueprint.get("/pack.pdf")
@permission(Permission.FIND)
def download() -> Response:
    return _pdf(_assembled(pack_query(request.args)))


@blueprint.get("/packs/<pack_id>")
@permission(Permission.FIND)
def saved(pack_id: str) -> str:
    kept, pack = _opened(pack_id)
    return render_template("packs/saved.html", saved=kept, pack=pack)


@blueprint.get("/packs/<pack_id>.pdf")
@permission(Permission.FIND)
def download_saved(pack_id: str) -> Response:
    return _pdf(_opened(pack_id)[1])


@blueprint.post("/packs/<pack_id>/delete")
@permission(Permission.WRITE)
def delete(pack_id: str) -> Reply:
    saved_packs.delete(current.db(), current.viewer(), pack_id, current.now())
    flash("The link has ended. The documents are where they were.", "success")
    return back_to("collections.browse")


def _assembled(query: PackQuery) -> Pack:
    words = current.vocabulary()
    return packs.assemble(current.db(), current.viewer(), words, query, current.now())


def _opened(pack_id: str) -> tuple[saved_packs.SavedPack, Pack]:
    words = current.vocabulary()
    return saved_packs.open_again(current.db(), current.viewer(), words, pack_id, current.now())


def _page(
    query: PackQuery,
    pack: Pack | None = None,
    region: str | None = None,
    error: Invalid | None = None,
) -> str:
    known = regions()
    return render_template(
        "packs/new.html",
        query=query,
        pack=pack,
        region=known.own if region is None and not query.region else query.region,
        regions=known.names,
        error=error,
        address=pack_address(replace(query, documents=pack.chosen) if pack else query),
    )


def _show(query: PackQuery) -> Response:
    return redirect(url_for("packs.new", **pack_address(query)), 303)


def _download(query: PackQuery, sheet: str) -> Response:
    return redirect(url_for("packs.download", sheet=sheet, **pack_address(query)), 303)


def _save(query: PackQuery) -> Response:
    words = current.vocabulary()
    kept = saved_packs.save(current.db(), current.viewer(), words, query, current.now())
    flash(
        "The pack is saved. Colleagues who sign in can open it by this page’s address.", "success"
    )
    return redirect(url_for("packs.saved", pack_id=kept.id), 303)


def _collect(query: PackQuery) -> Response:
    kept = collections.create(
        current.db(),
        current.viewer(),
        packs.title_of(query)[: collections.LONGEST_NAME],
        current.now(),
        documents=query.documents or (),
    )
    flash("The documents are kept as a collection of yours.", "success")
    return redirect(url_for("collections.page", collection_id=kept.id), 303)


_DONE: dict[str, Callable[[PackQuery], Response]] = {
    "pdf": lambda query: _download(query, "client"),
    "pdf for me": lambda query: _download(query, "adviser"),
    "save": _save,
    "collect": _collect,
}


def _pdf(pack: Pack) -> Response:
    for_adviser = request.args.get("sheet") == "adviser"
    organisation = current_app.extensions["settings"].organisation_name
    made = pdf.as_pdf(pack, for_adviser=for_adviser, organisation=organisation)
    name = pdf.file_name(pack, for_adviser=for_adviser)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(made, mimetype="application/pdf", headers=headers)
