"""Forms of the event pages."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from participation.base.desk.forms import DayField, StaffForm, WholeNumber, needed
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.boards.base.kinds import EventKind, Layout, Phase
from participation.boards.desk import surveys, words
from participation.boards.events.programme import EventInfo, EventPlan, WorkshopInfo, WorkshopPlan
from participation.boards.leading import timing
from participation.boards.setup.preparing import LONGEST_PROMPT, LONGEST_TITLE

KINDS: dict[EventKind, Lazy] = {
    EventKind.CONFERENCE: lazy_gettext("Fachtag"),
    EventKind.FUTURE_WORKSHOP: lazy_gettext("Zukunftswerkstatt"),
    EventKind.WORLD_CAFE: lazy_gettext("World Café"),
    EventKind.EXCHANGE: lazy_gettext("Austausch"),
}
LAYOUTS: dict[Layout, Lazy] = {
    Layout.COLUMNS: lazy_gettext("Spalten nebeneinander"),
    Layout.WALL: lazy_gettext("Eine Wand, alle Zettel gemischt"),
    Layout.MATRIX: lazy_gettext("Tabelle: eine Zeile je Ort"),
}


class EventForm(StaffForm):
    """What staff decide about an event."""

    title_de = StringField(lazy_gettext("Name der Veranstaltung"), [needed, Length(max=120)])
    kind = SelectField(lazy_gettext("Art"))
    day = DayField(lazy_gettext("Tag"), [needed])
    place_name = StringField(lazy_gettext("Ort und Haus"), [Length(max=200)])
    languages = SelectMultipleField(
        lazy_gettext("Sprachen auf den Handys"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    feedback_wave = SelectField(lazy_gettext("Rückmeldung nach dem Fachtag"))
    retention_until = DayField(lazy_gettext("Archivieren nach dem"), [Optional()])
    revision = HiddenField()

    def offer(self, chosen: uuid.UUID | None = None) -> None:
        """Fills the lists to choose from; ``chosen`` is the survey that stands there now."""
        self.kind.choices = [SelectChoice(kind.value, str(label)) for kind, label in KINDS.items()]
        self.languages.choices = _language_choices()
        waves = [SelectChoice(key, label) for key, label in surveys.choices(chosen)]
        self.feedback_wave.choices = [SelectChoice("", _("keine")), *waves]

    def validate_retention_until(self, field: DayField) -> None:
        """The end of keeping lies behind the day.

        Raises:
            ValidationError: it does not.
        """
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(_("Wählen Sie einen Tag nach der Veranstaltung."))

    @property
    def titles(self) -> list[Field]:
        """The fields of the name in further languages."""
        return _titles(self)

    def plan(self) -> EventPlan:
        """What the filled form says."""
        return EventPlan(
            title=_said(self),
            day=_filled(self.day),
            kind=EventKind(self.kind.data),
            place_name=(self.place_name.data or "").strip(),
            languages=("de", *(self.languages.data or ())),
            retention_until=self.retention_until.data,
            feedback_wave=uuid.UUID(wave) if (wave := self.feedback_wave.data) else None,
        )


class WorkshopForm(StaffForm):
    """What staff decide about a workshop."""

    title_de = StringField(lazy_gettext("Thema des Workshops"), [needed, Length(max=120)])
    room = StringField(lazy_gettext("Raum"), [Length(max=120)])
    starts = TimeField(lazy_gettext("Beginn"), [Optional()])
    ends = TimeField(lazy_gettext("Ende"), [Optional()])
    languages = SelectMultipleField(
        lazy_gettext("Sprachen, wenn es andere sind als bei der Veranstaltung"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self) -> None:
        """Fills the list of languages."""
        self.languages.choices = _language_choices()

    @property
    def titles(self) -> list[Field]:
        """The fields of the name in further languages."""
        return _titles(self)

    def validate_ends(self, field: TimeField) -> None:
        """The end lies behind the beginning.

        Raises:
            ValidationError: it does not.
        """
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("Das Ende liegt nach dem Beginn."))

    def plan(self, day: date) -> WorkshopPlan:
        """What the filled form says, for the event's day."""
        chosen = tuple(self.languages.data or ())
        return WorkshopPlan(
            title=_said(self),
            room=(self.room.data or "").strip(),
            starts_at=_moment(day, self.starts.data),
            ends_at=_moment(day, self.ends.data),
            languages=("de", *chosen) if chosen else (),
        )


class PromptsForm(StaffForm):
    """Titles and questions of a board in one language; a pair of fields per column."""

    released = BooleanField(
        lazy_gettext("Ich habe alles gelesen. Die Texte dürfen auf die Handys.")
    )

    def pair(self, key: str) -> tuple[Field, Field]:
        """Title and question of a column."""
        return self[f"title_{key}"], self[f"prompt_{key}"]


