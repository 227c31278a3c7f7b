"""A county with one released wave, made of the sample document."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from flask import Flask
from sample_release import sample

from participation.base import database
from participation.monitoring import releases
from surveys.figures.released import Released
from tests.support.county import make_county, make_wave

SLUG = "needs-2026"


class Published(NamedTuple):
    """A wave and its figures."""

    wave_id: uuid.UUID
    released: Released


def publish(app: Flask, released: Released | None = None) -> Published:
    """Freezes ``released`` (the sample if None) as the figures of a wave."""
    found = released or sample()
    with app.app_context():
        make_county()
        wave_id = make_wave()
        with database.transaction():
            releases.freeze(wave_id, found, "Anna Amt")
    return Published(wave_id, found)
