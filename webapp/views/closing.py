"""The plan: what would close the gaps, for the money and time there is."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from tagging import closing, scenarios
from tagging.assumptions import given
from tagging.errors import Invalid
from tagging.gaps.query import GapQuery
from tagging.permissions import Permission
from tagging.plan_words import HOW_HELP, HOWS
from webapp import current, gap_sheets, plan_sheets
from webapp.auth import permission
from webapp.forms import closing as forms
from webapp.forms.gaps import gap_query
from webapp.replies import Reply
from webapp.sheet_files import file_of

blueprint = Blueprint("closing", __name__)
_SHEETS = {"steps": plan_sheets.steps_sheet, "gaps": plan_sheets.gaps_sheet}


@blueprint.get("/gaps/plan")
@permission(Permission.FIND)
def plan() -> Reply:
    problems: list[dict[str, str]] = []
    try:
        wanted = forms.plan_query(request.args)
    except Invalid as error:
        wanted = given({})
        problems = [{"text": error.message, "href": f"#{error.field}"}]
    found = _found(wanted)
    page = render_template(
        "closing/plan.html",
        found=found,
        problems=problems,
        typed=request.args if problems else {},
        **_shown(found),
    )
    return page, 422 if problems else 200


@blueprint.get("/gaps/plan.<ending>")
@permission(Permission.FIND)
def export(ending: str) -> Response:
    name = request.args.get("table", "steps")
    if name not in _SHEETS:
        abort(404)
    return file_of(_SHEETS[name](_found(forms.plan_query(request.args))), ending)


@blueprint.post("/gaps/plan/keep")
@permission(Permission.FIND)
def keep() -> Reply:
    db, figures, viewer = current.db(), current.figures(), current.viewer()
    wanted = forms.plan_query(request.args)
    taken = closing.changes(db, figures, viewer, _query(), wanted)
    name = request.form.get("name", "") or "The plan"
    kept = scenarios.create(db, figures, viewer, name, current.now(), changes=taken)
    flash("The plan is kept as a scenario of yours. Nothing else has changed.", "success")
    return redirect(url_for("scenarios.page", scenario_id=kept.id), 303)


def _query() -> GapQuery:
    return gap_query(request.args, current.now().date())


def _found(wanted: closing.Given) -> closing.PlanPage:
    return closing.plan(current.db(), current.figures(), current.viewer(), _query(), wanted)


def _shown(found: closing.PlanPage) -> dict[str, Any]:
    group = found.group
    about = {group.kind.value: group.id} if group and group.id else {}
    return {
        "steps": plan_sheets.steps_sheet(found, url_for),
        "gaps": plan_sheets.gaps_sheet(found, url_for),
        "costs": plan_sheets.costs(found),
        "money": plan_sheets.money,
        "plain": forms.plain,
        "cost_fields": forms.cost_fields(found.given),
        "address": about | forms.plan_address(found.given),
        "HOWS": HOWS,
        "HOW_HELP": HOW_HELP,
        "query": gap_sheets.query_address(_query()),
    }
