"""Forms of staff in this slice."""

from __future__ import annotations

from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from participation.areas import service as areas
from participation.base.desk.forms import StaffForm, needed
from participation.base.words.lazy import lazy_gettext
from participation.respond.answers.review import LONGEST, Reading, WaitingText


class ReviewForm(StaffForm):
    """One free text: its words, to be redacted, its fields of action, what it says in German."""

    text = TextAreaField(lazy_gettext("Text"), [needed])
    translation = TextAreaField(lazy_gettext("Auf Deutsch"), [Length(max=LONGEST)])
    fields = SelectMultipleField(
        lazy_gettext("Handlungsfelder"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    seal = HiddenField()
    """What the person was shown (``WaitingText.seal``)."""

    @property
    def reading(self) -> Reading:
        """What the person made of the text."""
        return Reading(
            self.text.data or "", tuple(self.fields.data or ()), self.translation.data or ""
        )


def review_form(found: WaitingText, *, strike: bool = False) -> ReviewForm:
    """The form of one text; ``strike``: with everything struck out that was found in it."""
    form = ReviewForm(
        text=found.struck if strike else found.text,
        translation=found.translation,
        fields=list(found.fields),
        seal=found.seal,
    )
    form.fields.choices = areas.choices(keep=found.fields)
    return form
