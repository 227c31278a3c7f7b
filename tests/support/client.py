"""A test client that reads every page like a strict browser.

Each HTML page it fetches must parse, have one ``h1`` with which its title begins, and forms whose
actions lead somewhere; nothing may be loaded from another host.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

LOADING = {
    "img": "src",
    "script": "src",
    "link": "href",
    "audio": "src",
    "source": "src",
    "iframe": "src",
}


def text_of(element: ET.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


@lru_cache(maxsize=8)
def parsed(html: str) -> ET.Element:
    """The tree of a page; the client checks it and its test asks it, and nobody changes it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(html)
    mistakes = [e for e in parser.errors if e[1] != "unexpected-null-character"]
    assert not mistakes, f"HTML does not parse: {mistakes[:3]}"
    return document


def _inputs(form: ET.Element) -> list[tuple[str, str]]:
    return [
        (item.get("name", ""), item.get("value", ""))
        for item in form.iter("input")
        if item.get("name")
        and (item.get("type") not in {"checkbox", "radio"} or item.get("checked") is not None)
    ]


def _selected(form: ET.Element) -> list[tuple[str, str]]:
    found = []
    for item in form.iter("select"):
        options = list(item.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        found += [(item.get("name", ""), o.get("value", "")) for o in chosen or options[:1]]
    return found


class Page:
    """A parsed answer with the questions tests ask of it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.root = parsed(self.html)

    @property
    def h1(self) -> str:
        return text_of(next(self.root.iter("h1")))

    @property
    def text(self) -> str:
        return text_of(next(self.root.iter("body")))

    def forms(self) -> list[ET.Element]:
        return list(self.root.iter("form"))

    def fields(self, form: int | str = 0) -> dict[str, str | list[str]]:
        """Names and values a browser would send if nothing were touched."""
        found = self._form(form)
        sent = [*_inputs(found), *_selected(found)]
        sent += [(a.get("name", ""), "".join(a.itertext())) for a in found.iter("textarea")]
        values: dict[str, str | list[str]] = {}
        for name in dict(sent):
            given = [value for key, value in sent if key == name]
            values[name] = given[0] if len(given) == 1 else given
        return values

    def action(self, form: int | str = 0) -> str:
        return self._form(form).get("action") or self.response.request.path

    def _form(self, which: int | str) -> ET.Element:
        if isinstance(which, int):
            main = next(self.root.iter("main"), self.root)  # not what every header holds
            return list(main.iter("form"))[which]
        return next(f for f in self.forms() if which in (f.get("action") or "", f.get("id") or ""))

    def links(self) -> dict[str, str]:
        return {text_of(a): a.get("href", "") for a in self.root.iter("a")}


class CheckedClient(FlaskClient):
    """Fetches pages and refuses to hand out a bad one."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:  # type: ignore[override]
        response = super().open(*args, **kwargs)  # type: ignore[arg-type]
        if response.mimetype == "text/html" and response.get_data():
            self._check(Page(response))
        return response

    def page(self, path: str, **kwargs: object) -> Page:
        """The page at ``path`` after redirects."""
        return Page(self.get(path, follow_redirects=True, **kwargs))  # type: ignore[arg-type]

    def submit(self, page: Page, form: int | str = 0, **changes: object) -> Page:
        """Sends a form of ``page`` with some fields changed; the page after redirects."""
        data = {**page.fields(form), **changes}
        sent = self.post(page.action(form), data=data, follow_redirects=True)
        return Page(sent)

    def _check(self, page: Page) -> None:
        heads = list(page.root.iter("h1"))
        assert len(heads) == 1, f"{len(heads)} h1 on {page.response.request.path}"
        title = text_of(next(page.root.iter("title")))
        head = text_of(heads[0])
        assert title.removeprefix("Fehler: ").startswith(head) or title.split(": ", 1)[
            -1
        ].startswith(head), (title, head)
        self._check_forms(page)
        self._check_loads(page)

    def _check_forms(self, page: Page) -> None:
        adapter = self.application.url_map.bind(self.application.config["SETTINGS"].address.netloc)
        for form in page.forms():
            path = urlsplit(form.get("action") or page.response.request.path).path
            path = path.removeprefix(self.application.config["SETTINGS"].prefix)
            method = form.get("method", "get").upper()
            try:
                adapter.match(path, method=method)
            except HTTPException as error:
                if error.code not in (301, 308):
                    raise AssertionError(f"form leads nowhere: {method} {path}") from error

    def _check_loads(self, page: Page) -> None:
        for tag, attribute in LOADING.items():
            for item in page.root.iter(tag):
                address = item.get(attribute) or ""
                assert not urlsplit(address).netloc, f"{tag} loads from another host: {address}"
        for script in page.root.iter("script"):
            assert script.get("src"), "inline script"
        styled = [item.tag for item in page.root.iter() if item.get("style") is not None]
        assert not styled, f"inline style is blocked by our own policy: {styled}"
