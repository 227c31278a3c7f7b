"""The form of a goal."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from flask import request
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.areas import service as areas
from participation.base.desk.forms import StaffForm, needed
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk.fields import PickField, Ticks
from participation.concept.desk.measure_forms import goal_label
from participation.concept.tree import indicators
from participation.concept.tree.info import Aim, ConceptInfo, GoalInfo, GoalText
from participation.concept.tree.kinds import DIRECTION_NAMES, Direction
from participation.target_groups import service as target_groups

SYMBOLS = {"+": Direction.UP, "-": Direction.DOWN, "=": Direction.STEADY}
LONGEST_KEY = 120
CHOSEN = 4
"""Indicators that can be chosen from the list; further ones are written."""


def _chosen() -> SelectField:
    return PickField(lazy_gettext("Indikator"))


def _direction() -> SelectField:
    return SelectField(
        lazy_gettext("Wohin"),
        choices=[SelectChoice(key.value, name) for key, name in DIRECTION_NAMES.items()],
    )


class GoalForm(StaffForm):
    """What staff write of a goal."""

    title = StringField(lazy_gettext("Ziel in einem Satz"), [needed, Length(max=300)])
    number = StringField(lazy_gettext("Nummer"), [Length(max=20)], render_kw={"class": "short"})
    parent = PickField(lazy_gettext("Unter welchem Oberziel"))
    area = PickField(lazy_gettext("Handlungsfeld eines Oberziels"))
    text = TextAreaField(lazy_gettext("Was damit gemeint ist"), [Length(max=4000)])
    indicator_1, direction_1 = _chosen(), _direction()
    indicator_2, direction_2 = _chosen(), _direction()
    indicator_3, direction_3 = _chosen(), _direction()
    indicator_4, direction_4 = _chosen(), _direction()
    aims = TextAreaField(
        lazy_gettext("Andere Indikatoren"),
        [Length(max=4000)],
        render_kw={"rows": "3", "spellcheck": "false"},
    )
    target_groups = Ticks(lazy_gettext("Zielgruppen"))
    revision = HiddenField()

    @property
    def pairs(self) -> list[tuple[SelectField, SelectField]]:
        """Each indicator of the list with where it should go."""
        numbers = range(1, CHOSEN + 1)
        return [(self[f"indicator_{at}"], self[f"direction_{at}"]) for at in numbers]

    def validate_area(self, field: Field) -> None:
        """A main goal stands in an area.

        Raises:
            ValidationError: it names none.
        """
        if not self.parent.data and not field.data:
            raise ValidationError(_("Wählen Sie ein Handlungsfeld oder ein Oberziel."))

    def validate_aims(self, field: Field) -> None:
        """Each line is a direction and a key.

        Raises:
            ValidationError: one is not.
        """
        for line in _lines(field.data):
            if line[0] not in SYMBOLS or not line[1:].strip() or len(line) > LONGEST_KEY:
                raise ValidationError(
                    _("Beginnen Sie jede Zeile mit + (steigen), - (sinken) oder = (so bleiben).")
                )

    def said(self) -> GoalText:
        """What the filled form says."""
        return GoalText(
            (self.title.data or "").strip(),
            self.area.data or "",
            uuid.UUID(self.parent.data) if self.parent.data else None,
            (self.number.data or "").strip(),
            (self.text.data or "").strip(),
            tuple(self._aims()),
            tuple(self.target_groups.data or ()),
        )

    def _aims(self) -> Iterator[Aim]:
        for indicator, direction in self.pairs:
            if indicator.data:
                yield Aim(indicator.data, Direction(direction.data))
        for line in _lines(self.aims.data):
            yield Aim(line[1:].strip(), SYMBOLS[line[0]])


def goal_form(concept: ConceptInfo, known: GoalInfo | None = None) -> GoalForm:
    """The form, filled with what is known of a goal."""
    said = known.said if known else GoalText("", request.args.get("area", ""))
    listed = indicators.offered()
    form = GoalForm(**_filled(said, {key for group in listed.values() for key in group}))
    if not form.is_submitted():
        form.revision.data = str(known.revision) if known else "0"
    mains = [item for item in concept.goals if item.is_main and item != known]
    form.parent.choices = [
        SelectChoice("", _("keines: Es ist selbst ein Oberziel")),
        *(SelectChoice(str(item.id), goal_label(item)) for item in mains),
    ]
    kept = areas.choices(keep=(said.area,) if said.area else (), kinds=areas.CONCEPT)
    form.area.choices = [
        SelectChoice("", _("bitte wählen")),
        *(SelectChoice(key, name) for key, name in kept),
    ]
    form.target_groups.choices = [
        SelectChoice(key, name)
        for key, name in target_groups.choices(
            concept.target_groups, {*said.target_groups, *(form.target_groups.data or ())}
        )
    ]
    for indicator, _direction_field in form.pairs:
        indicator.choices = [
            SelectChoice("", _("keiner")),
            *(
                SelectChoice(key, question, optgroup=title)
                for title, group in listed.items()
                for key, question in group.items()
            ),
        ]
    return form


def _filled(said: GoalText, offered: set[str]) -> dict[str, object]:
    """Aims of the list stand in the selects, all others are written."""
    symbols = {direction: symbol for symbol, direction in SYMBOLS.items()}
    chosen = [aim for aim in said.aims if aim.indicator in offered][:CHOSEN]
    values: dict[str, object] = {}
    for at, aim in enumerate(chosen, 1):
        values |= {f"indicator_{at}": aim.indicator, f"direction_{at}": aim.direction.value}
    written = [aim for aim in said.aims if aim not in chosen]
    return values | {
        "title": said.title,
        "number": said.number,
        "parent": str(said.parent_id or request.args.get("parent", "")),
        "area": said.area,
        "text": said.text,
        "aims": "\n".join(f"{symbols[aim.direction]} {aim.indicator}" for aim in written),
        "target_groups": list(said.target_groups),
    }


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
