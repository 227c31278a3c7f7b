"""Papers that call people to a survey: what is printed on a poster, a flyer, a stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, current_app

from participation.base.errors import Conflict
from participation.base.settings import Settings
from participation.base.web import logo
from participation.base.web.security import Permission
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.exports import paper
from participation.exports.documents import documents
from participation.exports.documents.documents import Kind
from participation.exports.invitations import naming
from participation.places import service as places
from participation.studies import service as studies

FORMATS = {"image/svg+xml": "svg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper."""

    key: str
    label: Lazy
    template: str
    options: Mapping[str, Any]
    """What the template is told besides."""


PAPERS: Mapping[str, Paper] = {
    made.key: made
    for made in (
        Paper("poster", lazy_gettext("Plakat A4"), "poster.typ", {}),
        Paper("flyer", lazy_gettext("Flyer A6, vier auf einem Blatt"), "flyer.typ", {"up": 4}),
        Paper("flyer-a6", lazy_gettext("Flyer A6 für die Druckerei"), "flyer.typ", {"up": 1}),
        Paper("stand", lazy_gettext("Aufsteller für die Theke"), "stand.typ", {}),
    )
}


def init_app(app: Flask) -> None:
    """Makes the papers known to those who order."""
    for made in PAPERS.values():
        kind = Kind(made.key, partial(make, made.template), Permission.MANAGE_SURVEYS)
        documents.register(app, kind)


def order(wave: studies.WaveInfo, made: Paper, channel: str, *, back: str) -> str:
    """Orders a paper for a channel of a wave; the address of its page.

    Raises:
        NotFound: the wave has no such channel.
        Conflict: it is offered in no language yet.
    """
    found = studies.channel(wave.id, channel)
    title = f"{made.label}: {wave.title.localized(('de',)).text}"
    return documents.order(
        made.key,
        {**wanted(wave, found), **made.options, "title": title},
        title=f"{title} ({found.label})",
        name=f"{made.key}-{wave.slug}-{found.key}.pdf",
        back=back,
    )


def wanted(wave: studies.WaveInfo, channel: studies.ChannelInfo) -> dict[str, Any]:
    """All that is printed, as data.

    Raises:
        Conflict: the wave is offered in no language yet.
    """
    languages = _different(_words(item) for item in studies.invitations(wave))
    if not languages:
        raise Conflict(
            _("Bieten Sie zuerst eine Sprache an."),
            title=_("Diese Befragung hat noch keine Sprache"),
        )
    settings: Settings = current_app.config["SETTINGS"]
    address = studies.address(channel.short)
    host, slash, path = typed(address).partition("/")
    return {
        "languages": languages,
        "sign": {"qr": address},
        "address": typed(address),
        "address_parts": [host + slash, path],
        "county": places.county_name(),
        "telephone": telephone(),
        "logo": _logo(settings),
        "demo": _("Vorführung: Alle Daten sind erfunden.") if settings.demo else "",
    }


def _different(words: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Without a language that says on paper what another one says already (plain German, say)."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for item in words:
        found.setdefault((item["call"], item["promise"]), item)
    return list(found.values())


def typed(address: str) -> str:
    """An address as people type it."""
    return address.split("://", 1)[1]


def telephone() -> str:
    """Whom to call: the team, else the county."""
    texts = places.texts("de")
    return texts.get("team_phone") or texts.get("phone") or ""


def _words(item: studies.Invitation) -> dict[str, str]:
    name = naming.on_paper(item.language)
    call, title, lead = (
        naming.Name(said.text, said.language) if paper.prints(said.text) else name
        for said in (item.call, item.title, item.lead)
    )
    return {
        "tag": item.language.interface.tag,
        "name": name.text,
        "call": call.text,
        "call_tag": call.tag,
        "title": title.text,
        "title_tag": title.tag,
        "lead": lead.text,
        "lead_tag": lead.tag,
        "promise": item.promise,
        "free": item.free,
        "until": item.until.replace(" ", "\N{NO-BREAK SPACE}"),
    }


def _logo(settings: Settings) -> dict[str, Any] | None:
    found = logo.read(settings.instance)
    if found is None:
        return None
    return {
        "bytes": list(found.content),
        "format": FORMATS[found.mimetype],
        "alt": places.county_name(),
    }


def make(template: str, wanted: Mapping[str, Any]) -> bytes:
    """The paper; without the logo when that is no picture after all."""
    language = wanted["languages"][0]["tag"]
    try:
        return paper.pdf(template, wanted, title=wanted["title"], language=language)
    except RuntimeError:
        if wanted["logo"] is None:
            raise
    return paper.pdf(template, {**wanted, "logo": None}, title=wanted["title"], language=language)
