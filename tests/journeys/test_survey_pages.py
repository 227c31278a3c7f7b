"""Every page of a survey and of the county, with something in it: usable by all, also on a phone."""

from pathlib import Path

import pytest
from flask import Flask, url_for
from playwright.sync_api import Page

from participation.base import database
from participation.base.web.security import Role
from participation.studies import service as studies
from participation.studies.waves.waves import close as close_wave
from tests.support.browser import barriers, serving
from tests.support.county import make_county, make_wave
from tests.support.staff import cookie_of, make_account

pytestmark = pytest.mark.browser


def addresses(app: Flask) -> list[str]:
    draft, opened, closed = (
        make_wave(slug="entwurf", open_it=False),
        make_wave(),
        make_wave(slug="zu2"),
    )
    with database.transaction():
        close_wave(closed)
    values = {
        "key": "birkenhain",
        "promise": "tls",
        "version_id": studies.wave(draft).template_id,
        "tag": "ar",
    }
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("studies.", "places.")) and "GET" in rule.methods
    ]
    found = []
    with app.test_request_context():
        for rule in rules:
            if {"job_id", "file_id", "kind"} & rule.arguments:
                continue  # what a job has made; its own tests look at it
            given = {k: v for k, v in values.items() if k in rule.arguments}
            if rule.endpoint == "places.offer":
                given["key"] = "cafe"
            elif rule.endpoint.startswith("studies.") and "key" in given:
                given["key"] = "poster"
            if "wave_id" in rule.arguments:
                waves = (draft, opened, closed)
                found += [url_for(rule.endpoint, wave_id=wave, **given) for wave in waves]
            else:
                found.append(url_for(rule.endpoint, **given))
    return found


def test_every_page_of_a_survey_and_of_the_county_is_free_of_barriers(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        make_county()
        page.context.add_cookies([cookie_of(app, make_account(app, Role.COORDINATOR))])
        found = []
        for address in addresses(app):
            assert page.goto(app.config["SETTINGS"].public_url + address).status == 200, address
            found += barriers(page)
    assert found == []


def test_a_message_and_an_address_are_copied_by_one_button(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        make_county()
        wave = make_wave()
        page.context.add_cookies([cookie_of(app, make_account(app, Role.COORDINATOR))])
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{app.config['SETTINGS'].public_url}/desk/surveys/{wave}/distribute/message")
        copied = []
        for name in ("Adresse kopieren", "Nachricht kopieren"):
            page.get_by_role("button", name=name).last.click()
            page.get_by_role("button", name="Kopiert").nth(len(copied)).wait_for()
            copied.append(page.evaluate("navigator.clipboard.readText()"))
        address, message = copied
        assert address == page.locator("#address").input_value()
        assert "/f/probe/ar/?via=message" in message
        assert message == page.locator("#message-ar").input_value()
