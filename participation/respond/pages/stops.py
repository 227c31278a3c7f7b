"""What can keep a respondent from going on, each as a page that says what to do."""

from __future__ import annotations

from dataclasses import dataclass

from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext


@dataclass(frozen=True, slots=True)
class Exit:
    """The one thing to do next."""

    label: str | Lazy
    address: str


class Stop(DomainError):
    """A page that ends or interrupts the way through a survey.

    Cleans up after itself: ``forget`` says that the cookie has no use any more.
    """

    forget = False

    def __init__(
        self,
        remedy: str | Lazy | None = None,
        *,
        title: str | Lazy | None = None,
        link: Exit | None = None,
    ) -> None:
        super().__init__(remedy, title=title)
        self.link = link


class UnknownSurvey(Stop):
    """No wave has this short address, or it is still a draft."""

    status = 404
    title = lazy_gettext("Diese Befragung gibt es nicht")
    remedy = lazy_gettext("Prüfen Sie die Adresse. Vielleicht fehlt ein Buchstabe.")


class UnknownPage(Stop):
    """The questionnaire has no such page."""

    status = 404
    title = lazy_gettext("Diese Seite gibt es nicht")
    remedy = lazy_gettext("Gehen Sie zum Anfang der Befragung. Ihre Antworten sind noch da.")


class NotYet(Stop):
    """The wave begins later."""

    status = 403
    title = lazy_gettext("Diese Befragung hat noch nicht begonnen")


class Ended(Stop):
    """The wave takes no answers any more."""

    status = 410
    title = lazy_gettext("Diese Befragung ist zu Ende")
    forget = True


class AskingEnded(Stop):
    """Only begun answers are still taken."""

    status = 410
    title = lazy_gettext("Diese Befragung ist zu Ende")


class Withdrawn(Stop):
    """The county took the wave back."""

    status = 410
    title = lazy_gettext("Diese Befragung wurde beendet")
    remedy = lazy_gettext("Der Landkreis hat sie zurückgezogen. Es wird nichts ausgewertet.")
    forget = True


class CookiesRefused(Stop):
    """The browser did not bring back what it was given a moment ago."""

    title = lazy_gettext("Ihr Browser behält Ihre Antworten nicht")
    remedy = lazy_gettext(
        "Öffnen Sie diese Seite in einem anderen Browser, zum Beispiel Chrome oder Safari."
        " Oder erlauben Sie Cookies. Wir brauchen ein Cookie, damit Ihre Antworten bis zum"
        " Absenden zusammenbleiben."
    )


class NothingHere(Stop):
    """No draft belongs to this browser: lost, forged, expired or sent."""

    status = 410
    title = lazy_gettext("Hier sind keine Antworten mehr")
    remedy = lazy_gettext(
        "Vielleicht haben Sie schon gesendet. Oder Sie waren länger als 24 Stunden weg."
        " Sie können neu anfangen."
    )
    forget = True


class CodeSpent(Stop):
    """Somebody used the code between the first page and sending."""

    status = 409
    title = lazy_gettext("Dieser Code ist schon benutzt")
    remedy = lazy_gettext(
        "Niemand kann sehen, von wem. Fragen Sie die Person, die ihn verteilt hat."
    )


def start_again(address: str) -> Exit:
    """The way to the first page."""
    return Exit(_("Neu anfangen"), address)


def to_the_start(address: str) -> Exit:
    """The way to the first page, where a draft can be resumed."""
    return Exit(_("Zum Anfang"), address)
