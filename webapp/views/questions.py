"""Questions: put to people, answered, passed on, and whether it helped."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for

from tagging.errors import Invalid
from tagging.permissions import Permission
from tagging.questions import answering, asking, judging, reading
from webapp import current
from webapp.auth import permission
from webapp.forms.questions import AnswerForm, QuestionForm
from webapp.replies import Reply, back_to

blueprint = Blueprint("questions", __name__)
LEAST_WORDS = 5


@blueprint.get("/questions")
@permission(Permission.ASK)
def mine() -> str:
    found = reading.mine(current.db(), current.viewer(), current.now())
    return render_template("questions/mine.html", mine=found)


@blueprint.get("/questions/new")
@permission(Permission.ASK)
def new() -> str:
    words = request.args.get("skill", "") or request.args.get("q", "")
    form = QuestionForm(
        formdata=None,
        data={
            "text": request.args.get("text", "") or _sentence(request.args.get("q", "")),
            "skills": words,
            "way": "one" if request.args.get("to") else "in turn",
        },
    )
    return _form(form)


@blueprint.post("/questions/new")
@permission(Permission.ASK)
def create() -> Reply:
    form = QuestionForm()
    if not form.validate_on_submit():
        return _form(form), 422
    try:
        question = asking.ask(
            current.db(), current.viewer(), _typed(form), current.now(),
            anonymous_allowed=_anonymous_allowed(),
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return _form(form), 422
    flash("Your question is on its way.", "success")
    return redirect(url_for("questions.page", question_id=question.id), 303)


@blueprint.get("/questions/<question_id>")
@permission(Permission.ASK)
def page(question_id: str) -> str:
    return _page(question_id, AnswerForm(formdata=None))


@blueprint.post("/questions/<question_id>/answer")
@permission(Permission.ASK)
def answer(question_id: str) -> Reply:
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(question_id, form), 422
    try:
        answering.answer(
            current.db(), current.viewer(), question_id, form.text.data or "", current.now()
        )
    except Invalid as error:
        form.refuse(error)
        return _page(question_id, form), 422
    flash("Your answer is sent. Thank you.", "success")
    return redirect(url_for("questions.page", question_id=question_id), 303)


@blueprint.get("/questions/<question_id>/pass")
@permission(Permission.ASK)
def choose(question_id: str) -> str:
    db, viewer, now = current.db(), current.viewer(), current.now()
    shown = reading.page(db, viewer, question_id, now)
    topics = [skill.name for skill in shown.question.skills]
    words = request.args.get("q", "").strip() or next(iter(topics), "")
    found = asking.candidates(db, viewer, current.vocabulary(), words, now)
    return render_template("questions/pass.html", shown=shown, words=words, found=found)


@blueprint.post("/questions/<question_id>/pass")
@permission(Permission.ASK)
def pass_on(question_id: str) -> Reply:
    to = request.form.get("to", "")
    answering.pass_on(current.db(), current.viewer(), question_id, to, current.now())
    flash("You passed the question on.", "success")
    return redirect(url_for("questions.page", question_id=question_id), 303)


@blueprint.get("/questions/<question_id>/not-me")
@permission(Permission.ASK)
def not_me(question_id: str) -> str:
    db, viewer = current.db(), current.viewer()
    shown = reading.page(db, viewer, question_id, current.now())
    topics = answering.preview(db, viewer, question_id)
    return render_template("questions/not_me.html", shown=shown, topics=topics)


@blueprint.post("/questions/<question_id>/not-me")
@permission(Permission.ASK)
def decline(question_id: str) -> Reply:
    _, change = answering.not_me(
        current.db(), current.viewer(), question_id, current.now(),
        skill=request.form.get("skill", ""),
    )  # fmt: skip
    if change:
        current.announce(change)
    flash("Thank you for saying so. Somebody else is asked.", "success")
    return redirect(url_for("questions.mine"), 303)


@blueprint.post("/questions/<question_id>/close")
@permission(Permission.ASK)
def close(question_id: str) -> Reply:
    judging.close(current.db(), current.viewer(), question_id, current.now())
    flash("The question is closed. Nobody is reminded of it any more.", "success")
    return back_to("questions.page", question_id=question_id)


@blueprint.post("/answers/<answer_id>/helped")
@permission(Permission.ASK)
def helped(answer_id: str) -> Reply:
    word = {"yes": True, "no": False}.get(request.form.get("word", ""))
    question = judging.helped(current.db(), current.viewer(), answer_id, word, current.now())
    return redirect(url_for("questions.page", question_id=question.id), 303)


@blueprint.post("/answers/<answer_id>/keep")
@permission(Permission.ASK)
def keep(answer_id: str) -> Reply:
    kept = judging.keep(current.db(), current.viewer(), answer_id, current.now())
    if kept.kept_as:
        return redirect(url_for("documents.page", document_id=kept.kept_as), 303)
    flash("You agree. It is kept as soon as the other agrees too.", "success")
    return back_to("questions.mine")


def _sentence(words: str) -> str:
    """Return what was searched for where it reads as a question, not as a topic."""
    return words if len(words.split()) >= LEAST_WORDS else ""


def _typed(form: QuestionForm) -> asking.Asking:
    return asking.Asking(
        form.text.data or "",
        (form.skills.data or "",),
        tuple(filter(None, (request.args.get("to", ""), *request.form.getlist("to")))),
        form.way.data or "",
        bool(form.anonymous.data),
        key=form.key.data or "",
    )


def _form(form: QuestionForm) -> str:
    opening = asking.opening(
        current.db(), current.viewer(), current.vocabulary(), request.args.get("to", ""),
        form.skills.data or "", current.now(),
    )  # fmt: skip
    if form.skills.data and not form.errors:
        form.skills.data = opening.topic
    return render_template(
        "questions/new.html", form=form, opening=opening, anonymous=_anonymous_allowed()
    )


def _page(question_id: str, form: AnswerForm) -> str:
    shown = reading.page(current.db(), current.viewer(), question_id, current.now())
    own = reading.own_answer(shown.question, current.viewer())
    if own and not form.errors:
        form.text.data = own.text
    return render_template("questions/page.html", shown=shown, form=form, answered=own)


def _anonymous_allowed() -> bool:
    return bool(current_app.extensions["settings"].allow_anonymous_questions)
