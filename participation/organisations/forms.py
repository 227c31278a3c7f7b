"""Forms of the organisations' pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.base.desk.forms import StaffForm, needed
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.organisations.kinds import KIND_NAMES, OrganisationKind
from participation.organisations.mailboxes import is_address, looks_personal
from participation.organisations.pasting import LONGEST
from participation.organisations.reading import OrganisationInfo
from participation.organisations.saving import OrganisationText
from participation.places import service as places


class OrganisationForm(StaffForm):
    """One organisation."""

    name = StringField(lazy_gettext("Name"), [needed, Length(max=200)])
    short = StringField(lazy_gettext("Kurzform"), [Length(max=40)])
    kind = SelectField(
        lazy_gettext("Art"),
        choices=[SelectChoice(kind.value, label) for kind, label in KIND_NAMES.items()],
    )
    mailbox = StringField(
        lazy_gettext("Funktionspostfach"), [Length(max=254)], render_kw={"type": "email"}
    )
    sure = BooleanField(lazy_gettext("Ja, das ist ein Postfach der Stelle und keiner Person."))
    places = SelectMultipleField(lazy_gettext("Orte"))
    revision = HiddenField()

    def validate_mailbox(self, field: Field) -> None:
        """A mailbox is an address; one that reads like a person's own is asked about.

        Raises:
            ValidationError: it is none, or nobody said yet that it is the organisation's.
        """
        text = (field.data or "").strip()
        if text and not is_address(text):
            raise ValidationError(_("Schreiben Sie eine E-Mail-Adresse, zum Beispiel info@amt.de."))
        if looks_personal(text) and not self.sure.data:
            raise ValidationError(
                _("Das sieht nach dem Postfach einer Person aus. Gehört es der Stelle?")
            )

    def said(self) -> OrganisationText:
        """What the filled form says."""
        return OrganisationText(
            (self.name.data or "").strip(),
            (self.short.data or "").strip(),
            OrganisationKind(self.kind.data),
            (self.mailbox.data or "").strip(),
            tuple(self.places.data or ()),
        )


class MergeForm(StaffForm):
    """Which organisation stands for this one from now on."""

    into = SelectField(lazy_gettext("Geht auf in"), [needed])
    revision = HiddenField()


class PasteForm(StaffForm):
    """A list from a table, pasted or as a file."""

    lines = TextAreaField(
        lazy_gettext("Zeilen aus Ihrer Tabelle"),
        [Length(max=LONGEST)],
        render_kw={"rows": "12", "wrap": "off", "spellcheck": "false"},
    )
    file = FileField(lazy_gettext("Oder eine CSV-Datei"), render_kw={"accept": ".csv,.txt,.tsv"})


def organisation_form(known: OrganisationInfo | None = None) -> OrganisationForm:
    """The form, filled with what is known of an organisation."""
    form = OrganisationForm(
        name=known.name if known else "",
        short=known.short if known else "",
        kind=(known.kind if known else OrganisationKind.OFFICE).value,
        mailbox=known.mailbox if known else "",
        places=list(known.places) if known else [],
        sure=bool(known and looks_personal(known.mailbox)),
        revision=str(known.revision) if known else "0",
    )
    held: Collection[str] = known.places if known else ()
    named = {place.key: place.name for place in places.places()}
    gone = {key: key for key in held if key not in named}  # a place may go; what is kept stays
    form.places.choices = [SelectChoice(key, name) for key, name in (named | gone).items()]
    return form


def merge_form(known: OrganisationInfo, others: Iterable[OrganisationInfo]) -> MergeForm:
    """The form with all that may stand for ``known``."""
    form = MergeForm(revision=str(known.revision))
    form.into.choices = [
        SelectChoice("", lazy_gettext("bitte wählen")),
        *(SelectChoice(str(item.id), item.label) for item in others if item.id != known.id),
    ]
    return form
