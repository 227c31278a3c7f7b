"""What a form was drawn from: of two tabs, or two people, the second is shown both states.

A form that changes what is stored carries, beside its token, a digest of what stood in its fields
when it was drawn. When something else stands there by the time it is sent, nothing is written: the
page shows what lies there now beside what was sent, and sending again saves one's own. Forms whose
data say their own version (a field ``revision``) look for themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from markupsafe import Markup
from wtforms import BooleanField, FileField, PasswordField, SubmitField
from wtforms.fields import Field
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

from participation.base.desk.kept import Difference
from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy

FIELD = "drawn_from"
LENGTH = 32
"""Characters of a digest."""
NO_STATE = (FileField, PasswordField, SubmitField)
"""Fields that never show anything stored."""


def of(kind: str, fields: Iterable[Field], more: object) -> str:
    """What a form is drawn from, as it stands now; empty for a form that shows nothing stored.

    Args:
        kind: the form's name, so that no form is held against another one's digest.
        fields: its fields, with the data that they were made with.
        more: what else is stored and shown around them: texts, days, numbers, and lists of these.
    """
    shown = {each.short_name: _plain(each.object_data) for each in fields if _holds_state(each)}
    if not shown and more is None:
        return ""
    values = {name: value for name, value in shown.items() if value}
    written = json.dumps([values, more], sort_keys=True, default=str)
    return f"{kind}.{hashlib.sha256(written.encode()).hexdigest()[:LENGTH]}"


def is_stale(sent: str, now: str) -> bool:
    """Whether something else lies there now than the form was drawn from.

    A form sent without a digest, or with that of another kind of form, is taken as it is.
    """
    return sent != now and sent.partition(".")[0] == now.partition(".")[0]


def differences(fields: Iterable[Field]) -> Iterator[Difference]:
    """Where what lies there differs from what was sent; nothing for a form of something new."""
    found = [each for each in fields if _holds_state(each)]
    if not any(_plain(each.object_data) for each in found):
        return
    for field in found:
        if _plain(field.object_data) != _plain(field.data):
            theirs, mine = _said(field, field.object_data), _said(field, field.data)
            yield Difference(str(field.label.text), theirs, mine)


def labels(fields: Iterable[Field]) -> dict[str, str]:
    """By name what a page calls each field in which something can stand."""
    return {each.name: str(each.label.text) for each in fields if _holds_state(each)}


class TokenInput(HiddenInput):
    """The token of a form, and beside it what the form was drawn from."""

    def __init__(self, drawn_from: Callable[[], str]) -> None:
        super().__init__()
        self._drawn_from = drawn_from

    def __call__(self, field: Field, **more: object) -> Markup:
        """Both hidden fields, wherever a page puts the token."""
        token = Markup(super().__call__(field, **more))  # noqa: S704 - WTForms' own, escaped there
        found = self._drawn_from()
        if not found:
            return token
        return token + Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, found)


def _holds_state(field: Field) -> bool:
    return not isinstance(field.widget, HiddenInput) and not isinstance(field, NO_STATE)


def _plain(value: object) -> object:
    """``value`` as two of it are compared: nothing is nothing, and a list has no order."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, str | Lazy):
        return str(value).replace("\r\n", "\n").strip()
    if isinstance(value, bool) or value is None:
        return "yes" if value else ""
    return str(value)


def _said(field: Field, value: object) -> str:
    if isinstance(field, BooleanField):
        return _("ja") if value else _("nein")
    if isinstance(value, date):
        return format_date(value)
    if not isinstance(field, SelectFieldBase):
        return str(_plain(value))
    chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    return ", ".join(str(c.label.text) for c in field if str(c.data) in chosen)
