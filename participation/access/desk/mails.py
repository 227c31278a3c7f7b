"""Mail to staff: what did not arrive, for who manages accounts; and who wants none each week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.access import accounts
from participation.access.desk.own_account import me
from participation.access.mail import outbox
from participation.access.navigation import link
from participation.access.sign_in.views import blueprint
from participation.base import database
from participation.base.tasks import Task, Urgency
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import ngettext


@blueprint.post("/account/mail")
@staff(Permission.SIGN_IN)
def weekly_mail() -> ResponseReturnValue:
    """Has the weekly mail sent to the own account, or not."""
    accounts.row(me().id).weekly_mail = request.form.get("weekly") == "yes"
    database.session().flush()
    return redirect(url_for("access.account"))


def open_tasks(now: datetime) -> Iterator[Task]:
    """Mails that did not arrive, for who manages accounts; one statement."""
    del now
    address = link("access.people")
    if address is None or outbox.server() is None:
        return
    failed = sum(state.failed for state in outbox.states().values())
    if failed:
        yield Task(
            ngettext(
                "Eine E-Mail an ein Konto kam nicht an.",
                "%(num)d E-Mails an Konten kamen nicht an.",
                failed,
            )
            % {"num": failed},
            address,
            urgency=Urgency.NOW,
        )
