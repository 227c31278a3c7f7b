"""How long a phone takes from the QR code to a field in which people can write.

Run: ``python -m tests.bench.boards_way_in``. In by QR code in under 20 s (issue 4): the three
sentences have 22 words in German and at most 28 (English), which take 10 to 13 s at 130 words a
minute, a slow reader's pace. So 13 s are left to people and 7 s to the machine.

Measured is the machine's part with taps that follow at once: a Chromium without anything kept,
processor four times slower, on the hall's network (400 kbit/s down, 200 up, 400 ms for each
answer), whose language is not among the event's, so that it is asked. By the code typed it is one
page more, and the German pages for who speaks none of them. Emulation knows no connecting: three
turns (name, TCP, TLS) are added.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from participation.base.settings import Settings
from tests.bench.measure import BLOCKS, Result
from tests.support.boards import Hall, make_hall
from tests.support.browser import PROGRAM, chromium
from tests.support.county import make_county
from tests.support.server import here, serving, workshop

BAR_S = 7.0
DOWN, UP, LATENCY_MS = 400_000 / 8, 200_000 / 8, 400
"""Bytes a second; milliseconds until an answer begins."""
SLOWER = 4
CONNECTING_S = 3 * LATENCY_MS / 1000
PHONE = {"width": 360, "height": 740}
UNKNOWN = "pl-PL"
LANGUAGE, JOIN, GERMAN_JOIN = "العربية", "شارك", "Mitmachen"
PATIENCE_MS = 60_000
Way = Callable[[Page, str, str], None]


def by_sign(page: Page, base: str, code: str) -> None:
    """From the QR sign on the table: language, three sentences."""
    page.goto(f"{base}/b/{code}", wait_until="commit")
    page.get_by_role("link", name=LANGUAGE).tap(no_wait_after=True)
    page.get_by_role("button", name=JOIN).tap(no_wait_after=True)


def by_code(page: Page, base: str, code: str) -> None:
    """From the short address on the wall: code, three sentences."""
    page.goto(f"{base}/b/", wait_until="commit")
    page.locator("#code").fill(code)
    page.get_by_role("button", name="Weiter").tap(no_wait_after=True)
    page.get_by_role("button", name=GERMAN_JOIN).tap(no_wait_after=True)


def seconds(browser: Browser, way: Way, base: str, code: str) -> tuple[float, float]:
    """One phone's way in: seconds, and kilobytes that it fetched."""
    context = browser.new_context(viewport=PHONE, locale=UNKNOWN, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    wire = context.new_cdp_session(page)
    fetched: list[float] = []
    wire.on("Network.loadingFinished", lambda shown: fetched.append(shown["encodedDataLength"]))
    wire.send("Network.enable")
    hall = {"latency": LATENCY_MS, "downloadThroughput": DOWN, "uploadThroughput": UP}
    wire.send("Network.emulateNetworkConditions", {"offline": False, **hall})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = time.monotonic()
    way(page, base, code)
    page.locator("#text").fill("Bus")
    took = time.monotonic() - begun
    context.close()
    return took, sum(fetched) / 1000


def measured(settings: Settings, hall: Hall) -> Iterator[Result]:
    """The median of some phones, one after the other; the first only warms the machine."""
    with chromium() as browser:
        for way, name in ((by_sign, "way_in"), (by_code, "way_in_code")):
            ways = [
                seconds(browser, way, settings.public_url, hall.code) for _ in range(BLOCKS + 1)
            ][1:]
            took = statistics.median(found for found, _ in ways) + CONNECTING_S
            yield Result(f"boards.{name}_s", took, "s", BAR_S)
            yield Result(f"boards.{name}_kb", statistics.median(size for _, size in ways), "KB")


def main() -> None:
    """Measures and prints; without a browser it says so."""
    if not PROGRAM:
        sys.stderr.write("NO CHROMIUM: install the program chromium, boards.way_in_s is missing\n")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = here(folder / "instance")
        with workshop(settings):
            make_county()
            hall = make_hall()
            with serving(settings, folder):
                for result in measured(settings, hall):
                    sys.stdout.write(result.line() + "\n")


if __name__ == "__main__":
    main()
