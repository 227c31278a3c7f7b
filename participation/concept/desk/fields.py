"""Fields that take numbers and days as people in an office write them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date

from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput, ListWidget

from participation.base.desk.forms import DayField, StaffForm, can_be_meant
from participation.base.web.numbers import LARGEST
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy

_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"-?\d+([,.]\d+)?")
_SPACES = re.compile(r"[\s€\u202f\u00a0]|EUR|Euro|Std\.?|h$", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 2000, 2100


def number_of(text: str) -> float | None:
    """The number that somebody wrote: "3.000 €", "1,5", "12"; None: nothing.

    Raises:
        ValueError: it is no number.
    """
    bare = _SPACES.sub("", text)
    if not bare:
        return None
    if _GROUPED.fullmatch(bare):
        return float(bare.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(bare) and len(bare) < len(str(LARGEST)) * 2:
        return float(bare.replace(",", "."))
    raise ValueError(text)


def whole_of(text: str | None) -> int | None:
    """The whole number that a sound field holds."""
    found = number_of(text or "")
    return None if found is None else int(found)


def is_whole(form: StaffForm, field: Field) -> None:
    """The field holds a whole number of 0 or more, or nothing.

    Raises:
        ValidationError: it does not.
    """
    del form
    found = _checked(field)
    if found is not None and not (0 <= found <= LARGEST and found == int(found)):
        raise ValidationError(_("Schreiben Sie eine ganze Zahl ab 0, zum Beispiel 3.000."))


def is_number(form: StaffForm, field: Field) -> None:
    """The field holds a number, or nothing.

    Raises:
        ValidationError: it does not.
    """
    del form
    found = _checked(field)
    if found is not None and abs(found) > LARGEST:
        raise ValidationError(_("Diese Zahl ist zu groß. Schreiben Sie eine kleinere."))


def is_year(form: StaffForm, field: Field) -> None:
    """The field holds a year, or nothing.

    Raises:
        ValidationError: it does not.
    """
    is_whole(form, field)
    found = whole_of(field.data)
    if found is not None and not FIRST_YEAR <= found <= LAST_YEAR:
        raise ValidationError(_("Schreiben Sie ein Jahr mit vier Ziffern, zum Beispiel 2027."))


def day_of(text: str | None) -> date | None:
    """The day that an address names: as browsers send it, or "31.12.2027".

    Raises:
        ValueError: it is none.
    """
    bare = (text or "").strip()
    if not bare:
        return None
    if "." in bare:
        bare = "-".join(part.zfill(2) for part in reversed(bare.split(".")))
    found = date.fromisoformat(bare)
    if not can_be_meant(found):
        raise ValueError(text)
    return found


def day_field(label: Lazy, *checks: Callable[[StaffForm, Field], None]) -> DayField:
    """A field that takes a day."""
    return DayField(label, list(checks), render_kw={"class": "short"})


def as_uuid(text: str) -> uuid.UUID | None:
    """The id that a form sent; None: it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class Ticks(SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: BaseForm) -> None:
        """What went from the list while the form lay open is no longer ticked, and that is said.

        Raises:
            ValidationError: something did.
        """
        del form
        offered = _offered(self)
        left = [value for value in self.data or () if value in offered]
        if len(left) < len(self.data or ()):
            self.data = left
            raise ValidationError(
                _(
                    "Etwas davon gibt es nicht mehr. Prüfen Sie die Häkchen und speichern Sie"
                    " noch einmal."
                )
            )

    @property
    def ids(self) -> tuple[uuid.UUID, ...]:
        """The chosen ones as ids."""
        return tuple(uuid.UUID(value) for value in self.data or ())


class PickField(SelectField):
    """One of a list; that something went from it while the form lay open is said."""

    def pre_validate(self, form: BaseForm) -> None:
        """What was chosen is still there.

        Raises:
            ValidationError: it is not.
        """
        del form
        if (self.data or "") not in _offered(self):
            raise ValidationError(_("Das gibt es nicht mehr. Wählen Sie etwas anderes."))


def _offered(field: SelectField | SelectMultipleField) -> set[str]:
    return {str(each.value) for each in field.choices or () if isinstance(each, SelectChoice)}


def _checked(field: Field) -> float | None:
    try:
        return number_of(field.data or "")
    except ValueError:
        raise ValidationError(_("Schreiben Sie eine Zahl, zum Beispiel 3.000 oder 1,5.")) from None
