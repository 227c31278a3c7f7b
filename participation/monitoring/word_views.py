"""One figure to take into a document: sentence, picture and source, in a language of the survey."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Response, render_template, request
from markupsafe import Markup

from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words import languages
from participation.base.words.languages import LANGUAGES, STAFF, Language
from participation.monitoring import releases
from participation.monitoring.views import blueprint, named_version
from participation.places.service import county_name
from participation.presenting import charts, picture, source
from participation.presenting.picture import Picture
from surveys.figures.released import Indicator, Released


@dataclass(frozen=True, slots=True)
class Taken:
    """The words of a figure in one language."""

    heading: Markup
    sentence: Markup
    source: str
    alt: str
    """What the picture shows: every answer with its figure."""


@blueprint.get("/<uuid:wave_id>/word")
@staff(Permission.SEE_FIGURES)
def word(wave_id: uuid.UUID) -> str:
    """A figure as it will stand in a document, and how to take it."""
    released, indicator, language = _asked(wave_id)
    with languages.speaking(language):
        taken, drawn = _take(released, indicator)
    tags = [tag for tag in LANGUAGES if tag in (*released.wave.languages, *(s.tag for s in STAFF))]
    return render_template(
        "monitoring/word.html",
        wave_id=wave_id,
        question=indicator.key,
        taken=taken,
        picture=drawn,
        shown=language,
        tags=tags,
        version=named_version(),
    )


@blueprint.get("/<uuid:wave_id>/word/picture.svg")
@staff(Permission.SEE_FIGURES)
def word_picture(wave_id: uuid.UUID) -> Response:
    """The drawing alone."""
    released, indicator, language = _asked(wave_id)
    with languages.speaking(language):
        drawn = picture.picture(charts.total(released, indicator))
    if drawn is None:
        raise NotFound
    return Response(
        render_template("monitoring/picture.svg", drawn=drawn), mimetype="image/svg+xml"
    )


def _asked(wave_id: uuid.UUID) -> tuple[Released, Indicator, Language]:
    released = releases.released(wave_id, named_version())
    tag = request.args.get("language", languages.current().tag)
    if released is None or tag not in LANGUAGES:
        raise NotFound
    indicator = released.by_indicator.get(request.args.get("question", ""))
    if indicator is None:
        raise NotFound
    return released, indicator, LANGUAGES[tag]


def _take(released: Released, indicator: Indicator) -> tuple[Taken, Picture | None]:
    total = charts.total(released, indicator)
    named = [(step.label, step.value) for step in total.steps]
    named += [(bar.label, bar.value) for bar in total.bars]
    alt = "; ".join(f"{picture.plain(label)}: {picture.plain(value)}" for label, value in named)
    credit = source.source(released, total.row, county_name())
    return Taken(total.heading, total.sentence, credit, alt), picture.picture(total)
