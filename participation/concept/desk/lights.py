"""Pages of the traffic light: set with reason and day, shown for any day."""

from __future__ import annotations

import uuid
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.access.service import Action
from participation.areas import service as areas
from participation.base import database
from participation.base.desk.forms import NO_DAY, RevisionForm, StaffForm, needed, revision_of
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.fields import day_field, day_of, is_year, whole_of
from participation.concept.desk.overview import blueprint
from participation.concept.light import reports
from participation.concept.light.kinds import LIGHT_NAMES, TrafficLight
from participation.concept.light.reports import ReportText
from participation.concept.light.shares import tally, tally_by
from participation.concept.light.states import reporting_days, states, tallies
from participation.concept.tree import reading
from participation.concept.tree.info import MeasureInfo


def is_light(form: StaffForm, field: Field) -> None:
    """One of the lights is chosen.

    Raises:
        ValidationError: none is.
    """
    del form
    if field.data not in set(TrafficLight):
        raise ValidationError(_("Wählen Sie eine der drei Farben."))


class DatedForm(StaffForm):
    """Something said of a day that is not to come."""

    as_of = day_field(lazy_gettext("Stand vom"), needed)

    def validate_as_of(self, field: Field) -> None:
        """A state is what is or was.

        Raises:
            ValidationError: the day is to come.
        """
        if field.data and field.data > parts.today():
            raise ValidationError(_("Wählen Sie einen Tag bis heute. Eine Ampel sagt, was ist."))


class LightForm(DatedForm, RevisionForm):
    """A light with its reason."""

    light = RadioField(
        lazy_gettext("Ampel"),
        [is_light],
        choices=[SelectChoice(light.value, name) for light, name in LIGHT_NAMES.items()],
        validate_choice=False,  # our own sentence says what to do
    )
    reason = TextAreaField(
        lazy_gettext("Grund in einem Satz"), [needed, Length(max=1000)], render_kw={"rows": "3"}
    )
    public = BooleanField(lazy_gettext("Grund auch öffentlich zeigen"))
    year = StringField(
        lazy_gettext("Grün für das Jahr"),
        [is_year],
        render_kw={"inputmode": "numeric", "class": "short"},
    )

    def said(self, *, ongoing: bool) -> ReportText:
        """What the filled form says; a permanent task's green names its year."""
        light, as_of = TrafficLight(self.light.data), self.as_of.data or parts.today()
        green = ongoing and light is TrafficLight.GREEN
        year = (whole_of(self.year.data) or as_of.year) if green else None
        reason, public = (self.reason.data or "").strip(), bool(self.public.data)
        return ReportText(light, reason, as_of, year, public)


class NoteForm(DatedForm):
    """A note on how it goes."""

    text = TextAreaField(
        lazy_gettext("Notiz zum Fortschritt"), [needed, Length(max=2000)], render_kw={"rows": "3"}
    )


@blueprint.route("/measures/<uuid:measure_id>/light", methods=["GET", "POST"])
@staff(Permission.DECIDE_CONCEPT)
def light(measure_id: uuid.UUID) -> ResponseReturnValue:
    """Sets a light; the second of two who do so sees both."""
    found, form = reading.measure(measure_id), LightForm()
    if not form.is_submitted():
        form.revision.data = str(found.status.number if found.status else 0)
        form.as_of.data = parts.today()
        form.year.data = str(parts.today().year)
        form.public.data = found.status is not None and found.status.public
    if not form.validate_on_submit():
        return _light_page(found, form)
    said = form.said(ongoing=found.said.ongoing)
    seen = revision_of(form)
    try:
        reports.report(measure_id, seen, said, role=parts.role(), today=parts.today())
    except Conflict:
        database.rollback()
        return _light_page(reading.measure(measure_id), form, second=True)
    parts.audit(Action.CHANGE, _("Ampel gesetzt"), found)
    return redirect(url_for("concept_desk.measure", measure_id=measure_id), 303)


@blueprint.route("/measures/<uuid:measure_id>/note", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def note(measure_id: uuid.UUID) -> ResponseReturnValue:
    """A dated note; the light stays."""
    found, form = reading.measure(measure_id), NoteForm()
    if not form.is_submitted():
        form.as_of.data = parts.today()
    if form.validate_on_submit():
        text, as_of, today = (form.text.data or "").strip(), form.as_of.data, parts.today()
        reports.add_note(measure_id, text, as_of or today, role=parts.role(), today=today)
        parts.audit(Action.CHANGE, _("Notiz geschrieben"), found)
        return redirect(url_for("concept_desk.measure", measure_id=measure_id), 303)
    page = render_template("concept/measures/note.html", item=found, form=form)
    return page, 400 if form.errors else 200


@blueprint.get("/lights")
@staff(Permission.READ_CONCEPT)
def lights() -> ResponseReturnValue:
    """Shares overall and by area as they were shown on a day, and over time."""
    today = parts.today()
    asked, problem = _asked(request.args.get("on", ""), today)
    found = states(asked)
    counted = [(item.area, item.report.light if item.report else None) for item in found]
    page = render_template(
        "concept/lights_page.html",
        on=asked,
        today=today,
        typed=request.args.get("on", ""),
        problem=problem,
        overall=tally(found_light for _area, found_light in counted),
        by_area=tally_by(counted, areas.every()),
        areas=areas.every(),
        over_time=tallies(reporting_days(asked)),
        day=parts.day,
    )
    return page, 400 if problem else 200


def _light_page(
    found: MeasureInfo, form: LightForm, *, second: bool = False
) -> ResponseReturnValue:
    if second:
        form.revision.data = str(found.status.number if found.status else 0)
    page = render_template(
        "concept/measures/light.html", item=found, form=form, second=second, day=parts.day
    )
    return page, 409 if second else 400 if form.errors else 200


def _asked(sent: str, today: date) -> tuple[date, str]:
    """The day that is asked for, and what is wrong with it."""
    try:
        found = day_of(sent)
    except ValueError:
        return today, str(NO_DAY)
    if found and found > today:
        return today, _("Wählen Sie einen Tag bis heute. Eine Ampel sagt, was ist.")
    return found or today, ""
