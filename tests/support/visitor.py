"""A browser of few words on a real connection: cookies, forms and nothing else."""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from participation.base.settings import Settings

FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="(?:token|csrf_token)"(?: type="hidden")? value="([^"]+)"')
HREF = re.compile(r'<a\s[^>]*href="([^"]+)"')
Fields = Mapping[str, object]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    path: str

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def place(self) -> str:
        """The path without its query."""
        return self.path.partition("?")[0]

    @property
    def location(self) -> str:
        """Where it sends the browser, as a path of this server."""
        target = urlsplit(urljoin(self.path, self.headers["Location"]))
        return target.path + (f"?{target.query}" if target.query else "")

    @property
    def token(self) -> str:
        """The form token of the page."""
        found = TOKEN.search(self.text)
        assert found, self.text
        return html.unescape(found[1])

    @property
    def links(self) -> list[str]:
        """Where its links lead on this server; none for a file."""
        if "text/html" not in self.headers["Content-Type"]:
            return []
        found = (urlsplit(urljoin(self.path, html.unescape(a))) for a in HREF.findall(self.text))
        return [a.path + (f"?{a.query}" if a.query else "") for a in found if not a.netloc]


@dataclass
class Visitor:
    """Keeps cookies like a browser: by path; follows redirects when asked."""

    settings: Settings
    language: str = "de"
    port: int = 0
    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name → value and path."""

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        **more: bool,
    ) -> Answer:
        """One request, nothing followed; ``body`` as ``http.client`` takes it."""
        connection = self.line()
        try:
            connection.request(method, path, body, self._headers(path) | (headers or {}), **more)  # type: ignore[arg-type]  # any body is tried
            got = connection.getresponse()
            answer = Answer(got.status, got.headers, got.read(), path)
        finally:
            connection.close()
        self._keep(answer.headers)
        return answer

    def line(self) -> http.client.HTTPConnection:
        """A fresh connection to the server."""
        port = self.port or self.settings.address.port or 80
        return http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self, path: str, *, follow: bool = True) -> Answer:
        """The page at ``path``."""
        return self._follow(self.send("GET", path)) if follow else self.send("GET", path)

    def post(self, path: str, fields: Fields, *, follow: bool = True) -> Answer:
        """Sends a form."""
        body = urlencode(fields, doseq=True)
        answer = self.send("POST", path, body, {"Content-Type": FORM})
        return self._follow(answer) if follow else answer

    def _follow(self, answer: Answer) -> Answer:
        while answer.status in (301, 302, 303, 307, 308):
            answer = self.send("GET", answer.location)
        return answer

    def _headers(self, path: str) -> dict[str, str]:
        held = [f"{n}={v}" for n, (v, where) in self.cookies.items() if path.startswith(where)]
        own = {"Host": self.settings.address.netloc, "Accept-Language": self.language}
        return own | ({"Cookie": "; ".join(held)} if held else {})

    def _keep(self, headers: http.client.HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = (morsel.value, morsel["path"] or "/")
