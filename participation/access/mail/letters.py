"""Texts of mails to staff: a link, or that something waits; never any content of the platform."""

from __future__ import annotations

from datetime import datetime

from participation.access.accounts import AccountInfo
from participation.base.mail import Mail
from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _


def link(account: AccountInfo, address: str, until: datetime) -> Mail:
    """The one-time link; in the language of the account."""
    words = {"name": account.name, "day": format_date(until)}
    return _mail(
        account,
        _("Ihr Link zum Anmelden"),
        _("Guten Tag %(name)s,") % words,
        _("mit diesem Link wählen Sie ein Passwort und richten den zweiten Schritt ein:"),
        address,
        _("Der Link gilt einmal, bis %(day)s. Geben Sie ihn niemandem weiter.") % words,
        _("Haben Sie das nicht erwartet? Dann sagen Sie es der Person, die die Konten verwaltet."),
    )


def week(account: AccountInfo, address: str) -> Mail:
    """That something waits; what it is stands on the page alone."""
    return _mail(
        account,
        _("Auf der Plattform wartet etwas auf Sie"),
        _("Guten Tag %(name)s,") % {"name": account.name},
        _("es steht etwas an. Was es ist, sehen Sie nach dem Anmelden:"),
        address,
        _("Das schreiben wir höchstens einmal in der Woche. Unter „Mein Konto“ stellen Sie es ab."),
    )


def _mail(account: AccountInfo, subject: str, *parts: str) -> Mail:
    return Mail(account.email, subject, "\n\n".join(parts) + "\n")
