"""Pages of the list of organisations: found, added, changed, merged, ended."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action, audit
from participation.base import database
from participation.base.desk.forms import MERGED_MEANWHILE, RevisionForm, revision_of
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.organisations import reading, saving
from participation.organisations.forms import OrganisationForm, merge_form, organisation_form
from participation.organisations.kinds import KIND_NAMES
from participation.organisations.reading import OrganisationInfo
from participation.places import service as places

blueprint = Blueprint("organisations", __name__, url_prefix="/desk/organisations")


def today() -> date:
    """The day in the county."""
    return datetime.now(current_app.config["SETTINGS"].zone).date()


@blueprint.get("")
@staff(Permission.EDIT_CONCEPT)
def overview() -> str:
    """All organisations, or those of a kind or with some words in their names."""
    kind, words = request.args.get("kind", ""), request.args.get("words", "").strip()
    known = reading.every()
    found = [item for item in known if _fits(item, kind, words)]
    return render_template(
        "organisations/overview.html",
        found=[item for item in found if item.ended_on is None],
        ended=[item for item in found if item.ended_on is not None],
        total=len(known),
        kinds=KIND_NAMES,
        kind=kind,
        words=words,
        place_names=_place_names(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def add() -> ResponseReturnValue:
    """A further organisation."""
    form = organisation_form()
    if form.validate_on_submit():
        saving.add(form.said())
        audit(Action.CHANGE, form.said().name, _("Stelle angelegt"))
        return redirect(url_for("organisations.overview"), 303)
    return _page(form, None)


@blueprint.route("/<uuid:key>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def organisation(key: uuid.UUID) -> ResponseReturnValue:
    """One organisation; the address of a merged one leads to what stands for it."""
    found = reading.organisation(key)
    if found.id != key:
        return redirect(url_for("organisations.organisation", key=found.id), 303)
    form = organisation_form(found)
    if form.validate_on_submit():
        try:
            saving.edit(key, revision_of(form), form.said())
        except Conflict:
            database.rollback()
            theirs = reading.organisation(key)
            form.revision.data = str(theirs.revision)
            return _page(form, found, theirs=theirs)
        audit(Action.CHANGE, form.said().name, _("Stelle geändert"))
        return redirect(url_for("organisations.overview"), 303)
    return _page(form, found)


@blueprint.route("/<uuid:key>/merge", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def merge(key: uuid.UUID) -> ResponseReturnValue:
    """Says which organisation stands for this one from now on."""
    found = reading.organisation(key)
    form = merge_form(found, reading.every())
    second = False
    if form.validate_on_submit():
        into = reading.organisation(uuid.UUID(form.into.data))
        try:
            saving.merge(found.id, revision_of(form), into.id)
        except Conflict:
            database.rollback()
            second = True
            form.into.errors = [MERGED_MEANWHILE]
            form.revision.data = str(reading.organisation(key).revision)
        else:
            audit(Action.CHANGE, found.name, _("aufgegangen in: %(name)s") % {"name": into.name})
            return redirect(url_for("organisations.organisation", key=into.id), 303)
    page = render_template("organisations/merge.html", form=form, organisation=found)
    return page, 409 if second else 400 if form.errors else 200


@blueprint.post("/<uuid:key>/end")
@staff(Permission.PUBLISH)
def end(key: uuid.UUID) -> ResponseReturnValue:
    """Ends an organisation, or takes its end back."""
    found, form = reading.organisation(key), RevisionForm()
    if form.validate_on_submit():
        saving.end(found.id, revision_of(form), None if found.ended_on else today())
        action = Action.REOPEN if found.ended_on else Action.CLOSE
        audit(action, found.name, _("Stelle"))
    return redirect(url_for("organisations.organisation", key=found.id), 303)


def _page(
    form: OrganisationForm,
    found: OrganisationInfo | None,
    *,
    theirs: OrganisationInfo | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "organisations/organisation.html",
        form=form,
        organisation=found,
        theirs=theirs,
        kinds=KIND_NAMES,
        place_names=_place_names(),
    )
    return page, 409 if theirs else 400 if form.errors else 200


def _fits(item: OrganisationInfo, kind: str, words: str) -> bool:
    said = f"{item.name} {item.short}".casefold()
    return (not kind or item.kind == kind) and all(w in said for w in words.casefold().split())


def _place_names() -> dict[str, str]:
    return {place.key: place.name for place in places.places()}
