"""Addresses of the public site; pages for respondents lie under their own prefix."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.base.web.security import public
from participation.base.words import languages
from participation.base.words.languages import LANGUAGES, Language
from participation.places import service as places
from participation.site import waves, workshops
from participation.site.concept import views as concept
from participation.site.facts import LTR, backup_days, facts, filled, telephone
from participation.site.helplines import NUMBERS
from participation.site.lands import land
from participation.site.pages import TEMPLATES, InfoPage

blueprint = Blueprint("site", __name__)
HOME = "home"
RESULTS = "results"
EVENT = "event"


@blueprint.get("/")
@public
def start() -> Response:
    """To the home page in the language the browser asks for."""
    wanted = languages.match(request.headers.get("Accept-Language", ""), LANGUAGES)
    answer = redirect(url_for("site.home", language=wanted or languages.DEFAULT.tag))
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get("/<language:language>/")
@public
def home(language: Language) -> str:
    """What to take part in now, and what came of it."""
    return render_template(
        "site/home.html",
        open_waves=waves.open_now(language),
        results=waves.with_results(language),
        events=workshops.with_summaries(language),
        concept=concept.title(),
        languages_address=url_for("site.choose_language", language=language, to=HOME),
    )


@blueprint.get("/f/info/<language:language>/languages")
@public
def choose_language(language: Language) -> str:
    """All languages by their own names; leads back to the page one came from."""
    target, slug = request.args.get("to", HOME), request.args.get("for")
    return render_template(
        "site/languages.html",
        choices=[(item, _address(item, target, slug)) for item in LANGUAGES.values()],
        current=language,
    )


@blueprint.get("/f/info/<language:language>/<info_page:page>")
@public
def info(language: Language, page: InfoPage) -> str:
    """A legal or help page; ``?for=`` names the survey whose days it shows."""
    slug = request.args.get("for")
    return render_template(
        TEMPLATES[page],
        facts=facts(language),
        promised=places.promised(),
        backup_days=backup_days(),
        filled=lambda name: filled(name, language),
        numbers={name: telephone(number) for name, number in NUMBERS.items()},
        ltr=LTR.format,
        land=land(places.county().land),
        wave=waves.named(slug, language) if slug else None,
        footer_wave=slug,
        languages_address=url_for("site.choose_language", language=language, to=page, **_for(slug)),
    )


def _address(language: Language, target: str, slug: str | None) -> str:
    if target in set(InfoPage):
        return url_for("site.info", language=language, page=target, **_for(slug))
    if target == EVENT and slug:
        return workshops.address(language, slug)
    if target == concept.TO:
        return concept.address(language, slug)
    if target == RESULTS and slug:
        return url_for("results.page", language=language, slug=slug.partition("/")[0])
    return url_for("site.home", language=language)


def _for(slug: str | None) -> dict[str, Any]:
    return {"for": slug} if slug else {}
