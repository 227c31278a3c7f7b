"""Which language: the browser's, or the person's own choice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import Language
from participation.respond.pages import stops, visits
from participation.respond.pages.page_shell import page
from participation.respond.pages.visits import Visit
from participation.studies import service as studies

CARRIED = ("via", "code", "probe")
"""What of a link travels on to the first page."""
PLACES = ("send", "thanks", "code")


def entry(slug: str) -> ResponseReturnValue:
    """Redirects a short address to a language; sets nothing, spends nothing."""
    carried = _carried()
    try:
        visit = _visit(slug)
    except stops.UnknownSurvey:
        if (printed := studies.behind(slug)) is None:
            raise
        slug, carried["via"] = printed
        visit = _visit(slug)
    found = languages.match(request.headers.get("Accept-Language", ""), visit.wave.tags)
    if found is None:
        return redirect(url_for("respond.languages_page", slug=slug, **carried), 303)
    return redirect(url_for("respond.intro", slug=slug, language=found, **carried), 303)


def chooser(slug: str) -> ResponseReturnValue:
    """The languages of a survey by their own names; leads back to the page it was opened from."""
    visit = _visit(slug)
    at = request.args.get("at", "")
    here = request.args.get("here", "")
    tiles = [(languages.of_tag(tag), _address(visit, tag, at)) for tag in visit.wave.tags]
    titles = _titles(visit.wave.tags)
    names = " · ".join(language.own_name for language, _to in tiles)
    return page(
        "respond/languages.html",
        " · ".join(word for _language, word in titles),
        visit=visit,
        tiles=tiles,
        titles=titles,
        here=here,
        at="",
        preview=f"{visits.title(visit).plain} · {names}",
    )


def _titles(offered: tuple[str, ...]) -> list[tuple[Language, str]]:
    """The word for language in those offered and in English, each once."""
    found: dict[str, Language] = {}
    for tag in languages.ordered({*offered, "en"}):
        language = languages.of_tag(tag)
        if tag in languages.LANGUAGES:
            with languages.speaking(language):
                found.setdefault(_("Sprache"), language)
    return [(language, word) for word, language in found.items()]


def _visit(slug: str) -> Visit:
    now = datetime.now(UTC)
    wave = studies.respondent_wave(slug, now, visits.probe())
    if wave is None or (wave.state is studies.WaveState.DRAFT and not wave.rehearsal):
        raise stops.UnknownSurvey
    language = _own_language(wave.tags)
    languages.use(language)
    return Visit(wave, language, now)


def _own_language(offered: tuple[str, ...]) -> Language:
    here = request.args.get("here", "")
    if here in offered or here in languages.LANGUAGES:
        return languages.of_tag(here)
    found = languages.match(request.headers.get("Accept-Language", ""), offered)
    return languages.of_tag(found) if found else languages.DEFAULT


def _address(visit: Visit, tag: str, at: str) -> str:
    slug = visit.wave.slug
    if at.startswith("q/"):
        return url_for("respond.ask", slug=slug, language=tag, name=at.removeprefix("q/"))
    if at in PLACES:
        endpoint = {"send": "last"}.get(at, at)
        return url_for(f"respond.{endpoint}", slug=slug, language=tag, **_carried())
    return url_for("respond.intro", slug=slug, language=tag, **_carried())


def _carried() -> dict[str, Any]:
    return {name: value for name in CARRIED if (value := request.args.get(name))}
