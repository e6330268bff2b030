"""What people search for in vain: a need that nobody is named for yet."""

from flask import Blueprint, render_template

from tagging import demand
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission

blueprint = Blueprint("demand", __name__)


@blueprint.get("/demand")
@permission(Permission.SEE_DEMAND)
def page() -> str:
    unmet = demand.unmet(current.db(), current.viewer(), current.now().date())
    return render_template("demand/page.html", unmet=unmet)
