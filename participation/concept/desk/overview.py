"""The page of the concept, and its beginning."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action
from participation.areas import service as areas
from participation.base.errors import DomainError
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.concept.desk import filtering, parts
from participation.concept.desk.boxes import boxes
from participation.concept.desk.framework.forms import BeginForm
from participation.concept.light.kinds import TrafficLight
from participation.concept.light.shares import tally
from participation.concept.tree import framework, outline, reading, starter
from participation.concept.tree.info import ConceptInfo, MeasureInfo
from participation.organisations.service import OrganisationInfo

blueprint = Blueprint("concept_desk", __name__, url_prefix="/desk/concept")
ANY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the page says of itself in numbers."""

    areas: int
    themes: int
    main_goals: int
    sub_goals: int
    measures: int
    original: int
    added: int


@blueprint.get("")
@staff(Permission.READ_CONCEPT)
def overview() -> str:
    """One page with all of it, narrowed by area, light, organisation, place or delay."""
    found = parts.the_concept()
    today, wanted = parts.today(), filtering.filter_of(request.args)
    bodies = parts.bodies_of(found.counted)
    address = url_for("concept_desk.measure", measure_id=ANY)[: -len(str(ANY))]
    shown = [item for item in found.counted if wanted.fits(item, bodies, today)]
    return render_template(
        "concept/overview.html",
        concept=found,
        counted=_counted(found),
        overall=tally(_light(item) for item in found.counted),
        parts=outline.parts(found, shown, bare=not wanted.is_on),
        shown=len(shown),
        wanted=wanted,
        boxes=boxes(shown, _names(found, bodies), _symbols(), address, today),
        offered=sorted({item.id: item for item in bodies.values()}.values(), key=lambda b: b.name),
        place_names=parts.place_names(),
        areas=_areas(found),
        lights=filtering.lights(),
        tags=filtering.TAG_NAMES,
        may=parts.edits(),
        decides=parts.decides(),
        goal_address=url_for("concept_desk.goal", goal_id=ANY)[: -len(str(ANY))],
    )


@blueprint.errorhandler(parts.NotBegun)
def not_begun(error: parts.NotBegun) -> str:
    """Every page of a concept that nobody began says how to begin."""
    del error
    return render_template(
        "concept/begin.html",
        form=BeginForm(),
        may=parts.edits(),
        decides=parts.decides(),
        elsewhere=request.endpoint != "concept_desk.overview",
    )


@blueprint.post("/begin")
@staff(Permission.EDIT_CONCEPT)
def begin() -> ResponseReturnValue:
    """Begins the concept, empty or with twelve measures to start from."""
    form = BeginForm()
    if not form.validate_on_submit():
        return render_template(
            "concept/begin.html", form=form, may=True, decides=parts.decides()
        ), 400
    if reading.concept() is not None:
        raise DomainError(_("Das Konzept gibt es schon. Öffnen Sie es oben unter „Konzept“."))
    framework.begin((form.title.data or "").strip())
    if request.form.get("how") == "starter":
        starter.fill(today=parts.today())
    parts.audit(Action.CHANGE, _("Konzept begonnen"))
    return redirect(url_for("concept_desk.overview"), 303)


def _names(
    found: ConceptInfo, bodies: Mapping[uuid.UUID, OrganisationInfo]
) -> dict[uuid.UUID, str]:
    """What boxes name: organisations, and measures that others are a part of."""
    wholes = {item.said.part_of for item in found.counted}
    named = {key: body.label for key, body in bodies.items()}
    return named | {item.id: item.label for item in found.measures if item.id in wholes}


def _symbols() -> dict[TrafficLight | None, str]:
    draw = get_template_attribute("concept/lights.html", "symbol")
    return {light: str(draw(light)) for light in (*TrafficLight, None)}


def _light(measure: MeasureInfo) -> TrafficLight | None:
    return measure.status.light if measure.status else None


def _areas(found: ConceptInfo) -> list[tuple[str, str]]:
    """Key and title of the areas in which anything stands; "none": what has no area."""
    there = {goal.said.area for goal in found.goals} | {item.area for item in found.counted}
    named = [(key, areas.title(key)) for key in areas.every() if key in there]
    return [*named, ("none", _("ohne Handlungsfeld"))] if None in there else named


def _counted(found: ConceptInfo) -> Counted:
    keys = {goal.said.area for goal in found.goals} | {item.area for item in found.counted}
    kinds = [area.kind for key in keys if (area := areas.by_key(key))]
    added = sum(item.said.origin == "added" for item in found.counted)
    main = sum(goal.is_main for goal in found.goals)
    return Counted(
        kinds.count(areas.AreaKind.FIELD),
        kinds.count(areas.AreaKind.CROSS_CUTTING),
        main,
        len(found.goals) - main,
        len(found.counted),
        len(found.counted) - added,
        added,
    )
