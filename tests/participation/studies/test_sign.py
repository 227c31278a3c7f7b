"""The QR sign of a way as a file."""

import struct
from uuid import UUID

import pytest
from flask import Flask

from tests.support.county import make_county, make_wave
from tests.support.staff import staff_client


@pytest.fixture
def wave_id(app: Flask) -> UUID:
    with app.app_context():
        make_county()
        return make_wave()


def test_a_sign_comes_as_picture_for_word_and_for_a_printing_house(app: Flask, wave_id: UUID):
    desk = staff_client(app)
    png = desk.get(f"/desk/surveys/{wave_id}/distribute/poster/png")
    assert png.headers["Content-Disposition"] == 'attachment; filename="qr-probe-poster.png"'
    wide, high = struct.unpack(">II", png.data[16:24])
    assert wide == high >= 400
    svg = desk.get(f"/desk/surveys/{wave_id}/distribute/poster/svg")
    assert svg.mimetype == "image/svg+xml"
    assert svg.data.startswith(b"<?xml")
    assert desk.get(f"/desk/surveys/{wave_id}/distribute/poster/gif").status_code == 404
    assert desk.get(f"/desk/surveys/{wave_id}/distribute/nichts/png").status_code == 404
