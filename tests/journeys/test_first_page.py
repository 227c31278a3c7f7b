"""The first page of a survey on a small phone: what it is, four facts and the button at once."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from participation.base.words.languages import LANGUAGES
from surveys import library
from tests.support import county
from tests.support.browser import serving

pytestmark = pytest.mark.browser
REACH = 520
"""Pixels from the top: a thumb's way on the first screen of an old phone."""
SURVEYS = ("needs", "belonging")


@pytest.fixture
def app(tmp_path: Path):
    with serving(tmp_path) as served:
        with served.app_context():
            county.make_county()
            for key in SURVEYS:
                county.make_wave(library.load(key), slug=key)
        yield served


@pytest.fixture
def phone(browser: Browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_the_button_is_reached_without_scrolling_in_every_language(app: Flask, phone: Page):
    base, ends = app.config["SETTINGS"].public_url, {}
    for key in SURVEYS:
        for language in LANGUAGES.values():
            phone.goto(f"{base}/f/{key}/{language.tag}/")
            box = phone.locator("#begin .button").bounding_box()
            assert box, language
            assert phone.locator(".facts li").count() == 4
            assert phone.evaluate("document.documentElement.scrollWidth") <= 360
            ends[key, language.tag] = box["y"] + box["height"]
    assert {way: end for way, end in ends.items() if end > REACH} == {}
    assert len(ends) == 16
