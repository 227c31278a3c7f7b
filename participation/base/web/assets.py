"""Own files for browsers: an address that changes with the content, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, request

from participation.base.settings import Settings

ADDRESS = "/f/static"
"""Below the prefix that proxies keep out of their logs: a script that only a survey's pages load
would tell who opened one, and when."""
FOLDER = Path(__file__).resolve().parents[2] / "static"
TEXTUAL = ("text/", "application/json", "application/javascript", "image/svg+xml")
LEVEL = 4
"""Half the work of the usual 6 for a tenth more bytes."""
WORTH_IT = 700
"""Bytes below which compressing costs more than it saves."""


@lru_cache(maxsize=256)
def fingerprint(name: str) -> str:
    """First characters of the hash of a file below ``static/``."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """Address of a file below ``static/``; a browser may keep what it names for ever."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.prefix}{ADDRESS}/{name}?v={fingerprint(name)}"


def compress(response: Response) -> Response:
    """Text goes out gzipped to whoever understands it."""
    if not _worth(response):
        return response
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    return response


def _packed(content: bytes) -> bytes:
    if request.endpoint == "static":
        return _best(content)
    return gzip.compress(content, compresslevel=LEVEL, mtime=0)


@lru_cache(maxsize=32)
def _best(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def _worth(response: Response) -> bool:
    return (
        response.status_code == HTTPStatus.OK
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(TEXTUAL)
        and (response.content_length or WORTH_IT) >= WORTH_IT
    )


def init_app(app: Flask) -> None:
    """Templates know ``asset``; answers are compressed last."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(compress)