class HoldWordsForm(StaffForm):
    """Words that make a note wait."""

    words = TextAreaField(lazy_gettext("Ein Wort je Zeile"), [Length(max=20_000)])


def event_form(found: EventInfo | None) -> EventForm:
    """The form of an event, or of a new one."""
    made = _with_titles(EventForm)
    values: dict[str, Any] = {"languages": ["de"]}
    if found:
        plan = found.plan
        values = {
            **{f"title_{tag}": text for tag, text in plan.title.items()},
            "kind": plan.kind.value,
            "day": plan.day,
            "place_name": plan.place_name,
            "languages": list(plan.languages),
            "retention_until": plan.retention_until,
            "feedback_wave": str(plan.feedback_wave or ""),
            "revision": found.revision,
        }
    form: EventForm = made(**values)
    form.offer(found.plan.feedback_wave if found else None)
    return form


def workshop_form(found: WorkshopInfo | None) -> WorkshopForm:
    """The form of a workshop, or of a new one."""
    made = _with_titles(WorkshopForm)
    values: dict[str, Any] = {}
    if found:
        plan = found.plan
        values = {
            **{f"title_{tag}": text for tag, text in plan.title.items()},
            "room": plan.room,
            "starts": _local(plan.starts_at),
            "ends": _local(plan.ends_at),
            "languages": list(plan.languages),
        }
    form: WorkshopForm = made(**values)
    form.offer()
    return form


class ColumnForm(StaffForm):
    """A further column, in German."""

    title = StringField(lazy_gettext("Titel"), [needed, Length(max=LONGEST_TITLE)])
    prompt = StringField(lazy_gettext("Frage"), [Length(max=LONGEST_PROMPT)])


class LayoutForm(StaffForm):
    """How a board lies on a large screen."""

    layout = SelectField(
        lazy_gettext("Auf der Wand"),
        choices=[SelectChoice(layout.value, label) for layout, label in LAYOUTS.items()],
    )


def layout_form(layout: Layout) -> LayoutForm:
    """The form of a board that lies so."""
    return LayoutForm(layout=layout.value)


def minutes_form(planned: Mapping[Phase, int]) -> StaffForm:
    """The minutes of a board's timed phases, each under the phase's name."""
    fields = {
        phase.value: WholeNumber(words.PHASE_NAMES[phase], [Optional()]) for phase in timing.TIMED
    }
    made: type[StaffForm] = type("MinutesForm", (StaffForm,), fields)
    return made(**{phase.value: planned[phase] for phase in timing.TIMED})


def prompts_form(
    said: dict[str, tuple[str, str]], *, released: bool, sent: bool = True
) -> PromptsForm:
    """The form of a board's prompts in one language, by key of the column.

    Args:
        said: title and question of each.
        released: whether somebody stands for them.
        sent: whether the request may hold what was typed into it.
    """
    fields: dict[str, Any] = {}
    for key in said:
        fields[f"title_{key}"] = StringField(
            lazy_gettext("Titel"), [needed, Length(max=LONGEST_TITLE)]
        )
        fields[f"prompt_{key}"] = StringField(lazy_gettext("Frage"), [Length(max=LONGEST_PROMPT)])
    made: type[PromptsForm] = type("PromptsForm", (PromptsForm,), fields)
    values = {f"title_{key}": title for key, (title, _prompt) in said.items()}
    values |= {f"prompt_{key}": prompt for key, (_title, prompt) in said.items()}
    given = {} if sent else {"formdata": None}
    return made(**given, **values, released=released)


def _with_titles(base: Any) -> Any:  # noqa: ANN401  a class of forms with further fields
    fields = {
        f"title_{tag}": StringField(language.own_name, [Length(max=120)])
        for tag, language in LANGUAGES.items()
        if tag != "de"
    }
    return type(base.__name__, (base,), fields)


def _titles(form: StaffForm) -> list[Field]:
    return [field for field in form if field.name.startswith("title_") and field.name != "title_de"]


def _said(form: StaffForm) -> dict[str, str]:
    found = {tag: (form[f"title_{tag}"].data or "").strip() for tag in LANGUAGES}
    return {tag: text for tag, text in found.items() if text}


def _language_choices() -> list[SelectChoice]:
    return [
        SelectChoice(tag, language.own_name) for tag, language in LANGUAGES.items() if tag != "de"
    ]


def _filled(field: DayField) -> date:
    """The day in a field that was found filled."""
    if field.data is None:
        raise ValueError(field.name)
    return field.data


def _moment(day: date, at: time | None) -> datetime | None:
    return datetime.combine(day, at, tzinfo=_zone()) if at else None


def _local(moment: datetime | None) -> time | None:
    return moment.astimezone(_zone()).time() if moment else None


def _zone() -> ZoneInfo:
    zone: ZoneInfo = current_app.config["SETTINGS"].zone
    return zone
