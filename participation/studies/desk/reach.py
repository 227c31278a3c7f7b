"""Trying a survey out, and bringing it to people: links, QR codes, messages, codes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base import database, qr
from participation.base.errors import DomainError
from participation.base.web.security import Permission, staff
from participation.base.words.languages import Language
from participation.studies.desk.blueprint import blueprint
from participation.studies.desk.forms import ChannelForm, CodesForm
from participation.studies.waves import codes as wave_codes
from participation.studies.waves import inviting, offered, printing, waves
from participation.studies.waves.respondent_wave import address, first_page


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel with its link and its QR code."""

    key: str
    label: str
    address: str
    qr: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is pasted into a messenger in one language."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One code as it is printed and cut out."""

    code: str
    qr: str


@blueprint.route("/<uuid:wave_id>/distribute", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def distribute(wave_id: uuid.UUID) -> ResponseReturnValue:
    """The channels by which people hear of the survey, each with a link of its own."""
    form = ChannelForm()
    if form.validate_on_submit():
        waves.must_be_editable(wave_id)
        try:
            key = offered.name_channel(wave_id, form.label.data or "")
        except DomainError as problem:
            form.label.errors = [str(problem.remedy)]
        else:
            return redirect(url_for("studies.channel", wave_id=wave_id, key=key))
    found = waves.wave(wave_id)
    page = render_template(
        "studies/reach/distribute.html",
        wave=found,
        form=form,
        main=address(found.slug),
        channels=[_channel_view(channel) for channel in offered.channels(wave_id)],
        codes=wave_codes.number_of_codes(wave_id),
    )
    return page, 400 if form.errors else 200


@blueprint.get("/<uuid:wave_id>/distribute/<key>")
@staff(Permission.MANAGE_SURVEYS)
def channel(wave_id: uuid.UUID, key: str) -> str:
    """All that one channel needs: QR code, papers, messages."""
    found = waves.wave(wave_id)
    invitations = inviting.invitations(found)
    return render_template(
        "studies/reach/channel.html",
        wave=found,
        unprinted=printing.unprinted(item.language.tag for item in invitations),
        channel=_channel_view(offered.channel(wave_id, key)),
        messages=[
            Message(item.language, item.message(first_page(found.slug, item.language.tag, via=key)))
            for item in invitations
        ],
    )


@blueprint.get("/<uuid:wave_id>/distribute/<key>/<any(svg, png):kind>")
@staff(Permission.MANAGE_SURVEYS)
def qr_file(wave_id: uuid.UUID, key: str, kind: str) -> Response:
    """The QR code of a channel as a file."""
    found = waves.wave(wave_id)
    text = address(offered.channel(wave_id, key).short)
    name = f"qr-{found.slug}-{key}.{kind}"
    if kind == "svg":
        return _saved(qr.svg(text), "image/svg+xml", name)
    return _saved(qr.png(text), "image/png", name)


@blueprint.post("/<uuid:wave_id>/distribute/remove")
@staff(Permission.MANAGE_SURVEYS)
def remove_channel(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Takes a channel out."""
    waves.must_be_editable(wave_id)
    offered.remove_channel(wave_id, request.form.get("key", "").replace("\0", ""))
    return redirect(url_for("studies.distribute", wave_id=wave_id))


@blueprint.route("/<uuid:wave_id>/codes", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def codes(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Makes codes and hands them out this once: as a PDF, or on a page to print."""
    found = waves.wave(wave_id)
    form = CodesForm()
    if form.validate_on_submit():
        waves.must_be_editable(wave_id)
        answer = _on_a_page if request.form.get("do") == "page" else _as_pdf
        return answer(found, wave_codes.fresh_codes(form.number.data or 0))
    page = render_template(
        "studies/reach/codes.html",
        wave=found,
        form=form,
        number=wave_codes.number_of_codes(wave_id),
        on_a_page=wave_codes.ON_A_PAGE,
        most=wave_codes.MOST,
    )
    return page, 400 if form.errors else 200


def _on_a_page(found: waves.WaveInfo, fresh: Sequence[str]) -> ResponseReturnValue:
    fresh = fresh[: wave_codes.ON_A_PAGE]
    wave_codes.keep_codes(found.id, fresh)
    slips = [Slip(code, qr.data_uri(address(found.slug, code=code))) for code in fresh]
    return render_template(
        "studies/languages/sheet.html", wave=found, slips=slips, address=address(found.slug)
    )


def _as_pdf(found: waves.WaveInfo, fresh: Sequence[str]) -> ResponseReturnValue:
    database.commit()  # setting takes longer than others should wait who want to write
    content = wave_codes.printed(found, fresh)
    wave_codes.keep_codes(found.id, fresh)
    return _saved(content, "application/pdf", f"codes-{found.slug}.pdf")


def _saved(content: str | bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _channel_view(channel: offered.ChannelInfo) -> ChannelView:
    link = address(channel.short)
    return ChannelView(channel.key, channel.label, link, qr.data_uri(link))
