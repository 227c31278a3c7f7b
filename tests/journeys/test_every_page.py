"""Every page a person can come to, found by following links: usable by everybody."""

import os
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import APIRequestContext, Browser, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from participation.base.web.security import Role
from participation.boards.summaries import summaries
from tests.support.browser import serving
from tests.support.county import make_wave, tiny
from tests.support.released import publish
from tests.support.staff import cookie_of, make_account
from tests.support.summaries import hold
from tests.support.usable import WIDE, hindrances, missing_fonts

pytestmark = pytest.mark.browser
SHARES = 6
"""The coordinator's pages are many: no test that takes minutes keeps the others waiting at the end."""
HREF = re.compile(r'<a\s(?![^>]*\sdownload[\s>=])[^>]*href="([^"]+)"')


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[Flask]:
    """A county with a released wave, an open one, one with codes, a draft; a workshop's summary."""
    with serving(tmp_path_factory.mktemp("house") / "instance") as app:
        publish(app)
        make_wave(tiny(), slug="offen")
        make_wave(tiny(), slug="mit-code", needs_code=True)
        make_wave(tiny(), slug="entwurf", open_it=False)
        summaries.count(hold().hall.workshop)
        yield app


@pytest.fixture(scope="module")
def coordinator(house: Flask) -> dict[str, str]:
    return cookie_of(house, make_account(house, Role.COORDINATOR))


@pytest.fixture(scope="module")
def of_coordinator(house: Flask, browser: Browser, coordinator: dict[str, str]) -> list[str]:
    """One address of every view that a coordinator comes to."""
    context = browser.new_context()
    context.add_cookies([coordinator])
    pages = walk(house, context.request, ["/desk/"], ("/desk/",))
    context.close()
    assert any(address.endswith("/summary/release") for address in pages), pages
    return pages


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def endpoint(app: Flask, address: str) -> str | None:
    """Which view answers at an address; one page a view is looked at, of legal pages each."""
    parts = urlsplit(address)
    if parts.netloc != app.config["SETTINGS"].address.netloc:
        return None
    try:
        view, values = app.url_map.bind(parts.netloc).match(parts.path)
        return f"{view} {values.get('page', '')}"
    except (HTTPException, RequestRedirect):
        return None


def walk(
    app: Flask, browser: APIRequestContext, starts: list[str], below: tuple[str, ...]
) -> list[str]:
    """One address of every view that links lead to, in the order in which they are found."""
    public = app.config["SETTINGS"].public_url
    seen: dict[str, str] = {}
    waiting = [public + path for path in starts]
    while waiting:
        address = waiting.pop(0)
        view = endpoint(app, address)
        files = (".csv", "/files/", "language=")
        if view is None or view in seen or any(part in address for part in files):
            continue
        if not urlsplit(address).path.startswith(below):
            continue
        seen[view] = address
        waiting += links(browser, address)
    return [*seen.values()]


def links(browser: APIRequestContext, address: str) -> list[str]:
    """Where the page leads, read without drawing it."""
    answer = browser.get(address)
    return [urljoin(answer.url, unescape(found)) for found in HREF.findall(answer.text())]


def found_at(page: Page, addresses: Iterable[str]) -> list[str]:
    """What hinders people on these pages, with all that unfolds unfolded."""
    found = []
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        found += hindrances(page)
    return found


def test_the_fonts_that_pages_are_measured_with_are_there():
    if missing := missing_fonts():
        message = f"NO FONTS {missing}: install them, widths are measured with others"
        if os.environ.get("REQUIRE_PROGRAMS"):
            pytest.fail(message)
        pytest.skip(message)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_public_page_is_usable_by_everybody(house: Flask, visitor: Page, language: str):
    starts = [f"/{language}/", f"/{language}/results/probe", f"/f/info/{language}/help"]
    below = (f"/{language}/", f"/f/info/{language}/")
    pages = walk(house, visitor.request, starts, below)
    assert found_at(visitor, pages) == []
    assert len(pages) > 4


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_of_a_survey_is_usable_by_everybody(house, visitor, language):
    found = []
    for _step in answering(visitor, house.config["SETTINGS"].public_url, language):
        found += hindrances(visitor)
    assert not found, "\n".join(found)


def onwards(page: Page, button: str = "#answer button.wide") -> None:
    """Presses the large button; a script may send the form, so the next page is waited for."""
    with page.expect_navigation():
        page.locator(button).click()


def answering(page: Page, public: str, language: str) -> Iterator[str]:
    """A person's way through a survey; yields at every page on it."""
    start = f"{public}/f/offen/{language}/"
    for path in (f"{public}/f/offen/languages", f"{public}/f/mit-code/{language}/code", start):
        page.goto(path)
        yield path
    onwards(page, "#begin button")
    yield "need"
    for name in ("need-work", "need-nothing"):
        page.locator(f"label[for={name}]").click()
    onwards(page)
    yield "a problem"
    page.goto(start + "q/works")
    page.locator("label[for=works-yes]").click()
    onwards(page)
    yield "hours"
    for name in ("s_municipality", "wish"):
        page.goto(f"{start}q/{name}")
        yield name
    page.goto(start)
    yield "going on"
    page.goto(start + "send")
    yield "send"
    onwards(page)
    yield "thanks"
    for path in ("q/need", "q/unknown", "../../nothing/ar/", f"../../{language}/calendar"):
        page.goto(start + path)
        yield path


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_of_the_coordinator_is_usable_by_everybody(
    of_coordinator, coordinator, visitor, share
):
    visitor.context.add_cookies([coordinator])
    assert found_at(visitor, of_coordinator[share::SHARES]) == []


def test_every_page_of_the_accounts_is_usable_by_everybody(house, visitor):
    visitor.context.add_cookies([cookie_of(house, make_account(house, Role.ADMIN))])
    pages = walk(house, visitor.request, ["/desk/accounts"], ("/desk/accounts",))
    assert found_at(visitor, pages) == []
    assert len(pages) > 2
