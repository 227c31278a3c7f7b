"""The county's pages of the desk: its name, its places, its list of offers."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.base.desk.forms import RevisionForm, revision_of
from participation.base.errors import DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.places import many, service
from participation.places.forms import (
    KINDS,
    CountyForm,
    FirstForm,
    OfferForm,
    PlaceForm,
    PlacesForm,
)
from participation.places.saving import begin_county
from participation.places.service import Offer, PlaceInfo

blueprint = Blueprint("places", __name__, url_prefix="/desk/county")


@blueprint.route("", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def overview() -> ResponseReturnValue:
    """Name and Land, and what else the county tells; at first with all places."""
    county = service.county()
    if county.revision == 0:
        return _first_page(FirstForm(land="BB", revision=0))
    form = CountyForm(name=county.name, land=county.land, revision=county.revision)
    if form.validate_on_submit():
        service.save_county(form.name.data or "", form.land.data, revision_of(form))
        return redirect(url_for("places.overview"))
    missing = service.unfilled(("de",))
    page = render_template(
        "places/overview.html",
        form=form,
        places=service.places(),
        offers=service.offers(),
        missing=len(missing),
        due=sum(item.due for item in service.promises()),
    )
    return page, 400 if form.errors else 200


def _first_page(form: FirstForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            wanted = many.read(form.lines.data or "", ())
            begin_county(form.name.data or "", form.land.data, wanted)
        except DomainError as problem:
            if problem.status != DomainError.status:
                raise
            form.lines.errors = [str(problem.remedy)]
        else:
            return redirect(url_for("places.texts" if wanted else "places.overview"))
    page = render_template("places/first.html", form=form, kinds=KINDS.values())
    return page, 400 if form.errors else 200


@blueprint.get("/places")
@staff(Permission.MANAGE_COUNTY)
def places() -> ResponseReturnValue:
    """All places as a table."""
    rows = service.places()
    names = {place.key: place.name for place in rows}
    return render_template("places/places.html", places=rows, names=names, kinds=KINDS)


@blueprint.route("/places/new", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def new_place() -> ResponseReturnValue:
    """A further place."""
    known = service.places()
    form = PlaceForm(revision=service.county().revision)
    form.offer(known, service.county().name)
    if form.validate_on_submit():
        key = service.key_for(form.name.data or "", (place.key for place in known))
        return _save_places(form, (*known, form.place(key)))
    return _place_page(form, None)


@blueprint.route("/places/several", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def several() -> ResponseReturnValue:
    """Many places in one form, a line each."""
    form = PlacesForm(revision=service.county().revision)
    if form.validate_on_submit():
        try:
            wanted = many.read(form.lines.data or "", service.places())
            service.save_places(wanted, revision_of(form))
        except DomainError as problem:
            if problem.status != DomainError.status:
                raise
            form.lines.errors = [str(problem.remedy)]
        else:
            return redirect(url_for("places.places"))
    page = render_template("places/many.html", form=form, kinds=KINDS.values())
    return page, 400 if form.errors else 200


@blueprint.route("/places/<key>", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def place(key: str) -> ResponseReturnValue:
    """One place."""
    known = service.places()
    found = next((p for p in known if p.key == key), None)
    if found is None:
        raise NotFound
    form = PlaceForm(
        name=found.name,
        kind=found.kind.value,
        parent=found.parent or "",
        population=found.population,
        localities="\n".join(found.localities),
        revision=service.county().revision,
    )
    form.offer(known, service.county().name, key)
    if form.validate_on_submit():
        changed = form.place(key)
        return _save_places(form, tuple(changed if p.key == key else p for p in known))
    return _place_page(form, found)


@blueprint.route("/places/<key>/delete", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def delete_place(key: str) -> ResponseReturnValue:
    """Takes a place out; those in it move up to where it lay."""
    known = service.places()
    found = next((p for p in known if p.key == key), None)
    if found is None:
        raise NotFound
    form = RevisionForm(revision=service.county().revision)
    if form.validate_on_submit():
        rest = tuple(
            replace(p, parent=found.parent) if p.parent == key else p for p in known if p.key != key
        )
        service.save_places(rest, revision_of(form))
        return redirect(url_for("places.places"))
    return render_template("places/delete_place.html", form=form, place=found)


@blueprint.get("/offers")
@staff(Permission.MANAGE_COUNTY)
def offers() -> ResponseReturnValue:
    """The list of kinds of help that questionnaires name."""
    return render_template("places/offers.html", offers=service.offers())


@blueprint.route("/offers/new", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def new_offer() -> ResponseReturnValue:
    """A further kind of help."""
    known = service.offers()
    form = OfferForm(revision=service.county().revision)
    if form.validate_on_submit():
        key = service.key_for(form.label_de.data or "", (offer.key for offer in known))
        service.save_offers((*known, Offer(key, form.labels)), revision_of(form))
        return redirect(url_for("places.offers"))
    return render_template("places/offer.html", form=form, offer=None), 400 if form.errors else 200


@blueprint.route("/offers/<key>", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def offer(key: str) -> ResponseReturnValue:
    """One kind of help, or its end."""
    known = service.offers()
    found = next((item for item in known if item.key == key), None)
    if found is None:
        raise NotFound
    labels = {f"label_{tag}": label for tag, label in found.labels.items()}
    form = OfferForm(**labels, revision=service.county().revision)
    if form.validate_on_submit():
        changed = Offer(key, form.labels)
        kept = tuple(changed if item.key == key else item for item in known)
        service.save_offers(kept, revision_of(form))
        return redirect(url_for("places.offers"))
    return render_template("places/offer.html", form=form, offer=found), 400 if form.errors else 200


@blueprint.post("/offers/<key>/delete")
@staff(Permission.MANAGE_COUNTY)
def delete_offer(key: str) -> ResponseReturnValue:
    """Takes a kind of help out of the list."""
    form = RevisionForm()
    if form.validate_on_submit():
        rest = [item for item in service.offers() if item.key != key]
        service.save_offers(rest, revision_of(form))
    return redirect(url_for("places.offers"))


def _save_places(form: PlaceForm, wanted: tuple[PlaceInfo, ...]) -> ResponseReturnValue:
    try:
        service.save_places(wanted, revision_of(form))
    except DomainError as problem:
        if problem.status != DomainError.status:
            raise
        form.parent.errors = [str(problem.remedy)]
        return _place_page(form, None)
    return redirect(url_for("places.places"))


def _place_page(form: PlaceForm, found: PlaceInfo | None) -> ResponseReturnValue:
    page = render_template("places/place.html", form=form, place=found)
    return page, 400 if form.errors else 200
