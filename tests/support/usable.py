"""What must hold of any page for whoever has no mouse, large letters, few pixels, own colours."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, ViewportSize

from tests.support.browser import violations

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1000, "height": 800}
DESK = {"width": 1280, "height": 800}
MOST_TABS = 300
TABS_OF_A_DATE = 4
"""A field for a date is three stops and a button."""
UNLISTED = -1
"""The number of what has the focus and is none of the page's controls."""
ROUNDS = 2
"""How often Tab leaves the page at its end: it may begin in the middle."""
SHOWN = """
const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
const said = e => e.outerHTML.slice(0, 110);
"""
FONTS = ("Noto Sans", "DejaVu Sans", "Liberation Sans")
"""What browsers without the fonts of our list draw with: from narrow to wide letters."""
MEASURED = (
    "fonts => {"
    + SHOWN
    + """
  const cut = e => { const s = getComputedStyle(e);
    return ['hidden', 'clip'].includes(s.overflowX) && e.scrollWidth > e.clientWidth + 1
        || ['hidden', 'clip'].includes(s.overflowY) && e.scrollHeight > e.clientHeight + 2; };
  const apart = () => {
    const parts = [...document.querySelectorAll('header .brand, header nav li')].map(e => e.getBoundingClientRect());
    const middles = parts.map(box => Math.round((box.top + box.bottom) / 2));
    return Math.max(0, ...middles.map(middle => Math.abs(middle - middles[0]))); };
  const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const clipped = () => [...document.querySelectorAll('main *')]
    .filter(e => shown(e) && e.textContent.trim() && e.clientWidth > 2 && !(e instanceof SVGElement) && cut(e))
    .map(said).slice(0, 3);
  const sheet = window.drawnWith = window.drawnWith || new CSSStyleSheet();
  const measure = font => {
    sheet.replaceSync(`* { font-family: "${font}" !important }`);
    document.adoptedStyleSheets = [sheet];
    return {font, drawn: getComputedStyle(document.body).fontFamily, apart: apart(), over: over(), clipped: clipped()}; };
  const found = fonts.map(measure);
  sheet.replaceSync('');
  return found; }"""
)
"""For each font: how far the parts of the page's head stand above or below each other, how many
pixels the page is too wide, and what of it is cut off."""
CONTROLS = (
    "() => {"
    + SHOWN
    + """
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const group = e => e.type === 'radio' ? 'radio ' + e.name : e;
  const seen = new Set();
  window.controls = [...document.querySelectorAll(all)].filter(e =>
    shown(e) && !e.disabled && e.tabIndex >= 0 && !seen.has(group(e)) && seen.add(group(e)));
  return window.controls.length; }"""
)
FOCUSED = (
    "() => {"
    + SHOWN
    + """
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const lit = x => { if (!x) return false; const s = getComputedStyle(x);
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
  const number = window.controls.findIndex(c => c === e || c.type === 'radio' && e.type === 'radio' && c.name === e.name);
  if (e.tagName === 'IFRAME') return {number, lit: true, said: said(e)};  // shown on the page inside
  return {number, lit: lit(e) || lit(e.nextElementSibling) || lit(e.parentElement), said: said(e)}; }"""
)
NAMED = "numbers => window.controls.filter((_, n) => !numbers.includes(n)).map(e => e.outerHTML.slice(0, 110))"
FLAT = (
    "() => {"
    + SHOWN
    + """
  const fields = 'button:not(.link), .button, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])';
  return [...document.querySelectorAll(fields)].filter(shown)
    .filter(e => parseFloat(getComputedStyle(e).borderTopWidth) === 0).map(said).slice(0, 3); }"""
)


SMALLEST = 47.5
"""Pixels of 48, for what a browser rounds."""
SMALL = (
    "smallest => {"
    + SHOWN
    + """
  const box = e => { const own = e.getBoundingClientRect(), of = (e.labels || [])[0];
    if (!of || !['radio', 'checkbox'].includes(e.type)) return own;
    const all = of.getBoundingClientRect();
    return {width: Math.max(own.width, all.width), height: Math.max(own.height, all.height)}; };
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  return [...document.querySelectorAll(all)]
    .filter(e => shown(e) && getComputedStyle(e).display !== 'inline' && e.getBoundingClientRect().bottom > 0)
    .filter(e => box(e).width > 2 && Math.min(box(e).width, box(e).height) < smallest)
    .map(said).slice(0, 3); }"""
)
"""What is smaller than a finger; a link in the middle of a sentence may be."""


