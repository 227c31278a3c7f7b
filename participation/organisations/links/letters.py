"""What goes to an organisation with its link: a mail in the sender's own program, a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from flask import Flask, current_app, url_for

from participation.base import hooks, qr
from participation.base.settings import Settings
from participation.base.words.catalogues import gettext as _
from participation.organisations.reading import OrganisationInfo


@dataclass(frozen=True, slots=True)
class Letter:
    """A fresh link with what is written around it; never stored."""

    to: OrganisationInfo
    part: str
    subject: str
    """What it is about: "Standabfrage Frühjahr 2027"."""
    text: str
    address: str
    """The link."""
    ends_on: date

    @property
    def body(self) -> str:
        """The mail's text: why, the link, by when."""
        until = _("Der Link gilt bis zum %(day)s. Geben Sie ihn nur in Ihrer Stelle weiter.")
        return "\n\n".join(
            part
            for part in (self.text, self.address, until % {"day": f"{self.ends_on:%d.%m.%Y}"})
            if part
        )

    @property
    def mail(self) -> str:
        """Opens the sender's own mail program with address, subject and text."""
        to = quote(self.to.mailbox, safe="@")
        subject = quote(self.subject, safe="")
        body = quote(self.body.replace("\n", "\r\n"), safe="")
        return f"mailto:{to}?subject={subject}&body={body}"

    @property
    def qr(self) -> str:
        """Its QR sign, as a page carries it inside itself."""
        return qr.data_uri(self.address)


LetterMaker = Callable[[Sequence[Letter]], bytes]
MIMETYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


LETTERS = hooks.ByKey[LetterMaker]("organisations.letters")


def print_letters(app: Flask, ending: str, make: LetterMaker) -> None:
    """Registers how a higher slice makes one file of all letters: ``xlsx`` or ``pdf``."""
    LETTERS.register(app, ending, make)


def maker(ending: str) -> LetterMaker | None:
    """How a file with this ending is made, if somebody makes such."""
    return LETTERS.registered().get(ending)


def address(token: str) -> str:
    """The link of a token, as it stands in mails and on paper."""
    settings: Settings = current_app.config["SETTINGS"]
    path = url_for("organisation_links.enter", token=token)
    return f"{settings.address.scheme}://{settings.address.netloc}{path}"
