"""Trying a survey out, and bringing it to people: links, QR signs, codes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.errors import DomainError
from participation.languages import LANGUAGES
from participation.security import Permission, staff
from participation.studies import codes as made
from participation.studies import offered, qr, waves
from participation.studies.blueprint import blueprint
from participation.studies.forms import ChannelForm, CodesForm, ConfirmForm
from participation.studies.respondents import address, rehearsal_token


@dataclass(frozen=True, slots=True)
class Way:
    """A channel with its link and its QR sign."""

    key: str
    label: str
    address: str
    qr: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One code as it is printed and cut out."""

    code: str
    qr: str


@blueprint.route("/<uuid:wave_id>/try", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def rehearse(wave_id: uuid.UUID) -> ResponseReturnValue:
    """A link under which everything works and nothing is kept."""
    form = ConfirmForm()
    if form.validate_on_submit():
        waves.refresh(wave_id)
        return redirect(url_for("studies.rehearse", wave_id=wave_id))
    found = waves.wave(wave_id)
    link = address(found.slug, probe=rehearsal_token(wave_id))
    tags = [status.tag for status in offered.languages(wave_id)]
    return render_template(
        "studies/rehearse.html",
        wave=found,
        link=link,
        qr=qr.data_uri(link),
        languages=[LANGUAGES[tag] for tag in tags],
        form=form,
    )


@blueprint.route("/<uuid:wave_id>/distribute", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def distribute(wave_id: uuid.UUID) -> ResponseReturnValue:
    """The ways by which people hear of the survey, each with a link of its own."""
    form = ChannelForm()
    if form.validate_on_submit():
        waves.must_be_editable(wave_id)
        try:
            offered.add_channel(wave_id, (form.key.data or "").strip(), form.label.data or "")
        except DomainError as problem:
            form.key.errors = [str(problem.remedy)]
        else:
            return redirect(url_for("studies.distribute", wave_id=wave_id))
    found = waves.wave(wave_id)
    page = render_template(
        "studies/distribute.html",
        wave=found,
        form=form,
        main=address(found.slug),
        ways=[_way(found.slug, channel) for channel in offered.channels(wave_id)],
        codes=made.number_of_codes(wave_id),
    )
    return page, 400 if form.errors else 200


@blueprint.post("/<uuid:wave_id>/distribute/remove")
@staff(Permission.MANAGE_SURVEYS)
def remove_channel(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Takes a way out."""
    waves.must_be_editable(wave_id)
    offered.remove_channel(wave_id, request.form.get("key", "").replace("\0", ""))
    return redirect(url_for("studies.distribute", wave_id=wave_id))


@blueprint.route("/<uuid:wave_id>/codes", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def codes(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Makes codes and shows them this once, ready to print and cut."""
    found = waves.wave(wave_id)
    form = CodesForm()
    if form.validate_on_submit():
        waves.must_be_editable(wave_id)
        sheet = made.make_codes(wave_id, form.number.data or 0)
        slips = [Slip(code, qr.data_uri(address(found.slug, code=code))) for code in sheet]
        return render_template(
            "studies/sheet.html", wave=found, slips=slips, address=address(found.slug)
        )
    page = render_template(
        "studies/codes.html", wave=found, form=form, number=made.number_of_codes(wave_id)
    )
    return page, 400 if form.errors else 200


def _way(slug: str, channel: offered.ChannelInfo) -> Way:
    link = address(slug, via=channel.key)
    return Way(channel.key, channel.label, link, qr.data_uri(link))
