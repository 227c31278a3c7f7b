"""Taking figures along: the files of a release, each export a line in the log."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, render_template, request, url_for

from participation.access import service as access
from participation.base import database
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.lazy import lazy_gettext
from participation.exports.figures import files
from participation.monitoring import service as monitoring
from participation.monitoring.service import FollowUp
from participation.presenting import sentences
from surveys.figures.about import MOST_VERSIONS
from surveys.figures.released import Released

blueprint = Blueprint("exports", __name__, url_prefix="/desk/figures/<uuid:wave_id>/files")


@blueprint.get("")
@staff(Permission.SEE_FIGURES)
def choose(wave_id: uuid.UUID) -> str:
    """Which file serves what."""
    released = _released(wave_id)
    return render_template(
        "exports/choose.html",
        released=released,
        title=sentences.text(released.wave.title),
        wave_id=wave_id,
        version=released.version,
    )


@blueprint.get("/<kind>")
@staff(Permission.SEE_FIGURES)
def download(wave_id: uuid.UUID, kind: str) -> Response:
    """One file."""
    database.writes()
    released = _released(wave_id)
    if kind not in files.FORMATS:
        raise NotFound
    subject = released.wave.title.localized(("de",)).text
    access.audit(access.Action.EXPORT, subject, files.ending(released, kind))
    return files.answer(released, kind)


def follow_up(wave_id: uuid.UUID, released: Released) -> FollowUp:
    """The link from a wave's dashboard."""
    address = url_for("exports.choose", wave_id=wave_id, version=released.version)
    return FollowUp(lazy_gettext("Zahlen mitnehmen"), address)


def _released(wave_id: uuid.UUID) -> Released:
    version = request.args.get("version", "")
    known = {str(number): number for number in range(1, MOST_VERSIONS + 1)}
    if version and version not in known:
        raise NotFound
    found = monitoring.released(wave_id, known.get(version))
    if found is None:
        raise NotFound
    return found
