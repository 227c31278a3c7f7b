"""Forms of staff in this slice."""

from __future__ import annotations

from wtforms import TextAreaField

from participation.forms import StaffForm, needed
from participation.lazy import lazy_gettext


class ReviewForm(StaffForm):
    """One free text, to be redacted; the button says what becomes of it."""

    text = TextAreaField(lazy_gettext("Text"), validators=[needed])
