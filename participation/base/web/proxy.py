"""WSGI middleware: every request gets the address that ``public_url`` names.

Scheme, host and sub-path come from that setting, never from a header that a visitor could write.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from participation.base.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


WATCHED = frozenset({"/healthz", "/metrics"})


class PublicAddress:
    """Tells the application below the address under which people reach it.

    Works whether the proxy in front passes the sub-path on or cuts it off. Who came by another
    name is sent to the public one.
    """

    def __init__(self, application: WSGIApplication, settings: Settings) -> None:
        self._application = application
        self._scheme = settings.address.scheme
        self._host = settings.address.netloc
        self._prefix = settings.prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        path = environ.get("PATH_INFO", "")
        if self._prefix and (path == self._prefix or path.startswith(self._prefix + "/")):
            path = environ["PATH_INFO"] = path[len(self._prefix) :]
        environ["wsgi.url_scheme"] = self._scheme
        environ["SCRIPT_NAME"] = self._prefix
        # A watcher on this machine asks by its own name for the machine.
        if path in WATCHED or environ.get("HTTP_HOST", self._host) == self._host:
            return self._application(environ, start_response)
        target = f"{self._scheme}://{self._host}{self._prefix}{quote(path)}"
        start_response("307 Temporary Redirect", [("Location", target), ("Content-Length", "0")])
        return [b""]
