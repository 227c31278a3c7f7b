"""The own account: password, second factor, printed codes."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from participation import database
from participation.access import accounts, audit, library, sessions, signing
from participation.access.accounts import AccountInfo
from participation.access.audit import Action
from participation.access.forms import ROLE_NAMES, ChangePasswordForm, CodeForm
from participation.access.models import Account
from participation.access.views import blueprint, home
from participation.catalogues import gettext as _
from participation.errors import Forbidden
from participation.security import Permission, staff


def _me() -> AccountInfo:
    account = sessions.current_account()
    if account is None:
        raise Forbidden
    return account


@blueprint.route("/account")
@staff(Permission.SIGN_IN)
def account() -> ResponseReturnValue:
    """What this account is and can change about itself."""
    return render_template("access/account.html", account=_me(), role_names=ROLE_NAMES)


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
        except signing.Wrong:
            form.current.errors = [_("Das ist nicht Ihr jetziges Passwort.")]
    return render_template("access/password.html", form=form, waiting=waiting)


def _change_password(form: ChangePasswordForm) -> None:
    now = datetime.now(UTC)
    me = signing.check_password(_me().email, form.current.data or "", now)
    database.commit()  # nothing is held while the password is hashed
    hashed = library.hash_password(form.password.data or "")
    row = accounts.row(me.id)
    accounts.set_password(row, hashed)
    _note(row, now, _("eigenes Passwort geändert"))
    sessions.begin(row)


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@staff(Permission.SIGN_IN)
def second_factor() -> ResponseReturnValue:
    """Sets up an authenticator app: a picture to scan, a code as proof, printed codes."""
    form = CodeForm()
    secret = session.setdefault("totp", library.codes().generate_totp_secret())
    if form.validate_on_submit():
        row = accounts.row(_me().id)
        if _proves(row, secret, form.code.data or ""):
            return _set_up(row, secret)
        form.code.errors = [_("Dieser Code passt nicht. Nehmen Sie den nächsten aus der App.")]
    me = _me()
    return render_template(
        "access/second_factor.html",
        form=form,
        account=me,
        picture=library.codes().generate_qrcode(me.email, secret),
        key=library.codes().get_totp_pretty_key(secret),
        can_wait=not sessions.must_set_up(me),
        later=home(),
    )


def _proves(row: Account, secret: str, typed: str) -> bool:
    digits = signing.only_digits(typed)
    return bool(library.codes().verify_totp(digits, secret, row, library.CLOCK_SKEW))


def _set_up(row: Account, secret: str) -> str:
    row.tf_totp_secret = secret
    accounts.end_sessions(row)
    _note(row, datetime.now(UTC), _("App für den zweiten Schritt eingerichtet"))
    return _printed(row)


@blueprint.post("/account/codes")
@staff(Permission.SIGN_IN)
def new_codes() -> ResponseReturnValue:
    """Fresh printed codes; the old ones end."""
    row = accounts.row(_me().id)
    if row.tf_totp_secret is None:
        return redirect(url_for("access.second_factor"))
    _note(row, datetime.now(UTC), _("neue Codes gedruckt"))
    return _printed(row)


def _printed(row: Account) -> str:
    codes = library.recovery().create_recovery_codes(row)
    database.session().flush()
    sessions.begin(row)
    return render_template("access/codes.html", codes=codes, account=accounts.info(row), on=home())


@blueprint.post("/account/sessions")
@staff(Permission.SIGN_IN)
def end_other_sessions() -> ResponseReturnValue:
    """Signs out every other browser."""
    row = accounts.row(_me().id)
    accounts.end_sessions(row)
    _note(row, datetime.now(UTC), _("überall abgemeldet"))
    sessions.begin(row)
    return redirect(url_for("access.account"))


def _note(row: Account, now: datetime, what: str) -> None:
    audit.write(now, Action.ACCOUNT, row.name, what, account_id=row.id, name=row.name)
