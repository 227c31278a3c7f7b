"""A browser for every journey, or a loud word that there is none."""

import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from participation.base import database
from participation.boards.models import Event
from tests.support.boards import make_hall
from tests.support.browser import PATIENCE_MS, PROGRAM, chromium
from tests.support.county import make_county
from tests.support.led_workshop import LedWorkshop
from tests.support.server import here, serving, workshop

expect.set_options(timeout=PATIENCE_MS)


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


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("hall")
    settings = here(folder / "instance")
    with workshop(settings):
        make_county()
        with serving(settings, folder):
            yield settings.public_url


@pytest.fixture
def led_workshop(base: str):
    """A workshop nobody has joined yet; the last one's is gone."""
    with database.transaction() as connection:
        connection.execute(sa.delete(Event))
    return LedWorkshop(base, make_hall())
