"""What people look for and ask, and what in vain: needs that nobody is named for yet."""

from flask import Blueprint, Response, abort, render_template, request

from tagging import demand
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.forms import demand as forms

blueprint = Blueprint("demand", __name__)


@blueprint.get("/demand")
@permission(Permission.SEE_DEMAND)
def page() -> str:
    return render_template(
        "demand/page.html",
        found=_found(),
        figures=forms.figures,
        FIGURES=forms.FIGURES,
        DAYS=demand.DAYS,
        ORDERS=demand.ORDERS,
        LEAST_TEAM=demand.LEAST_TEAM,
        address=forms.demand_address(_query()),
    )


@blueprint.get("/demand.csv")
@permission(Permission.SEE_DEMAND)
def export() -> Response:
    table = request.args.get("table", "topics")
    if table not in forms.TABLES:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="demand-{table}.csv"'}
    text = "\ufeff" + forms.demand_csv(_found(), table)
    return Response(text, mimetype="text/csv", headers=headers)


def _query() -> demand.DemandQuery:
    return forms.demand_query(request.args)


def _found() -> demand.Demand:
    return demand.demand(current.db(), current.viewer(), _query(), current.now().date())
