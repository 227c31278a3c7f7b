"""Pages of the areas: listed in order, changed, added, ended."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action, audit
from participation.areas import saving, service
from participation.areas.forms import AreaForm, area_form
from participation.areas.pictograms import COLOUR_NAMES, PICTOGRAMS
from participation.areas.shipped import KIND_NAMES, AreaInfo
from participation.areas.snapshot import read
from participation.base import database
from participation.base.desk.forms import ConfirmForm, revision_of
from participation.base.errors import Conflict, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _

blueprint = Blueprint("areas", __name__, url_prefix="/desk/county/areas")
STEPS = {"up": -1, "down": 1}


@blueprint.get("")
@staff(Permission.MANAGE_COUNTY)
def overview() -> str:
    """All areas in order, those that ended below."""
    found = read().values()
    return render_template(
        "areas/overview.html",
        areas=[area for area in found if not area.ended],
        ended=[area for area in found if area.ended],
        kinds=KIND_NAMES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def add() -> ResponseReturnValue:
    """A further area."""
    form = area_form()
    if form.validate_on_submit():
        key = saving.add(form.said())
        audit(Action.CHANGE, service.title(key, "de"), _("Handlungsfeld angelegt"))
        return redirect(url_for("areas.overview"), 303)
    return _page(form, None)


@blueprint.route("/<key>", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def area(key: str) -> ResponseReturnValue:
    """One area: its title in every language, its kind, colour and pictogram."""
    found = _known(key)
    form = area_form(found)
    if form.validate_on_submit():
        try:
            saving.edit(key, revision_of(form), form.said())
        except Conflict:
            database.rollback()
            theirs = _known(key)
            form.revision.data = str(theirs.revision)
            return _page(form, theirs, theirs=theirs)
        audit(Action.CHANGE, service.title(key, "de"), _("Handlungsfeld geändert"))
        return redirect(url_for("areas.overview"), 303)
    return _page(form, found)


@blueprint.post("/<key>/end")
@staff(Permission.MANAGE_COUNTY)
def end(key: str) -> ResponseReturnValue:
    """Offers an area no more, or again."""
    form, found = ConfirmForm(), _known(key)
    if form.validate_on_submit():
        saving.end(key, ended=not found.ended)
        audit(
            Action.REOPEN if found.ended else Action.CLOSE,
            service.title(key, "de"),
            _("Handlungsfeld"),
        )
    return redirect(url_for("areas.overview"), 303)


@blueprint.post("/<key>/move")
@staff(Permission.MANAGE_COUNTY)
def move(key: str) -> ResponseReturnValue:
    """Moves an area one place up or down among those that are offered."""
    form, step = ConfirmForm(), STEPS.get(request.form.get("step", ""))
    keys = [area.key for area in read().values() if not area.ended]
    if step is None or key not in keys:
        raise NotFound
    at = keys.index(key)
    if form.validate_on_submit() and 0 <= at + step < len(keys):
        keys[at], keys[at + step] = keys[at + step], keys[at]
        saving.order(keys)
        audit(Action.CHANGE, _("Handlungsfelder"), _("Reihenfolge geändert"))
    return redirect(url_for("areas.overview", _anchor=key), 303)


def _page(
    form: AreaForm, found: AreaInfo | None, *, theirs: AreaInfo | None = None
) -> ResponseReturnValue:
    page = render_template(
        "areas/area.html",
        form=form,
        area=found,
        theirs=theirs,
        kinds=KIND_NAMES,
        colours=COLOUR_NAMES,
        pictograms=PICTOGRAMS,
    )
    return page, 409 if theirs else 400 if form.errors else 200


def _known(key: str) -> AreaInfo:
    found = read().get(key)
    if found is None:
        raise NotFound
    return found