def small_targets(page: Page) -> list[str]:
    """Whatever participants and facilitators touch and is smaller than 48 px."""
    found = page.evaluate(SMALL, SMALLEST)
    return [f"{page.url}: too small to touch: {found}"] if found else []


def hindrances(page: Page) -> list[str]:
    """Everything wrong with the page that lies open, each with its address."""
    page.wait_for_load_state()  # with its style
    found = [f"axe {one}" for one in violations(page, *RULES)]
    return [f"{page.url}: {one}" for one in found] + unwieldy(page)


def unwieldy(page: Page) -> list[str]:
    """What axe does not see: widths in any font, colours that are forced, the way of the focus."""
    found = [*_wide(page), *_colours(page), *_keyboard(page)]
    return [f"{page.url}: {one}" for one in found]


def missing_fonts() -> list[str]:
    """Those of ``FONTS`` in whose place this machine draws with another."""
    program = shutil.which("fc-match")
    return [
        font
        for font in FONTS
        if not program or font not in _output(program, "-f", "%{family}", font).split(",")
    ]


def _output(*command: str) -> str:
    return subprocess.check_output(command, text=True)


def _wide(page: Page) -> list[str]:
    """Whatever font draws it, a narrow screen or large text needs no scrolling sideways."""
    found = []
    for one in _measured(page, DESK):
        found += _fault(one, one["apart"] > 1, "the head's parts stand {apart} px apart at 1280")
    for one in _measured(page, NARROW):
        found += _fault(one, one["over"] > 0, "{over} px too wide at 320")
    with _large_text(page):
        for one in _measured(page, WIDE):
            found += _fault(one, bool(one["clipped"]), "cut off at 200 % text: {clipped}")
            found += _fault(one, one["over"] > 0, "{over} px too wide at 200 % text")
        for one in _measured(page, NARROW):
            found += _fault(one, one["over"] > 0, "{over} px too wide at 320 and 200 % text")
    page.set_viewport_size(WIDE)
    return found


def _measured(page: Page, size: ViewportSize) -> list[dict[str, Any]]:
    """What ``MEASURED`` gives for each font at this size."""
    page.set_viewport_size(size)
    found = page.evaluate(MEASURED, FONTS)
    assert [one["drawn"] for one in found] == [f'"{font}"' for font in FONTS]
    return found


def _fault(one: dict[str, Any], wrong: bool, words: str) -> list[str]:  # noqa: FBT001 - read as a sentence
    return [f"{words.format(**one)} in {one['font']}"] if wrong else []


@contextmanager
def _large_text(page: Page) -> Iterator[None]:
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    yield
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    settings.detach()


def _colours(page: Page) -> list[str]:
    page.emulate_media(forced_colors="active")
    flat = page.evaluate(FLAT)
    page.emulate_media(forced_colors="none")
    return [f"without an edge in forced colours: {flat}"] if flat else []


def _keyboard(page: Page) -> list[str]:
    number = page.evaluate(CONTROLS)
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    reached, dark = set(), []
    for focused in _round(page, min(number * TABS_OF_A_DATE, MOST_TABS)):
        if focused["number"] not in reached:
            reached.add(focused["number"])
            dark += [] if focused["lit"] else [f"focus unseen: {focused['said']}"]
    missed = page.evaluate(NAMED, sorted(reached))
    page.evaluate("document.activeElement.blur()")
    return dark[:3] + ([f"not reached by Tab: {missed[:3]}"] if missed else [])


def _round(page: Page, most: int) -> Iterator[dict[str, Any]]:
    """What has the focus, Tab by Tab, until it is where it was after leaving the page at its end."""
    first: int | None = None
    left = 0
    for _ in range(most + ROUNDS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            left += 1
        elif left and focused["number"] == first != UNLISTED:
            return
        else:
            first = focused["number"] if first in (None, UNLISTED) else first
            yield focused
        if left > ROUNDS:
            return


def tab_to(page: Page, role: str, name: str) -> None:
    """Presses Tab until the thing with this role and name has the focus."""
    wanted = page.get_by_role(role, name=name).first
    thing = wanted.element_handle()
    for _ in range(80):
        page.keyboard.press("Tab")
        if thing.evaluate("one => !one.isConnected"):  # the page's script laid it anew
            thing = wanted.element_handle()
        if thing.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {role} {name!r}")
