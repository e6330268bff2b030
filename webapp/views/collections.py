"""Collections: one's own lists of documents, and those that others share."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from tagging import collections, documents, saved_packs
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.forms.collections import CollectionForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("collections", __name__)


@blueprint.get("/collections")
@permission(Permission.FIND)
def browse() -> str:
    db, viewer = current.db(), current.viewer()
    return render_template(
        "collections/browse.html",
        mine=collections.mine(db, viewer),
        shared=collections.shared(db, viewer),
        packs=saved_packs.mine(db, viewer, current.now()),
        form=CollectionForm(),
    )


@blueprint.post("/collections")
@permission(Permission.WRITE)
def create() -> Reply:
    form = CollectionForm()
    form.require_valid()
    made = collections.create(
        current.db(),
        current.viewer(),
        form.name.data or "",
        current.now(),
        space=form.space.data or "personal",
        documents=request.form.getlist("document")[:1],
    )
    flash(f"‘{made.name}’ is there.", "success")
    return redirect(url_for("collections.page", collection_id=made.id), 303)


@blueprint.get("/collections/add")
@permission(Permission.WRITE)
def choose() -> str:
    document = documents.find(current.db(), current.viewer(), request.args.get("document", ""))
    mine = collections.mine(current.db(), current.viewer())
    return render_template(
        "collections/choose.html", document=document, mine=mine, form=CollectionForm()
    )


@blueprint.get("/collections/<collection_id>")
@permission(Permission.FIND)
def page(collection_id: str) -> str:
    shown = collections.find(current.db(), current.viewer(), collection_id)
    own = shown.owner.id == current.viewer().person_id
    return render_template(
        "collections/page.html", collection=shown, own=own, form=CollectionForm(obj=shown)
    )


@blueprint.post("/collections/<collection_id>")
@permission(Permission.WRITE)
def revise(collection_id: str) -> Reply:
    form = CollectionForm()
    form.require_valid()
    collections.revise(
        current.db(),
        current.viewer(),
        collection_id,
        name=form.name.data or "",
        about=form.about.data or "",
        space=form.space.data or "personal",
        now=current.now(),
    )
    return back_to("collections.page", collection_id=collection_id)


@blueprint.post("/collections/<collection_id>/delete")
@permission(Permission.WRITE)
def delete(collection_id: str) -> Reply:
    collections.delete(current.db(), current.viewer(), collection_id)
    flash("The collection is deleted. Its documents are where they were.", "success")
    return back_to("collections.browse")


@blueprint.post("/collections/<collection_id>/documents")
@permission(Permission.WRITE)
def add(collection_id: str) -> Reply:
    given = request.form.getlist("document")
    into = collections.add(current.db(), current.viewer(), collection_id, given, current.now())
    flash(f"It is in ‘{into.name}’.", "success")
    return back_to("collections.page", collection_id=collection_id)


@blueprint.post("/collections/<collection_id>/documents/<document_id>/<what>")
@permission(Permission.WRITE)
def change(collection_id: str, document_id: str, what: str) -> Reply:
    given: tuple[Any, ...] = (current.db(), current.viewer(), collection_id, document_id)
    now = current.now()
    if what == "remove":
        collections.remove(*given, now)
    elif what == "note":
        collections.note(*given, request.form.get("note", ""), now)
    elif what in {"up", "down"}:
        collections.move(*given, 1 if what == "down" else -1, now)
    return back_to("collections.page", collection_id=collection_id)
