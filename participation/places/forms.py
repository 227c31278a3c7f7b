"""Forms of the county's pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import (
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, NumberRange, Optional

from participation.base.desk.forms import (
    NO_DAY,
    StaffForm,
    WholeNumber,
    can_be_meant,
    needed,
)
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.places.placeholders import Placeholder
from participation.places.service import PlaceInfo
from surveys.figures.released import PlaceKind

LANDS: dict[str, str] = {
    "BB": "Brandenburg",
    "BE": "Berlin",
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "HB": "Bremen",
    "HE": "Hessen",
    "HH": "Hamburg",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "TH": "Thüringen",
}
KINDS: dict[PlaceKind, Lazy] = {
    PlaceKind.TOWN: lazy_gettext("Stadt"),
    PlaceKind.MUNICIPALITY: lazy_gettext("Gemeinde"),
    PlaceKind.DISTRICT_OFFICE: lazy_gettext("Amt"),
    PlaceKind.JOINT_MUNICIPALITY: lazy_gettext("Verbandsgemeinde"),
    PlaceKind.PLANNING_AREA: lazy_gettext("Planungsraum"),
}
LONGEST = 4000
"""Characters of one text."""
LONGEST_LIST = 40_000
"""Characters of a list of places."""


class CountyForm(StaffForm):
    """Name and Land."""

    name = StringField(lazy_gettext("Name"), [needed, Length(max=120)])
    land = SelectField(
        lazy_gettext("Bundesland"), choices=[SelectChoice(*land) for land in LANDS.items()]
    )
    revision = HiddenField()


class FirstForm(CountyForm):
    """Name, Land and all places: what an empty installation asks first."""

    lines = TextAreaField(
        lazy_gettext("Orte"), [Length(max=LONGEST_LIST)], render_kw={"rows": "12"}
    )


class PlaceForm(StaffForm):
    """One place."""

    name = StringField(lazy_gettext("Name"), [needed, Length(max=120)])
    kind = SelectField(lazy_gettext("Art"))
    parent = SelectField(lazy_gettext("Liegt in"))
    population = WholeNumber(lazy_gettext("Einwohner"), [Optional(), NumberRange(0, 10_000_000)])
    localities = TextAreaField(lazy_gettext("Ortsteile und Postleitzahlen"), [Length(max=LONGEST)])
    revision = HiddenField()

    def offer(self, places: Iterable[PlaceInfo], county: str, own_key: str = "") -> None:
        """Fills the lists to choose from; a place never lies in itself."""
        self.kind.choices = [SelectChoice(kind.value, str(label)) for kind, label in KINDS.items()]
        others = [SelectChoice(p.key, p.name) for p in places if p.key != own_key]
        self.parent.choices = [SelectChoice("", county), *others]

    def place(self, key: str) -> PlaceInfo:
        """What the filled form says."""
        lines = (line.strip() for line in (self.localities.data or "").splitlines())
        return PlaceInfo(
            key,
            PlaceKind(self.kind.data),
            (self.name.data or "").strip(),
            self.parent.data or None,
            self.population.data,
            tuple(line for line in lines if line),
        )


class PlacesForm(StaffForm):
    """Several places, one line each."""

    lines = TextAreaField(
        lazy_gettext("Orte"), [needed, Length(max=LONGEST_LIST)], render_kw={"rows": "12"}
    )
    revision = HiddenField()


class OfferForm(StaffForm):
    """One kind of help; one field of its label per language is added."""

    label_de = StringField(lazy_gettext("Name auf Deutsch"), [needed, Length(max=80)])
    revision = HiddenField()

    @property
    def others(self) -> list[Field]:
        """The label in further languages."""
        return [self[f"label_{tag}"] for tag in LANGUAGES if tag != "de"]

    @property
    def labels(self) -> dict[str, str]:
        """Labels that are filled, by language."""
        found = {tag: (self[f"label_{tag}"].data or "").strip() for tag in LANGUAGES}
        return {tag: label for tag, label in found.items() if label}


for _tag, _language in LANGUAGES.items():
    if _tag != "de":
        setattr(OfferForm, f"label_{_tag}", StringField(_language.own_name, [Length(max=80)]))


Gap = tuple[Placeholder, str]
"""A placeholder, and the language it is asked for; empty when it counts for all."""


def text_key(item: Placeholder, tag: str) -> str:
    """Name of the field of a text."""
    return f"{item.name}_{tag}" if tag else item.name


def texts_form(items: Iterable[Gap]) -> type[StaffForm]:
    """A form with one field per placeholder and language; all may stay empty until a wave opens."""
    fields: dict[str, Any] = {text_key(item, tag): _text_field(item, tag) for item, tag in items}
    return type("TextsForm", (StaffForm,), {**fields, "revision": HiddenField()})


def _text_field(item: Placeholder, tag: str) -> Any:  # noqa: ANN401 - WTForms binds it later
    limit = [Length(max=LONGEST)]
    written = {"lang": tag, "dir": LANGUAGES[tag].direction} if tag else {}
    if item.long:
        return TextAreaField(item.label, limit, render_kw=written)
    if item.date:
        return StringField(item.label, [*limit, _day], render_kw={"type": "date", "class": "short"})
    return StringField(item.label, limit, render_kw=written)


def _day(form: Any, field: Field) -> None:  # noqa: ANN401 - WTForms passes any form
    """A day is written as browsers send one.

    Raises:
        ValidationError: it is not.
    """
    del form
    if not field.data:
        return
    try:
        day = date.fromisoformat(field.data)
    except ValueError:
        raise ValidationError(_("Schreiben Sie den Tag so: 2027-05-31.")) from None
    if not can_be_meant(day):
        raise ValidationError(str(NO_DAY))
