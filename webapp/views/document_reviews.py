"""Documents that wait for somebody's look, and what can be answered."""

from flask import Blueprint, flash, render_template

from tagging.documents import reviews as use_cases
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.forms.document_writing import WhoForm
from webapp.presenting import said_day
from webapp.replies import Reply, back_to

blueprint = Blueprint("document_reviews", __name__)


@blueprint.get("/documents/reviews")
@permission(Permission.FIND)
def waiting() -> str:
    reviews = use_cases.reviews(current.db(), current.viewer(), current.now())
    return render_template("documents/reviews.html", reviews=reviews)


@blueprint.post("/documents/<document_id>/reviewed")
@permission(Permission.WRITE)
def still_right(document_id: str) -> Reply:
    document = use_cases.still_right(current.db(), current.viewer(), document_id, current.now())
    due = said_day(document.review_due) if document.review_due else ""
    flash(f"Thank you. ‘{document.title}’ is to be looked at again by {due}.", "success")
    return back_to("documents.page", document_id=document_id)


@blueprint.post("/documents/<document_id>/pass-on")
@permission(Permission.WRITE)
def pass_on(document_id: str) -> Reply:
    form = WhoForm()
    form.require_valid()
    person = use_cases.pass_on(
        current.db(), current.viewer(), document_id, form.chosen, current.now()
    )
    flash(
        f"{person.name} is asked now." if person else "Nobody else is as well placed. It is noted.",
        "success",
    )
    return back_to("home.index")
