"""QR codes: as pictures that a page carries inside itself, as files, for paper."""

from __future__ import annotations

import io
from typing import Any

import segno

QUIET = 4
"""Modules of white around the code; readers need them."""
PIXELS = 24
"""Of one module in the picture of pixels: a usual code is about 800 wide, sharp at 6 cm."""


def data_uri(text: str) -> str:
    """A black code on white for ``text``, whatever the page's theme."""
    return str(_code(text).svg_data_uri(border=QUIET, light="#fff", scale=4))


def svg(text: str) -> str:
    """The code as a picture of lines, for a printing house."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=QUIET, light="#fff", scale=4)
    return out.getvalue().decode()


def png(text: str) -> bytes:
    """The code as a picture of pixels, for Word and for messages."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=QUIET, scale=PIXELS)
    return out.getvalue()


def _code(text: str) -> Any:  # noqa: ANN401  segno has no types
    # A fixed mask: choosing the best of eight costs four times as much and readers do not care.
    return segno.make(text, error="m", boost_error=False, micro=False, mask=2)
