"""Forms of the survey pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from participation.base.desk.forms import DayField, StaffForm, WholeNumber, needed
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import of_tag, ordered
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.studies.waves.codes import MOST
from participation.studies.waves.plans import GRACE, LEAST_K, Plan
from participation.studies.waves.waves import WaveInfo
from participation.target_groups import service as target_groups
from surveys.figures.about import SampleKind
from surveys.figures.groups import definitions
from surveys.instrument.instrument import Instrument, Text

SAMPLES: dict[SampleKind, Lazy] = {
    SampleKind.SELF_SELECTED: lazy_gettext("Wer will, antwortet (offener Link, Plakat)"),
    SampleKind.EVERYBODY: lazy_gettext("Alle aus der Zielgruppe sind eingeladen"),
    SampleKind.RANDOM: lazy_gettext("Eine Zufalls-Auswahl ist eingeladen"),
}
DAY = timedelta(days=1)
OWN_WORDS = 300
"""Characters of a text that the county adds: the first page travels to old phones."""


class PlanForm(StaffForm):
    """What staff decide about a wave."""

    title_de = StringField(lazy_gettext("Name der Befragung"), [Length(max=120)])
    slug = StringField(lazy_gettext("Kurze Adresse"), [needed, Length(max=40)])
    target_group = TextAreaField(lazy_gettext("Wen fragen Sie?"), [Length(max=600)])
    target_groups = SelectMultipleField(
        lazy_gettext("Zielgruppen aus Ihrer Liste"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    sampling = SelectField(lazy_gettext("Wie kommen Menschen dazu?"))
    opens_on = DayField(lazy_gettext("Erster Tag"), [needed])
    asking_ends_on = DayField(lazy_gettext("Letzter Tag zum Anfangen"), [needed])
    taking_ends_on = DayField(lazy_gettext("Letzter Tag für angefangene Antworten"), [Optional()])
    results_on = DayField(lazy_gettext("Ergebnisse gibt es ab"), [Optional()])
    k = WholeNumber(lazy_gettext("Kleinste Gruppe, die gezeigt wird"), [needed])
    group_definitions = SelectMultipleField(
        lazy_gettext("Gruppen, die Sie vergleichen"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    needs_code = BooleanField(lazy_gettext("Nur mit Code antworten"))
    revision = HiddenField()

    def offer(self, instrument: Instrument, held: Collection[str]) -> None:
        """Fills the lists to choose from; ``held``: target groups that it has already."""
        known = target_groups.target_groups()
        self.target_groups.choices = [
            SelectChoice(key, name) for key, name in target_groups.choices(known, held)
        ]
        self.sampling.choices = [
            SelectChoice(kind.value, str(label)) for kind, label in SAMPLES.items()
        ]
        self.group_definitions.choices = [
            SelectChoice(choice.key, choice.name.localized(("de",)).text)
            for choice in definitions.available(instrument)
        ]

    @property
    def titles(self) -> list[Field]:
        """The fields of the name in further languages."""
        return [
            field for field in self if field.name.startswith("title_") and field.name != "title_de"
        ]

    @property
    def own_words(self) -> list[tuple[Field, Field]]:
        """By language, the fields of what the county adds to the first and the last page."""
        return [
            (self[f"first_words_{tag}"], self[f"last_words_{tag}"])
            for tag in self._tags("first_words")
        ]

    def _tags(self, name: str) -> list[str]:
        """The languages that ``name`` has fields for."""
        parts = (field.name.partition(f"{name}_") for field in self)
        return ordered(tag for before, found, tag in parts if found and not before)

    def _text(self, name: str) -> Text:
        said = {tag: (self[f"{name}_{tag}"].data or "").strip() for tag in self._tags(name)}
        return Text({tag: text for tag, text in said.items() if text})

    def plan(self) -> Plan:
        """What the filled form says."""
        ends = day_of(self.asking_ends_on) + DAY
        return Plan(
            slug=(self.slug.data or "").strip(),
            opens_at=local_midnight(day_of(self.opens_on)),
            asking_ends_at=local_midnight(ends),
            taking_ends_at=local_midnight(
                self.taking_ends_on.data + DAY if self.taking_ends_on.data else ends + GRACE
            ),
            title=self._text("title"),
            first_words=self._text("first_words"),
            last_words=self._text("last_words"),
            target_group=self.target_group.data or "",
            target_groups=tuple(self.target_groups.data or ()),
            sampling=SampleKind(self.sampling.data),
            group_definitions=tuple(self.group_definitions.data or ()),
            k=self.k.data or LEAST_K,
            results_on=self.results_on.data,
            needs_code=bool(self.needs_code.data),
        )


def plan_form(found: WaveInfo, instrument: Instrument) -> PlanForm:
    """The form of a wave, with one field of the name per language of its questionnaire."""
    form = _in_languages(instrument.languages)(**values(found.plan), revision=found.revision)
    form.offer(instrument, found.plan.target_groups)
    return form


def local_midnight(day: date) -> datetime:
    """The moment at which ``day`` begins in the county."""
    return datetime.combine(day, time(), tzinfo=_zone())


def day_of(field: DayField) -> date:
    """The day in a field that was found filled."""
    if field.data is None:
        raise ValueError(field.name)
    return field.data


def last_day(moment: datetime) -> date:
    """The last day before ``moment`` in the county."""
    return (moment.astimezone(_zone()) - timedelta(microseconds=1)).date()


class UploadForm(StaffForm):
    """The county's own workbook."""

    workbook = FileField(lazy_gettext("Arbeitsmappe (XLSX)"), [needed])


