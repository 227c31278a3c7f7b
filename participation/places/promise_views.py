"""Where IT confirms what the texts promise; coordinators read it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import NumberRange, Optional

from participation.access.service import Action, audit, current_account, desk_link
from participation.base.desk.forms import StaffForm, WholeNumber
from participation.base.errors import DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.places import service
from participation.places.promises import LASTS, Promise, PromiseStatus
from participation.places.saving import withdraw_promise as take_promise_back
from participation.places.views import blueprint


class PromiseForm(StaffForm):
    """A yes, and the number that one of the promises names."""

    days = WholeNumber(
        lazy_gettext("Sicherungen werden gelöscht nach … Tagen"),
        [Optional(), NumberRange(1, 3650)],
    )


@blueprint.get("/promises")
@staff(Permission.MANAGE_COUNTY)
def promises() -> ResponseReturnValue:
    """All promises: who stands for them, and until when."""
    return render_template(
        "places/promises.html",
        rows=service.promises(),
        lasts=LASTS,
        may=desk_link("places.confirm_promise", promise=Promise.TLS) is not None,
    )


@blueprint.get("/promises/<promise>")
@staff(Permission.MANAGE_COUNTY)
def promise(promise: str) -> ResponseReturnValue:
    """What is to be looked at, and which sentences rest on it."""
    found = _status(promise)
    return _page(found, _form(found))


@blueprint.post("/promises/<promise>")
@staff(Permission.CONFIRM_PROMISES)
def confirm_promise(promise: str) -> ResponseReturnValue:
    """Stands for it by name for a year."""
    found, account = _status(promise), current_account()
    form = _form(found)
    if not form.validate_on_submit() or account is None:
        return _page(found, form), 400
    try:
        service.confirm_promise(found.promise, account.name, days=form.days.data)
    except DomainError as problem:
        form.days.errors = [str(problem.remedy)]
        return _page(found, form), 400
    audit(Action.CONFIRM, str(found.ground.title))
    return redirect(url_for("places.promises"))


@blueprint.post("/promises/<promise>/withdraw")
@staff(Permission.CONFIRM_PROMISES)
def withdraw_promise(promise: str) -> ResponseReturnValue:
    """It is no longer so: the sentences go at once."""
    found = _status(promise)
    if PromiseForm().validate_on_submit():
        take_promise_back(found.promise)
        audit(Action.CONFIRM, str(found.ground.title), _("Bestätigung zurückgenommen"))
    return redirect(url_for("places.promises"))


def _status(name: str) -> PromiseStatus:
    found = next((item for item in service.promises() if item.promise == name), None)
    if found is None:
        raise NotFound
    return found


def _form(found: PromiseStatus) -> PromiseForm:
    said = found.confirmation
    form = PromiseForm(days=said.days if said else None)
    form.drawn_from = [said.by, said.on] if said else None
    return form


def _page(found: PromiseStatus, form: PromiseForm) -> str:
    return render_template(
        "places/promise.html",
        row=found,
        form=form,
        may=desk_link("places.confirm_promise", promise=found.promise) is not None,
    )
