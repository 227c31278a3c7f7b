"""The form of a need."""

from __future__ import annotations

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from participation.areas import service as areas
from participation.base.desk.forms import StaffForm, needed
from participation.base.words.lazy import lazy_gettext
from participation.concept.needs.needs import NeedInfo, NeedText
from participation.places import service as places


class NeedForm(StaffForm):
    """What staff write of a need."""

    title = StringField(lazy_gettext("Bedarf in einem Satz"), [needed, Length(max=160)])
    text = TextAreaField(lazy_gettext("Was genau, für wen, warum"), [Length(max=4000)])
    field = SelectField(lazy_gettext("Handlungsfeld"))
    place = SelectField(lazy_gettext("Ort"))
    into = SelectField(lazy_gettext("Oder zu einem Bedarf, den es schon gibt"))
    revision = HiddenField()

    def said(self) -> NeedText:
        """What was typed."""
        title, text = (self.title.data or "").strip(), (self.text.data or "").strip()
        return NeedText(title, text, self.field.data or None, self.place.data or None)


def need_form(known: NeedInfo | None = None, others: tuple[NeedInfo, ...] = ()) -> NeedForm:
    """The form, filled with what is known of a need."""
    said = known.said if known else NeedText("")
    form = NeedForm(
        title=said.title,
        text=said.text,
        field=said.field or "",
        place=said.place or "",
        into="",
        revision=str(known.revision) if known else "0",
    )
    form.field.choices = [
        ("", lazy_gettext("noch offen")),
        *areas.choices(keep=(said.field,) if said.field else ()),
    ]
    named = {place.key: place.name for place in places.places()}
    if said.place:
        named.setdefault(said.place, said.place)  # a place may go; the need stays
    form.place.choices = [("", lazy_gettext("ganzer Landkreis")), *named.items()]
    form.into.choices = [("", lazy_gettext("neuer Bedarf"))] + [
        (str(other.id), other.said.title) for other in others
    ]
    return form
