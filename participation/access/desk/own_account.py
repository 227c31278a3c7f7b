"""The own account: password, app of the second step, printed codes."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from participation.access import accounts, audit
from participation.access.accounts import AccountInfo
from participation.access.audit import Action
from participation.access.errors import NotPermitted
from participation.access.forms import (
    ROLE_NAMES,
    ChangePasswordForm,
    CodeForm,
    NewAppForm,
    ProofForm,
)
from participation.access.mail import outbox
from participation.access.models import Account
from participation.access.sign_in import library, passkeys, sessions, signing
from participation.access.sign_in.views import blueprint, home
from participation.base import database
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _


def me() -> AccountInfo:
    """The account that asks.

    Raises:
        NotPermitted: nobody is signed in.
    """
    account = sessions.current_account()
    if account is None:
        raise NotPermitted
    return account


@blueprint.route("/account")
@staff(Permission.SIGN_IN)
def account() -> ResponseReturnValue:
    """What this account is and can change about itself."""
    mine = me()
    return render_template(
        "access/account.html",
        account=mine,
        keys=passkeys.of(mine.id),
        offered=passkeys.offered(),
        mail=outbox.server() is not None,
        role_names=ROLE_NAMES,
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
@staff(Permission.SIGN_IN)
def password() -> ResponseReturnValue:
    """A new password; all other sessions end."""
    form = ChangePasswordForm()
    waiting = 0
    if form.validate_on_submit():
        try:
            _change_password(form)
            return redirect(url_for("access.account"))
        except signing.MustWait as brake:
            waiting = brake.seconds
        except signing.Wrong as wrong:
            wrong.say(form)
    return render_template("access/password.html", form=form, waiting=waiting)


def _change_password(form: ChangePasswordForm) -> None:
    now = datetime.now(UTC)
    mine = signing.check_password(me().email, form.current.data or "", now)
    database.commit()  # nothing is held while the password is hashed
    hashed = library.hash_password(form.password.data or "", known=True)
    row = accounts.row(mine.id)
    accounts.set_password(row, hashed)
    note(row, now, _("eigenes Passwort geändert"))
    sessions.begin(row)


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@staff(Permission.SIGN_IN)
def second_factor() -> ResponseReturnValue:
    """Sets up an authenticator app: a picture to scan, a code as proof, printed codes."""
    mine = me()
    form = NewAppForm() if mine.has_second_factor else CodeForm()
    secret = session.setdefault("totp", library.codes().generate_totp_secret())
    waiting = 0
    if form.validate_on_submit():
        try:
            return _set_up(mine, secret, form)
        except signing.MustWait as brake:
            waiting = brake.seconds
        except signing.Wrong as wrong:
            wrong.say(form)
    return render_template(
        "access/second_factor.html",
        form=form,
        waiting=waiting,
        account=mine,
        passkeys_offered=passkeys.offered(),
        picture=library.codes().generate_qrcode(mine.email, secret),
        key=library.codes().get_totp_pretty_key(secret),
        can_wait=not sessions.must_set_up(mine),
        later=home(),
    )


def _set_up(mine: AccountInfo, secret: str, form: CodeForm) -> str:
    now = datetime.now(UTC)
    if isinstance(form, NewAppForm):
        signing.check_password(mine.email, form.current.data or "", now)
    row = accounts.row(mine.id)
    digits = signing.only_digits(form.code.data or "")
    if not library.codes().verify_totp(digits, secret, row, library.CLOCK_SKEW):
        raise signing.WrongCode
    row.tf_totp_secret = secret
    accounts.end_sessions(row)
    note(row, now, _("App für den zweiten Schritt eingerichtet"))
    return printed(row)


@blueprint.route("/account/codes", methods=["GET", "POST"])
@staff(Permission.SIGN_IN)
def new_codes() -> ResponseReturnValue:
    """Fresh printed codes; the old ones end."""
    mine = me()
    form, waiting = ProofForm(), 0
    if not mine.has_second_factor:
        return redirect(url_for("access.second_factor"))
    if form.validate_on_submit():
        try:
            signing.check_password(mine.email, form.current.data or "", datetime.now(UTC))
            row = accounts.row(mine.id)
            note(row, datetime.now(UTC), _("neue Codes gedruckt"))
            return printed(row)
        except signing.MustWait as brake:
            waiting = brake.seconds
        except signing.Wrong as wrong:
            wrong.say(form)
    return render_template("access/new_codes.html", form=form, waiting=waiting)


def printed(row: Account) -> str:
    """Fresh printed codes, shown once; the person stays signed in here."""
    codes = library.recovery().create_recovery_codes(row)
    database.session().flush()
    sessions.begin(row)
    return render_template("access/codes.html", codes=codes, account=accounts.info(row), on=home())


@blueprint.post("/account/sessions")
@staff(Permission.SIGN_IN)
def end_other_sessions() -> ResponseReturnValue:
    """Signs out every other browser."""
    row = accounts.row(me().id)
    accounts.end_sessions(row)
    note(row, datetime.now(UTC), _("überall abgemeldet"))
    sessions.begin(row)
    return redirect(url_for("access.account"))


def note(row: Account, now: datetime, what: str) -> None:
    """Writes down what somebody did to their own account."""
    audit.write(now, Action.ACCOUNT, row.name, what, account_id=row.id, name=row.name)
