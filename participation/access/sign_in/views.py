"""Signing in: two steps, sign-out, the set-up link and the language of the desk."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import (
    Blueprint,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from participation.access import accounts, audit
from participation.access.audit import Action
from participation.access.forms import CodeForm, PasskeyForm, PasswordForm, SignInForm
from participation.access.mail import outbox
from participation.access.sign_in import county_sign_in, library, passkeys, sessions, signing
from participation.base import database
from participation.base.desk import kept
from participation.base.settings import Settings
from participation.base.web.security import Permission, public, staff
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _

blueprint = Blueprint("access", __name__, url_prefix="/desk")
TOO_MANY = 429


blueprint.before_request(sessions.speak_as_asked)


def home() -> str:
    """Where somebody lands who was going nowhere else."""
    known = "desk.home" in current_app.view_functions
    return url_for("desk.home" if known else "access.account")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """The first step: name and password."""
    if request.method == "GET" and sessions.current_account():
        return redirect(sessions.safe_next(request.args.get("next")) or home())
    form = SignInForm()
    waiting = 0
    if form.validate_on_submit():
        try:
            return _password_fits(form)
        except signing.MustWait as brake:
            waiting = brake.seconds
        except signing.Wrong as wrong:
            wrong.say(form)
    sealed = _sealed()
    held = kept.opened(sealed) if sealed else None
    page = render_template(
        "access/sign_in.html", form=form, waiting=waiting, kept=sealed, held=held
    )
    return (page, TOO_MANY, {"Retry-After": str(waiting)}) if waiting else page


def _password_fits(form: SignInForm) -> Response:
    now = datetime.now(UTC)
    address = sessions.safe_next(request.args.get("next"))
    account = signing.check_password(form.email.data or "", form.password.data or "", now)
    if account.has_second_factor:
        sessions.begin_half(account.id, address)
        if sealed := _sealed():
            return make_response(_second_step(account.id, CodeForm(formdata=None), sealed))
        return redirect(url_for("access.code"))
    signing.enter(account.id, now)
    return _entered(address)


def _entered(address: str | None) -> Response:
    """Where somebody lands who has just signed in: at what they had typed before, if anything."""
    held = kept.opened(_sealed() or "")
    if held is None:
        return _remembering(redirect(address or home()))
    account = sessions.current_account()
    if account is not None:
        languages.use(languages.LANGUAGES[account.language])
    return _remembering(make_response(render_template("access/kept.html", kept=held)))


def _sealed() -> str | None:
    """What was typed before the sign-in, as its pages carry it."""
    sent = request.form.get(kept.FIELD, "")
    return sent if kept.opened(sent) else None


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """The second step: a code of the app or a printed one."""
    half = sessions.half()
    if half is None:
        return redirect(url_for("access.sign_in"))
    form, waiting = CodeForm(), 0
    if form.validate_on_submit():
        now = datetime.now(UTC)
        try:
            signing.check_code(half[0], form.code.data or "", now)
            signing.enter(half[0], now)
            return _entered(half[1])
        except signing.MustWait as brake:
            waiting = brake.seconds
        except signing.Wrong as wrong:
            wrong.say(form)
    page = _second_step(half[0], form, _sealed(), waiting)
    return (page, TOO_MANY, {"Retry-After": str(waiting)}) if waiting else page


@blueprint.post("/sign-in/passkey")
@public
def passkey() -> ResponseReturnValue:
    """The second step by a passkey: what the person's device has signed."""
    half = sessions.half()
    if half is None:
        return redirect(url_for("access.sign_in"))
    form, waiting = PasskeyForm(), 0
    if form.validate_on_submit():
        now = datetime.now(UTC)
        try:
            passkeys.check(half[0], form.credential.data or "", now)
            signing.enter(half[0], now)
            return _entered(half[1])
        except signing.MustWait as brake:
            waiting = brake.seconds
        except passkeys.WrongPasskey:
            pass
    again = CodeForm(formdata=None)
    page = _second_step(half[0], again, _sealed(), waiting, failed=not waiting)
    return (page, TOO_MANY, {"Retry-After": str(waiting)}) if waiting else page


def _second_step(
    account_id: uuid.UUID,
    form: CodeForm,
    sealed: str | None,
    waiting: int = 0,
    *,
    failed: bool = False,
) -> str:
    """The page of the second step, with whatever this account has for it."""
    return render_template(
        "access/code.html",
        form=form,
        waiting=waiting,
        kept=sealed,
        failed=failed,
        options=passkeys.to_sign(account_id),
        has_app=accounts.row(account_id).tf_totp_secret is not None,
    )


@blueprint.get("/sign-in/county")
@public
def county() -> ResponseReturnValue:
    """Leads to the county's own sign-in."""
    return county_sign_in.begin(sessions.safe_next(request.args.get("next")))


@blueprint.get("/sign-in/county/back")
@public
def county_back() -> ResponseReturnValue:
    """Whom the county's own sign-in sends back is signed in, or asked for the second factor."""
    now = datetime.now(UTC)
    account, address = county_sign_in.finish(now)
    settings: Settings = current_app.config["SETTINGS"]
    if accounts.info(account).has_second_factor and not settings.oidc_second_factor:
        sessions.begin_half(account.id, address)
        return redirect(url_for("access.code"))
    signing.enter(account.id, now)
    sessions.by_county()
    return _remembering(redirect(address or home()))


def _remembering(response: Response) -> Response:
    """Marks this browser as one that signed in before, for the brake alone."""
    account = sessions.current_account()
    if account is not None:
        response.set_cookie(
            sessions.DEVICE,
            sessions.device_cookie(account.id),
            max_age=sessions.DEVICE_LASTS,
            path=current_app.config["SESSION_COOKIE_PATH"],
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


@blueprint.post("/sign-out")
@staff(Permission.SIGN_IN)
def sign_out() -> ResponseReturnValue:
    """Ends the session in this browser."""
    account, now = sessions.current_account(), datetime.now(UTC)
    if account is not None:
        audit.write(now, Action.SIGN_OUT, account_id=account.id, name=account.name)
    sessions.end(now)
    return redirect(url_for("access.sign_in"))


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@public
def welcome(token: str) -> ResponseReturnValue:
    """The set-up link: the person chooses a password and is signed in."""
    now = datetime.now(UTC)
    invited = accounts.open_link(token, now)
    form = PasswordForm()
    if form.validate_on_submit():
        database.commit()  # nothing is held while the password is hashed
        hashed = library.hash_password(form.password.data or "")
        account = accounts.use_link(token, hashed, now)
        outbox.cancel(account.id, outbox.Kind.LINK)  # its try would send one that nobody needs
        audit.write(
            now,
            Action.ACCOUNT,
            account.name,
            _("Passwort mit einem Link gesetzt"),
            account_id=account.id,
            name=account.name,
        )
        signing.enter(account.id, now).language = languages.current().tag
        return _remembering(redirect(url_for("access.second_factor")))
    return render_template("access/welcome.html", form=form, invited=invited)


@blueprint.post("/language")
@staff(Permission.SIGN_IN)
def speak() -> ResponseReturnValue:
    """Switches the desk's language and stays on the page."""
    account = sessions.current_account()
    tag = request.form.get("language")
    if account is not None and tag in {language.tag for language in languages.STAFF}:
        accounts.row(account.id).language = tag
    return redirect(sessions.safe_next(request.form.get("next")) or home())