class SheetForm(StaffForm):
    """A filled translation sheet."""

    sheet = FileField(lazy_gettext("Ausgefülltes Blatt (XLSX)"), [needed])


class ChannelForm(StaffForm):
    """A further way by which people hear of the survey."""

    label = StringField(lazy_gettext("Name"), [needed, Length(max=80)])


class CodesForm(StaffForm):
    """How many codes."""

    number = WholeNumber(
        lazy_gettext("Wie viele Codes?"), [needed, NumberRange(1, MOST)], default=24
    )


class ReopenForm(StaffForm):
    """Until when people may answer again."""

    asking_ends_on = DayField(lazy_gettext("Neuer letzter Tag"), [needed])


def _in_languages(tags: Iterable[str]) -> type[PlanForm]:
    known = [of_tag(tag) for tag in ordered([*tags, "de"])]
    fields: dict[str, Any] = {
        f"title_{language.tag}": StringField(language.own_name, [Length(max=120)])
        for language in known
        if language.tag != "de"
    }
    for language in known:
        named = {"name": language.own_name}
        fields[f"first_words_{language.tag}"] = TextAreaField(
            _("Erste Seite: %(name)s") % named, [Length(max=OWN_WORDS)]
        )
        fields[f"last_words_{language.tag}"] = TextAreaField(
            _("Letzte Seite: %(name)s") % named, [Length(max=OWN_WORDS)]
        )
    return type("PlanForm", (PlanForm,), fields)


def values(plan: Plan) -> dict[str, Any]:
    """What the fields hold for a plan."""
    return {
        **{f"title_{tag}": text for tag, text in plan.title.strings.items()},
        **{f"first_words_{tag}": text for tag, text in plan.first_words.strings.items()},
        **{f"last_words_{tag}": text for tag, text in plan.last_words.strings.items()},
        "slug": plan.slug,
        "target_group": plan.target_group,
        "target_groups": list(plan.target_groups),
        "sampling": plan.sampling.value,
        "opens_on": plan.opens_at.astimezone(_zone()).date(),
        "asking_ends_on": last_day(plan.asking_ends_at),
        "taking_ends_on": last_day(plan.taking_ends_at),
        "results_on": plan.results_on,
        "k": plan.k,
        "group_definitions": list(plan.group_definitions),
        "needs_code": plan.needs_code,
    }


def _zone() -> ZoneInfo:
    zone: ZoneInfo = current_app.config["SETTINGS"].zone
    return zone


def show(form: PlanForm, found: list[tuple[str, str]]) -> None:
    """Puts the service's sentences at their fields."""
    for name, sentence in found:
        form[name].errors = [sentence]
