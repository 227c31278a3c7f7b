"""The county's logo: shown where it lies, refused where old phones would pay for it."""

import os

import pytest

from participation import create_app
from participation.base.settings import Settings, SettingsError
from participation.base.web.logo import LARGEST, LARGEST_SENT

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def test_a_logo_stands_beside_the_name_and_may_be_kept(app, settings):
    (settings.instance / "logo.svg").write_bytes(SQUARE)
    client = create_app(settings).test_client()
    page = client.get("/gibt-es-nicht").get_data(as_text=True)
    address = page.split('<img src="')[1].split('"')[0]
    answer = client.get(address)
    assert (answer.data, answer.mimetype) == (SQUARE, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    app.extensions["database"].dispose()


def test_without_a_logo_the_name_stands_alone(client):
    assert "<img" not in client.page("/gibt-es-nicht").html


@pytest.mark.parametrize(
    ("name", "size"), [("logo.svg", LARGEST + 1), ("logo.png", LARGEST_SENT + 1)]
)
def test_a_large_logo_is_refused_with_what_to_take_instead(tmp_path, name, size):
    (tmp_path / name).write_bytes(os.urandom(size))
    with pytest.raises(SettingsError, match="Take an SVG of at most"):
        create_app(Settings(instance=tmp_path))
