"""Addresses of boards outside our pages, in QR signs and on cards, and what cards say."""

from __future__ import annotations

from flask import current_app

from participation.base.settings import Settings
from participation.base.words.catalogues import gettext as _


def public_address(code: str) -> str:
    """What a QR code holds."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.public_url.rstrip('/')}/b/{code}"


def short_address(code: str = "") -> str:
    """As people type it: without the protocol; with a code or up to it."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.address.netloc}{settings.prefix}/b" + (f"/{code}" if code else "")


def card_call() -> str:
    """What to do with a card, in the language of now."""
    return _("Code scannen oder eintippen, Sprache wählen, Zettel schreiben.")


def card_keep() -> str:
    """Why a card is worth keeping, in the language of now."""
    return _("Karte mitnehmen: Hier steht später das Ergebnis.")
