"""What the texts promise although only the county's IT can know it, and who stands for it.

A promise is confirmed by name for a year. While it is not, the sentences that rest on it are left
out of the first page and of the privacy notice, in every language (``docs/legal-texts.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from participation.base.words.lazy import Lazy, lazy_gettext

LASTS = timedelta(days=365)
"""How long a confirmation counts."""
SOON = timedelta(days=30)
"""How long before its end staff are reminded."""


class Promise(StrEnum):
    """One ground on which sentences rest."""

    NO_WEB_LOG = "no_web_log"
    TLS = "tls"
    BACKUPS = "backups"
    RETENTION = "retention"
    IN_EU = "in_eu"


@dataclass(frozen=True, slots=True)
class Ground:
    """A promise in words."""

    title: Lazy
    check: tuple[Lazy, ...]
    """What a person looks at before saying yes."""
    sentences: tuple[Lazy, ...]
    """What people read only while it is confirmed."""
    counts_days: bool = False
    """Whether the sentence names a number of days, which the confirmation carries."""


GROUNDS: Mapping[Promise, Ground] = {
    Promise.NO_WEB_LOG: Ground(
        lazy_gettext("Kein Protokoll über Menschen"),
        (
            lazy_gettext(
                "Webserver, Proxy und Firewall schreiben für /f/ und /b/ keine Adresse und keine"
                " Uhrzeit auf."
            ),
            lazy_gettext("Der Satz „Was der Webserver aufschreibt“ stimmt in jeder Sprache."),
            lazy_gettext(
                "Probe: Rufen Sie eine Befragung auf und suchen Sie Ihren Aufruf in allen"
                " Protokollen."
            ),
        ),
        (
            lazy_gettext(
                "Wir speichern keinen Namen, keine Telefon-Nummer und keine Uhrzeit."
                " Wir können nicht sehen, wer geantwortet hat."
            ),
            lazy_gettext(
                "Code: Wenn Sie einen Code haben, merken wir uns nur, dass er benutzt ist."
                " Wir wissen nicht, wann und von wem."
            ),
        ),
    ),
    Promise.TLS: Ground(
        lazy_gettext("Verschlüsselte Verbindung"),
        (
            lazy_gettext("Die Seite ist nur mit https zu erreichen, das Zertifikat ist gültig."),
            lazy_gettext("Das Zertifikat wird von selbst erneuert."),
        ),
        (lazy_gettext("Die Verbindung ist verschlüsselt: Unterwegs kann niemand mitlesen."),),
    ),
    Promise.BACKUPS: Ground(
        lazy_gettext("Alte Sicherungen verschwinden"),
        (
            lazy_gettext(
                "Jede Sicherung der Datenbank und des Servers wird nach einer festen Zahl von"
                " Tagen gelöscht, auch Kopien an anderen Orten."
            ),
            lazy_gettext("Sicherung und Schlüssel-Datei liegen getrennt."),
        ),
        (
            lazy_gettext("Kopien zur Sicherung löschen wir nach so vielen Tagen: %(days)s."),
            lazy_gettext(
                "Die einzelnen Antworten löschen wir spätestens an diesem Tag:"
                " %(answers_kept_until)s."
            ),
        ),
        counts_days=True,
    ),
    Promise.RETENTION: Ground(
        lazy_gettext("Von selbst löschen"),
        (
            lazy_gettext("„flask tick“ läuft jede Minute und nach jedem Neustart des Servers."),
            lazy_gettext("Der Tag im Datenschutz ist der Tag, an dem Antworten gelöscht werden."),
        ),
        (
            lazy_gettext(
                "Vor dem Absenden: Ihre Antworten liegen verschlüsselt auf unserem Server,"
                " höchstens 24 Stunden. Nur Ihr Gerät kann sie öffnen."
            ),
            lazy_gettext(
                "Die einzelnen Antworten löschen wir spätestens an diesem Tag:"
                " %(answers_kept_until)s."
            ),
        ),
    ),
    Promise.IN_EU: Ground(
        lazy_gettext("Daten bleiben in der Europäischen Union"),
        (
            lazy_gettext("Server, Sicherungen und Fernwartung liegen in der Europäischen Union."),
            lazy_gettext("Der Server sendet nichts an Dienste anderer Anbieter."),
        ),
        (lazy_gettext("Wir senden keine Daten in ein Land außerhalb der Europäischen Union."),),
    ),
}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody said: I looked, and it is so."""

    by: str
    on: date
    days: int | None = None
    """After how many days backups go, where the promise names it."""

    @property
    def until(self) -> date:
        """The first day on which it counts no more."""
        return self.on + LASTS

    def stored(self) -> dict[str, Any]:
        """As the county's row holds it."""
        return {"by": self.by, "on": self.on.isoformat(), "days": self.days}


@dataclass(frozen=True, slots=True)
class PromiseStatus:
    """Where a promise stands on a day."""

    promise: Promise
    ground: Ground
    confirmation: Confirmation | None
    holds: bool
    """Whether its sentences are shown."""
    due: bool
    """Whether somebody should look: not confirmed, run out, or soon to."""


def read(stored: Mapping[str, Any] | None) -> dict[Promise, Confirmation]:
    """The confirmations in the county's row; what is no promise any more is passed over."""
    return {
        Promise(key): Confirmation(item["by"], date.fromisoformat(item["on"]), item.get("days"))
        for key, item in (stored or {}).items()
        if key in set(Promise)
    }


def statuses(found: Mapping[Promise, Confirmation], today: date) -> tuple[PromiseStatus, ...]:
    """Where every promise stands on ``today``."""
    return tuple(
        PromiseStatus(
            promise,
            ground,
            said := found.get(promise),
            holds := said is not None and said.on <= today < said.until,
            not holds or (said is not None and said.until <= today + SOON),
        )
        for promise, ground in GROUNDS.items()
    )
