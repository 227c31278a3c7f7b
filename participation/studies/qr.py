"""QR signs as addresses of pictures that a page carries inside itself."""

from __future__ import annotations

import segno

QUIET = 4
"""Modules of white around the sign; readers need them."""


def data_uri(text: str) -> str:
    """A black sign on white for ``text``, whatever the page's theme."""
    # A fixed mask: choosing the best of eight costs four times as much and readers do not care.
    sign = segno.make(text, error="m", boost_error=False, micro=False, mask=2)
    return str(sign.svg_data_uri(border=QUIET, light="#fff", scale=4))
