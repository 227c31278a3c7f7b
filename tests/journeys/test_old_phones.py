"""Old phones: what Chrome 58, Chrome 61 and iOS 12.1 do not know is taken away from a new one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests.support import county
from tests.support.browser import serving
from tests.support.letters import letters

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
UNKNOWN = re.compile(
    r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\}"
    r"|[^{}]*:focus-visible[^{}]*\{[^{}]*\}"
    r"|(?<=[{;])[a-z-]*-(?:inline|block)(?:-[a-z]+)*:[^;}]*;?"
    r"|overflow-wrap:anywhere;?"
    r"|(?<=[{;])[a-z-]+:[^;}]*\bmin\([^;}]*;?"
    r"|(?<=[{;])(?:color-scheme|text-underline-offset|aspect-ratio|gap):[^;}]*;?"
)
"""What an engine of 2017 leaves out of a stylesheet."""
TAKEN = """for (const [owner, name] of [[window, "AbortController"], [Object, "fromEntries"],
  [SubmitEvent.prototype, "submitter"], [Array.prototype, "flat"], [Array.prototype, "at"],
  [String.prototype, "replaceAll"], [Element.prototype, "replaceChildren"],
  [Element.prototype, "toggleAttribute"], [HTMLFormElement.prototype, "requestSubmit"],
  [Navigator.prototype, "share"], [window, "ResizeObserver"]]) delete owner[name];"""
BOXES = """() => [...document.querySelectorAll("body *")].filter(e => e.getClientRects().length).map(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return [e.tagName + "." + e.className, ...[box.x, box.y, box.width, box.height].map(Math.round),
    style.borderLeftWidth, style.borderRightWidth].join(" "); })"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with serving(tmp_path) as served:
        with served.app_context():
            county.make_county()
            county.make_wave()
        yield served


def aged(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=UNKNOWN.sub("", answer.text()))


def phone(browser: Browser, *, old: bool, script: bool) -> Page:
    """A phone; an old one knows no logical properties, and without ``script`` no modules."""
    context = browser.new_context(viewport=PHONE)
    if old:
        context.route(re.compile(r"\.css"), aged)
        context.add_init_script(TAKEN)
    if not script:
        context.route(re.compile(r"\.js"), lambda route: route.abort())
    return context.new_page()


def go(page: Page, button: str) -> None:
    """Presses, and waits for the page that follows."""
    with page.expect_navigation():
        page.locator(button).click()


def walked(page: Page, start: str) -> Iterator[str]:
    """The way of somebody who answers; yields on each page."""
    page.goto(start)
    yield "first"
    go(page, "#begin .button")
    page.locator("label[for=need-work]").click()
    yield "tiles"
    go(page, "#answer button.wide")
    page.locator("label[for=works-yes]").click()
    yield "one tile"
    go(page, "#answer button.wide")
    page.locator("#hours").fill("viel")
    go(page, "#answer button.wide")
    expect(page.locator("#problems")).to_be_visible()
    yield "a problem"
    page.locator("#hours").fill("20")
    go(page, "#answer button.wide")
    yield "places"
    go(page, "#answer button[value=skip]")
    page.locator("#wish").fill("Bus")
    go(page, "#answer button.wide")
    yield "last"
    go(page, ".button[value=send]")
    page.wait_for_url("**/thanks")
    yield "thanks"


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_every_page_is_drawn_alike_where_nothing_newer_is_known(
    app: Flask, browser: Browser, tag: str
):
    start = f"{app.config['SETTINGS'].public_url}/f/probe/{tag}/"
    new, old = (phone(browser, old=old, script=False) for old in (False, True))
    for name, _same in zip(walked(new, start), walked(old, start), strict=True):
        assert old.evaluate(BOXES) == new.evaluate(BOXES), name
    for page in (new, old):
        page.context.close()


@pytest.mark.parametrize("script", [False, True])
def test_an_old_phone_comes_from_the_first_page_to_thanks(
    app: Flask, browser: Browser, *, script: bool
):
    page = phone(browser, old=True, script=script)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for name in walked(page, f"{app.config['SETTINGS'].public_url}/f/probe/de/"):
        if name == "tiles":
            page.evaluate("window.same = true")
        if name == "one tile":  # laid in by the script, or loaded anew
            assert page.evaluate("window.same === true") is script
    expect(page.locator("h1")).to_have_text("Fertig. Danke.")
    assert faults == []
    (letter,) = letters(app)
    assert letter["answers"] == {"need": ["work"], "works": "yes", "hours": 20}
    assert letter["texts"] == {"wish": "Bus"}
    page.context.close()
