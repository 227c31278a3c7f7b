"""The ground of all staff forms: one base class, one way to draw a field, one error summary."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.fields import Field

from participation.catalogues import gettext as _


class StaffForm(FlaskForm):
    """A form of the desk: CSRF-protected, its messages in the language of the page."""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """``(field id, sentence)`` for the error summary, in the order of the fields."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


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
