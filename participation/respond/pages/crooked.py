"""Addresses as people copy them: with a full stop, a bracket, capitals, a stroke at the end."""

from __future__ import annotations

import re

from flask import redirect, request
from werkzeug.wrappers import Response

from participation.base.words import tags

LEADING = ("respond.entry", "respond.intro")
"""Endpoints a link on paper or in a message leads to."""
_LINK = re.compile(r"/f/([^/]+)(?:/([^/]*))?[^A-Za-z0-9]*")
_AROUND = re.compile(r"^[^a-z0-9]+|[^a-z0-9]+$")


def straighten() -> Response | None:
    """Sends on to the address that was meant; None where nothing is crooked.

    A short address is made of small letters, digits and hyphens, a language tag of letters,
    capital ones where it names a region or a script; so what stands around them was copied along.
    """
    if request.method not in ("GET", "HEAD") or request.endpoint not in (None, *LEADING):
        return None
    found = _LINK.fullmatch(request.path)
    if found is None:
        return None
    slug, tag = (_AROUND.sub("", (part or "").lower()) for part in found.groups())
    meant = f"/f/{slug}" + (f"/{tags.canonical(tag)}/" if tag else "")
    if not slug or meant == request.path:
        return None
    query = request.query_string.decode()
    return redirect(f"{request.root_path}{meant}" + (f"?{query}" if query else ""), 302)
