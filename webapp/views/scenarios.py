"""Scenarios: what if some leave, a team moves, work is won; and whose leaving would hurt most."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from tagging import leaving as leavings
from tagging import scenarios
from tagging.errors import Invalid
from tagging.permissions import Permission
from tagging.scenario_words import KINDS
from webapp import current, plan_sheets
from webapp.auth import permission
from webapp.forms import scenarios as forms
from webapp.replies import Reply, back_to
from webapp.sheet_files import file_of

blueprint = Blueprint("scenarios", __name__)


@blueprint.get("/scenarios")
@permission(Permission.FIND)
def browse() -> str:
    found = scenarios.browse(*_given())
    own = [one for one in found if one.owner.id == current.viewer().person_id]
    return render_template(
        "scenarios/browse.html",
        own=own,
        shared=[one for one in found if one not in own],
        form=forms.NewScenarioForm(),
    )


@blueprint.post("/scenarios")
@permission(Permission.FIND)
def create() -> Reply:
    form = forms.NewScenarioForm()
    form.require_valid()
    made = scenarios.create(*_given(), form.name.data or "", current.now())
    return redirect(url_for("scenarios.page", scenario_id=made.id), 303)


@blueprint.get("/scenarios/compare")
@permission(Permission.FIND)
def compare() -> str:
    found = scenarios.side_by_side(*_given(), request.args.getlist("of"))
    sheet = plan_sheets.side_by_side_sheet(found, url_for)
    return render_template(
        "scenarios/compare.html",
        found=found,
        sheet=sheet,
        all=scenarios.browse(*_given()),
        MOST=scenarios.MOST_COMPARED,
    )


@blueprint.get("/scenarios/compare.<ending>")
@permission(Permission.FIND)
def export_comparison(ending: str) -> Response:
    found = scenarios.side_by_side(*_given(), request.args.getlist("of"))
    return file_of(plan_sheets.side_by_side_sheet(found), ending)


@blueprint.get("/scenarios/leaving")
@permission(Permission.FIND)
def leaving() -> str:
    found = leavings.leaving(current.figures(), current.viewer())
    return render_template(
        "scenarios/leaving.html",
        found=found,
        people=plan_sheets.people_sheet(found, url_for),
        skills=plan_sheets.skills_sheet(found, url_for),
    )


@blueprint.get("/scenarios/leaving.<ending>")
@permission(Permission.FIND)
def export_leaving(ending: str) -> Response:
    sheets = {"people": plan_sheets.people_sheet, "skills": plan_sheets.skills_sheet}
    name = request.args.get("table", "skills")
    if name not in sheets:
        abort(404)
    return file_of(sheets[name](leavings.leaving(current.figures(), current.viewer())), ending)


@blueprint.get("/scenarios/<scenario_id>")
@permission(Permission.FIND)
def page(scenario_id: str) -> str:
    return _page(scenario_id, request.args.get("add", ""), {}, [])


@blueprint.get("/scenarios/<scenario_id>.<ending>")
@permission(Permission.FIND)
def export(scenario_id: str, ending: str) -> Response:
    found = scenarios.page(*_given(), scenario_id, _at())
    return file_of(plan_sheets.scenario_sheet(found), ending)


@blueprint.post("/scenarios/<scenario_id>/changes")
@permission(Permission.FIND)
def add(scenario_id: str) -> Reply:
    kind, form = request.form.get("what", ""), request.form
    try:
        skills = forms.skilled(current.vocabulary(), form.getlist("skill"), form.get("level", ""))
        done = scenarios.add(*_given(), scenario_id, kind, form.to_dict(), skills, current.now())
    except Invalid as error:
        problems = [{"text": error.message, "href": f"#{error.field or 'what'}"}]
        return _page(scenario_id, kind, form, problems), 422
    current.announce(done)
    return redirect(url_for("scenarios.page", scenario_id=scenario_id), 303)


@blueprint.post("/scenarios/<scenario_id>/changes/<int:position>/remove")
@permission(Permission.FIND)
def take_out(scenario_id: str, position: int) -> Reply:
    current.announce(scenarios.take_out(*_given(), scenario_id, position, current.now()))
    return back_to("scenarios.page", scenario_id=scenario_id)


@blueprint.post("/scenarios/<scenario_id>")
@permission(Permission.FIND)
def revise(scenario_id: str) -> Reply:
    form = forms.ScenarioForm()
    form.require_valid()
    done = scenarios.revise(
        *_given(),
        scenario_id,
        name=form.name.data or "",
        about=form.about.data or "",
        audience=form.audience.data or "",
        emails=(form.people.data or "").split(","),
        now=current.now(),
    )
    current.announce(done)
    return back_to("scenarios.page", scenario_id=scenario_id)


@blueprint.post("/scenarios/<scenario_id>/copy")
@permission(Permission.FIND)
def duplicate(scenario_id: str) -> Reply:
    made = scenarios.duplicate(*_given(), scenario_id, current.now())
    flash(f"‘{made.name}’ is yours to change.", "success")
    return redirect(url_for("scenarios.page", scenario_id=made.id), 303)


@blueprint.post("/scenarios/<scenario_id>/delete")
@permission(Permission.FIND)
def delete(scenario_id: str) -> Reply:
    current.announce(scenarios.delete(*_given(), scenario_id, current.now()))
    return redirect(url_for("scenarios.browse"), 303)


def _given() -> tuple[Any, Any, Any]:
    return current.db(), current.figures(), current.viewer()


def _at() -> Any:
    return forms.day(request.args.get("at", ""))


def _page(scenario_id: str, kind: str, typed: Any, problems: list[dict[str, str]]) -> str:
    found = scenarios.page(*_given(), scenario_id, _at())
    return render_template(
        "scenarios/page.html",
        found=found,
        sheet=plan_sheets.scenario_sheet(found, url_for),
        options=scenarios.options(current.figures(), current.viewer()) if found.own else None,
        form=_form(found.scenario),
        adding=kind if kind in KINDS else "",
        typed=typed,
        problems=problems,
        KINDS=KINDS,
        **_CHOICES,
    )


def _form(scenario: scenarios.Scenario) -> forms.ScenarioForm:
    return forms.ScenarioForm(
        formdata=None,
        name=scenario.name,
        about=scenario.about,
        audience=scenario.audience.value,
        people=", ".join(scenarios.addresses(current.db(), scenario)),
    )


_CHOICES = {"FIELDS": forms.FIELDS, "OPTIONAL": forms.OPTIONAL, "SEVERAL": forms.SEVERAL}
