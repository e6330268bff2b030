"""Roles: what jobs require, who holds them, and how many of them teams need."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from graph.records import LEVELS
from tagging import role_profiles, role_sources, roles
from tagging.errors import Invalid
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms.needs import RequirementForm, RoleForm, headcounts
from webapp.replies import Reply, back_to

blueprint = Blueprint("roles", __name__)


@blueprint.get("/roles")
@permission(Permission.FIND)
def browse() -> str:
    listed = roles.browse(current.db(), current.viewer())
    return render_template("roles/browse.html", listed=listed)


@blueprint.get("/roles/new")
@permission(Permission.EDIT_PROFILES)
def new() -> str:
    copied = _copied()
    name = f"{copied.name} (copy)" if copied else ""
    form = RoleForm(name=name, description=copied.description if copied else "")
    return render_template("roles/new.html", form=form, copied=copied)


@blueprint.post("/roles/new")
@permission(Permission.EDIT_PROFILES)
def create() -> Reply:
    form, copied = RoleForm(), _copied()
    if form.validate_on_submit():
        try:
            role = role_profiles.create(
                current.db(),
                current.viewer(),
                name=form.name.data or "",
                description=form.description.data or "",
                copy_of=copied.id if copied else "",
                now=current.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("roles.page", role_id=role.id), 303)
    return render_template("roles/new.html", form=form, copied=copied), 422


@blueprint.get("/roles/<role_id>")
@permission(Permission.FIND)
def page(role_id: str) -> str:
    return _page(role_id, RequirementForm(None))


@blueprint.get("/roles/<role_id>/edit")
@permission(Permission.EDIT_PROFILES)
def edit(role_id: str) -> str:
    role = roles.find(current.db(), current.viewer(), role_id)
    return render_template("roles/edit.html", form=RoleForm(obj=role), role=role)


@blueprint.post("/roles/<role_id>/edit")
@permission(Permission.EDIT_PROFILES)
def revise(role_id: str) -> Reply:
    form, db, viewer = RoleForm(), current.db(), current.viewer()
    if form.validate_on_submit():
        values = {"name": form.name.data or "", "description": form.description.data or ""}
        try:
            role_profiles.revise(db, viewer, role_id, **values, now=current.now())
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("roles.page", role_id=role_id), 303)
    role = roles.find(db, viewer, role_id)
    return render_template("roles/edit.html", form=form, role=role), 422


@blueprint.post("/roles/<role_id>/delete")
@permission(Permission.EDIT_PROFILES)
def delete(role_id: str) -> Reply:
    role = role_profiles.delete(current.db(), current.viewer(), role_id, current.now())
    flash(f"The role ‘{role.name}’ is deleted.", "success")
    return redirect(url_for("roles.browse"), 303)


@blueprint.post("/roles/<role_id>/requirements")
@permission(Permission.EDIT_PROFILES)
def put(role_id: str) -> Reply:
    form, db, viewer = RequirementForm(), current.db(), current.viewer()
    if form.validate_on_submit():
        try:
            role_profiles.put(db, viewer, role_id, **form.values(), now=current.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The profile is changed.", "success")
            return redirect(url_for("roles.page", role_id=role_id), 303)
    return _page(role_id, form), 422


@blueprint.post("/roles/<role_id>/requirements/<skill_id>/drop")
@permission(Permission.EDIT_PROFILES)
def drop(role_id: str, skill_id: str) -> Reply:
    role_profiles.drop(current.db(), current.viewer(), role_id, skill_id, current.now())
    flash("It is no longer in the profile.", "success")
    return redirect(url_for("roles.page", role_id=role_id), 303)


@blueprint.post("/roles/<role_id>/teams")
@permission(Permission.EDIT_PROFILES)
def set_teams(role_id: str) -> Reply:
    teams = {row.team.id for row in _shown(role_id).teams} | {request.form.get("another", "")}
    keys = {f"team-{team}": (team, role_id) for team in teams if team}
    given = dict(request.form.items())
    if another := given.get("another"):
        given[f"team-{another}"] = given.get("another_headcount", "")
    role_profiles.set_headcounts(
        current.db(), current.viewer(), headcounts(given, keys), current.now()
    )
    flash("What teams need is changed.", "success")
    return redirect(url_for("roles.page", role_id=role_id), 303)


@blueprint.post("/roles/<role_id>/sources/<occupation_id>")
@permission(Permission.EDIT_PROFILES)
def take(role_id: str, occupation_id: str) -> Reply:
    added = role_sources.take_lines(
        current.db(),
        current.viewer(),
        current.vocabulary(),
        role_id,
        occupation_id,
        request.form.getlist("asked"),
        add_skills="add" in request.form,
        now=current.now(),
    )
    flash(f"{added} more in the profile." if added else "Nothing new was chosen.", "success")
    return redirect(url_for("roles.page", role_id=role_id), 303)


@blueprint.post("/roles/<role_id>/sources/<occupation_id>/forget")
@permission(Permission.EDIT_PROFILES)
def forget(role_id: str, occupation_id: str) -> Reply:
    role_sources.forget_source(
        current.db(), current.viewer(), role_id, occupation_id, current.now()
    )
    flash("It is no longer compared with that profile.", "success")
    return redirect(url_for("roles.page", role_id=role_id), 303)


@blueprint.get("/teams/<team_id>/needs")
@permission(Permission.FIND)
def team(team_id: str) -> str:
    shown = roles.team_page(current.db(), current.viewer(), team_id)
    return render_template("roles/team.html", page=shown)


@blueprint.post("/teams/<team_id>/needs")
@permission(Permission.EDIT_PROFILES)
def set_roles(team_id: str) -> Reply:
    shown = roles.team_page(current.db(), current.viewer(), team_id)
    keys = {f"role-{row.role.id}": (team_id, row.role.id) for row in shown.rows}
    role_profiles.set_headcounts(
        current.db(), current.viewer(), headcounts(request.form, keys), current.now()
    )
    flash("What the team needs is changed.", "success")
    return back_to("roles.team", team_id=team_id)


def _copied() -> roles.Role | None:
    wanted = request.values.get("copy", "")
    return roles.find(current.db(), current.viewer(), wanted) if wanted else None


def _shown(role_id: str) -> roles.RolePage:
    return roles.page(current.db(), current.viewer(), current.vocabulary(), role_id)


def _page(role_id: str, form: RequirementForm) -> str:
    shown = _shown(role_id)
    there = {row.team.id for row in shown.teams}
    return render_template(
        "roles/page.html",
        page=shown,
        role=shown.role,
        form=form,
        LEVELS=LEVELS,
        importance_words=roles.importance_words,
        other_teams=[one.ref for one in choices().teams if one.ref.id not in there],
    )
