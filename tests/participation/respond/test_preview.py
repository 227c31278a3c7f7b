"""What a messenger shows of a link: in its language, without a further request, spending nothing."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.respond.models import Draft
from participation.studies import service as studies
from surveys import library
from tests.support import county
from tests.support.client import CheckedClient, Page
from tests.support.sqlite import on_both, on_sqlite
from tests.support.story import codes

pytestmark = on_sqlite


@pytest.fixture
def wave_id(app: Flask) -> UUID:
    with app.app_context():
        county.make_county()
        return county.make_wave(library.load("needs"), slug="needs", needs_code=True)


def sentence_of(page: Page) -> dict[str, str]:
    return {
        item.get("property") or "": item.get("content") or ""
        for item in page.root.iter("meta")
        if item.get("property")
    }


def test_a_link_is_shown_in_its_own_language(client: CheckedClient, wave_id: UUID):
    del wave_id
    shown = {
        tag: sentence_of(client.page(f"/f/needs/{tag}/?via=message")) for tag in ("de", "ar", "uk")
    }
    assert shown["de"]["og:title"] == "Was brauchen Sie hier?"
    assert "Landkreis Probe fragt Menschen" in shown["de"]["og:description"]
    assert shown["ar"]["og:title"] == "ما الذي يلزمك هنا؟"
    assert len({item["og:description"] for item in shown.values()}) == 3


def test_a_reader_without_a_language_is_told_which_there_are(client: CheckedClient, wave_id: UUID):
    del wave_id
    shown = sentence_of(client.page("/f/needs"))
    assert shown["og:description"].startswith("Was brauchen Sie hier? · Deutsch · ")
    assert "العربية" in shown["og:description"]


@on_both
def test_a_preview_loads_nothing_and_spends_nothing(
    app: Flask, client: CheckedClient, wave_id: UUID
):
    with app.app_context():
        (code,) = codes(wave_id, 1)
    page = client.page(
        f"/f/needs?code={code}", headers={"User-Agent": "WhatsApp/2", "Accept-Language": "ar"}
    )
    assert sentence_of(page)["og:title"] == "ما الذي يلزمك هنا؟"
    assert "og:image" not in sentence_of(page)
    assert "Set-Cookie" not in page.response.headers
    with app.app_context():
        assert studies.code_state(wave_id, code) is studies.CodeState.FREE
        assert database.connection().execute(sa.select(Draft.id)).all() == []
