"""What must hold of any page for whoever has no mouse, large letters, few pixels, own colours."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1000, "height": 800}
DESK = {"width": 1280, "height": 800}
MOST_TABS = 300
TABS_OF_A_DATE = 4
"""A field for a date is three stops and a button."""
ROUNDS = 2
"""How often Tab leaves the page at its end: it may begin in the middle."""

SHOWN = """
const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
const said = e => e.outerHTML.slice(0, 110);
"""
FONTS = ("Noto Sans", "DejaVu Sans", "Liberation Sans")
"""What browsers without the fonts of our list draw with: from narrow to wide letters."""
DRAWN_WITH = """font => {
  window.drawnWith = window.drawnWith || new CSSStyleSheet();
  window.drawnWith.replaceSync(font && `* { font-family: "${font}" !important }`);
  document.adoptedStyleSheets = [window.drawnWith];
  return getComputedStyle(document.body).fontFamily; }"""
HEAD_LINES = """() => {
  const parts = [...document.querySelectorAll('header .brand, header nav li')].map(e => e.getBoundingClientRect());
  const middles = parts.map(box => Math.round((box.top + box.bottom) / 2));
  return Math.max(0, ...middles.map(middle => Math.abs(middle - middles[0]))); }"""
"""How far the parts of the page's head stand above or below each other."""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLIPPED = (
    "() => {"
    + SHOWN
    + """
  const cut = e => { const s = getComputedStyle(e);
    return ['hidden', 'clip'].includes(s.overflowX) && e.scrollWidth > e.clientWidth + 1
        || ['hidden', 'clip'].includes(s.overflowY) && e.scrollHeight > e.clientHeight + 2; };
  return [...document.querySelectorAll('main *')]
    .filter(e => shown(e) && e.textContent.trim() && e.clientWidth > 2 && !(e instanceof SVGElement) && cut(e))
    .map(said).slice(0, 3); }"""
)
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
    found = [*_axe(page), *_wide(page), *_colours(page), *_keyboard(page)]
    return [f"{page.url}: {one}" for one in found]


def _axe(page: Page) -> list[str]:
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"axe {v['id']}: {[n['html'][:110] for n in v['nodes']][:3]}" for v in violations]


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
    usual = [f"{fault} in {font}" for font in _drawn(page) for fault in _usual_text(page)]
    with _large_text(page):
        large = [f"{fault} in {font}" for font in _drawn(page) for fault in _double_text(page)]
    page.set_viewport_size(WIDE)
    return usual + large


def _drawn(page: Page) -> Iterator[str]:
    """Draws the page with one font after the other, with its own at last."""
    for font in FONTS:
        assert page.evaluate(DRAWN_WITH, font) == f'"{font}"'
        yield font
    page.evaluate(DRAWN_WITH, "")


@contextmanager
def _large_text(page: Page) -> Iterator[None]:
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    yield
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    settings.detach()


def _usual_text(page: Page) -> list[str]:
    apart = _resized(page, DESK).evaluate(HEAD_LINES)
    over = _resized(page, NARROW).evaluate(OVER)
    faults = [f"the head's parts stand {apart} px apart at 1280"] if apart > 1 else []
    return faults + ([f"{over} px too wide at 320"] if over > 0 else [])


def _double_text(page: Page) -> list[str]:
    clipped = _resized(page, WIDE).evaluate(CLIPPED)
    over = max(page.evaluate(OVER), _resized(page, NARROW).evaluate(OVER))
    faults = [f"{over} px too wide at 200 % text"] if over > 0 else []
    return faults + ([f"cut off at 200 % text: {clipped}"] if clipped else [])


def _resized(page: Page, size: ViewportSize) -> Page:
    page.set_viewport_size(size)
    return page


def _colours(page: Page) -> list[str]:
    page.emulate_media(forced_colors="active")
    flat = page.evaluate(FLAT)
    page.emulate_media(forced_colors="none")
    return [f"without an edge in forced colours: {flat}"] if flat else []


def _keyboard(page: Page) -> list[str]:
    number = page.evaluate(CONTROLS)
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    reached, dark, rounds = set(), [], 0
    for _ in range(min(number * TABS_OF_A_DATE, MOST_TABS) + ROUNDS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        rounds += focused is None
        if rounds > ROUNDS:
            break
        if focused is None or focused["number"] in reached:
            continue
        reached.add(focused["number"])
        dark += [] if focused["lit"] else [f"focus unseen: {focused['said']}"]
    missed = page.evaluate(NAMED, sorted(reached))
    return dark[:3] + ([f"not reached by Tab: {missed[:3]}"] if missed else [])


def tab_to(page: Page, role: str, name: str) -> None:
    """Presses Tab until the thing with this role and name has the focus."""
    wanted = page.get_by_role(role, name=name)
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {role} {name!r}")
