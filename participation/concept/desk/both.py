"""Two versions of a measure beside each other: what was saved, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from participation.base.words.catalogues import gettext as _
from participation.concept.desk.measure_forms import MeasureForm
from participation.concept.desk.parts import day
from participation.concept.tree.info import MeasureText
from participation.concept.tree.kinds import FINANCING_NAMES, ORIGIN_NAMES


class Difference(NamedTuple):
    """One field that the two versions say differently."""

    label: str
    theirs: str
    mine: str


def differences(form: MeasureForm, mine: MeasureText, theirs: MeasureText) -> list[Difference]:
    """What differs, in the order of the form and in its words."""
    names = _names(form)
    fields = {
        field.short_name: field.label.text
        for field in form
        if field.short_name not in {"csrf_token", "revision", "goal"}
    } | {"goal_id": form.goal.label.text}
    return [
        Difference(
            label, _wording(getattr(theirs, name), names), _wording(getattr(mine, name), names)
        )
        for name, label in fields.items()
        if _same(getattr(theirs, name)) != _same(getattr(mine, name))
    ]


def _same(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, tuple) else value


def _names(form: MeasureForm) -> Mapping[str, str]:
    lists = (
        form.goal,
        form.part_of,
        form.area,
        form.responsible,
        form.places,
        form.target_groups,
        form.needs,
    )
    offered = [choice for field in lists for choice in field.choices or ()]
    return {
        str(choice.value): str(choice.label)
        for choice in offered
        if isinstance(choice, SelectChoice) and choice.value
    }


def _wording(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(_wording(item, names) for item in value) or "–"
    if isinstance(value, Mapping):
        value = value.get("de")
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, date):
        return day(value)
    found: object = value
    if value in WORDS:
        found = WORDS[str(value)]
    return names.get(str(found), str(found)) if value not in (None, "") else "–"


WORDS: Mapping[str, object] = {
    **{kind.value: name for kind, name in FINANCING_NAMES.items()},
    **{kind.value: name for kind, name in ORIGIN_NAMES.items()},
}
