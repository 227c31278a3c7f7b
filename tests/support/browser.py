"""A real Chromium before a real server, and what must be true of every page in it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.server import here, workshop

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
PATIENCE_MS = 120_000
"""How long a step may take: a slow and busy machine is no fault, and what is quick waits for nothing."""
NARROW = 320
"""Pixels: what remains of a phone at 200 % text, or of a desk's screen at 400 %."""
COLOURS = "cat.color"
"""Rules of axe on which a theme has a say; all others find the same in any."""
RUN_AXE = """async tags => {
  const only = tags.length ? { runOnly: tags } : {};
  const { violations } = await axe.run({ ...only, resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(n => n.html.slice(0, 120))}`); }"""


class Silent(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        pass


@contextmanager
def serving(instance: Path, host: str = "127.0.0.1") -> Iterator[Flask]:
    """The application behind its own public address, in threads of this process."""
    settings = here(instance, host=host)
    with workshop(settings) as app:
        server = make_server(
            "127.0.0.1", settings.address.port, app, threaded=True, request_handler=Silent
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield app
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE_MS))
        yield browser
        browser.close()


def violations(page: Page, *tags: str) -> list[str]:
    """What axe finds wrong with the page as it is now: by rules with one of ``tags``, or by all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, tags)


def barriers(page: Page) -> list[str]:
    """What axe finds wrong, and whether a narrow screen must scroll sideways; both themes."""
    page.wait_for_load_state()  # with its style
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = violations(page, COLOURS)
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 640})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.set_viewport_size(size)
    found = [f"{page.url} light {one}" for one in light] + [
        f"{page.url} dark {one}" for one in dark
    ]
    return [*found, *([f"{page.url} is {over} px too wide at {NARROW}"] if over > 0 else [])]
