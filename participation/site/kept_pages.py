"""Pages of a release, drawn once: what they show never changes, and many people look at once.

A page is kept under the digest of the release and all else that it is drawn from. Its entity tag is
that key's digest: who has the page already is told so and gets nothing again.
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flask import Flask, Response, make_response, request

from participation.base.app_state import AppState
from participation.base.words import languages
from participation.places import service as places

Draw = Callable[[], str]
"""Makes a page."""
MOST = 32 * 1024 * 1024
"""Bytes of pages a process holds; the one that nobody asked for longest goes first."""
LEVEL = 6


@dataclass
class Drawn:
    """A page as it is sent."""

    plain: bytes

    @cached_property
    def packed(self) -> bytes:
        """For browsers that understand gzip; made once."""
        return gzip.compress(self.plain, compresslevel=LEVEL, mtime=0)

    @property
    def size(self) -> int:
        """Bytes that it is counted as: plain, and as much again for the packed one to come."""
        return 2 * len(self.plain)


class Pages:
    """Drawn pages of one application in one process, safe for its threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[str, Drawn] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self.program = secrets.token_hex(8)
        """Another one after each start: a newer program may draw another page."""

    def find(self, tag: str) -> Drawn | None:
        """The page with this tag."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def keep(self, tag: str, page: Drawn) -> None:
        """Holds a page, and lets go what lay untouched longest; one too large is not held."""
        if page.size > self._most:
            return
        with self._lock:
            before = self._pages.pop(tag, None)
            self._size -= before.size if before else 0
            self._pages[tag] = page
            self._size += page.size
            while self._size > self._most:
                _tag, gone = self._pages.popitem(last=False)
                self._size -= gone.size


PAGES = AppState[Pages]("results_pages")


def init_app(app: Flask) -> None:
    """Holds nothing yet."""
    PAGES.put(app, Pages())


def answer(sha256: str, draw: Draw, *more: str) -> Response:
    """The page of this address, drawn if it is not held.

    Args:
        sha256: digest of the release it shows.
        draw: makes the page from the release, the address, the language and the county's name.
        more: whatever else the page depends on.
    """
    held, county = PAGES.current(), places.county()
    name = f"{county.revision} {county.name}"
    parts = (held.program, sha256, request.path, languages.current().tag, name, *more)
    tag = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    page = held.find(tag)
    if page is None:
        page = Drawn(draw().encode())
        held.keep(tag, page)
    return _tagged(_body(page), tag)


def _body(page: Drawn) -> Response:
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return make_response(page.plain)
    made = make_response(page.packed)
    made.headers["Content-Encoding"] = "gzip"
    return made


def _tagged(made: Response, tag: str) -> Response:
    made.set_etag(tag, weak=True)
    made.vary.add("Accept-Encoding")
    made.headers["Cache-Control"] = "no-cache"  # kept by browsers, and asked for each time
    return made
