"""Gaps: what is needed, what is there, what is missing; for HR, for managers, for oneself."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from tagging.errors import NotPermitted
from tagging.gaps import heat as heats
from tagging.gaps import overview as overviews
from tagging.gaps import people
from tagging.gaps.query import WEIGHTS, GapQuery
from tagging.gaps.skill import SkillFigures, skill_figures
from tagging.permissions import Permission
from webapp import current, gap_sheets
from webapp.auth import permission
from webapp.forms import gaps as forms
from webapp.presenting import said_day
from webapp.sheets import XLSX, Sheet

blueprint = Blueprint("gaps", __name__)
_ENDINGS = ("csv", "xlsx", "pdf")


@blueprint.get("/gaps")
@permission(Permission.FIND)
def overview() -> Response | str:
    try:
        found = _overview()
    except NotPermitted:
        return redirect(url_for("gaps.me"))  # type: ignore[return-value]
    return render_template(
        "gaps/overview.html",
        found=found,
        sheet=gap_sheets.overview_sheet(found, url_for),
        address=gap_sheets.query_address(found.query),
        WEIGHTS=WEIGHTS,
    )


@blueprint.get("/gaps/teams")
@permission(Permission.FIND)
def heat() -> Response | str:
    try:
        found = _heat()
    except NotPermitted:
        return redirect(url_for("gaps.me"))  # type: ignore[return-value]
    return render_template(
        "gaps/teams.html",
        found=found,
        sheet=gap_sheets.heat_sheet(found, url_for),
        address=gap_sheets.query_address(found.query) | {"by": found.by.value},
        BY=gap_sheets.BY,
    )


@blueprint.get("/gaps/people")
@permission(Permission.FIND)
def matrix() -> str:
    found = _matrix()
    address = {"team": found.team or None, "rows": request.args.get("rows")}
    sheet = gap_sheets.matrix_sheet(found, url_for)
    return render_template("gaps/people.html", found=found, sheet=sheet, address=address)


@blueprint.get("/gaps/skills/<skill_id>")
@permission(Permission.FIND)
def skill(skill_id: str) -> str:
    found = _skill(skill_id)
    return render_template(
        "gaps/skill.html",
        found=found,
        sheet=gap_sheets.skill_sheet(found, url_for),
        address=gap_sheets.query_address(found.query) | {"skill": skill_id},
    )


@blueprint.get("/gaps/me")
@permission(Permission.FIND)
def me() -> str:
    args = request.args
    found = people.own(
        current.db(),
        current.figures(),
        current.viewer(),
        args.get("role", ""),
        args.get("person", ""),
    )
    sheet = gap_sheets.own_sheet(found, url_for)
    return render_template("gaps/me.html", found=found, sheet=sheet)


@blueprint.get("/gaps/<name>.<ending>")
@permission(Permission.FIND)
def export(name: str, ending: str) -> Response:
    made = {"overview": _overview_sheet, "teams": _heat_sheet, "people": _matrix_sheet}
    made |= {"skill": _skill_sheet}
    if name not in made or ending not in _ENDINGS:
        abort(404)
    return _file(made[name](), ending)


def _file(sheet: Sheet, ending: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.{ending}"'}
    if ending == "csv":
        return Response("\ufeff" + sheet.csv(), mimetype="text/csv", headers=headers)
    if ending == "xlsx":
        return Response(sheet.xlsx(), mimetype=XLSX, headers=headers)
    made = f"Made on {said_day(current.now().date())}"
    pdf = sheet.pdf(current.settings().organisation_name, made)
    return Response(pdf, mimetype="application/pdf", headers=headers)


def _query() -> GapQuery:
    return forms.gap_query(request.args, current.now().date())


def _overview() -> overviews.Overview:
    now = current.figures()
    return overviews.overview(current.figures_cache(), now, current.viewer(), _query())


def _heat() -> heats.Heat:
    now, by = current.figures(), forms.heat_by(request.args)
    return heats.heat(current.figures_cache(), now, current.viewer(), _query(), by)


def _matrix() -> people.Matrix:
    team, every = request.args.get("team", ""), request.args.get("rows") == "all"
    return people.matrix(current.db(), current.figures(), current.viewer(), team, every=every)


def _skill(skill_id: str) -> SkillFigures:
    now, cache = current.figures(), current.figures_cache()
    return skill_figures(current.db(), cache, now, current.viewer(), _query(), skill_id)


def _overview_sheet() -> Sheet:
    return gap_sheets.overview_sheet(_overview())


def _heat_sheet() -> Sheet:
    return gap_sheets.heat_sheet(_heat())


def _matrix_sheet() -> Sheet:
    return gap_sheets.matrix_sheet(_matrix())


def _skill_sheet() -> Sheet:
    return gap_sheets.skill_sheet(_skill(request.args.get("skill", "")))
