"""What no browser sends, and who asks for a page by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from flask import Flask
from werkzeug.routing import Rule

from tests.support.client import CheckedClient, Page

NOBODY = "00000000-0000-0000-0000-000000000000"
MOST_PAGES = 60
PARTS = ("%00", "%ff%fe", "%ED%A0%80", "x" * 3000, "%F0%9F%92%A9", "..%2F..%2Fetc", "%22%3E%3Cb%3E")
"""Pieces of an address."""
QUERY_VALUES = ("%00", "-1", "%ff%fe", "9" * 40, "//evil.example")
NAMES = ("at", "by", "code", "day", "for", "here", "next", "page", "probe", "q", "via")
TAGS = ("input", "select", "textarea")
VALUES = ("\0", "a\0b", "x" * 9000, "-1", "9" * 400, "1e999", "NaN", "🙂\u202e", "' OR 1=1 --", "")
"""What forms are filled with."""
WORST = ("a\0b", "9" * 400, "🙂" * 5000)
MOST_FIELDS = 12
BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "zeros": (b"\0" * 64, "application/x-www-form-urlencoded"),
    "broken UTF-8": (b"do=next&token=%ff%fe&need=\xff\xfe", "application/x-www-form-urlencoded"),
    "half a percent": (b"%%%=%&&&==&do", "application/x-www-form-urlencoded"),
    "thousands of fields": (b"a=1&" * 9000, "application/x-www-form-urlencoded"),
    "JSON": (b'{"do": ["next"', "application/json"),
    "an unknown kind": (b"do=next", "application/x-unknown; charset=utf-7"),
    "multipart without end": (
        b"--y\r\nContent-Disposition: form-data\r\n",
        "multipart/form-data; boundary=y",
    ),
    "multipart without boundary": (b"--y", "multipart/form-data"),
    "a file for a field": (
        b'--y\r\nContent-Disposition: form-data; name="do"; filename="\0"\r\n\r\nnext\r\n--y--\r\n',
        "multipart/form-data; boundary=y",
    ),
}
"""Name → body and content type."""


KNOWN = {"language": "ar", "page": "help", "kind": "plain"}


def query(value: str) -> str:
    """Every name that an address of ours may carry, holding ``value``."""
    return "&".join(f"{name}={value}" for name in NAMES)


def addresses(app: Flask, method: str, parts: Sequence[str] = PARTS) -> Iterator[str]:
    """Every route that takes ``method``, its open places filled with every one of ``parts``."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            opened = rule.arguments - KNOWN.keys()
            yield from dict.fromkeys(_filled(rule, part) for part in (parts if opened else ("",)))


def _filled(rule: Rule, part: str) -> str:
    def place(found: re.Match[str]) -> str:
        name = found["name"]
        if name == "page" and found["kind"] is None:
            return part
        return NOBODY if found["kind"] == "uuid" else KNOWN.get(name, part)

    return re.sub(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>", place, rule.rule)


def staff_pages(client: CheckedClient, start: str) -> Iterator[Page]:
    """Every page below ``start`` that links lead to from there."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > MOST_PAGES:
            continue
        seen.add(path)
        answer = client.get(path, follow_redirects=True)
        if answer.mimetype == "text/html":
            page = Page(answer)
            assert page.h1
            waiting += [a for a in page.links().values() if urlsplit(a).path.startswith(start)]
            yield page


def main_forms(page: Page) -> list[ET.Element]:
    """Its forms but those of the header."""
    return list(next(page.root.iter("main")).iter("form"))


def fillings(page: Page, form: int) -> Iterator[dict[str, str]]:
    """What a form would send with all fields, then one after the other, holding a hostile value."""
    found = main_forms(page)[form]
    sent = (e.get("name", "") for tag in TAGS for e in found.iter(tag))
    names = sorted({*sent} - {"", "csrf_token"})
    yield from (dict.fromkeys(names, value) for value in VALUES)
    own = dict.fromkeys(names, "") | page.fields(form)
    yield from (own | {name: value} for name in names[:MOST_FIELDS] for value in WORST)
