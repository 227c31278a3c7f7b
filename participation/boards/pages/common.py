"""What every page of participants needs: addresses of its workshop, and texts in its language."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import url_for

from participation.base.words import languages
from participation.boards.base.localized import localized
from participation.boards.events.destinations import Destination


def values(destination: Destination) -> dict[str, Any]:
    """Values of every template below ``boards/phone-``."""
    language = languages.current()
    return {
        "to": partial(_address, destination.code),
        "localized": localized,
        "rehearsal": destination.rehearsal,
        "languages_address": url_for(
            "boards.choose_language", code=destination.code, here=language.tag
        ),
        "event_address": url_for("boards.board", code=destination.event_code, language=language),
    }


def _address(code: str, name: str, **values: Any) -> str:  # noqa: ANN401 - parts of an address
    return url_for(f"boards.{name}", code=code, language=languages.current(), **values)
