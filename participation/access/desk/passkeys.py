"""The own passkeys: set up on a device, and withdrawn when it is lost."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access import accounts
from participation.access.accounts import AccountInfo
from participation.access.desk.own_account import me, note, printed
from participation.access.forms import FurtherPasskeyForm, NewPasskeyForm, ProofForm
from participation.access.sign_in import passkeys, sessions, signing
from participation.access.sign_in.views import blueprint, home
from participation.base import database
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _


@blueprint.route("/account/passkeys/new", methods=["GET", "POST"])
@staff(Permission.SIGN_IN)
def new_passkey() -> ResponseReturnValue:
    """A device makes a key; who has no other second factor gets printed codes with it."""
    mine = me()
    if not passkeys.offered():
        raise NotFound
    form = FurtherPasskeyForm() if mine.has_second_factor else NewPasskeyForm()
    waiting, failed = 0, False
    if form.validate_on_submit():
        try:
            return _set_up(mine, form)
        except signing.MustWait as brake:
            waiting = brake.seconds
        except passkeys.WrongPasskey:
            failed = True
        except signing.Wrong as wrong:
            wrong.say(form)
    return render_template(
        "access/new_passkey.html",
        form=form,
        waiting=waiting,
        failed=failed,
        options=passkeys.to_register(mine),
        can_wait=not sessions.must_set_up(mine),
        later=url_for("access.account") if mine.has_second_factor else home(),
    )


def _set_up(mine: AccountInfo, form: NewPasskeyForm) -> ResponseReturnValue:
    now = datetime.now(UTC)
    if isinstance(form, FurtherPasskeyForm):
        signing.check_password(mine.email, form.current.data or "", now)
    row = accounts.row(mine.id, locked=True)
    passkeys.register(row, form.credential.data or "", form.name.data or "", now)
    note(row, now, _("Passkey „%(name)s“ eingerichtet") % {"name": form.name.data})
    accounts.end_sessions(row)
    if not mine.has_second_factor:
        return printed(row)
    sessions.begin(row)
    return redirect(url_for("access.account"))


@blueprint.route("/account/passkeys/<uuid:key_id>/withdraw", methods=["GET", "POST"])
@staff(Permission.SIGN_IN)
def withdraw_passkey(key_id: uuid.UUID) -> ResponseReturnValue:
    """A passkey of a lost device opens nothing any more; the last second factor stays."""
    mine = me()
    key = passkeys.one(mine.id, key_id)
    form, waiting, last = ProofForm(), 0, passkeys.is_last(mine)
    if not last and form.validate_on_submit():
        try:
            _withdraw(mine, key_id, form)
            return redirect(url_for("access.account"))
        except signing.MustWait as brake:
            waiting = brake.seconds
        except signing.Wrong as wrong:
            wrong.say(form)
    return render_template(
        "access/withdraw_passkey.html", form=form, waiting=waiting, key=key, last=last
    )


def _withdraw(mine: AccountInfo, key_id: uuid.UUID, form: ProofForm) -> None:
    now = datetime.now(UTC)
    signing.check_password(mine.email, form.current.data or "", now)
    row = accounts.row(mine.id, locked=True)
    if passkeys.is_last(accounts.info(row)):  # another tab withdrew meanwhile
        return
    name = passkeys.withdraw(row, key_id)
    note(row, now, _("Passkey „%(name)s“ entfernt") % {"name": name})
    accounts.end_sessions(row)
    database.session().flush()
    sessions.begin(row)
