"""A way by which people come has an address of its own, and is counted only when many came."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import DomainError
from participation.respond.answers import upkeep
from participation.respond.answers.stored import totals
from participation.respond.models import Answer
from participation.studies import service as studies
from tests.support import county
from tests.support.client import CheckedClient, Page
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def wave_id(app: Flask) -> UUID:
    with app.app_context():
        county.make_county()
        return county.make_wave(k=15)


def came(app: Flask, wave_id: UUID, channel: str, people: int) -> None:
    row = {"wave_id": wave_id, "language": "de", "channel": channel, "mode": "self"}
    row |= {"too_fast": False, "hidden_filled": False, "answers": {}}
    with app.app_context(), database.transaction():
        database.connection().execute(sa.insert(Answer), [row] * people)


def short(app: Flask, wave_id: UUID, key: str = "poster") -> str:
    with app.app_context():
        return studies.channel(wave_id, key).short


def test_a_way_is_shown_only_from_k_answers_on(app: Flask, wave_id: UUID):
    came(app, wave_id, "poster", 14)
    came(app, wave_id, "message", 15)
    with app.app_context():
        with database.transaction():
            upkeep.renew_counters(datetime.now(UTC))
        assert totals(wave_id).channels == {"message": 10}
    page = staff_client(app).page(f"/desk/surveys/{wave_id}/watch")
    assert "Noch zu wenige, um sie zu zeigen: Ohne Kanal, Plakat" in page.text


def test_a_short_address_leads_to_the_survey_by_its_way(
    app: Flask, client: CheckedClient, wave_id: UUID
):
    answer = client.get(f"/f/{short(app, wave_id)}", headers={"Accept-Language": "ar"})
    assert (answer.status_code, answer.location) == (303, "/f/probe/ar/?via=poster")
    assert "Set-Cookie" not in answer.headers
    assert client.get("/f/zzzzz").status_code == 404


@on_both
def test_a_printed_address_leads_on_when_its_way_is_gone(
    app: Flask, client: CheckedClient, wave_id: UUID
):
    printed = short(app, wave_id)
    desk = staff_client(app)
    address = f"/desk/surveys/{wave_id}/distribute"
    left = desk.submit(desk.page(f"{address}/poster"), f"{address}/remove")
    assert "Plakat" not in [heading.text for heading in left.root.iter("h2")]
    page = client.page(f"/f/{printed}", headers={"Accept-Language": "de"})
    assert page.h1 == "Kurze Probe"
    assert "via" not in page.fields()
    desk.submit(left, label="Poster")
    assert short(app, wave_id) == printed


def test_a_wave_cannot_take_the_address_of_a_way(app: Flask, wave_id: UUID):
    taken = short(app, wave_id)
    with app.app_context(), pytest.raises(DomainError):
        county.make_wave(slug=taken, open_it=False)


def test_messages_link_to_the_page_of_their_language(app: Flask, wave_id: UUID):
    page = Page(staff_client(app).get(f"/desk/surveys/{wave_id}/distribute/message"))
    boxes = {item.get("lang"): "".join(item.itertext()) for item in page.root.iter("textarea")}
    assert "http://localhost/f/probe/ar/?via=message" in boxes["ar"]
    assert boxes["de"].strip().splitlines()[:4:2] == ["Kurze Probe", "Wir fragen, was fehlt."]
    assert re.search(r"Ohne Namen · \d+ Minuten? · bis \d+\. \w+ 20\d\d", boxes["de"])
    assert "نسأل عما ينقص." in boxes["ar"]
    assert "Ohne Namen" not in boxes["ar"]
    assert all(item.get("readonly") is not None for item in page.root.iter("textarea"))
