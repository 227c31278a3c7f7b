"""Cards for the tables of an event: QR sign, short address, code, words in each language."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, current_app

from participation.base.errors import Conflict
from participation.base.settings import Settings
from participation.base.web.security import Permission
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.boards.service import boards
from participation.exports import paper
from participation.exports.documents import documents
from participation.exports.documents.documents import Kind
from participation.places import service as places

KEY = "table-cards"
GERMAN = "de"


def init_app(app: Flask) -> None:
    """Makes the cards known to those who order."""
    documents.register(app, Kind(KEY, make, Permission.RUN_EVENTS))


def order(event_id: uuid.UUID, *, back: str) -> str:
    """Orders the cards of an event; the address of their page.

    Raises:
        UnknownBoard: there is no such event.
        Conflict: it has no workshop yet.
    """
    event = boards.event_signpost(event_id)
    if not event.workshops:
        raise Conflict(_("Legen Sie zuerst einen Workshop an."))
    title = _("Tischkarten: %(event)s") % {"event": event.title[GERMAN]}
    return documents.order(
        KEY,
        {**wanted(event), "title": title},
        title=title,
        name=f"tischkarten-{event.code}.pdf",
        back=back,
    )


def wanted(event: boards.EventSignpost) -> dict[str, Any]:
    """All that is printed, as data."""
    settings: Settings = current_app.config["SETTINGS"]
    return {
        "cards": list(_cards(event)),
        "languages": list(_lines(event.languages)),
        "steps": [_("QR-Code scannen"), _("Sprache wählen"), _("Zettel schreiben")],
        "host": boards.short_address(),
        "county": places.county_name(),
        "demo": _("Vorführung: Alle Daten sind erfunden.") if settings.demo else "",
    }


def _cards(event: boards.EventSignpost) -> Iterator[dict[str, Any]]:
    """One for each workshop; the last one is the whole event's, for the entrance."""
    for workshop in event.workshops:
        when = boards.hours(workshop.starts_at, workshop.ends_at)
        room = " · ".join(part for part in (workshop.room, when) if part)
        yield _card(workshop.code, workshop.title[GERMAN], event.title[GERMAN], room)
    yield _card(event.code, event.title[GERMAN], places.county_name(), "")


def _card(code: str, title: str, above: str, room: str) -> dict[str, Any]:
    return {
        "code": code,
        "sign": {"qr": boards.public_address(code)},
        "title": title,
        "title_tag": GERMAN,
        "event": above,
        "event_tag": GERMAN,
        "room": room,
    }


def _lines(tags: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """What to do and that the card is worth keeping, in each language of the event."""
    known = set()
    for tag in (tag for tag in tags if tag in LANGUAGES):
        with languages.speaking(LANGUAGES[tag]):
            call, keep = boards.card_call(), boards.card_keep()
        if call not in known:  # plain German may say what German says
            known.add(call)
            yield {"tag": tag, "name": LANGUAGES[tag].own_name, "call": call, "keep": keep}


def make(wanted: Mapping[str, Any]) -> bytes:
    """The cards as one file, a page each."""
    return paper.pdf("cards.typ", wanted, title=wanted["title"], language=GERMAN)
