"""Links from the desk's pages to the public ones."""

from __future__ import annotations

import uuid

from flask import url_for

from participation.base.words import languages
from participation.base.words.lazy import lazy_gettext
from participation.monitoring.service import FollowUp
from surveys.figures.released import Released


def public_results(wave_id: uuid.UUID, released: Released) -> FollowUp:
    """The link from the desk's dashboard to the public page."""
    del wave_id
    language = languages.current()
    address = url_for("results.page", language=language, slug=released.wave.key)
    return FollowUp(lazy_gettext("Öffentliche Seite ansehen"), address)
