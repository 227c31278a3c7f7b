"""Accounts, roles and the audit log, for who may manage or read them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access import accounts, audit, service
from participation.access.accounts import AccountInfo
from participation.access.audit import Action
from participation.access.forms import ROLE_NAMES, InviteForm, RoleForm
from participation.access.mail import outbox
from participation.access.mail.outbox import Kind
from participation.access.roles import PERMISSION_NAMES, table
from participation.access.sign_in.views import blueprint
from participation.base.errors import Conflict
from participation.base.web.security import Permission, Role, staff
from participation.base.words.catalogues import gettext as _

LAST_PAGE = 100_000
"""More than a year of acts fills; keeps numbers small enough for any database."""


@blueprint.route("/accounts")
@staff(Permission.MANAGE_ACCOUNTS)
def people() -> ResponseReturnValue:
    """All accounts."""
    return render_template(
        "access/accounts.html",
        accounts=accounts.everybody(),
        role_names=ROLE_NAMES,
        mails=outbox.states(),
    )


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@staff(Permission.MANAGE_ACCOUNTS)
def invite() -> ResponseReturnValue:
    """A new account, then its link."""
    form = InviteForm()
    if form.validate_on_submit():
        try:
            made = accounts.create(
                form.email.data or "", form.name.data or "", Role(form.role.data)
            )
        except Conflict as clash:
            form.email.errors = [str(clash.remedy)]
        else:
            service.audit(Action.ACCOUNT, made.name, _("angelegt: %(role)s") % _role(made))
            return _send_link(made) if _by_mail() else _link(made)
    return render_template("access/invite.html", form=form, mail=outbox.server() is not None)


@blueprint.route("/accounts/<uuid:account_id>", methods=["GET", "POST"])
@staff(Permission.MANAGE_ACCOUNTS)
def person(account_id: uuid.UUID) -> ResponseReturnValue:
    """One account: its role, its link, whether it rests."""
    found = accounts.info(accounts.row(account_id))
    form = RoleForm(role=found.role.value)
    if form.validate_on_submit():
        old, new = accounts.change_role(account_id, Role(form.role.data))
        if old is not new:
            names = {"old": ROLE_NAMES[old], "new": ROLE_NAMES[new]}
            service.audit(Action.ROLE, found.name, _("%(old)s → %(new)s") % names)
        return redirect(url_for("access.people"))
    return render_template(
        "access/person.html",
        form=form,
        person=found,
        role_names=ROLE_NAMES,
        others=accounts.others_in_role(account_id),
        mail=outbox.server() is not None,
        sent=outbox.states().get(account_id),
    )


@blueprint.post("/accounts/<uuid:account_id>/link")
@staff(Permission.MANAGE_ACCOUNTS)
def link(account_id: uuid.UUID) -> ResponseReturnValue:
    """A new one-time link, for who has lost password or phone; shown or mailed."""
    found = accounts.info(accounts.row(account_id))
    if _by_mail():
        service.audit(Action.ACCOUNT, found.name, _("neuer Link per E-Mail"))
        return _send_link(found)
    service.audit(Action.ACCOUNT, found.name, _("neuer Link"))
    return _link(found)


@blueprint.post("/accounts/<uuid:account_id>/rest")
@staff(Permission.MANAGE_ACCOUNTS)
def rest(account_id: uuid.UUID) -> ResponseReturnValue:
    """Puts an account to rest: nobody signs in with it."""
    found = accounts.rest(account_id)
    service.audit(Action.ACCOUNT, found.name, _("stillgelegt"))
    return redirect(url_for("access.people"))


@blueprint.post("/accounts/<uuid:account_id>/wake")
@staff(Permission.MANAGE_ACCOUNTS)
def wake(account_id: uuid.UUID) -> ResponseReturnValue:
    """Lets an account sign in again."""
    found = accounts.wake(account_id)
    service.audit(Action.ACCOUNT, found.name, _("wieder aktiv"))
    return redirect(url_for("access.people"))


@blueprint.route("/accounts/roles")
@staff(Permission.SIGN_IN)
def roles() -> ResponseReturnValue:
    """The table of who may do what."""
    account = service.current_account()
    return render_template(
        "access/roles.html",
        table=table(),
        role_names=list(ROLE_NAMES.values()),
        names=PERMISSION_NAMES,
        managing=account is not None and account.may(Permission.MANAGE_ACCOUNTS),
    )


@blueprint.route("/audit")
@staff(Permission.READ_AUDIT)
def audit_log() -> ResponseReturnValue:
    """What staff did, newest first."""
    number = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    found, more = audit.entries(number)
    return render_template("access/audit.html", entries=found, number=number, more=more)


def _by_mail() -> bool:
    """Whether the link is to be mailed, and can be."""
    return request.form.get("do") == "mail" and outbox.server() is not None


def _send_link(found: AccountInfo) -> ResponseReturnValue:
    outbox.ask(found.id, Kind.LINK, datetime.now(UTC))
    return redirect(url_for("access.person", account_id=found.id))


def _link(found: AccountInfo) -> str:
    now = datetime.now(UTC)
    outbox.cancel(found.id, Kind.LINK)  # its try would end the link shown here
    token = accounts.new_link(found.id, now)
    address = url_for("access.welcome", token=token, _external=True)
    return render_template(
        "access/link.html", person=found, address=address, until=now + accounts.LINK_LASTS
    )


def _role(found: AccountInfo) -> dict[str, object]:
    return {"role": ROLE_NAMES[found.role]}
