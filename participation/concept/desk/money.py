"""The page of money and effort: budget by account and year, capacity by organisation."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from participation.access.service import Action
from participation.base.desk.forms import StaffForm
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.fields import is_whole, whole_of
from participation.concept.desk.overview import blueprint
from participation.concept.money.budget import budget, running_out
from participation.concept.money.effort import Capacity, capacity_of, loads, set_capacity
from participation.organisations import service as organisations

YEARS = 4
"""This one and those to come that the budget is told for."""


class CapacityForm(StaffForm):
    """What an organisation has in a year."""

    hours = StringField(lazy_gettext("Stunden im Jahr"), [is_whole])
    euro = StringField(lazy_gettext("Euro im Jahr"), [is_whole])


@blueprint.get("/money")
@staff(Permission.READ_CONCEPT)
def money() -> ResponseReturnValue:
    """Costs by account and year, what runs out, effort against capacity."""
    return _page()


@blueprint.post("/money/capacity/<uuid:organisation_id>")
@staff(Permission.EDIT_CONCEPT)
def capacity(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Enters what an organisation has; nothing typed: unknown."""
    body = organisations.organisation(organisation_id)
    form = _form(capacity_of(body.id))
    if not form.validate_on_submit():
        return _page(form.problems, str(body.id)), 400
    set_capacity(body.id, whole_of(form.hours.data), whole_of(form.euro.data))
    parts.audit(Action.CHANGE, _("Stunden und Euro einer Stelle"))
    return redirect(url_for("concept_desk.money", _anchor=f"o{body.id}"), 303)


def _form(capacity: Capacity) -> CapacityForm:
    said = {"hours": capacity.hours, "euro": capacity.euro}
    return CapacityForm(**{k: "" if v is None else str(v) for k, v in said.items()})


def _page(problems: Sequence[tuple[str, str]] = (), wrong: str = "") -> str:
    concept, today = parts.the_concept(), parts.today()
    years = tuple(range(today.year, today.year + YEARS))
    accounts = budget(concept.measures, years)
    return render_template(
        "concept/money.html",
        years=years,
        accounts=accounts,
        total=[sum(account.euro[at] for account in accounts) for at in range(YEARS)],
        ending=running_out(concept.measures, today),
        loads=loads(concept.measures, today.year),
        may=parts.edits(),
        day=parts.day,
        today=today,
        form=_form,
        problems=problems,
        flawed={name for name, _problem in problems},
        wrong=wrong,
        typed={"hours": request.form.get("hours", ""), "euro": request.form.get("euro", "")},
    )
