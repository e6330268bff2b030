"""Review rounds: opened, answered on one page, followed in counts, and what came of them."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for

from tagging.errors import Invalid, NotPermitted
from tagging.permissions import Permission
from tagging.rounds import answering, opening, reading, results
from tagging.rounds.opening import Proposal
from webapp import current
from webapp.auth import permission
from webapp.choices import choices
from webapp.forms import rounds as forms
from webapp.replies import Reply

blueprint = Blueprint("rounds", __name__)
DAYS = timedelta(14)


@blueprint.get("/reviews")
@permission(Permission.TAG)
def browse() -> str:
    mine = reading.mine(current.db(), current.viewer(), current.now())
    return render_template("rounds/browse.html", mine=mine)


@blueprint.get("/reviews/new")
@permission(Permission.TAG)
def new() -> str:
    last = (current.now().date() + DAYS).isoformat()
    return _form(forms.RoundForm(formdata=None, data=forms.begun(request.args, last)))


@blueprint.post("/reviews/new")
@permission(Permission.TAG)
def create() -> Reply:
    form = forms.RoundForm()
    if not form.validate_on_submit():
        return _form(form), 422
    db, viewer, now = current.db(), current.viewer(), current.now()
    try:
        if request.form.get("look"):
            return _form(form, opening.propose(db, viewer, form.opening, now))
        opened = opening.open_round(db, viewer, form.opening, now)
    except Invalid as error:
        form.refuse(error)
        return _form(form), 422
    flash("The review is open, and everybody is told.", "success")
    return redirect(url_for("rounds.page", round_id=opened.id), 303)


@blueprint.post("/reviews/apart")
@permission(Permission.EDIT_OWN_PAGE)
def apart() -> Reply:
    stays_out = request.form.get("apart") == "yes"
    answering.keep_apart(current.db(), current.viewer(), stays_out, current.now())
    said = "Colleagues are not asked about you" if stays_out else "You take part in reviews again"
    flash(f"{said}.", "success")
    return redirect(url_for("rounds.browse"), 303)


@blueprint.get("/reviews/<round_id>")
@permission(Permission.TAG)
def page(round_id: str) -> str:
    shown = reading.page(current.db(), current.viewer(), round_id)
    return render_template("rounds/page.html", shown=shown, round=shown.round)


@blueprint.post("/reviews/<round_id>/close")
@permission(Permission.TAG)
def close(round_id: str) -> Reply:
    answering.close(current.db(), current.viewer(), round_id, current.now())
    flash("The review has ended.", "success")
    return redirect(url_for("rounds.results_of", round_id=round_id), 303)


@blueprint.get("/reviews/<round_id>/answer")
@permission(Permission.TAG)
def answer(round_id: str) -> Reply:
    shown = reading.page(current.db(), current.viewer(), round_id)
    if not shown.open:
        return redirect(url_for("rounds.page", round_id=round_id), 303)
    return _sheet("rounds/answer.html", round_id)


@blueprint.post("/reviews/<round_id>/answer")
@permission(Permission.TAG)
def keep(round_id: str) -> Reply:
    given, newly = forms.given(request.form), forms.newly(request.form)
    try:
        kept = answering.answer(
            current.db(), current.viewer(), round_id, given, current.now(), newly
        )
    except Invalid as error:
        return _sheet("rounds/answer.html", round_id, error), 422
    said = "answer is" if kept == 1 else "answers are"
    flash(f"{kept} {said} kept. Thank you." if kept else "Nothing new was said.", "success")
    return redirect(url_for("rounds.page", round_id=round_id), 303)


@blueprint.post("/reviews/<round_id>/decline")
@permission(Permission.TAG)
def decline(round_id: str) -> Reply:
    answering.decline(current.db(), current.viewer(), round_id, current.now())
    flash("You are not asked any more in this review.", "success")
    return redirect(url_for("rounds.page", round_id=round_id), 303)


@blueprint.get("/reviews/<round_id>/paper")
@permission(Permission.TAG)
def paper(round_id: str) -> str:
    return _sheet("rounds/paper.html", round_id)


@blueprint.get("/reviews/<round_id>/results")
@permission(Permission.TAG)
def results_of(round_id: str) -> str:
    settings = current.settings()
    policy = results.Policy(settings.review_managers_see, settings.small_cell)
    found = results.results(current.db(), current.viewer(), round_id, current.now(), policy)
    return render_template("rounds/results.html", found=found, round=found.page.round)


def _form(form: forms.RoundForm, proposal: Proposal | None = None) -> str:
    mine = reading.mine(current.db(), current.viewer(), current.now())
    if not mine.may_open:
        raise NotPermitted("You may open a review for people who report to you; nobody does.")
    whole = current.viewer().may(Permission.OPEN_ROUNDS)
    scopes = ("team", "unit", "skills", "reports") if whole else ("reports",)
    form.offer(scopes, [one.ref for one in choices().teams] if whole else [])
    return render_template("rounds/new.html", form=form, proposal=proposal, whole=whole)


def _sheet(template: str, round_id: str, error: Invalid | None = None) -> str:
    shown, about = reading.sheet(current.db(), current.viewer(), round_id)
    problems = [{"text": error.message, "href": f"#item-{error.field}"}] if error else []
    return render_template(
        template, shown=shown, round=shown.round, about=about, problems=problems,
        typed=request.form, WHY=forms.WHY, choices=forms.choices,
        level_goes_with=forms.level_goes_with,
    )  # fmt: skip
