"""Forms of the areas' pages."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.areas.pictograms import COLOUR_NAMES, PICTOGRAMS
from participation.areas.saving import AreaText
from participation.areas.shipped import KIND_NAMES, AreaInfo, AreaKind
from participation.base.desk.forms import StaffForm, needed
from participation.base.words.languages import LANGUAGES
from participation.base.words.lazy import lazy_gettext

LONGEST = 80
"""Characters of a title."""


class AreaForm(StaffForm):
    """One area; a field of its title per language is added below."""

    title_de = StringField(lazy_gettext("Name auf Deutsch"), [needed, Length(max=LONGEST)])
    kind = SelectField(
        lazy_gettext("Art"),
        choices=[SelectChoice(kind.value, label) for kind, label in KIND_NAMES.items()],
    )
    colour = RadioField(
        lazy_gettext("Farbe"),
        choices=[
            SelectChoice("", lazy_gettext("keine")),
            *(SelectChoice(str(number), label) for number, label in COLOUR_NAMES.items()),
        ],
    )
    pictogram = RadioField(
        lazy_gettext("Zeichen"),
        choices=[
            SelectChoice("", lazy_gettext("keines")),
            *(SelectChoice(name, label) for name, label in PICTOGRAMS.items()),
        ],
    )
    revision = HiddenField()

    @property
    def others(self) -> list[Field]:
        """The title in further languages."""
        return [self[f"title_{tag}"] for tag in LANGUAGES if tag != "de"]

    def said(self) -> AreaText:
        """What the filled form says."""
        typed = {tag: (self[f"title_{tag}"].data or "").strip() for tag in LANGUAGES}
        return AreaText(
            AreaKind(self.kind.data),
            {tag: title for tag, title in typed.items() if title},
            int(self.colour.data) if self.colour.data else None,
            self.pictogram.data or "",
        )


def area_form(known: AreaInfo | None = None) -> AreaForm:
    """The form, filled with what is known of an area."""
    titles = {f"title_{tag}": title for tag, title in known.name.strings.items()} if known else {}
    return AreaForm(
        **titles,
        kind=known.kind.value if known else AreaKind.FIELD.value,
        colour=str(known.colour or "") if known else "",
        pictogram=known.pictogram if known else "",
        revision=str(known.revision) if known else "0",
    )


for _tag, _language in LANGUAGES.items():
    if _tag != "de":
        setattr(
            AreaForm,
            f"title_{_tag}",
            StringField(
                _language.own_name,
                [Length(max=LONGEST)],
                render_kw={"lang": _tag, "dir": _language.direction},
            ),
        )
