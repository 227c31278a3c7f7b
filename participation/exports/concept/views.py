"""Taking the concept along: which paper, of which day; the table of shares for Word."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields import Field

from participation.access import service as access
from participation.access.service import desk_link
from participation.areas import service as areas
from participation.base.desk.forms import DayField, StaffForm, needed
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.web.templating import local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.concept import service as concept
from participation.exports.concept import extract, lines, orders
from participation.exports.concept.orders import Form
from participation.exports.concept.wanted import Edition, Picture, Wanted
from participation.organisations import service as organisations
from participation.places import service as places

blueprint = Blueprint("concept_files", __name__, url_prefix="/desk/concept/files")
BODY, PLACE = "body", "place"
PAPER_NAMES: Mapping[str, Lazy] = {
    Edition.SHORT.value: lazy_gettext("Kurzfassung auf zwei Seiten"),
    Edition.LONG.value: lazy_gettext("Langfassung"),
    BODY: lazy_gettext("Auszug für eine Stelle"),
    PLACE: lazy_gettext("Auszug für einen Ort"),
}


class FilesForm(StaffForm):
    """Day and part of the papers."""

    on = DayField(lazy_gettext("Stand am Tag"), [needed])
    since = DayField(lazy_gettext("Verglichen mit dem Stand vom"))
    released = BooleanField(lazy_gettext("Nur freigegebene Maßnahmen"))
    body = SelectField(lazy_gettext("Stelle"), validate_choice=False)
    place = SelectField(lazy_gettext("Ort"), validate_choice=False)
    paper = ""
    """What is ordered; no field, for it stands in the address."""
    bodies: Mapping[str, str] = {}
    """Those that an extract can be made for, by id."""
    places: Mapping[str, str] = {}

    def validate_on(self, field: Field) -> None:
        """A state is what is or was.

        Raises:
            ValidationError: the day is to come.
        """
        if field.data and field.data > _today():
            raise ValidationError(_("Wählen Sie einen Tag bis heute. Eine Ampel sagt, was ist."))

    def validate_since(self, field: Field) -> None:
        """What is compared with lies before.

        Raises:
            ValidationError: it does not.
        """
        if field.data and self.on.data and field.data >= self.on.data:
            raise ValidationError(_("Wählen Sie einen Tag vor dem Stand, oder lassen Sie es leer."))

    def validate_body(self, field: Field) -> None:
        """An extract for a body names one.

        Raises:
            ValidationError: it does not.
        """
        if self.paper == BODY and field.data not in self.bodies:
            raise ValidationError(_("Wählen Sie eine Stelle."))

    def validate_place(self, field: Field) -> None:
        """An extract for a place names one.

        Raises:
            ValidationError: it does not.
        """
        if self.paper == PLACE and field.data not in self.places:
            raise ValidationError(_("Wählen Sie einen Ort."))

    def wanted(self) -> Wanted:
        """What the filled form orders."""
        known = {picture.value: picture for picture in Picture}
        short = self.paper == Edition.SHORT
        return Wanted(
            self.on.data or _today(),
            Edition.SHORT if short else Edition.LONG,
            self.since.data if short or self.paper == Edition.LONG else None,
            bool(self.released.data),
            uuid.UUID(self.body.data) if self.paper == BODY else None,
            self.place.data if self.paper == PLACE else None,
            known.get(self.paper),
        )


@blueprint.get("")
@staff(Permission.READ_CONCEPT)
def choose() -> str:
    """Which paper serves what."""
    form = _form("")
    form.on.data = _asked()
    return _page(form)


@blueprint.post("/<paper>/<ending>")
@staff(Permission.READ_CONCEPT)
def order(paper: str, ending: str) -> ResponseReturnValue:
    """Has a paper made; leads to the page that offers it."""
    kind, title = _kind(paper, ending)
    form = _form(paper)
    if not form.validate_on_submit():
        return _page(form), 400
    wanted = form.wanted()
    what = f"{orders.file_name(wanted, ending)}"
    access.audit(access.Action.EXPORT, _("Konzept"), what)
    back = url_for("concept_files.choose", on=wanted.on.isoformat())
    return redirect(orders.order(wanted, kind, title=title, back=back), 303)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of shares."""

    label: str
    cells: tuple[str, ...]
    total: str


@blueprint.get("/word")
@staff(Permission.READ_CONCEPT)
def word() -> str:
    """The table of shares as it will stand in a paper of others, and how to take it."""
    on = _asked()
    counted = [(s.area, s.report.light if s.report else None) for s in concept.states(on)]
    overall = concept.tally(light for _area, light in counted)
    by_area = concept.tally_by(counted, areas.every())
    shown = lines.series([overall, *by_area.values()])
    named = [(areas.title(key, "de") if key else lines.NO_AREA, t) for key, t in by_area.items()]
    bars = [lines.bar(label, t, shown) for label, t in [*named, (lines.ALL, overall)]]
    return render_template(
        "exports/concept-word.html",
        on=on,
        heads=[f"{lines.SYMBOLS[kind.look]} {kind.word}" for kind in shown],
        rows=[Row(bar.label, tuple(extract.cells(bar)), lines.number(bar.total)) for bar in bars],
        counts=lines.counts(overall),
        source=f"{lines.day(on)}, {places.county_name()}",
        back=desk_link("concept_desk.lights", on=on.isoformat()),
    )


def _page(form: FilesForm) -> str:
    return render_template(
        "exports/concept.html",
        form=form,
        papers=PAPER_NAMES,
        forms=orders.PAPERS.values(),
        picture_forms=orders.PICTURES.values(),
        pictures=orders.PICTURE_NAMES,
        back=desk_link("concept_desk.overview"),
    )


def _form(paper: str) -> FilesForm:
    found = concept.concept()
    if found is None:
        raise NotFound
    form = FilesForm()
    form.paper = paper
    keys = [key for item in found.measures for key in (*item.said.responsible, *item.said.partners)]
    form.bodies = {str(body.id): body.label for body in organisations.resolve(keys).values()}
    form.places = {place.key: place.name for place in places.places()}
    by_name = sorted(form.bodies.items(), key=lambda pair: pair[1].casefold())
    form.body.choices = [("", _("bitte wählen")), *by_name]
    form.place.choices = [("", _("bitte wählen")), *form.places.items()]
    return form


def _kind(paper: str, ending: str) -> tuple[Form, str]:
    """The kind of file, and what the paper is called."""
    if paper in PAPER_NAMES and ending in orders.PAPERS:
        return orders.PAPERS[ending], str(PAPER_NAMES[paper])
    if paper in set(Picture) and ending in orders.PICTURES:
        return orders.PICTURES[ending], str(orders.PICTURE_NAMES[Picture(paper)])
    raise NotFound


def _asked() -> date:
    """The day that an address names; one that is none or to come: today."""
    try:
        found = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return _today()
    return min(found, _today())


def _today() -> date:
    return local_day(datetime.now(UTC))


def init_app(app: Flask) -> None:
    """Registers papers and pages."""
    app.register_blueprint(blueprint)
    orders.init_app(app)
