"""Trying a survey out: in a frame as large as a phone, and on one's own."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request

from participation.base import database, qr
from participation.base.web.security import POLICY, Permission, staff
from participation.base.words import languages
from participation.studies.desk.blueprint import blueprint
from participation.studies.waves import offered, waves
from participation.studies.waves.respondent_wave import address, rehearsal_token
from participation.studies.waves.waves import WaveInfo

FRAMED = f"{POLICY}; frame-src 'self'"
"""This one page shows another of ours."""


@blueprint.get("/<uuid:wave_id>/try")
@staff(Permission.MANAGE_SURVEYS)
def rehearse(wave_id: uuid.UUID) -> Response:
    """A link under which everything works and nothing is kept."""
    found = _current(wave_id)
    link = address(found.slug, probe=rehearsal_token(wave_id))
    tags = [status.tag for status in offered.languages(wave_id)]
    shown = request.args.get("language", "") or languages.current().tag
    shown = shown if shown in tags else ""
    framed = urlsplit(link)._replace(scheme="", netloc="")
    if shown:
        framed = framed._replace(path=f"{framed.path}/{shown}/")
    page = render_template(
        "studies/reach/rehearse.html",
        wave=found,
        link=link,
        framed=framed.geturl(),
        shown=shown,
        qr=qr.data_uri(link),
        languages=[languages.of_tag(tag) for tag in tags],
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer


def _current(wave_id: uuid.UUID) -> WaveInfo:
    """The wave; a draft with the county's lists as they are now."""
    found = waves.wave(wave_id)
    if not waves.has_old_lists(found):
        return found
    database.commit()
    database.writes()
    waves.refresh(wave_id)
    return waves.wave(wave_id)
