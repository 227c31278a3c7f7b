"""Addresses of the concept: all of it, an area, a measure whose box stands open."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.areas import service as areas
from participation.base.errors import NotFound
from participation.base.web.security import public
from participation.base.words.languages import Language
from participation.concept import service as concept
from participation.concept.service import PublicConcept, PublicMeasure
from participation.presenting.concept import STATEMENT_NAMES
from participation.site import kept_pages
from participation.site.concept import lines, parts
from participation.site.concept.parts import NO_AREA, AreaPart

blueprint = Blueprint("public_concept", __name__)
TO = "concept"
"""How the chooser of languages calls these pages."""


@blueprint.get("/<language:language>/concept")
@public
def overview(language: Language) -> Response:
    """What the county sets itself, and how far each area is."""
    found = _shown()
    return _kept(found, lambda: _overview(found, language))


def _overview(found: PublicConcept, language: Language) -> str:
    return render_template(
        "site/concept/overview.html",
        concept=found,
        counted=parts.counted(found),
        overall=concept.tally(item.light for item in found.measures),
        areas=parts.area_parts(found),
        newest=parts.newest(found.measures),
        names=STATEMENT_NAMES,
        german=lines.german,
        languages_address=_chooser(language),
    )


@blueprint.get("/<language:language>/concept/<area>")
@public
def area(language: Language, area: str) -> Response:
    """One area: its goals, and its measures as boxes."""
    found = _shown()
    part = _part(found, area)
    return _kept(found, lambda: _area(found, part, language, None))


@blueprint.get("/<language:language>/concept/measures/<uuid:measure_id>")
@public
def measure(language: Language, measure_id: uuid.UUID) -> ResponseReturnValue:
    """The area of a measure, its box open; of one that went into another, that other one."""
    found = _shown()
    if into := found.merged.get(measure_id):
        return redirect(_measure_address(language, into))
    item = next((item for item in found.measures if item.id == measure_id), None)
    if item is None:
        raise NotFound
    part = _part(found, item.area or NO_AREA)
    return _kept(found, lambda: _area(found, part, language, item))


def _area(
    found: PublicConcept, part: AreaPart, language: Language, opened: PublicMeasure | None
) -> str:
    return render_template(
        "site/concept/area.html",
        concept=found,
        part=part,
        goals=parts.goal_parts(found, part.key),
        opened=opened,
        lines=lines.lines(found.target_groups),
        state=lines.state,
        german=lines.german,
        label=lines.label,
        speaks_german=lines.speaks_german(),
        wholes={item.id: item for item in found.measures},
        measure_address=lambda item: _measure_address(language, item.id),
        languages_address=_chooser(language, str(opened.id) if opened else part.key),
    )


def title() -> str | None:
    """What the concept is called, for the home page; None: it is not shown."""
    return concept.shown_title()


def address(language: Language, which: str | None) -> str:
    """The address of the concept, an area (by key) or a measure (by id), in a language."""
    if not which:
        return url_for("public_concept.overview", language=language)
    try:
        return url_for("public_concept.measure", language=language, measure_id=uuid.UUID(which))
    except ValueError:
        return url_for("public_concept.area", language=language, area=which)


def _shown() -> PublicConcept:
    found = concept.public_concept()
    if found is None:
        raise NotFound
    return found


def _part(found: PublicConcept, key: str) -> AreaPart:
    for part in parts.area_parts(found):
        if part.key == key:
            return part
    raise NotFound


def _kept(found: PublicConcept, draw: kept_pages.Draw) -> Response:
    """The page as it was drawn for the same concept, areas and places, or drawn now."""
    around = repr((areas.every(), lines.place_names()))
    return kept_pages.answer(found.digest, draw, hashlib.sha256(around.encode()).hexdigest())


def _measure_address(language: Language, measure_id: uuid.UUID) -> str:
    # The address opens the box, its fragment leads the eye there.
    return url_for(
        "public_concept.measure",
        language=language,
        measure_id=measure_id,
        _anchor=f"m{measure_id}",
    )


def _chooser(language: Language, which: str = "") -> str:
    more: dict[str, Any] = {"for": which} if which else {}  # a keyword of Python
    return url_for("site.choose_language", language=language, to=TO, **more)
