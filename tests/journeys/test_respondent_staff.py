"""Watching a wave and reading its free texts: usable by all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from participation.base import database
from participation.base.web.security import Role
from participation.respond import service
from participation.respond.answers import letterbox, upkeep
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from tests.support import county
from tests.support.browser import barriers, serving
from tests.support.days import county_day
from tests.support.staff import cookie_of, make_account

pytestmark = pytest.mark.browser


def answers(wave) -> None:
    for number in range(24):
        text = (
            "Ruf mich an: 0170 1234567" if number == 0 else f"Mehr Busse am Abend, Nummer {number}"
        )
        place = "seestadt" if number < 14 else "birkenhain"
        sent = Payload(
            {"s_municipality": place},
            {"wish": text},
            "ar" if number % 2 else "de",
            "poster",
            too_fast=False,
            hidden_filled=False,
        )
        with database.transaction() as connection:
            letterbox.send(connection, Secret.fresh(wave), sent)
    letterbox.empty(database.engine(), wave, 10, county_day())
    service.settle(wave)  # texts rest until enough came, or the wave is over
    with database.transaction():
        upkeep.renew_counters(datetime.now(UTC))


def test_watching_and_reviewing_are_free_of_barriers(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        with app.app_context():
            county.make_county()
            wave = county.make_wave()
            answers(wave)
        page.context.add_cookies([cookie_of(app, make_account(app, Role.COORDINATOR))])
        base = f"{app.config['SETTINGS'].public_url}/desk/surveys/{wave}"
        found = []
        for name in ("watch", "texts"):
            page.goto(f"{base}/{name}")
            found += barriers(page)
        page.get_by_role("button", name="Freigeben").first.click()
        expect(page.get_by_role("navigation", name="Stand")).to_contain_text("23")
    assert found == []
