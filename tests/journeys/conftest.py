"""A browser for every journey, or a loud word that there is none."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PROGRAM, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not PROGRAM:
        message = "NO CHROMIUM: install the program chromium, journeys are not tested"
        if os.environ.get("REQUIRE_PROGRAMS"):
            pytest.fail(message)
        pytest.skip(message)
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()
