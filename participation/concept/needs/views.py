"""Pages of needs: made from a theme or note, listed with the voices behind them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import desk_link
from participation.areas import service as areas
from participation.base import database
from participation.base.desk.forms import ConfirmForm, revision_of
from participation.base.errors import Conflict, NotFound
from participation.base.web.security import Permission, staff
from participation.boards.service import summaries as boards
from participation.boards.service.summaries import BoardSource, SourceKind
from participation.concept.needs import needs as service
from participation.concept.needs.forms import NeedForm, need_form
from participation.concept.needs.needs import NeedInfo, SourceInfo
from participation.places import service as places

blueprint = Blueprint("concept", __name__, url_prefix="/desk/concept")


@blueprint.get("/needs")
@staff(Permission.EDIT_CONCEPT)
def needs() -> str:
    """All needs by field, each with its voices."""
    found = service.needs()
    by_field = {
        key: [need for need in found if need.said.field == (key or None)]
        for key in (*areas.every(), "")
    }
    return render_template(
        "concept/needs/needs.html",
        by_field={key: listed for key, listed in by_field.items() if listed},
        fields=areas.every(),
        back=_back,
        place_names={place.key: place.name for place in places.places()},
    )


@blueprint.route("/needs/from/<kind>/<uuid:key>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def make(kind: str, key: uuid.UUID) -> ResponseReturnValue:
    """A need from a theme or note, or one more voice of a need that is there."""
    source = boards.source(SourceKind(kind), key) if kind in set(SourceKind) else None
    if source is None:
        raise NotFound
    known = service.needs()
    form = need_form(others=known)
    if form.into.data and form.is_submitted():
        del form.title  # an existing need has its own
    if form.validate_on_submit():
        need_id = _kept(form, source)
        return redirect(url_for("concept.need", need_id=need_id), 303)
    if not form.is_submitted():
        form.title.data = source.words[:160] if source.kind is SourceKind.THEME else ""
        form.field.data = source.field or (source.suggested[0].field if source.suggested else "")
    page = render_template(
        "concept/needs/make.html",
        form=form,
        source=source,
        fields=areas.every(),
        back=_address(source.place.workshop_id, source.kind.value, str(source.key)),
        known=known,
    )
    return page, 400 if form.errors else 200


@blueprint.route("/needs/<uuid:need_id>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def need(need_id: uuid.UUID) -> ResponseReturnValue:
    """One need: its words and its voices."""
    found = service.need(need_id)
    form = need_form(found)
    theirs = None
    if form.validate_on_submit():
        try:
            service.edit(need_id, revision_of(form), form.said())
        except Conflict:
            database.rollback()
            theirs = service.need(need_id)
            form.revision.data = str(theirs.revision)
        else:
            return redirect(url_for("concept.need", need_id=need_id, saved=1), 303)
    page = render_template(
        "concept/needs/need.html",
        need=found,
        form=form,
        theirs=theirs,
        back=_back,
        fields=areas.every(),
    )
    return page, 409 if theirs else 400 if form.errors else 200


@blueprint.route("/needs/<uuid:need_id>/delete", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def delete(need_id: uuid.UUID) -> ResponseReturnValue:
    """What deleting means, and the one button that does it."""
    found, form = service.need(need_id), ConfirmForm()
    if form.validate_on_submit():
        service.delete(need_id)
        return redirect(url_for("concept.needs"), 303)
    return render_template("concept/needs/delete.html", need=found, form=form)


def traces(keys: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """By theme or note: title and page of the needs made from it, for who may see them."""
    found = service.needs_of(keys)
    linked = {
        key: [(title, desk_link("concept.need", need_id=need_id)) for need_id, title in listed]
        for key, listed in found.items()
    }
    return {key: [(t, a) for t, a in listed if a] for key, listed in linked.items()}


def _kept(form: NeedForm, source: BoardSource) -> uuid.UUID:
    if form.into.data:
        known: NeedInfo = service.need(uuid.UUID(form.into.data))
        service.add_source(known.id, source)
        return known.id
    return service.make(form.said(), source)


def _back(source: SourceInfo) -> str | None:
    """The page of the theme or note, while its event is there."""
    if source.workshop_id is None:
        return None
    return _address(source.workshop_id, source.kind, source.key)


def _address(workshop_id: uuid.UUID, kind: str, key: str) -> str:
    return url_for("summaries.page", workshop_id=workshop_id, _anchor=f"{kind}-{key}")
