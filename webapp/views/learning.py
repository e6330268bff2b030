"""Learning: one's own plan, who helps with it, and who could teach whom."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from tagging.errors import Invalid
from tagging.learning import coaching, plan, teaching
from tagging.permissions import Permission
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms.learning import GoalForm
from webapp.replies import Reply

blueprint = Blueprint("learning", __name__)


@blueprint.get("/learning")
@permission(Permission.EDIT_OWN_PAGE)
def mine() -> str:
    shown = plan.mine(current.db(), current.viewer(), current.figures())
    return render_template("learning/mine.html", mine=shown)


@blueprint.get("/learning/new")
@permission(Permission.EDIT_OWN_PAGE)
def new() -> str:
    skill = request.args.get("skill", "")
    typed = plan.opening(current.db(), current.viewer(), skill, current.figures())
    data = {
        "skill": typed.skill,
        "level": str(typed.level) if typed.level else None,
        "by": typed.by.isoformat() if typed.by else "",
        "why": typed.why,
        "shown": typed.shown,
        "to_manager": typed.to_manager,
    }
    return _form(GoalForm(formdata=None, data=data))


@blueprint.post("/learning/new")
@permission(Permission.EDIT_OWN_PAGE)
def keep() -> Reply:
    form = GoalForm()
    if not form.validate_on_submit():
        return _form(form), 422
    try:
        goal = plan.set_goal(current.db(), current.viewer(), form.typed, current.now())
    except Invalid as error:
        form.refuse(error)
        return _form(form), 422
    flash("Your goal is kept.", "success")
    return redirect(url_for("learning.page", goal_id=goal.id), 303)


@blueprint.get("/learning/teach")
@permission(Permission.FIND)
def teach() -> str:
    team = request.args.get("team", "")
    found = teaching.pairs(current.db(), current.viewer(), team)
    return render_template("learning/teach.html", found=found, teams=choices().teams)


@blueprint.get("/learning/<goal_id>")
@permission(Permission.EDIT_OWN_PAGE)
def page(goal_id: str) -> str:
    line = plan.read(current.db(), current.viewer(), goal_id)
    own = line.goal.person.id == current.viewer().person_id
    offered = coaching.candidates(current.db(), current.viewer(), goal_id) if own else None
    return render_template(
        "learning/page.html", line=line, goal=line.goal, own=own, offered=offered
    )


@blueprint.post("/learning/<goal_id>/state")
@permission(Permission.EDIT_OWN_PAGE)
def set_state(goal_id: str) -> Reply:
    state = request.form.get("state", "")
    plan.set_state(current.db(), current.viewer(), goal_id, state, current.now())
    flash("Your plan is changed.", "success")
    return redirect(url_for("learning.mine"), 303)


@blueprint.post("/learning/<goal_id>/remove")
@permission(Permission.EDIT_OWN_PAGE)
def remove(goal_id: str) -> Reply:
    plan.remove(current.db(), current.viewer(), goal_id, current.now())
    flash("The goal is deleted.", "success")
    return redirect(url_for("learning.mine"), 303)


@blueprint.post("/learning/<goal_id>/coach")
@permission(Permission.EDIT_OWN_PAGE)
def ask_coach(goal_id: str) -> Reply:
    db, viewer, to = current.db(), current.viewer(), request.form.get("to", "")
    if to:
        goal = coaching.ask(db, viewer, goal_id, to, current.now())
        flash(
            f"{goal.coach.name if goal.coach else ''} is asked, and can read this goal.", "success"
        )
    else:
        coaching.without(db, viewer, goal_id)
        flash("Nobody is asked to help with this goal.", "success")
    return redirect(url_for("learning.page", goal_id=goal_id), 303)


@blueprint.post("/learning/<goal_id>/coaching")
@permission(Permission.EDIT_OWN_PAGE)
def answer_coach(goal_id: str) -> Reply:
    agree = request.form.get("word") == "yes"
    coaching.answer(current.db(), current.viewer(), goal_id, agree, current.now())
    flash("Your answer is sent.", "success")
    return redirect(url_for("learning.mine"), 303)


def _form(form: GoalForm) -> str:
    return render_template("learning/new.html", form=form)
