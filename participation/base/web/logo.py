"""The county's logo: one small file of the instance folder, beside the county's name in words."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response

from participation.base.settings import Settings, SettingsError
from participation.base.web.assets import ADDRESS
from participation.base.web.security import public

KINDS = {"logo.svg": "image/svg+xml", "logo.png": "image/png"}
LARGEST = 5 * 1024
"""Bytes of the file."""
LARGEST_SENT = 3_300
"""Bytes as sent, so that a first page stays below 12 KB; a picture of pixels shrinks no more."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A file that is small enough for every phone."""

    content: bytes
    mimetype: str

    @property
    def fingerprint(self) -> str:
        """Changes with the content."""
        return hashlib.sha256(self.content).hexdigest()[:10]


def read(instance: Path) -> Logo | None:
    """The logo that lies in the instance folder, if one does.

    Raises:
        SettingsError: it is too large.
    """
    for name, mimetype in KINDS.items():
        path = instance / name
        if path.exists():
            return _bounded(name, Logo(path.read_bytes(), mimetype))
    return None


def _bounded(name: str, logo: Logo) -> Logo:
    sent = min(len(logo.content), len(gzip.compress(logo.content)))
    if len(logo.content) > LARGEST or sent > LARGEST_SENT:
        raise SettingsError(
            f"{name}: {len(logo.content)} bytes are too many for old phones. Take an SVG of at most"
            f" {LARGEST} bytes, or a PNG of at most {LARGEST_SENT}, 80 pixels high."
        )
    return logo


def init_app(app: Flask, settings: Settings) -> None:
    """Templates know ``logo``, its address; empty when there is none."""
    found = read(settings.instance)
    address = f"{ADDRESS}/county-logo"

    @public
    def logo() -> Response | tuple[str, int]:
        return Response(found.content, mimetype=found.mimetype) if found else ("", 404)

    app.add_url_rule(address, "logo", logo)
    version = f"?v={found.fingerprint}" if found else ""
    app.jinja_env.globals["logo"] = f"{settings.prefix}{address}{version}" if found else ""
