"""Every page a person can come to, found by following links: usable by everybody."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
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


def walk(app: Flask, page: Page, starts: list[str], below: tuple[str, ...]) -> Iterator[str]:
    """Opens one page of every view that links lead to; yields what it opened."""
    public = app.config["SETTINGS"].public_url
    seen: set[str] = set()
    waiting = [public + path for path in starts]
    while waiting:
        address = waiting.pop(0)
        view = endpoint(app, address)
        files = (".csv", "/files/", "language=")
        if view is None or view in seen or any(part in address for part in files):
            continue
        if not urlsplit(address).path.startswith(below):
            continue
        seen.add(view)
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        waiting += page.eval_on_selector_all(
            "a[href]:not([download])", "all => all.map(a => a.href)"
        )
        yield address


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
    found, pages = [], 0
    for _address in walk(house, visitor, starts, below):
        pages += 1
        found += hindrances(visitor)
    assert not found, "\n".join(found)
    assert pages > 4


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


@pytest.mark.parametrize(
    ("role", "start", "far"),
    [(Role.COORDINATOR, "/desk/", "/summary/release"), (Role.ADMIN, "/desk/accounts", "/accounts")],
)
def test_every_page_of_the_desk_is_usable_by_everybody(house, visitor, role, start, far):
    visitor.context.add_cookies([cookie_of(house, make_account(house, role))])
    found, pages = [], []
    for address in walk(house, visitor, [start], (start,)):
        pages.append(address)
        found += hindrances(visitor)
    assert not found, "\n".join(found)
    assert any(address.endswith(far) for address in pages), pages
    assert len(pages) > 2
