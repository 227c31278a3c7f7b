"""What must hold of any page for whoever has no mouse, large letters, few pixels, own colours."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1000, "height": 800}
PHONE = {"width": 360, "height": 740}
MOST_TABS = 300
TABS_OF_A_DATE = 4
"""A field for a date is three stops and a button."""
ROUNDS = 2
"""How often Tab leaves the page at its end: it may begin in the middle."""

SHOWN = """
const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
const said = e => e.outerHTML.slice(0, 110);
"""
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
    found = [*_axe(page), *_small(page), *_large(page), *_colours(page), *_keyboard(page)]
    return [f"{page.url}: {one}" for one in found]


def _axe(page: Page) -> list[str]:
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"axe {v['id']}: {[n['html'][:110] for n in v['nodes']][:3]}" for v in violations]


def _small(page: Page) -> list[str]:
    page.set_viewport_size(NARROW)
    over = page.evaluate(OVER)
    page.set_viewport_size(WIDE)
    return [f"{over} px too wide at 320"] if over > 0 else []


def _large(page: Page) -> list[str]:
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    over, clipped = page.evaluate(OVER), page.evaluate(CLIPPED)
    page.set_viewport_size(PHONE)
    over = max(over, page.evaluate(OVER))
    page.set_viewport_size(WIDE)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    settings.detach()
    wide = [f"{over} px too wide at 200 % text"] if over > 0 else []
    return wide + ([f"cut off at 200 % text: {clipped}"] if clipped else [])


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
