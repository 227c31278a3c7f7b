"""Ordering what calls people to a survey: posters, flyers, stands; sheets of codes."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.exports.invitations import spread
from participation.studies import service as studies

blueprint = Blueprint("papers", __name__, url_prefix="/desk/surveys/<uuid:wave_id>")


@blueprint.post("/distribute/<channel>/<kind>")
@staff(Permission.MANAGE_SURVEYS)
def order(wave_id: uuid.UUID, channel: str, kind: str) -> ResponseReturnValue:
    """A paper for one way, made by a job; leads to the page that offers it."""
    if kind not in spread.PAPERS:
        raise NotFound
    back = url_for("studies.channel", wave_id=wave_id, key=channel)
    return redirect(
        spread.order(studies.wave(wave_id), spread.PAPERS[kind], channel, back=back), 303
    )
