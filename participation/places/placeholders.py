"""What a county fills in before anybody is asked: the named gaps of the legal and help pages.

A page writes ``%(name)s`` or asks for ``facts["name"]``; a house test holds that every name used
there is registered here and every needed name is used there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from participation.base.words.lazy import Lazy
from participation.base.words.lazy import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One gap in the texts that the county fills."""

    name: str
    """As templates call it."""
    label: Lazy
    """What staff read beside the field."""
    per_language: bool = False
    """Whether it is a sentence that each language needs for itself."""
    needed: bool = True
    """Whether a wave may open only when it is filled."""
    long: bool = False
    """Whether it may hold several lines."""
    date: bool = False
    """Whether it is a day (``2027-05-31``), shown in the words of each language."""
    hint: Lazy | None = None
    """A sentence that helps a newcomer to fill it; only what may stay empty needs none."""


PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder(
        "controller",
        _("Verantwortliche Stelle: amtlicher Name (Landkreis …)"),
        hint=_("So, wie er im Impressum Ihrer Kreis-Webseite steht."),
    ),
    Placeholder(
        "representative",
        _("Vertreten durch: Landrätin oder Landrat"),
        hint=_("Amt und Name, zum Beispiel: Landrätin Anna Muster."),
    ),
    Placeholder(
        "address",
        _("Postanschrift"),
        long=True,
        hint=_("Straße, Hausnummer, Postleitzahl und Ort."),
    ),
    Placeholder(
        "phone", _("Telefon der Kreisverwaltung"), hint=_("Die Nummer der Zentrale genügt.")
    ),
    Placeholder(
        "email",
        _("E-Mail der Kreisverwaltung"),
        hint=_("Eine Adresse, die jemand jeden Tag liest."),
    ),
    Placeholder("vat_id", _("Umsatzsteuer-Identifikationsnummer, wenn es eine gibt"), needed=False),
    Placeholder(
        "team",
        _("Team, das fragt (Name der Stelle)"),
        hint=_("Zum Beispiel: Integrationsbüro. Menschen lesen das unter „Wer fragt?“."),
    ),
    Placeholder(
        "team_phone",
        _("Telefon des Teams"),
        hint=_("Sie steht auf Plakat und Flyer. Hier fragen Menschen nach, ob alles echt ist."),
    ),
    Placeholder(
        "team_email",
        _("E-Mail des Teams"),
        hint=_("Besser eine Adresse des Teams als die einer Person."),
    ),
    Placeholder(
        "funding",
        _("Wer die Befragung bezahlt"),
        per_language=True,
        needed=False,
        hint=_("Ein ganzer Satz. Kann leer bleiben."),
    ),
    Placeholder(
        "data_protection_officer",
        _("Datenschutzbeauftragte: Name, Anschrift, Kontakt"),
        long=True,
        hint=_("Hierhin schreiben Menschen, die Fragen zum Datenschutz haben."),
    ),
    Placeholder(
        "legal_basis",
        _("Rechtsgrundlage, die der Landkreis wählt (ganze Sätze)"),
        per_language=True,
        long=True,
        hint=_(
            "Ihre Datenschutzbeauftragte oder Ihr Datenschutzbeauftragter gibt Ihnen diese Sätze."
        ),
    ),
    Placeholder(
        "web_log",
        _("Was der Webserver aufschreibt (ganzer Satz; die IT bestätigt ihn)"),
        per_language=True,
        hint=_("Fragen Sie Ihre IT. Der Satz muss stimmen, auch nach einem Umzug des Servers."),
    ),
    Placeholder(
        "host",
        _("Wer den Server betreibt: Name und Ort"),
        hint=_(
            "Zum Beispiel: Landkreis, eigene IT, Musterstadt. Oder der Name des Rechenzentrums."
        ),
    ),
    Placeholder(
        "answers_kept_until",
        _("Antworten werden gelöscht am (Datum)"),
        date=True,
        hint=_("Dann werden Antworten und freie Texte gelöscht. Veröffentlichte Zahlen bleiben."),
    ),
    Placeholder(
        "complaint_authority",
        _("Datenschutz-Aufsicht des Landes: Name, Anschrift, Kontakt"),
        long=True,
        hint=_("Jedes Bundesland hat eine. Hier beschweren sich Menschen über den Datenschutz."),
    ),
    Placeholder(
        "privacy_dated",
        _("Stand der Datenschutz-Erklärung (Datum)"),
        date=True,
        hint=_("Der Tag, an dem diese Angaben zuletzt geändert wurden."),
    ),
    Placeholder(
        "barrier_phone",
        _("Barriere melden: Telefon"),
        hint=_("Wer eine Seite nicht benutzen kann, ruft hier an."),
    ),
    Placeholder(
        "barrier_email",
        _("Barriere melden: E-Mail"),
        hint=_("Wer eine Seite nicht benutzen kann, schreibt hierhin."),
    ),
    Placeholder(
        "enforcement_body",
        _("Durchsetzungs- oder Schlichtungsstelle: Name, Anschrift, Kontakt"),
        long=True,
        hint=_("Hierhin wendet sich, wer auf eine gemeldete Barriere keine gute Antwort bekam."),
    ),
    Placeholder(
        "accessibility_made",
        _("Erklärung zur Barrierefreiheit: erstellt am"),
        date=True,
        hint=_("Der Tag, an dem sie zum ersten Mal fertig war."),
    ),
    Placeholder(
        "accessibility_checked",
        _("Erklärung zur Barrierefreiheit: zuletzt geprüft am"),
        date=True,
        hint=_("Prüfen Sie einmal im Jahr und nach jeder Aktualisierung."),
    ),
    Placeholder(
        "accessibility_method",
        _("Wie die Barrierefreiheit geprüft wurde (ganzer Satz)"),
        per_language=True,
        hint=_("Zum Beispiel: Die Kreisverwaltung hat die Seiten selbst geprüft."),
    ),
    Placeholder(
        "accessibility_gaps",
        _("Was noch nicht barrierefrei ist (eine Zeile je Punkt)"),
        per_language=True,
        long=True,
        hint=_("Zum Beispiel: Es gibt kein Video in Gebärdensprache."),
    ),
    Placeholder(
        "advice_offices",
        _("Beratungsstellen im Landkreis (eine Zeile je Stelle: Name, Ort, Telefon)"),
        per_language=True,
        long=True,
        hint=_("Die Befragung zeigt sie auf der Hilfe-Seite. Nennen Sie Stellen, die das wissen."),
    ),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A needed placeholder that is still empty."""

    placeholder: Placeholder
    language: str
    """Tag of the language it is missing in; empty when it counts for all."""


def gaps(texts: Mapping[tuple[str, str], str], languages: Iterable[str]) -> tuple[Gap, ...]:
    """Needed placeholders that are empty, in the order of the form.

    Args:
        texts: (name, language tag or "" for all) → what the county wrote.
        languages: tags of the languages a wave is offered in.
    """
    tags = tuple(languages)
    return tuple(
        Gap(item, tag)
        for item in PLACEHOLDERS
        if item.needed
        for tag in (tags if item.per_language else ("",))
        if not texts.get((item.name, tag), "").strip()
    )
