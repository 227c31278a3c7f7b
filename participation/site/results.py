"""What came of a survey, for everybody: one page per released wave, one per question.

The pages choose inside the frozen release and compute nothing; what is not in it is an unknown
address.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from participation.base import errors
from participation.base.web.security import public
from participation.base.words.languages import Language
from participation.exports import service as exports
from participation.monitoring import service as monitoring
from participation.presenting import breakdowns, charts, grids, sentences
from participation.site import kept_pages
from participation.studies import service as studies
from participation.studies.service import WaveState
from surveys.figures.released import Indicator, Released, Table

blueprint = Blueprint("results", __name__)

CONTEXT = "context"
"""Dimension of the questions about the respondents themselves."""


@blueprint.get("/<language:language>/results/<slug>")
@public
def page(language: Language, slug: str) -> str | Response:
    """All questions of a wave with the answers of everybody; before its release, when they come."""
    released = monitoring.released_as(slug)
    if released is None:
        return _not_yet(slug, language)
    return kept_pages.answer(released.sha256, lambda: _page(released, language))


def _page(released: Released, language: Language) -> str:
    told = [(charts.total(released, i), grids.of_total(released, i)) for i in released.indicators]
    return render_template(
        "site/results.html",
        asked=[pair for pair in told if pair[0].indicator.dimension != CONTEXT],
        people=[pair for pair in told if pair[0].indicator.dimension == CONTEXT],
        target=sentences.text(released.wave.target_group),
        **_frame(released, language),
    )


@blueprint.get("/<language:language>/results/<slug>/<indicator>")
@public
def chart(language: Language, slug: str, indicator: str) -> Response:
    """One question by groups, sex, age and place."""
    released = _released(slug)
    found = _indicator(released, indicator)
    return kept_pages.answer(released.sha256, lambda: _chart(released, found, language))


def _chart(released: Released, found: Indicator, language: Language) -> str:
    return render_template(
        "site/results-question.html",
        found=charts.total(released, found),
        grid=grids.of_total(released, found),
        breakdowns=[breakdowns.drawn(released, t) for t in breakdowns.tables(released, found, 1)],
        crossings=breakdowns.choices(released, found, 2),
        together=grids.together(found),
        **_frame(released, language),
    )


@blueprint.get("/<language:language>/results/<slug>/<indicator>/<by>")
@public
def crossing(language: Language, slug: str, indicator: str, by: str) -> Response:
    """One question by a group and one more dimension."""
    released = _released(slug)
    found = _indicator(released, indicator)
    table = released.table(found.key, *by.split("."))
    if table is None or len(table.by) != charts.PAIR:
        raise errors.NotFound
    return kept_pages.answer(released.sha256, lambda: _crossing(released, found, table, language))


def _crossing(released: Released, found: Indicator, table: Table, language: Language) -> str:
    return render_template(
        "site/results-crossing.html",
        indicator=found,
        heading=sentences.text(found.wording),
        shown=breakdowns.drawn(released, table),
        together=grids.together(found),
        **_frame(released, language),
    )


@blueprint.get("/<language:language>/results/<slug>.<any(excel, plain):kind>.csv")
@public
def download(language: Language, slug: str, kind: str) -> Response:
    """All tables of the release as one file."""
    del language
    released = _released(slug)
    return exports.answer(released, kind)


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


def _frame(released: Released, language: Language) -> dict[str, object]:
    slug = released.wave.key
    return {
        "released": released,
        "slug": slug,
        "title": sentences.text(released.wave.title),
        "languages_address": _chooser(slug, language),
    }


def _for(slug: str) -> dict[str, Any]:
    return {"for": slug}  # a Python keyword: it can be given by name only so


def _released(slug: str) -> Released:
    found = monitoring.released_as(slug)
    if found is None:
        raise errors.NotFound
    return found


def _indicator(released: Released, key: str) -> Indicator:
    found = released.by_indicator.get(key)
    if found is None:
        raise errors.NotFound
    return found
