"""Pages of a measure's metrics."""

from __future__ import annotations

import uuid
from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.access.service import Action
from participation.base import database
from participation.base.desk.forms import ConfirmForm, StaffForm, needed, revision_of
from participation.base.errors import Conflict, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.fields import day_field, is_number, number_of
from participation.concept.desk.overview import blueprint
from participation.concept.metrics import metrics as saving
from participation.concept.metrics.metrics import (
    METRIC_NAMES,
    MetricInfo,
    MetricKind,
    MetricText,
    ValueInfo,
)
from participation.concept.tree import reading
from participation.concept.tree.info import MeasureInfo


class MetricForm(StaffForm):
    """What staff say of a metric."""

    name = StringField(lazy_gettext("Was gezählt wird"), [needed, Length(max=160)])
    kind = SelectField(
        lazy_gettext("Art"),
        choices=[SelectChoice(kind.value, name) for kind, name in METRIC_NAMES.items()],
    )
    unit = StringField(lazy_gettext("Einheit"), [Length(max=40)], render_kw={"class": "short"})
    target = StringField(
        lazy_gettext("Zielwert"), [is_number], render_kw={"inputmode": "decimal", "class": "short"}
    )
    target_on = day_field(lazy_gettext("Zu erreichen bis"))
    revision = HiddenField()

    def said(self) -> MetricText:
        """What the filled form says."""
        return MetricText(
            (self.name.data or "").strip(),
            MetricKind(self.kind.data),
            (self.unit.data or "").strip(),
            number_of(self.target.data or ""),
            self.target_on.data,
        )


class ValueForm(StaffForm):
    """One value."""

    value = StringField(
        lazy_gettext("Wert"),
        [needed, is_number],
        render_kw={"inputmode": "decimal", "class": "short"},
    )
    day = day_field(lazy_gettext("Stand vom"), needed)
    source = StringField(lazy_gettext("Quelle"), [Length(max=200)])


@blueprint.route("/measures/<uuid:measure_id>/metrics/new", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def add_metric(measure_id: uuid.UUID) -> ResponseReturnValue:
    """A further metric of a measure."""
    measure, form = reading.measure(measure_id), MetricForm()
    if form.validate_on_submit():
        key = saving.add_metric(measure_id, form.said(), today=parts.today())
        parts.audit(Action.CHANGE, _("Kennzahl angelegt"), measure)
        return redirect(url_for("concept_desk.metric", metric_id=key), 303)
    return _page(measure, form, None)


@blueprint.route("/metrics/<uuid:metric_id>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def metric(metric_id: uuid.UUID) -> ResponseReturnValue:
    """Changes a metric; the second of two editors sees both versions."""
    known = saving.metric(metric_id)
    measure, form = reading.measure(known.measure_id), _form(known)
    if not form.validate_on_submit():
        return _page(measure, form, known)
    try:
        saving.edit_metric(metric_id, revision_of(form), form.said(), today=parts.today())
    except Conflict:
        database.rollback()
        theirs = saving.metric(metric_id)
        form.revision.data = str(theirs.revision)
        return _page(measure, form, theirs, second=True)
    parts.audit(Action.CHANGE, _("Kennzahl geändert"), measure)
    return redirect(url_for("concept_desk.measure", measure_id=measure.id), 303)


@blueprint.post("/metrics/<uuid:metric_id>/values")
@staff(Permission.EDIT_CONCEPT)
def add_value(metric_id: uuid.UUID) -> ResponseReturnValue:
    """Enters a value; one of the same day is corrected by it."""
    known = saving.metric(metric_id)
    values = _value_form(known)
    measure = reading.measure(known.measure_id)
    if not values.validate_on_submit():
        return _page(measure, _form(known, fresh=True), known, values=values)
    value = ValueInfo(
        values.day.data or parts.today(),
        number_of(values.value.data or "") or 0.0,
        (values.source.data or "").strip(),
    )
    saving.set_value(metric_id, value, today=parts.today())
    parts.audit(Action.CHANGE, _("Wert einer Kennzahl"), measure)
    return redirect(url_for("concept_desk.metric", metric_id=metric_id), 303)


@blueprint.post("/metrics/<uuid:metric_id>/values/<day>/delete")
@staff(Permission.EDIT_CONCEPT)
def drop_value(metric_id: uuid.UUID, day: str) -> ResponseReturnValue:
    """Takes a value away."""
    known = saving.metric(metric_id)
    try:
        named = date.fromisoformat(day)
    except ValueError:
        raise NotFound from None
    if ConfirmForm().validate_on_submit():
        saving.drop_value(metric_id, named)
        parts.audit(Action.DELETE, _("Wert einer Kennzahl"), reading.measure(known.measure_id))
    return redirect(url_for("concept_desk.metric", metric_id=metric_id), 303)


@blueprint.post("/metrics/<uuid:metric_id>/delete")
@staff(Permission.EDIT_CONCEPT)
def delete_metric(metric_id: uuid.UUID) -> ResponseReturnValue:
    """Deletes a metric with its values."""
    known = saving.metric(metric_id)
    if ConfirmForm().validate_on_submit():
        saving.delete_metric(metric_id, today=parts.today())
        parts.audit(Action.DELETE, _("Kennzahl"), reading.measure(known.measure_id))
    return redirect(url_for("concept_desk.measure", measure_id=known.measure_id), 303)


def _form(known: MetricInfo, *, fresh: bool = False) -> MetricForm:
    said = known.said
    values = {
        "name": said.name,
        "kind": said.kind.value,
        "unit": said.unit,
        "target": "" if said.target is None else f"{said.target:g}".replace(".", ","),
        "target_on": said.target_on,
        "revision": str(known.revision),
    }
    # What was sent belongs to the other form of the page: this one shows what is known.
    return MetricForm(formdata=None, **values) if fresh else MetricForm(**values)


def _value_form(known: MetricInfo | None, *, fresh: bool = False) -> ValueForm:
    given = {"formdata": None} if fresh else {}
    form = ValueForm(**given, day=parts.today())
    # One of the same day would be replaced: who enters it has seen those there are.
    form.drawn_from = (
        [[each.day, each.value, each.source] for each in known.values] if known else []
    )
    return form


def _page(
    measure: MeasureInfo,
    form: MetricForm,
    known: MetricInfo | None,
    *,
    second: bool = False,
    values: ValueForm | None = None,
) -> ResponseReturnValue:
    if values is None:
        values = _value_form(known, fresh=True)
    page = render_template(
        "concept/measures/metric.html",
        item=measure,
        form=form,
        metric=known,
        values=values,
        second=second,
        kinds=METRIC_NAMES,
        day=parts.day,
    )
    return page, 409 if second else 400 if form.errors or values.errors else 200
