"""The form of a measure."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.areas import service as areas
from participation.base.desk.forms import StaffForm, needed
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk.fields import (
    PickField,
    Ticks,
    as_uuid,
    day_field,
    is_whole,
    is_year,
    whole_of,
)
from participation.concept.desk.parts import place_names
from participation.concept.needs.needs import needs
from participation.concept.tree import measures as saving
from participation.concept.tree.info import (
    LONGEST_SENTENCE,
    ConceptInfo,
    GoalInfo,
    MeasureInfo,
    MeasureText,
)
from participation.concept.tree.kinds import (
    FINANCING_NAMES,
    ORIGIN_NAMES,
    Financing,
    Origin,
    Stage,
)
from participation.organisations import service as organisations
from participation.target_groups import service as target_groups


class MeasureForm(StaffForm):
    """What staff write of a measure."""

    title = StringField(lazy_gettext("Maßnahme in einem Satz"), [needed, Length(max=300)])
    number = StringField(lazy_gettext("Nummer"), [Length(max=20)], render_kw={"class": "short"})
    text = TextAreaField(
        lazy_gettext("Was genau getan wird"), [Length(max=8000)], render_kw={"rows": "5"}
    )
    goal = PickField(lazy_gettext("Ziel"))
    part_of = PickField(lazy_gettext("Teil von"))
    area = PickField(lazy_gettext("Handlungsfeld einer Einzelaktion"))
    ongoing = BooleanField(lazy_gettext("Daueraufgabe"))
    deadline = day_field(lazy_gettext("Frist"))
    responsible = Ticks(lazy_gettext("Zuständig"))
    partners = Ticks(lazy_gettext("Partner"))
    places = Ticks(lazy_gettext("Orte"))
    target_groups = Ticks(lazy_gettext("Zielgruppen"))
    needs = Ticks(lazy_gettext("Antwort auf Bedarfe"))
    hours = StringField(
        lazy_gettext("Stunden im Jahr"),
        [is_whole],
        render_kw={"inputmode": "numeric", "class": "short"},
    )
    euro = StringField(
        lazy_gettext("Euro im Jahr"),
        [is_whole],
        render_kw={"inputmode": "numeric", "class": "short"},
    )
    first_year = StringField(
        lazy_gettext("Erstes Jahr"), [is_year], render_kw={"inputmode": "numeric", "class": "short"}
    )
    last_year = StringField(
        lazy_gettext("Letztes Jahr"),
        [is_year],
        render_kw={"inputmode": "numeric", "class": "short"},
    )
    financing = Ticks(
        lazy_gettext("Woher das Geld kommt"),
        choices=[SelectChoice(kind.value, name) for kind, name in FINANCING_NAMES.items()],
    )
    funding_ends_on = day_field(lazy_gettext("Ende der Förderung"))
    account = StringField(lazy_gettext("Produktkonto"), [Length(max=60)])
    quick_win = BooleanField(lazy_gettext("schnell umsetzbar"))
    focus = BooleanField(lazy_gettext("Schwerpunkt"))
    origin = SelectField(
        lazy_gettext("Herkunft"),
        choices=[SelectChoice(kind.value, name) for kind, name in ORIGIN_NAMES.items()],
    )
    public_sentence = TextAreaField(
        lazy_gettext("Öffentlicher Satz"), [Length(max=LONGEST_SENTENCE)], render_kw={"rows": "3"}
    )
    revision = HiddenField()
    known: MeasureInfo | None = None
    """The measure that is changed."""

    def validate_number(self, field: Field) -> None:
        """A number names one measure.

        Raises:
            ValidationError: another one has it.
        """
        number = (field.data or "").strip()
        if number and saving.number_taken(number, self.known.id if self.known else None):
            raise ValidationError(
                _("Diese Nummer hat schon eine andere Maßnahme. Wählen Sie eine andere.")
            )

    def validate_deadline(self, field: Field) -> None:
        """A permanent task has no end.

        Raises:
            ValidationError: both are said.
        """
        if self.ongoing.data and field.data:
            raise ValidationError(_("Wählen Sie eines: eine Frist oder „Daueraufgabe“."))

    def validate_last_year(self, field: Field) -> None:
        """The last year does not come before the first.

        Raises:
            ValidationError: it does.
        """
        if self.first_year.errors or field.errors:
            return  # one of them is no year, and that is said
        first, last = whole_of(self.first_year.data), whole_of(field.data)
        if first and last and last < first:
            raise ValidationError(_("Das letzte Jahr liegt vor dem ersten. Tauschen Sie sie."))

    def validate_public_sentence(self, field: Field) -> None:
        """Who answers a need in public says what changes.

        Raises:
            ValidationError: the measure is public, answers a need and says nothing.
        """
        public = self.known is not None and self.known.stage is Stage.RELEASED
        if public and self.needs.data and not (field.data or "").strip():
            raise ValidationError(
                _(
                    "Schreiben Sie zuerst den öffentlichen Satz."
                    " Diese Maßnahme antwortet auf einen Bedarf."
                )
            )

    def said(self) -> MeasureText:
        """What the filled form says."""
        sentence = (self.public_sentence.data or "").strip()
        others = dict(self.known.said.public_sentence) if self.known else {}
        if sentence != others.get("de", ""):
            others = {}  # translations belong to the words that they translate
        return MeasureText(
            (self.title.data or "").strip(),
            number=(self.number.data or "").strip() or None,
            text=(self.text.data or "").strip(),
            goal_id=uuid.UUID(self.goal.data) if self.goal.data else None,
            area=None if self.goal.data else self.area.data or None,
            part_of=uuid.UUID(self.part_of.data) if self.part_of.data else None,
            deadline=self.deadline.data,
            ongoing=bool(self.ongoing.data),
            responsible=self.responsible.ids,
            partners=self.partners.ids,
            places=tuple(self.places.data or ()),
            target_groups=tuple(self.target_groups.data or ()),
            needs=self.needs.ids,
            hours=whole_of(self.hours.data),
            euro=whole_of(self.euro.data),
            first_year=whole_of(self.first_year.data),
            last_year=whole_of(self.last_year.data),
            financing=tuple(Financing(kind) for kind in self.financing.data or ()),
            funding_ends_on=self.funding_ends_on.data,
            account=(self.account.data or "").strip(),
            quick_win=bool(self.quick_win.data),
            focus=bool(self.focus.data),
            origin=Origin(self.origin.data),
            public_sentence=others | ({"de": sentence} if sentence else {}),
        )


def measure_form(
    concept: ConceptInfo, known: MeasureInfo | None = None, new: MeasureText | None = None
) -> MeasureForm:
    """The form, filled with what is known of a measure, or with what a new one begins with."""
    said = known.said if known else new or MeasureText("", origin=Origin.ADDED)
    bodies = organisations.resolve((*said.responsible, *said.partners))
    form = MeasureForm(**_filled(said, {key: item.id for key, item in bodies.items()}))
    form.known = known
    if not form.is_submitted():
        form.revision.data = str(known.revision) if known else "0"
    held = {item.id for item in bodies.values()} | _stands_now(form)
    _offer(form, concept, said, held)
    return form


def _stands_now(form: MeasureForm) -> set[uuid.UUID]:
    """Organisations that an open form held: what stands for them today is offered and ticked."""
    fields = (form.responsible, form.partners)
    sent = {value for field in fields for value in field.data or ()}
    now = organisations.resolve(key for value in sent if (key := as_uuid(value)))
    stands = {str(key): str(item.id) for key, item in now.items()}
    for field in fields:
        field.data = list(dict.fromkeys(stands.get(value, value) for value in field.data or ()))
    return {item.id for item in now.values()}


def _filled(said: MeasureText, stands: dict[uuid.UUID, uuid.UUID]) -> dict[str, object]:
    same = ("title", "text", "ongoing", "account", "quick_win", "focus")
    texts = ("hours", "euro", "first_year", "last_year")
    values: dict[str, object] = {name: getattr(said, name) for name in same}
    values |= {
        name: "" if getattr(said, name) is None else str(getattr(said, name)) for name in texts
    }
    return values | {
        "number": said.number or "",
        "goal": str(said.goal_id or ""),
        "part_of": str(said.part_of or ""),
        "area": said.area or "",
        "deadline": said.deadline,
        "funding_ends_on": said.funding_ends_on,
        "responsible": [str(stands.get(key, key)) for key in said.responsible],
        "partners": [str(stands.get(key, key)) for key in said.partners],
        "places": list(said.places),
        "target_groups": list(said.target_groups),
        "needs": [str(key) for key in said.needs],
        "financing": [kind.value for kind in said.financing],
        "origin": said.origin.value,
        "public_sentence": said.public_sentence.get("de", ""),
    }


def _offer(
    form: MeasureForm, concept: ConceptInfo, said: MeasureText, held: Collection[uuid.UUID]
) -> None:
    form.goal.choices = [SelectChoice("", _("keines (Einzelaktion)")), *_goals(concept.goals)]
    form.part_of.choices = [
        SelectChoice("", _("keiner anderen: Sie steht für sich")),
        *_plain((str(item.id), item.label) for item in _wholes(concept, form.known)),
    ]
    form.area.choices = [
        SelectChoice("", _("noch offen")),
        *_plain(areas.choices(keep=(said.area,) if said.area else (), kinds=areas.CONCEPT)),
    ]
    bodies = organisations.choices(keep=held)
    for field in (form.responsible, form.partners):
        chosen = set(field.data or ())
        field.choices = _plain(sorted(bodies, key=lambda pair: pair[0] not in chosen))
    named = place_names()
    gone = {key: key for key in said.places if key not in named}  # a place may go; the key stays
    form.places.choices = _plain((named | gone).items())
    form.target_groups.choices = [
        SelectChoice(key, name)
        for key, name in target_groups.choices(
            concept.target_groups, {*said.target_groups, *(form.target_groups.data or ())}
        )
    ]
    form.needs.choices = [SelectChoice(str(item.id), item.said.title) for item in needs()]


def _wholes(concept: ConceptInfo, known: MeasureInfo | None) -> list[MeasureInfo]:
    """Measures that this one can be a part of: neither itself nor its own parts, however deep."""
    below = {known.id} if known else set()
    for item in concept.measures:  # parts stand behind their whole
        if item.said.part_of in below:
            below.add(item.id)
    held = known.said.part_of if known else None
    return [m for m in concept.measures if m.id not in below and (m.counts or m.id == held)]


def _goals(goals: Iterable[GoalInfo]) -> list[SelectChoice]:
    return [
        SelectChoice(
            str(goal.id),
            goal_label(goal),
            optgroup=areas.title(goal.said.area),
        )
        for goal in goals
    ]


def goal_label(goal: GoalInfo) -> str:
    """A goal as a list of choices names it."""
    number = f"{goal.said.number} " if goal.said.number else ""
    return f"{'' if goal.is_main else '– '}{number}{goal.said.title}"


def _plain(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(key, name) for key, name in pairs]
