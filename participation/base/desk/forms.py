"""What all forms of staff share: the base class, fields for days and numbers, the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, StringField, ValidationError
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields import Field
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.i18n import get_translations

from participation.base.desk import basis
from participation.base.errors import Conflict
from participation.base.web.numbers import LARGEST, whole_number
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
NO_DAY = lazy_gettext(
    "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 31.05.2027, mit einem Jahr von 2000 bis 2099."
)
MERGED_MEANWHILE = lazy_gettext(
    "Jemand hat hier inzwischen etwas geändert. Sehen Sie nach, bevor Sie zusammenlegen."
)
OWN_VERSION = "revision"
"""The hidden field of a form that says its version, and by it looks for itself."""
NO_REVISION = -1
"""The version of a form that does not say its own: no stored row ever has this one."""


def without_nul(value: object) -> object:
    """``value`` without the one character that PostgreSQL stores nowhere; words of ours as text."""
    value = str(value) if isinstance(value, Lazy) else value  # a default, where nothing was sent
    return value.replace("\0", "") if isinstance(value, str) else value


class Changed(Conflict):
    """What a form was drawn from is stored no more: both states are shown, and nothing is lost."""

    title = lazy_gettext("Jemand hat diese Angaben inzwischen geändert")
    remedy = lazy_gettext("Ihre Fassung ist noch nicht gespeichert. Vergleichen Sie bitte.")


class StaffForm(FlaskForm):
    """A form of the desk: CSRF-protected, its messages in the language of the page.

    A form that changes something stored is made with it, on the way in and on the way out
    (``TheForm(name=row.name)``): then the second of two tabs is asked before it overwrites.
    """

    drawn_from: object = None
    """What else is stored and shown around its fields; set before it is drawn and validated."""

    class Meta(FlaskForm.Meta):
        """How fields are bound, and where the messages of WTForms itself come from."""

        def get_translations(self, form: BaseForm) -> object:
            """WTForms' own catalogue of the page's language."""
            del form
            return get_translations([languages.current().babel])

        def bind_field(
            self, form: BaseForm, unbound_field: UnboundField[Any], options: dict[str, Any]
        ) -> Field:
            """Binds a field; texts lose what no database takes."""
            if issubclass(unbound_field.field_class, StringField):
                own = unbound_field.kwargs.get("filters", ())
                options["filters"] = [*own, without_nul]
            bound: Field = unbound_field.bind(form=form, **options)
            if isinstance(bound, CSRFTokenField) and isinstance(form, StaffForm):
                bound.widget = basis.TokenInput(form.basis)
            return bound

    def basis(self) -> str:
        """What this form is drawn from as it stands now; empty where its version is told else."""
        if OWN_VERSION in self:
            return ""
        return basis.of(type(self).__name__, self, self.drawn_from)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether it can be taken as it was sent.

        Raises:
            Changed: what it was drawn from is not what is stored now.
        """
        sent, now = request.form.get(basis.FIELD, ""), self.basis()
        g.differences, g.labels = partial(basis.differences, self), partial(basis.labels, self)
        if now and basis.is_stale(sent, now):
            raise Changed().over(now)
        taken: bool = super().validate(extra_validators)
        return taken

    @property
    def problems(self) -> list[tuple[str, str]]:
        """``(field id, sentence)`` for the error summary, in the order of the fields."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


class ConfirmForm(StaffForm):
    """One button: only the token."""

    def sure(self) -> bool:
        """Whether its button was pressed on the page that says what goes, not on any other."""
        return bool(self.validate_on_submit()) and "sure" in request.form


class RevisionForm(StaffForm):
    """A form on what has versions: it says which of them the page was drawn from."""

    revision = HiddenField()


class DayField(DateField):
    """A day that can be meant: one of the calendar, of this century."""

    def __init__(
        self,
        label: str | Lazy | None = None,
        validators: Any = (),  # noqa: ANN401 - WTForms' own
        **more: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was typed.

        Raises:
            ValueError: there is no such day, or nobody means it.
        """
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
        if self.data is None or not can_be_meant(self.data):
            self.data = None
            raise ValueError(NO_DAY)


def can_be_meant(day: date) -> bool:
    """Whether ``day`` is of this century: others are slips of the keyboard."""
    return FIRST_DAY <= day <= LAST_DAY


class WholeNumber(IntegerField):
    """A number that every database can hold; WTForms alone breaks on 400 digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was typed.

        Raises:
            ValueError: it is no such number.
        """
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > LARGEST:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))


def revision_of(form: StaffForm) -> int:
    """The version that a page was drawn from, as it was sent; :data:`NO_REVISION` otherwise."""
    raw = form[OWN_VERSION].raw_data or [""]
    found = whole_number(str(raw[0]))
    return NO_REVISION if found is None else found


def needed(form: Any, field: Field) -> None:  # noqa: ANN401 - WTForms passes any form
    """The field must hold something.

    Raises:
        ValidationError: it is empty.
    """
    del form
    data = field.data
    if data is None or (isinstance(data, str) and not data.strip()) or data == []:
        label = field.label.text
        raise ValidationError(_("Bitte füllen Sie das Feld „%(name)s“ aus.") % {"name": label})
