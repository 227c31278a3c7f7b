"""Until when answers are kept, and deleting them at once: a page that says what happens."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action, audit
from participation.base.desk.forms import DayField, StaffForm, needed
from participation.base.errors import DomainError
from participation.base.web.security import Permission, staff
from participation.base.web.templating import format_date, local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.respond.answers import retention
from participation.respond.desk.views import blueprint
from participation.studies import service as studies


class KeepingForm(StaffForm):
    """An earlier day on which answers go."""

    ends_on = DayField(lazy_gettext("Löschen am"), validators=[needed])


@blueprint.route("/<uuid:wave_id>/keeping", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def keeping(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Shows the day, takes an earlier one."""
    wave = studies.wave(wave_id)
    kept = retention.keeping(wave_id)
    form = KeepingForm(ends_on=kept.ends_on)
    if form.validate_on_submit() and (chosen := form.ends_on.data):
        try:
            retention.shorten(wave_id, chosen, local_day(datetime.now(UTC)))
        except DomainError as problem:
            form.ends_on.errors = [str(problem.remedy)]
        else:
            day = format_date(chosen)
            audit(
                Action.DELETE, wave.slug, _("Antworten werden gelöscht am %(day)s") % {"day": day}
            )
            return redirect(url_for(".keeping", wave_id=wave_id), 303)
    page = render_template(
        "respond/desk/keeping.html",
        wave=wave,
        kept=kept,
        form=form,
        over=wave.state in retention.OVER,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/<uuid:wave_id>/forget", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def forgetting(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Says what goes and what stays, then deletes the answers of a survey that is over."""
    wave = studies.wave(wave_id)
    form = StaffForm()
    if request.method == "POST" and form.validate():
        retention.forget_soon(wave_id)
        audit(Action.DELETE, wave.slug, _("Antworten gelöscht"))
        return redirect(url_for(".keeping", wave_id=wave_id), 303)
    return render_template(
        "respond/desk/forgetting.html", wave=wave, form=form, kept=retention.keeping(wave_id)
    )
