"""Addresses as people copy them: with a full stop, a bracket, capitals, a stroke at the end."""

from __future__ import annotations

from string import ascii_lowercase, digits

from flask import redirect, request
from werkzeug.wrappers import Response

from participation.base.words import tags

LEADING = ("respond.entry", "respond.intro")
"""Endpoints a link on paper or in a message leads to."""
LONGEST = 200
"""Characters of a path; what is longer was not copied from a poster."""
CHARACTERS = frozenset(ascii_lowercase + digits)
INSIDE = CHARACTERS | {"-"}
PARTS = 2
"""Short address and language."""


def straighten() -> Response | None:
    """Sends on to the address that was meant; None where nothing is crooked.

    A short address is made of small letters, digits and hyphens, a language tag of letters,
    capital ones where it names a region or a script; so what stands around them was copied along.
    """
    if request.method not in ("GET", "HEAD") or request.endpoint not in (None, *LEADING):
        return None
    meant = _meant(request.path)
    if meant is None or meant == request.path:
        return None
    query = request.query_string.decode("latin-1")
    return redirect(f"{request.root_path}{meant}" + (f"?{query}" if query else ""), 302)


def _meant(path: str) -> str | None:
    if len(path) > LONGEST or not path.startswith("/f/"):
        return None
    parts = [bare for part in path.split("/")[2:] if (bare := _bare(part.lower()))]
    if not 0 < len(parts) <= PARTS or not all(INSIDE.issuperset(part) for part in parts):
        return None
    return "/f/" + parts[0] + "".join(f"/{tags.canonical(tag)}/" for tag in parts[1:])


def _bare(part: str) -> str:
    """The part without what stands around its first and last sign."""
    at = [place for place, character in enumerate(part) if character in CHARACTERS]
    return part[at[0] : at[-1] + 1] if at else ""
