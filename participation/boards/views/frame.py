"""What every page of participants needs: addresses of its workshop, and how texts are told."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app, url_for

from participation import languages
from participation.boards.halls import Hall
from participation.boards.told import told
from participation.settings import Settings


def common(hall: Hall) -> dict[str, Any]:
    """Values of every template below ``boards/phone-``."""
    language = languages.current()
    return {
        "to": partial(_address, hall.code),
        "told": told,
        "rehearsal": hall.rehearsal,
        "languages_address": url_for("boards.choose_language", code=hall.code, here=language.tag),
        "event_address": url_for("boards.board", code=hall.event_code, language=language),
    }


def _address(code: str, name: str, **values: Any) -> str:  # noqa: ANN401 - parts of an address
    return url_for(f"boards.{name}", code=code, language=languages.current(), **values)


def public_address(code: str) -> str:
    """What a QR code holds."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.public_url.rstrip('/')}/b/{code}"


def short_address(code: str = "") -> str:
    """As people type it: without the protocol; with a code or up to it."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.address.netloc}{settings.prefix}/b" + (f"/{code}" if code else "")
