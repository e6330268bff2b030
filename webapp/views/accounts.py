"""Signing in and out, and one's own password."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from tagging import notifications, sessions
from tagging.errors import Invalid, SignInRefused
from tagging.permissions import Permission
from webapp import auth, current
from webapp.forms.accounts import PasswordForm, PreferencesForm, SignInForm
from webapp.replies import Reply, inside

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@auth.public
def sign_in() -> Reply:
    if current.viewer().person_id:
        return redirect(inside(request.args.get("next", "")) or url_for("home.index"), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(request.args))


@blueprint.post("/sign-in")
@auth.public
def open_session() -> Reply:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    try:
        signed_in = sessions.sign_in(
            current.db(),
            form.email.data,
            form.password.data,
            request.remote_addr or "",
            current.now(),
            auth.session_policy(),
        )
    except SignInRefused as error:
        form.refuse(Invalid(error.message))
        return render_template("accounts/sign_in.html", form=form), 403
    _close_this_session()
    auth.start_session(signed_in)
    return redirect(inside(form.next.data or "") or url_for("home.index"), 303)


@blueprint.post("/sign-out")
@auth.public
def sign_out() -> Reply:
    _close_this_session()
    flash("You have signed out.", "success")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/account")
@auth.permission(Permission.EDIT_OWN_PAGE)
def account() -> Reply:
    return _account()


@blueprint.post("/account/password")
@auth.permission(Permission.EDIT_OWN_PAGE)
def change_password() -> Reply:
    form = PasswordForm()
    if form.validate():
        try:
            sessions.change_password(
                current.db(),
                current.viewer(),
                form.old.data,
                form.new.data,
                current_user.token,
                request.remote_addr or "",
                current.now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Your password is changed. Other browsers are signed out.", "success")
            return redirect(url_for("accounts.account"), 303)
    return _account(form), 422


@blueprint.post("/account/messages")
@auth.permission(Permission.EDIT_OWN_PAGE)
def prefer() -> Reply:
    form = PreferencesForm()
    if not form.validate():
        return _account(telling=form), 422
    notifications.prefer(current.db(), current.viewer(), form.preferences())
    flash("Saved. It holds from now on.", "success")
    return redirect(url_for("accounts.account"), 303)


@blueprint.post("/account/sign-out-everywhere")
@auth.permission(Permission.EDIT_OWN_PAGE)
def sign_out_everywhere() -> Reply:
    sessions.sign_out_everywhere(current.db(), current.viewer())
    _close_this_session()
    flash("You are signed out in every browser.", "success")
    return redirect(url_for("accounts.sign_in"), 303)


def _account(password: PasswordForm | None = None, telling: PreferencesForm | None = None) -> str:
    telling = telling or PreferencesForm.of(
        notifications.preferences(current.db(), current.viewer())
    )
    return render_template(
        "accounts/account.html", form=password or PasswordForm(formdata=None), telling=telling
    )


def _close_this_session() -> None:
    """End the session that this browser has, and drop all that its cookie holds."""
    if current_user.is_authenticated:
        sessions.sign_out(current.db(), current_user.token)
        auth.end_session()
    session.clear()
