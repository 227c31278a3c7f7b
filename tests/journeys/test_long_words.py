"""Long words of a county and of a form, and text twice as large: no page scrolls sideways."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from participation.base import database
from participation.places import service as places
from participation.places.placeholders import PLACEHOLDERS
from surveys.instrument.instrument import Choice, Instrument, Question, QuestionType, Text
from surveys.instrument.instrument import Page as Asked
from tests.support import county
from tests.support.browser import serving

pytestmark = pytest.mark.browser
WORDS = (
    "Aufenthaltsgenehmigungsverlängerung",
    "Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine",
    "https://example.org/" + "wohngeldantrag" * 6,
)
SIZED = """size => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: ${size} !important }`);
  document.adoptedStyleSheets = [sheet]; }"""
WIDTHS = (320, 360, 390)


def said(number: int) -> Text:
    word = WORDS[number % len(WORDS)]
    return Text({"de": word, "ar": word})


def long_words() -> Instrument:
    """A page for each kind of question, every word of it long."""
    choices = tuple(Choice(f"c{n}", said(n), group=said(n + 1)) for n in range(len(WORDS)))
    kinds = {
        "some": (QuestionType.SELECT_MULTIPLE, choices),
        "one": (QuestionType.SELECT_ONE, choices),
        "much": (QuestionType.DECIMAL, ()),
        "day": (QuestionType.DATE, ()),
        "wish": (QuestionType.TEXT, ()),
    }
    pages = tuple(
        Asked(
            name,
            (
                Question(
                    name,
                    kind,
                    said(n),
                    hint=said(n + 1),
                    choices=found,
                    list_name="long" if found else "",
                    searchable=name == "one",
                ),
            ),
            section=said(n),
            section_why=said(n + 1),
        )
        for n, (name, (kind, found)) in enumerate(kinds.items())
    )
    return replace(county.tiny(), title=said(0), purpose=said(1), pages=pages)


def long_county() -> None:
    """The same county, each of its own words long."""
    revision = places.county().revision
    with database.transaction():
        places.save_county(WORDS[0], "BB", revision)
        texts = {
            (item.name, tag): WORDS[at % len(WORDS)]
            for at, item in enumerate(PLACEHOLDERS)
            if not item.date
            for tag in (("de", "ar") if item.per_language else ("",))
        }
        places.save_texts(texts, revision + 1)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with serving(tmp_path) as served:
        with served.app_context():
            county.make_county()
            long_county()
            county.make_wave(long_words())
        yield served


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def too_wide(phone: Page) -> list[tuple[str, int, int]]:
    """Where the page as it stands is wider than its screen, with text of both sizes."""
    found = []
    for size in ("100%", "200%"):
        phone.evaluate(SIZED, size)
        for width in WIDTHS:
            phone.set_viewport_size({"width": width, "height": 740})
            over = phone.evaluate("document.documentElement.scrollWidth") - width
            found += [(phone.url, width, over)] if over > 0 else []
            bar = phone.locator(".progress progress")
            if bar.count():
                assert bar.bounding_box()["width"] >= 0.4 * (width - 32)
    return found


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_long_words_and_large_text_scroll_nothing_sideways(app: Flask, phone: Page, tag: str):
    start = f"{app.config['SETTINGS'].public_url}/f/probe/{tag}/"
    wide = []
    phone.goto(f"{start}../languages")
    around = phone.evaluate("[...document.querySelectorAll('.foot a')].map(a => a.href)")
    assert len(around) >= 4
    for address in (phone.url, *around, start):
        phone.goto(address)
        wide += too_wide(phone)
    phone.locator("#begin .button").click()
    for name, wrong in (("some", ""), ("one", ""), ("much", "x"), ("day", "x"), ("wish", "")):
        phone.wait_for_url(f"**/q/{name}*")
        wide += too_wide(phone)
        if wrong:
            phone.locator(f"[name={name}]").first.fill(wrong)
            phone.locator("button.wide").click()
            phone.locator("#problems").wait_for()
            wide += too_wide(phone)
        phone.locator("button[value=skip]").click()
    phone.wait_for_url("**/send")
    assert wide + too_wide(phone) == []
