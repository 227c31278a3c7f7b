"""The QR sign of a way as a file."""

import re
import struct
import subprocess
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import pytest
from flask import Flask

from participation.studies import service as studies
from tests.support import paper as read
from tests.support.county import make_county, make_wave
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
DRAWN = re.compile(r"""\bd=["']([^"']+)""")
"""What a sign of lines is made of."""


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


@read.needs_decoder
def test_every_picture_of_a_sign_leads_to_its_own_way(app: Flask, wave_id: UUID, tmp_path: Path):
    desk = staff_client(app)
    with app.app_context():
        ways = studies.channels(wave_id)
    seen = set()
    for way in ways:
        address = f"/desk/surveys/{wave_id}/distribute/{way.key}"
        picture = tmp_path / "sign.png"
        picture.write_bytes(desk.get(f"{address}/png").data)
        answer = subprocess.run(
            ["zbarimg", "--quiet", "--raw", picture], capture_output=True, text=True, check=True
        ).stdout
        assert answer.strip() == f"http://localhost/f/{way.short}"
        lines = tuple(DRAWN.findall(desk.get(f"{address}/svg").get_data(as_text=True)))
        shown = next(desk.page(address).root.iter("img")).get("src", "")
        assert lines
        assert tuple(DRAWN.findall(unquote(shown))) == lines, "the page shows what the file holds"
        seen.add(lines)
    assert len(seen) == len(ways) > 1
