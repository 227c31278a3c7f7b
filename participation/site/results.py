"""What came of a survey, for everybody: one page per released wave, one per question.

The pages choose inside the frozen release and compute nothing; what is not in it is an unknown
address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from participation.base import errors
from participation.base.web.security import public
from participation.base.words.languages import Language
from participation.exports import service as exports
from participation.monitoring import service as monitoring
from participation.monitoring.service import Published
from participation.presenting import breakdowns, charts, grids, sentences
from participation.site import kept_pages
from participation.studies import service as studies
from participation.studies.service import WaveState
from surveys.figures.about import MOST_VERSIONS
from surveys.figures.estimates import gaps
from surveys.figures.released import Indicator, Released, Table

blueprint = Blueprint("results", __name__)

VERSION = f"version/<int(min=1, max={MOST_VERSIONS}):version>"
CONTEXT = "context"
"""Dimension of the questions about the respondents themselves."""


@blueprint.get("/<language:language>/results/<slug>")
@blueprint.get(f"/<language:language>/results/<slug>/{VERSION}")
@public
def page(language: Language, slug: str, version: int | None = None) -> str | Response:
    """All questions of a wave with the answers of everybody; before its release, when they come.

    The plain address shows the newest version; each has an address of its own, for ever.
    """
    published = monitoring.published_as(slug, version)
    if published is None and version is None:
        return _not_yet(slug, language)
    shown = Shown(published or _published(slug, version), language, version)
    return kept_pages.answer(shown.published.digest, lambda: _page(shown))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows."""

    published: Published
    language: Language
    version: int | None
    """As the address names it."""


def _page(shown: Shown) -> str:
    released = shown.published.released
    silent = gaps.withheld(released)
    shown_ones = [i for i in released.indicators if i.key not in silent]
    figures = [(charts.total(released, i), grids.of_total(released, i)) for i in shown_ones]
    return render_template(
        "site/results.html",
        silent=[sentences.text(released.by_indicator[key].wording) for key in sorted(silent)],
        asked=[pair for pair in figures if pair[0].indicator.dimension != CONTEXT],
        people=[pair for pair in figures if pair[0].indicator.dimension == CONTEXT],
        target=sentences.text(released.wave.target_group),
        **_page_values(shown),
    )


@blueprint.get("/<language:language>/results/<slug>/<indicator>")
@blueprint.get(f"/<language:language>/results/<slug>/{VERSION}/<indicator>")
@public
def chart(language: Language, slug: str, indicator: str, version: int | None = None) -> Response:
    """One question by groups, sex, age and place."""
    shown = Shown(_published(slug, version), language, version)
    found = _indicator(shown.published.released, indicator)
    return kept_pages.answer(shown.published.digest, lambda: _chart(shown, found))


def _chart(shown: Shown, found: Indicator) -> str:
    released = shown.published.released
    return render_template(
        "site/results-question.html",
        found=charts.total(released, found),
        grid=grids.of_total(released, found),
        breakdowns=[breakdowns.drawn(released, t) for t in breakdowns.tables(released, found, 1)],
        crossings=breakdowns.choices(released, found, 2),
        together=grids.together(found),
        **_page_values(shown),
    )


@blueprint.get("/<language:language>/results/<slug>/<indicator>/<by>")
@blueprint.get(f"/<language:language>/results/<slug>/{VERSION}/<indicator>/<by>")
@public
def crossing(
    language: Language, slug: str, indicator: str, by: str, version: int | None = None
) -> Response:
    """One question by a group and one more dimension."""
    shown = Shown(_published(slug, version), language, version)
    released = shown.published.released
    found = _indicator(released, indicator)
    table = released.table(found.key, *by.split("."))
    if table is None or len(table.by) != charts.PAIR:
        raise errors.NotFound
    return kept_pages.answer(shown.published.digest, lambda: _crossing(shown, found, table))


def _crossing(shown: Shown, found: Indicator, table: Table) -> str:
    return render_template(
        "site/results-crossing.html",
        indicator=found,
        heading=sentences.text(found.wording),
        shown=breakdowns.drawn(shown.published.released, table),
        together=grids.together(found),
        **_page_values(shown),
    )


@blueprint.get("/<language:language>/results/<slug>.<any(excel, plain):kind>.csv")
@blueprint.get(f"/<language:language>/results/<slug>/{VERSION}.<any(excel, plain):kind>.csv")
@public
def download(language: Language, slug: str, kind: str, version: int | None = None) -> Response:
    """All tables of the release as one file."""
    del language
    return exports.answer(_published(slug, version).released, kind)


def _not_yet(slug: str, language: Language) -> str:
    wave = studies.respondent_wave(slug, datetime.now(UTC))
    if wave is None or wave.state is WaveState.DRAFT:
        raise errors.NotFound
    return render_template(
        "site/results-later.html",
        wave=wave,
        title=sentences.text(wave.title),
        withdrawn=wave.state is WaveState.WITHDRAWN,
        languages_address=_chooser(slug, language),
    )


def _chooser(slug: str, language: Language) -> str:
    return url_for("site.choose_language", language=language, to="results", **_for(slug))


def _page_values(shown: Shown) -> dict[str, object]:
    released = shown.published.released
    slug = released.wave.key
    return {
        "released": released,
        "published": shown.published,
        "version": shown.version,
        "slug": slug,
        "title": sentences.text(released.wave.title),
        "languages_address": _chooser(slug, shown.language),
    }


def _for(slug: str) -> dict[str, Any]:
    return {"for": slug}  # a Python keyword: it can be given by name only so


def _published(slug: str, version: int | None) -> Published:
    found = monitoring.published_as(slug, version)
    if found is None:
        raise errors.NotFound
    return found


def _indicator(released: Released, key: str) -> Indicator:
    found = released.by_indicator.get(key)
    if found is None or key in gaps.withheld(released):
        raise errors.NotFound
    return found
