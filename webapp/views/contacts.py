"""Adding an external contact in a minute."""

from flask import Blueprint, flash, render_template

from tagging import people
from tagging.errors import Invalid
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.forms.people import ContactForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/contacts/new")
@permission(Permission.ADD_CONTACT)
def new() -> Reply:
    return render_template("contacts/new.html", form=ContactForm())


@blueprint.post("/contacts/new")
@permission(Permission.ADD_CONTACT)
def create() -> Reply:
    form = ContactForm()
    if form.validate_on_submit():
        try:
            person = people.add_contact(
                current.db(), current.viewer(), now=current.now(), **form.fields()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"{person.name} is listed. Colleagues can find them now.", "success")
            return back_to("people.page", person_id=person.id)
    return render_template("contacts/new.html", form=form), 422
